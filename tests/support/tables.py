"""How do tests of tables get one from a few rows? Written to a file and opened as any other."""

from __future__ import annotations

from pathlib import Path

from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.tables import OpenedTable, open_both

COLUMNS: dict[str, dict[str, object]] = {
    "id": {"column": "No", "type": "record id"},
    "date": {"column": "Date", "type": "date"},
    "place": {"column": "Place", "type": "place"},
    "drug": {"column": "Drug"},
    "kind": {"column": "Kind"},
    "amount": {"column": "Amount", "type": "number", "unit": "kg"},
}


def declare(**named: object) -> TableDeclaration:
    """Declare the table of the tests; anything about it may be changed."""
    fields: dict[str, object] = {
        "key": "seizures", "title": "Seizures", "item": "register", "file": "seizures.csv", "columns": COLUMNS, "date": "date",
        "amount": "amount", "group_by": ["drug"], **named,
    }  # fmt: skip
    return TableDeclaration.model_validate(fields)


def open_rows(folder: Path, rows: list[str], **named: object) -> OpenedTable:
    """Open rows of `No,Date,Place,Drug,Kind,Amount` as the table of the tests."""
    declaration = declare(**named)
    headings = ",".join(column.column for column in declaration.columns.values())
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / declaration.file).write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
    return open_both(declaration, folder=folder, tables_root=None)
