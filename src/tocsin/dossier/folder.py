"""Which files does the folder of a dossier hold, and which of them count?"""

import os
from collections.abc import Iterable
from pathlib import Path

from tocsin.dossier.kinds import KINDS, Form, Kind
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.problem import nearest

# Written beside the records by people and by builds; never read.
_IGNORED = ("README.md", "build")


def list_files(folder: Path, kind: Kind) -> tuple[str, ...]:
    """The files of a kind that are there, by their names inside the dossier."""
    if kind.form is Form.YAML_FOLDER:
        inside = folder / kind.file
        found = [path.name for path in inside.glob("*.yaml") if not _is_ignored(path)] if inside.is_dir() else []
        return tuple(sorted(f"{kind.file}/{name}" for name in found))
    return (kind.file,) if (folder / kind.file).exists() or (folder / kind.file).is_symlink() else ()


def list_stray_files(folder: Path, *, known: Iterable[str]) -> tuple[Finding, ...]:
    """Files that nothing reads, each with the name it may have been meant to have."""
    expected = [kind.file for kind in KINDS.values() if kind.form is not Form.YAML_FOLDER]
    counted = set(known) | set(expected)
    found = []
    for name in _list_names(folder):
        if name in counted:
            continue
        similar = nearest(name, expected)
        message = f"Nothing reads the file {name}, so what it says does not count. {similar}".strip()
        severity = Severity.WARNING if similar or name.startswith(("models/", "tables/")) else Severity.NOTE
        found.append(Finding("stray-file", f"file:{name}", message, severity=severity))
    return tuple(found)


def _list_names(folder: Path) -> list[str]:
    """The files of the folder and one level below, without hidden ones and what is never read."""
    names = []
    for path in sorted(folder.iterdir()):
        if _is_ignored(path):
            continue
        if path.is_dir() and os.access(path, os.R_OK | os.X_OK):
            names += [
                f"{path.name}/{inner.name}"
                for inner in sorted(path.iterdir())
                if inner.is_file() and not _is_ignored(inner)
            ]
        else:
            names.append(path.name)
    return names


def _is_ignored(path: Path) -> bool:
    return path.name.startswith(".") or path.name in _IGNORED
