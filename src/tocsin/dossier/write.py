"""How is a dossier written back so that only what changed is touched, and nothing is ever half written?"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkstemp

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.file_edit import Changes, UnwritableRecordError, plan_records
from tocsin.dossier.kinds import KINDS, Kind
from tocsin.dossier.records.judgement import DrawEntry, Weight
from tocsin.dossier.records.record import Record
from tocsin.dossier.shelves import read_kind
from tocsin.terms.errors import TocsinError
from tocsin.terms.recipe import hash_bytes

# Without their own file these are the built-in ones, which no dossier writes.
_BUILT_IN = ("framework", "sheet")


class FileChangedError(TocsinError, RuntimeError):
    """Somebody changed a file of the dossier since it was read."""

    exit_code = 2


def write_dossier(dossier: Dossier, *, before: Dossier | None = None) -> tuple[str, ...]:
    """Write the records of a dossier into its folder; the names of the files that changed.

    With ``before``, the dossier as it was read, only kinds that differ are looked at, and a file that somebody else
    changed meanwhile is not written over. A framework or method sheet that came with Tocsin is not copied in.
    """
    changes: Changes = {}
    for kind in KINDS.values():
        records = list_records(dossier, kind)
        is_same = before is not None and records == list_records(before, kind)
        is_built_in = before is None and kind.name in _BUILT_IN and not (dossier.folder / kind.file).exists()
        if not is_same and not is_built_in:
            changes |= plan_records(dossier.folder, kind, records=records)
    if before is not None:
        _check_unchanged(dossier.folder, changes, known=before.file_hashes)
    _write_all(dossier.folder, changes)
    return tuple(changes)


def write_records(folder: Path, kind: Kind, *, records: Sequence[Record]) -> tuple[str, ...]:
    """Make the files of one kind hold just these records; the names of the files that changed."""
    changes = plan_records(folder, kind, records=records)
    _write_all(folder, changes)
    return tuple(changes)


def append_draws(folder: Path, entries: Sequence[DrawEntry]) -> None:
    """Add rows to the ledger of draws; what stands in it stays as it is, byte for byte."""
    kind = KINDS["draws"]
    present = [record for record in read_kind(folder, kind) if isinstance(record, DrawEntry)]
    known = {entry.driver: entry.dimension for entry in present}
    for entry in entries:
        if known.setdefault(entry.driver, entry.dimension) != entry.dimension:
            raise UnwritableRecordError(
                f"{kind.file}: {entry.driver} draws on dimension {known[entry.driver]} and cannot move to {entry.dimension}: every "
                "figure that rests on it would change. Give the driver another name if it is another quantity."
            )
    kept = {entry.driver for entry in present}
    write_records(folder, kind, records=[*present, *(entry for entry in entries if entry.driver not in kept)])


def append_weights(folder: Path, entries: Sequence[Weight]) -> None:
    """Add statements of decision-makers to those in the file now; what stands in it stays as it is, byte for byte."""
    kind = KINDS["weights"]
    write_records(folder, kind, records=[*read_kind(folder, kind), *entries])


def list_records(dossier: Dossier, kind: Kind) -> list[Record]:
    """The records of one kind in a dossier, in order."""
    held = getattr(dossier, kind.name)
    if held is None:
        return []
    if isinstance(held, Record):
        return [held]
    return list(held.values() if isinstance(held, Mapping) else held)


def _check_unchanged(folder: Path, changes: Changes, *, known: Mapping[str, str]) -> None:
    for name in changes:
        path = folder / name
        found = hash_bytes(path.read_bytes()) if path.exists() else None
        if found != known.get(name):
            raise FileChangedError(
                f"{path}: the file was changed by somebody else since the dossier was read, and their work would be lost. Read the "
                "dossier again and repeat the change."
            )


def _write_all(folder: Path, changes: Changes) -> None:
    """Write every file beside its place first and only then move all of them there."""
    drafts: dict[Path, Path] = {}
    try:
        for name, content in changes.items():
            if content is not None:
                drafts[folder / name] = _write_draft(folder / name, content)
        for path, draft in drafts.items():
            draft.replace(path)
    except BaseException:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    for name, content in changes.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)


def _write_draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = mkstemp(prefix=".tocsin-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
