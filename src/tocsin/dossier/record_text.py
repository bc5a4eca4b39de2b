"""Which record does a piece of a file stand for, and if none, what is wrong with which field?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tocsin.dossier.csv_text import CsvPiece, CsvSheet
from tocsin.dossier.field_problems import explain
from tocsin.dossier.kinds import Form, Kind
from tocsin.dossier.problems import Notebook
from tocsin.dossier.records.record import Record
from tocsin.dossier.yaml_text import Location, Plain, YamlNode
from tocsin.terms.finding import Finding
from tocsin.terms.problem import nearest


@dataclass(frozen=True)
class Entry:
    """One record as text, with the file and row it stands in; from a table, also the columns it has."""

    data: Plain
    file: str
    row: int
    node: YamlNode | None = None
    columns: tuple[str, ...] | None = None

    def row_of(self, location: Location) -> int:
        """The row of a field, or that of the record where the field is not written."""
        return self.node.at(location).row if self.node else self.row

    def text_at(self, location: Location) -> str:
        """What is written at a location, if it is plain text."""
        found: Plain = self.data
        for step in location:
            if isinstance(found, dict) and step in found:
                found = found[str(step)]
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
        return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Placed:
    """A record and the entry it was read from."""

    record: Record
    entry: Entry

    def note(self, notebook: Notebook, at: Location, *, why: str, mend: str, value: str = "") -> None:
        """Note a problem with one field of the record."""
        row = self.entry.row_of(at)
        notebook.add(self.entry.file, why, mend=mend, row=row, at=_say_location(at), value=value)


def list_row_entries(sheet: CsvSheet, *, kind: Kind, notebook: Notebook) -> Iterator[Entry]:
    """The rows of a CSV file as entries: empty cells are left out, unknown columns are kept aside and mentioned."""
    known = set(kind.record.model_fields)
    _note_columns(sheet, kind=kind, notebook=notebook)
    for piece in sheet.rows:
        yield Entry(read_cells(sheet.header, piece, known=known), sheet.file.name, piece.row, columns=sheet.header)


def read_cells(header: tuple[str, ...], piece: CsvPiece, *, known: set[str]) -> dict[str, Plain]:
    """The filled cells of known columns, by column."""
    cells = zip(header, piece.cells, strict=True)
    return {column: cell for column, cell in cells if column in known and cell.strip()}


def list_node_entries(node: YamlNode | None, *, file: str, kind: Kind, notebook: Notebook) -> Iterator[Entry]:
    """The records of a YAML file as entries: the whole file, or each entry of its list."""
    if kind.form is not Form.YAML_LIST:
        nodes = [node] if node else []
    elif node is None or isinstance(node.value, list):
        nodes = node.value if node and isinstance(node.value, list) else []
    else:
        why = "this file holds a list of records and something else stands there."
        notebook.add(file, why, mend="Start each record with `- key: …`.", row=node.row)
        nodes = []
    for part in nodes:
        if isinstance(part.value, dict):
            yield Entry(part.plain(), file, part.row, part)
        else:
            why = "a record is a mapping of fields to values and something else stands here."
            value = part.value if isinstance(part.value, str) else ""
            notebook.add(file, why, mend="Write `field: value` lines.", row=part.row, value=value)


def parse_record(entry: Entry, *, kind: Kind, notebook: Notebook) -> Placed | None:
    """Read an entry as a record of its kind, or note every field that is wrong.

    A record whose only fault is fields that it does not have is read without them, so that the rest of the dossier can be
    checked against it; the fault is noted all the same.
    """
    try:
        return Placed(kind.record.model_validate(entry.data), entry)
    except ValidationError as error:
        found = error.errors(include_url=False)
    for details in found:
        _note_field(entry, details, kind=kind, notebook=notebook)
    surplus = {
        details["loc"][0] for details in found if details["type"] == "extra_forbidden" and len(details["loc"]) == 1
    }
    if len(surplus) < len(found) or not isinstance(entry.data, dict):
        return None
    return Placed(kind.record.model_validate({k: v for k, v in entry.data.items() if k not in surplus}), entry)


def _note_field(entry: Entry, details: ErrorDetails, *, kind: Kind, notebook: Notebook) -> None:
    location = tuple(step for step in details["loc"] if not (isinstance(step, str) and step.endswith("]")))
    if details["type"] == "missing" and entry.columns is not None and str(details["loc"][0]) not in entry.columns:
        return  # said once of the header
    why, mend = explain(details, known=list(_fields_beside(kind.record, location)))
    text = entry.text_at(location) if details["type"] not in ("missing", "extra_forbidden") else ""
    at = _say_location(location)
    notebook.add(entry.file, why, mend=mend, row=entry.row_of(location), at=at, value=text)


def _say_location(location: Location) -> str:
    """A place inside a record as people count: ``effects.1.threat``."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


def _fields_beside(record: type[Record], location: Location) -> Mapping[str, object]:
    """The fields a record may have where an unknown one was met."""
    current: type[Record] | None = record
    for step in location[:-1]:
        if current is None:
            break
        if isinstance(step, str) and step in current.model_fields:
            current = _record_in(current.model_fields[step].annotation)
    return current.model_fields if current else {}


def _record_in(annotation: object) -> type[Record] | None:
    """The record class named in an annotation such as ``tuple[Criterion, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    found = (_record_in(part) for part in getattr(annotation, "__args__", ()))
    return next((record for record in found if record), None)


def _note_columns(sheet: CsvSheet, *, kind: Kind, notebook: Notebook) -> None:
    fields = kind.record.model_fields
    unknown = [column for column in sheet.header if column and column not in fields]
    for name, field in fields.items():
        if field.is_required() and name not in sheet.header:
            why = f"the column {name!r} is missing, and no row can be read without it."
            similar = nearest(name, unknown)
            mend = f"Add it. {similar.replace('Did you mean', 'Is it the column called')}".strip()
            notebook.add(sheet.file.name, why, mend=mend, row=1, at=name)
    for column in unknown:
        similar = nearest(column, [name for name in fields if name not in sheet.header])
        message = f"{sheet.file.name} has a column {column!r} that Tocsin does not know; it is kept and not used. {similar}".strip()
        notebook.note(Finding("unknown-column", f"file:{sheet.file.name}", message))
