"""What does a CSV file become when some of its records change, so that the rest keeps every byte?"""

import csv
import io
from collections.abc import Mapping, Sequence

from tocsin.dossier.csv_text import CsvPiece, CsvSheet
from tocsin.dossier.kinds import Kind, identity_of
from tocsin.dossier.record_cells import write_cell
from tocsin.dossier.records.record import Record


def render_new_csv(records: Sequence[Record], *, kind: Kind) -> str:
    """A new CSV file with all columns of its kind."""
    header = list(kind.record.model_fields)
    rows = [[write_cell(getattr(record, name)) for name in header] for record in records]
    return "".join(_render_row(row, "\n") for row in [header, *rows])


def render_edited_csv(sheet: CsvSheet, records: Sequence[Record], *, kind: Kind, present: Mapping[int, Record]) -> str:
    """The text of a CSV file after its records became ``records``; ``present`` holds the records it has now, by row.

    Rows of unchanged records, comments, empty lines and unknown columns stay as they are.
    """
    wanted = {identity_of(kind, record): record for record in records}
    ending = _ending_of(sheet.pieces)
    columns = _list_columns(sheet.header, records, kind=kind)
    texts = []
    for piece in sheet.pieces:
        if piece.kind == "comment":
            texts.append(piece.raw)
        elif piece.kind == "header":
            texts.append(_widen(piece.raw, columns[len(sheet.header) :]))
        else:
            before = present[piece.row]
            record = wanted.pop(identity_of(kind, before), None)
            texts += [_render_edited(piece, before, record, columns=columns, ending=ending)] if record else []
    if wanted and texts and not texts[-1].endswith(("\n", "\r")):
        texts.append(ending)
    texts += [_render_row(_list_cells(record, columns), ending) for record in wanted.values()]
    return "".join(texts)


def _list_cells(record: Record, columns: Sequence[str]) -> list[str]:
    known = type(record).model_fields
    return [write_cell(getattr(record, name)) if name in known else "" for name in columns]


def _list_columns(header: Sequence[str], records: Sequence[Record], *, kind: Kind) -> list[str]:
    """The columns of the file, and those that some record now needs."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in kind.record.model_fields.items()}
    needed = [
        name
        for name, default in defaults.items()
        if name not in header and any(getattr(record, name) != default for record in records)
    ]
    return [*header, *needed]


def _render_edited(piece: CsvPiece, before: Record, record: Record, *, columns: Sequence[str], ending: str) -> str:
    """A row as it was typed where its record is the same, else with the changed cells written anew."""
    added = len(columns) - len(piece.cells)
    if record == before:
        return _widen(piece.raw, [""] * added)
    cells = [*piece.cells, *[""] * added]
    known = type(record).model_fields
    for index, name in enumerate(columns):
        if name in known and getattr(record, name) != getattr(before, name):
            cells[index] = write_cell(getattr(record, name))
    row = _render_row(cells, ending)
    return row if piece.raw.endswith(("\n", "\r")) else row.removesuffix(ending)


def _widen(raw: str, cells: Sequence[str]) -> str:
    """A row with further cells at its end."""
    body = raw.rstrip("\r\n")
    return "".join([body, *(f",{cell}" for cell in cells), raw[len(body) :]])


def _render_row(cells: Sequence[str], ending: str) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator=ending).writerow(cells)
    return line.getvalue()


def _ending_of(pieces: Sequence[CsvPiece]) -> str:
    raw = next((piece.raw for piece in pieces), "\n")
    return raw[len(raw.rstrip("\r\n")) :][-2:] or "\n"
