"""What must the files of one kind of record become to hold just these records?"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.dossier.csv_edit import render_edited_csv, render_new_csv
from tocsin.dossier.csv_text import CsvSheet, parse_csv
from tocsin.dossier.file_text import FileText, is_plain_text, read_text
from tocsin.dossier.folder import list_files
from tocsin.dossier.kinds import Form, Kind, identity_of
from tocsin.dossier.problems import DossierError, Notebook
from tocsin.dossier.record_cells import write_plain
from tocsin.dossier.record_text import Entry, Placed, list_node_entries, list_row_entries, parse_record
from tocsin.dossier.records.record import Record
from tocsin.dossier.yaml_edit import Splice, apply_splices, edit_list, edit_node, render_new_yaml
from tocsin.dossier.yaml_text import YamlNode, parse_yaml
from tocsin.terms.errors import TocsinError

Changes = dict[str, bytes | None]

# Halves of characters, which no file can hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnwritableRecordError(TocsinError, ValueError):
    """A record cannot be written so that it reads back as it is."""

    exit_code = 2


@dataclass(frozen=True)
class _Present:
    """A file as it stands: its text, its structure and its records."""

    file: FileText
    sheet: CsvSheet | None
    node: YamlNode | None
    placed: tuple[Placed, ...]

    @property
    def is_blank(self) -> bool:
        """Whether it holds comments only."""
        return self.sheet is None and self.node is None


@dataclass(frozen=True)
class _Plan:
    """What a file must become, and the records it must then hold; no text where it must go."""

    text: str | None
    records: tuple[Record, ...] = ()


def plan_records(folder: Path, kind: Kind, *, records: Sequence[Record]) -> Changes:
    """The files of a kind that must change to hold just these records: by name, new content or none to delete it."""
    _check_told_apart(records, kind=kind)
    present = {name: _read(folder, name, kind=kind) for name in list_files(folder, kind)}
    changes: Changes = {}
    for name, plan in _list_plans(present, records, kind=kind).items():
        held = present.get(name)
        if plan.text != (held.file.text if held else None):
            _check_reads_back(name, plan, kind=kind)
            mark = "\ufeff" if held and held.file.has_mark else ""
            changes[name] = None if plan.text is None else f"{mark}{plan.text}".encode()
    return changes


def _list_plans(present: Mapping[str, _Present], records: Sequence[Record], *, kind: Kind) -> dict[str, _Plan]:
    if kind.form is not Form.YAML_FOLDER:
        held = present.get(kind.file)
        if kind.form is Form.YAML_ONE and not records:
            return {kind.file: _Plan(held.file.text if held.is_blank else None)} if held else {}
        return {kind.file: _Plan(_render(held, records, kind=kind), tuple(records))} if held or records else {}
    wanted = {identity_of(kind, record): record for record in records}
    plans: dict[str, _Plan] = {}
    for name, held in present.items():
        record = wanted.pop(identity_of(kind, held.placed[0].record), None)
        plans[name] = _Plan(_render(held, [record], kind=kind), (record,)) if record else _Plan(None)
    for key, record in wanted.items():
        name, number = f"{kind.file}/{key}.yaml", 2
        while name in plans:  # a file of that name may hold a record of another key
            name, number = f"{kind.file}/{key}-{number}.yaml", number + 1
        plans[name] = _Plan(_render(None, [record], kind=kind), (record,))
    return plans


def _render(held: _Present | None, records: Sequence[Record], *, kind: Kind) -> str:
    if held is None:
        if kind.form is Form.CSV:
            return render_new_csv(records, kind=kind)
        plain = [write_plain(record) for record in records]
        return render_new_yaml(plain if kind.form is Form.YAML_LIST else plain[0])
    if kind.may_be_blank and held.is_blank:
        return f"{held.file.text.rstrip()}\n{render_new_yaml(write_plain(records[0]))}"
    present = {identity_of(kind, placed.record): placed for placed in held.placed}
    if held.sheet:
        by_row = {placed.entry.row: placed.record for placed in held.placed}
        return render_edited_csv(held.sheet, records, kind=kind, present=by_row)
    text, wanted = held.file.text, {identity_of(kind, record): record for record in records}
    splices: list[Splice] = []
    for key, placed in present.items():
        record = wanted.pop(key, None)
        if record and placed.entry.node:
            before, after = write_plain(placed.record), write_plain(record)
            splices += edit_node(text, placed.entry.node, before=before, after=after)
    if kind.form is Form.YAML_LIST:
        kept = {identity_of(kind, record) for record in records}
        dropped = [placed.entry.node for key, placed in present.items() if key not in kept and placed.entry.node]
        splices += edit_list(
            text, held.node, dropped=dropped, added=[write_plain(record) for record in wanted.values()]
        )
    return apply_splices(text, splices)


def _read(folder: Path, name: str, *, kind: Kind) -> _Present:
    """A file as it stands; one that is not sound is not written over."""
    notebook = Notebook()
    file = read_text(folder, name, notebook=notebook)
    present = _parse(file, kind=kind, notebook=notebook) if file else None
    may_hold_none = kind.form not in (Form.YAML_ONE, Form.YAML_FOLDER) or (
        kind.may_be_blank and present is not None and present.is_blank
    )
    if present and not present.placed and not may_hold_none:
        notebook.add(
            name, "the file holds no record, and what stands in it would be lost.", mend="Fill it in, or delete it."
        )
    if present is None or notebook.problems:
        raise DossierError(notebook.problems)
    return present


def _parse(file: FileText, *, kind: Kind, notebook: Notebook) -> _Present:
    sheet, node, entries = None, None, list[Entry]()
    if kind.form is Form.CSV:
        sheet = parse_csv(file, notebook=notebook)
        entries = list(list_row_entries(sheet, kind=kind, notebook=notebook)) if sheet else []
    else:
        node = parse_yaml(file, notebook=notebook)
        entries = list(list_node_entries(node, file=file.name, kind=kind, notebook=notebook))
    placed = [parse_record(entry, kind=kind, notebook=notebook) for entry in entries]
    return _Present(file, sheet, node, tuple(one for one in placed if one))


def _check_reads_back(name: str, plan: _Plan, *, kind: Kind) -> None:
    """Refuse to write what would read back as something else, such as text that starts with the sign of comments."""
    if plan.text is None:
        return
    notebook = Notebook()
    read = _parse(FileText(name, plan.text, ""), kind=kind, notebook=notebook)
    found = {identity_of(kind, placed.record): placed.record for placed in read.placed}
    wanted = {identity_of(kind, record): record for record in plan.records}
    is_text = is_plain_text(name, plan.text, notebook=notebook) and not _SURROGATE.search(plan.text)
    if notebook.problems or found != wanted or not is_text:
        lost = sorted(key for key in wanted.keys() | found.keys() if found.get(key) != wanted.get(key))
        raise UnwritableRecordError(
            f"{name}: {', '.join(lost) or 'a record'} would not read back as it is, so nothing was written. Look for text that "
            "starts with # and for control characters, and change it."
        )


def _check_told_apart(records: Sequence[Record], *, kind: Kind) -> None:
    counts = Counter(identity_of(kind, record) for record in records)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        raise UnwritableRecordError(
            f"{kind.file}: two records are called {twice[0]!r} and could not be told apart, so nothing was written. Rename one."
        )
