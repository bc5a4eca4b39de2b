"""Has anything changed since the last build? Answered from hashes alone, without a numerical library."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from tocsin.terms.recipe import hash_bytes, hash_content

LEDGER = "build.json"
_CACHE = ".cache"
_SKIPPED = {"__pycache__", ".git", ".DS_Store"}

Printed = tuple[float, float, float]


@dataclass(frozen=True)
class BuildLedger:
    """What the last build read and wrote: hashes of inputs, of the program, of outputs, and of every node of the graph.

    ``edges`` holds the inputs of every node, so that what rested on a node is still known once the node is gone.
    ``figures`` and ``ranks`` hold low, value and high as they were printed.
    """

    program: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    digests: Mapping[str, str] = field(default_factory=dict)
    edges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Mapping[str, Printed] = field(default_factory=dict)
    ranks: Mapping[str, Printed] = field(default_factory=dict)
    warnings_count: int = 0
    results_count: int = 0

    def write(self, out: Path) -> None:
        """Write the ledger beside the outputs; it is replaced whole or not at all."""
        text = json.dumps(vars(self), indent=1, sort_keys=True, ensure_ascii=False)
        target = out / LEDGER
        draft = target.with_suffix(".draft")
        draft.write_text(text + "\n", encoding="utf-8")
        draft.replace(target)


def read_ledger(out: Path) -> BuildLedger | None:
    """The ledger of the last build, or None if there is none or another version wrote it."""
    try:
        told = json.loads((out / LEDGER).read_text(encoding="utf-8"))
        figures, ranks = (_parse_printed(told.pop(name)) for name in ("figures", "ranks"))
        edges = {key: tuple(inputs) for key, inputs in told.pop("edges").items()}
        return BuildLedger(**told, edges=edges, figures=figures, ranks=ranks)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def find_current(folder: Path, *, out: Path, tables: Path | None) -> BuildLedger | None:
    """The last build, if its inputs, outputs and the program are all as they were."""
    ledger = read_ledger(out)
    if ledger is None or ledger.program != hash_program():
        return None
    if ledger.inputs != hash_inputs(folder, out=out, tables=tables, outside=list_outside(ledger)):
        return None
    if any(hash_file(out / name) != digest for name, digest in ledger.outputs.items()):
        return None
    return ledger


def find_cache(out: Path) -> Path:
    """The folder where results of this very program are kept between builds."""
    return out / _CACHE / hash_program()[:16]


def list_outside(ledger: BuildLedger) -> tuple[str, ...]:
    """The tables outside the dossier that the last build read, by their paths below the tables folder."""
    return tuple(name.removeprefix("tables:") for name in ledger.inputs if name.startswith("tables:"))


def hash_inputs(folder: Path, *, out: Path, tables: Path | None, outside: tuple[str, ...]) -> dict[str, str]:
    """The hash of every file of a dossier, and of the tables outside it that count; hidden files and ``out`` do not."""
    root, built = folder.resolve(), out.resolve()
    is_inside = built != root and built.is_relative_to(root)
    found = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        is_hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not is_hidden and not (is_inside and path.is_relative_to(built)):
            found[inside.as_posix()] = hash_file(path)
    for name in outside:
        found[f"tables:{name}"] = hash_file(tables / name) if tables else ""
    return found


def hash_file(path: Path) -> str:
    """The hash of a file of any size, read piece by piece; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@cache
def hash_program() -> str:
    """One hash for the whole program, its data and templates: a build by another version is never reused."""
    return hash_content(sorted(_hash_folder(files("tocsin"), at="")))


def _hash_folder(folder: Traversable, *, at: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        if entry.name in _SKIPPED:
            continue
        name = f"{at}/{entry.name}"
        found += _hash_folder(entry, at=name) if entry.is_dir() else [(name, hash_bytes(entry.read_bytes()))]
    return found


def _parse_printed(told: Mapping[str, list[float]]) -> dict[str, Printed]:
    return {key: (low, value, high) for key, (low, value, high) in told.items()}
