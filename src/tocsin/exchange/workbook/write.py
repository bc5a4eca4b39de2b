"""What does the workbook of a plan look like: actions and budget to edit, and the keys that their cells may name?"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.read import read_dossier
from tocsin.dossier.record_cells import write_cell
from tocsin.dossier.records.record import Record
from tocsin.exchange.workbook.sheets import GUIDE, KEYS, SHEETS, WRITTEN, Sheet, WorkbookError, fingerprint
from tocsin.terms.problem import Problem

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# Rows below the last record in which a cell still offers its list of words.
_SPARE_ROWS = 500
_WIDE, _NARROW = 44, 16
_WIDE_FIELDS = {"title", "result", "legal_basis", "milestones"}
_GUIDANCE = (
    "Edit the sheets Actions and Budget; one row is one record, and the first row names the fields.",
    "A row is found again by its key: leave keys of existing rows as they are, and give new rows a new key.",
    "Lists (partners, depends_on, milestones) are parted by semicolons. Days are written 2026-06-30.",
    "Rows that are deleted here stay in the dossier; give an action the state `stopped` to end it.",
    "Amounts need a currency and the year whose prices they are in.",
    "`tocsin update` shows what would change before anything does, and every error at once with its row and column.",
)


def write_workbook_of(folder: Path, path: Path, *, tables: Path | None = None) -> Dossier:
    """Write the workbook of the dossier in a folder; an existing file may hold edits and is not written over.

    Raises
    ------
    DossierError
        If the dossier cannot be read.
    WorkbookError
        If there is such a file already, or it cannot be written.
    """
    dossier = read_dossier(folder, tables=tables)
    if path.exists():
        why = "there is such a file already, and edits in it would be lost."
        raise WorkbookError([Problem(str(path), None, "", "", why, "Name another file, or move this one away.")])
    try:
        write_plan_workbook(dossier, path)
    except OSError as error:
        why = f"the file cannot be written ({error.strerror or error})."
        raise WorkbookError([Problem(str(path), None, "", "", why, "Name a place that you may write to.")]) from error
    return dossier


def write_plan_workbook(dossier: Dossier, path: Path) -> None:
    """Write the actions and budget lines of a dossier as a workbook that `read_plan_workbook` takes back.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    _write_guide(book, dossier)
    keys = _list_keys(dossier)
    spans = _write_keys(book, keys)
    for sheet in SHEETS:
        records = tuple(getattr(dossier, sheet.kind).values())
        _write_records(book.create_sheet(sheet.title), sheet, records=records, spans=spans)
    _write_fingerprints(book, dossier)
    book.move_sheet(KEYS, offset=len(SHEETS))
    book.active = 1
    book.save(path)


def _write_guide(book: "Workbook", dossier: Dossier) -> None:
    from openpyxl.styles import Font

    page = book.worksheets[0]
    page.title = GUIDE
    page["A1"].font = Font(bold=True, size=14)
    for row, text in enumerate((f"Action plan and budget: {dossier.head.title}", *_GUIDANCE), start=1):
        _put(page, row=row, column=1, value=text)
    page.column_dimensions["A"].width = 110


def _list_keys(dossier: Dossier) -> dict[str, tuple[tuple[str, str], ...]]:
    """Keys with titles that cells may name, by kind."""
    strategy = dossier.strategy
    return {
        "measures": tuple((each.key, each.title) for each in dossier.measures.values()),
        "actions": tuple((each.key, each.title) for each in dossier.actions.values()),
        "bodies": tuple((each.key, each.title) for each in (strategy.bodies if strategy else ())),
    }


def _write_keys(book: "Workbook", keys: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
    """Write the sheet of keys, two columns a kind; where the keys of each kind stand, for lists to choose from."""
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(KEYS)
    spans: dict[str, str] = {}
    for place, (kind, pairs) in enumerate(keys.items()):
        column = 2 * place + 1
        _put_header(page, row=1, column=column, value=kind)
        _put_header(page, row=1, column=column + 1, value="title")
        for row, (key, title) in enumerate(pairs, start=2):
            _put(page, row=row, column=column, value=key)
            _put(page, row=row, column=column + 1, value=title)
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = 28
        page.column_dimensions[get_column_letter(column + 1)].width = _WIDE
        if pairs:
            spans[kind] = f"'{KEYS}'!${letter}$2:${letter}${len(pairs) + 1}"
    return spans


def _write_records(page: "Worksheet", sheet: Sheet, *, records: Sequence[Record], spans: Mapping[str, str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    fields = list(KINDS[sheet.kind].record.model_fields)
    for column, name in enumerate(fields, start=1):
        _put_header(page, row=1, column=column, value=name)
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = _WIDE if name in _WIDE_FIELDS else _NARROW
        chosen = f'"{",".join(sheet.words[name])}"' if name in sheet.words else spans.get(sheet.keyed.get(name, ""))
        if chosen:
            # errors are told by `tocsin update`, all at once: a cell may name an action that is added in the same edit
            offer = DataValidation(type="list", formula1=chosen, allow_blank=True, showErrorMessage=False)
            offer.add(f"{letter}2:{letter}{len(records) + 1 + _SPARE_ROWS}")
            page.add_data_validation(offer)
    for row, record in enumerate(records, start=2):
        for column, name in enumerate(fields, start=1):
            value = getattr(record, name)
            plain = value if isinstance(value, (int, float, date)) else write_cell(value)
            _put(page, row=row, column=column, value=plain)
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions


def _write_fingerprints(book: "Workbook", dossier: Dossier) -> None:
    page = book.create_sheet(WRITTEN)
    page.sheet_state = "hidden"
    rows = [
        (sheet.kind, key, fingerprint(record))
        for sheet in SHEETS
        for key, record in getattr(dossier, sheet.kind).items()
    ]
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            _put(page, row=row, column=column, value=value)


def _put(page: "Worksheet", *, row: int, column: int, value: str | float | date | None) -> None:
    """Write one cell; text stays text, even where it begins like a formula."""
    if value is None or value == "":
        return
    cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _put_header(page: "Worksheet", *, row: int, column: int, value: str) -> None:
    from openpyxl.styles import Font, PatternFill

    _put(page, row=row, column=column, value=value)
    cell = page.cell(row, column)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="F2F3F1")
