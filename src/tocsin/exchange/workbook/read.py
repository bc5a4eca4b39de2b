"""What would a workbook that comes back change, and what in it must be mended first?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from tocsin.dossier.agreement import check_agreement
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.kinds import KINDS, Kind
from tocsin.dossier.problems import Notebook
from tocsin.dossier.read import read_dossier
from tocsin.dossier.record_cells import write_cell
from tocsin.dossier.record_text import Entry, Placed, parse_record
from tocsin.dossier.records.record import Record
from tocsin.dossier.references import check_references
from tocsin.dossier.shelves import Shelves, read_shelves
from tocsin.dossier.strategy_check import check_strategy
from tocsin.dossier.targets import list_targets
from tocsin.dossier.write import write_dossier
from tocsin.exchange.workbook.sheets import SHEETS, WRITTEN, Sheet, WorkbookError, fingerprint
from tocsin.terms.problem import nearest_or_all

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SIZE_LIMIT_BYTES = 20_000_000


@dataclass(frozen=True)
class FieldChange:
    """One field that would become another, as the texts of its cells."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """One record that is new or would change; ``row`` is where it stands in the workbook."""

    kind: str
    key: str
    row: int
    is_new: bool
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class PlanUpdate:
    """What a workbook would change in a dossier, and the records that it does not hold, which stay as they are."""

    changes: tuple[RecordChange, ...]
    missing: Mapping[str, tuple[str, ...]]
    unchanged_count: int
    records: Mapping[str, Mapping[str, Record]]


def update_from_workbook(
    folder: Path, path: Path, *, is_applied: bool, tables: Path | None = None
) -> tuple[PlanUpdate, tuple[str, ...]]:
    """What a workbook would change in the dossier of a folder and, where it is applied, the files that were written.

    Raises
    ------
    DossierError
        If the dossier cannot be read.
    WorkbookError
        With every problem of the workbook at once.
    FileChangedError
        If somebody changed one of the files at the same time.
    """
    dossier = read_dossier(folder, tables=tables)
    update = read_plan_workbook(path, dossier)
    return update, apply_update(update, dossier) if is_applied else ()


def read_plan_workbook(path: Path, dossier: Dossier) -> PlanUpdate:
    """Read a workbook as an update of a sound dossier by key; nothing is written.

    A row that nobody edited since it was written out changes nothing, whatever happened to the dossier meanwhile.

    Raises
    ------
    WorkbookError
        With every problem of every sheet at once: form, fields, keys, days, money, and records that somebody else
        changed in the dossier while they were edited here.
    """
    notebook = Notebook()
    shown, typed = open_workbook(path, notebook), open_workbook(path, notebook, has_formulas=True)
    if shown is None or typed is None:
        raise WorkbookError(dict.fromkeys(notebook.problems))  # both readings say the same
    written = _read_fingerprints(shown)
    placed = {
        sheet.kind: _read_sheet(shown, typed, sheet, name=path.name, present=getattr(dossier, sheet.kind), notebook=notebook)
        for sheet in SHEETS
    }  # fmt: skip
    for sheet in SHEETS:
        _note_overtaken(
            placed[sheet.kind], getattr(dossier, sheet.kind), written=written, sheet=sheet, notebook=notebook
        )
    _check_together(dossier, placed, notebook=notebook)
    if notebook.problems:
        raise WorkbookError(notebook.problems)
    return _compare(dossier, placed, written=written)


def apply_update(update: PlanUpdate, dossier: Dossier) -> tuple[str, ...]:
    """Write an update into the dossier it was read for; the names of the files that changed.

    Raises
    ------
    FileChangedError
        If somebody changed one of the files since the dossier was read.
    """
    return write_dossier(replace(dossier, **update.records), before=dossier)  # type: ignore[arg-type]  # by kind


def open_workbook(path: Path, notebook: Notebook, *, has_formulas: bool = False) -> "Workbook | None":
    """A workbook without its macros and links; None, with the reason noted, where it cannot be read."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if path.stat().st_size > SIZE_LIMIT_BYTES:
            why = f"the file is larger than {SIZE_LIMIT_BYTES / 1e6:.0f} MB, which no plan needs."
            notebook.add(path.name, why, mend="Delete pictures and other sheets.")
            return None
        if path.suffix.lower() != ".xlsx":
            raise InvalidFileException
        return load_workbook(path, data_only=not has_formulas, keep_links=False)
    except OSError as error:
        notebook.add(
            path.name,
            f"the file cannot be opened ({error.strerror or error}).",
            mend="Check the path, or close it elsewhere.",
        )
    except (InvalidFileException, BadZipFile, KeyError, ValueError):
        notebook.add(
            path.name,
            "this is no workbook that can be read.",
            mend="Save it as an Excel workbook (.xlsx), without macros.",
        )
    return None


def _read_fingerprints(book: "Workbook") -> dict[tuple[str, str], str]:
    if WRITTEN not in book.sheetnames:
        return {}
    rows = book[WRITTEN].iter_rows(max_col=3, values_only=True)
    return {(str(kind), str(key)): str(told) for kind, key, told in rows if kind and key and told}


def _read_sheet(
    shown: "Workbook",
    typed: "Workbook",
    sheet: Sheet,
    *,
    name: str,
    present: Mapping[str, Record],
    notebook: Notebook,
) -> dict[str, Placed]:
    """The records of one sheet by key."""
    file, kind = f"{name}, sheet {sheet.title}", KINDS[sheet.kind]
    if sheet.title not in shown.sheetnames:
        why = f"there is no sheet {sheet.title!r}. {nearest_or_all(sheet.title, shown.sheetnames)}"
        notebook.add(name, why, mend="Put it back, or write the workbook anew with `tocsin workbook`.")
        return {}
    page, formulas = shown[sheet.title], typed[sheet.title]
    header = _read_header(page, sheet, file=file, notebook=notebook)
    found: dict[str, Placed] = {}
    for row in range(2, page.max_row + 1):
        data = dict(_read_cells(page, formulas, row, header=header, file=file, notebook=notebook))
        if not data:
            continue
        entry = Entry({**data}, file, row, columns=tuple(header.values()))
        key = data.get("key", "")
        placed = _parse(entry, kind=kind, held=present.get(key), notebook=notebook)
        if placed and key in found:
            why = f"the key stands already in row {found[key].entry.row}; only one of the two could count."
            notebook.add(file, why, mend="Give one of them another key.", row=row, at="key", value=key)
        elif placed:
            found[key] = placed
    return found


def _parse(entry: Entry, *, kind: Kind, held: Record | None, notebook: Notebook) -> Placed | None:
    """The record of a row; where fields are faulty, one with what the dossier says there, so that the rest can be checked."""
    before = len(notebook.problems)
    placed = parse_record(entry, kind=kind, notebook=notebook)
    if placed or not isinstance(entry.data, dict):
        return placed
    faulty = {problem.field.partition(".")[0] for problem in notebook.problems[before:]} & set(kind.record.model_fields)
    told = {name: write_cell(getattr(held, name)) for name in faulty} if held else {}
    mended = {
        **{name: cell for name, cell in entry.data.items() if name not in faulty},
        **{n: t for n, t in told.items() if t},
    }
    return parse_record(replace(entry, data=mended), kind=kind, notebook=Notebook())


def _read_header(page: "Worksheet", sheet: Sheet, *, file: str, notebook: Notebook) -> dict[int, str]:
    """The field of each column; unknown and missing columns are noted."""
    known = list(KINDS[sheet.kind].record.model_fields)
    cells = {column: str(page.cell(1, column).value or "").strip() for column in range(1, page.max_column + 1)}
    header = {column: text for column, text in cells.items() if text}
    for text in header.values():
        if text not in known:
            why = f"no field of {sheet.kind} is called so, and what stands below would be lost. {nearest_or_all(text, known)}"
            notebook.add(file, why, mend="Rename the column, or move it to another sheet.", row=1, at=text)
    for text in sorted({each for each in header.values() if list(header.values()).count(each) > 1}):
        notebook.add(file, "two columns have this name.", mend="Rename or delete one.", row=1, at=text)
    for name in known:
        if name not in header.values():
            notebook.add(file, f"the column {name!r} is missing.", mend="Put it back; it may be empty.", row=1, at=name)
    return {column: text for column, text in header.items() if text in known}


def _read_cells(
    page: "Worksheet", formulas: "Worksheet", row: int, *, header: Mapping[int, str], file: str, notebook: Notebook
) -> Iterator[tuple[str, str]]:
    """The filled cells of a row as text, as a table of the dossier would hold them."""
    for column, name in header.items():
        value, typed = page.cell(row, column).value, formulas.cell(row, column)
        if typed.data_type == "f" and value is None:
            why = "the cell holds a formula without a result, and formulas are not computed here."
            notebook.add(file, why, mend="Open and save the workbook in Excel, or type the number.", row=row, at=name)
        elif page.cell(row, column).data_type == "e":
            notebook.add(
                file, "the formula of this cell has no result.", mend="Correct it.", row=row, at=name, value=str(value)
            )
        elif text := say_cell(value):
            yield name, text


def say_cell(value: object) -> str:
    """What a cell shows, written as in a table of a dossier."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return (
        "" if value is None else write_cell(value).strip() if isinstance(value, (bool, int, float, str)) else str(value)
    )


def _note_overtaken(
    placed: Mapping[str, Placed],
    present: Mapping[str, Record],
    *,
    written: Mapping[tuple[str, str], str],
    sheet: Sheet,
    notebook: Notebook,
) -> None:
    """Note every record that was changed here and in the dossier since it was written out."""
    for key, each in placed.items():
        held, told = present.get(key), written.get((sheet.kind, key))
        if held is None or told is None or each.record == held:
            continue
        if told not in (fingerprint(held), fingerprint(each.record)):
            changed = ", ".join(change.field for change in _list_changes(held, each.record))
            why = f"somebody else changed this record in the dossier since the workbook was written; they differ in {changed}."
            each.note(notebook, ("key",), why=why, mend="Write the workbook anew and repeat your change.", value=key)


def _check_together(dossier: Dossier, placed: Mapping[str, Mapping[str, Placed]], *, notebook: Notebook) -> None:
    """Note what the new records get wrong beside the rest of the dossier."""
    aside = Notebook()
    shelves = read_shelves(dossier.folder, notebook=aside)
    for kind, records in placed.items():
        shelves.placed[kind] = {**shelves.placed[kind], **records}
        shelves.keys[kind] = {**shelves.keys[kind], **{key: each.entry for key, each in records.items()}}
    found = Notebook()
    _check(shelves, dossier, notebook=found)
    files = {each.entry.file for records in placed.values() for each in records.values()}
    known = {KINDS[sheet.kind].file for sheet in SHEETS}
    notebook.problems += [problem for problem in found.problems if problem.file in files | known]


def _check(shelves: Shelves, dossier: Dossier, *, notebook: Notebook) -> None:
    check_references(
        shelves.placed, targets=list_targets(shelves, framework=dossier.framework), notebook=notebook
    )  # fmt: skip
    check_strategy(shelves, notebook=notebook)
    check_agreement(shelves, head=dossier.head, framework=dossier.framework, notebook=notebook)


def _compare(
    dossier: Dossier, placed: Mapping[str, Mapping[str, Placed]], *, written: Mapping[tuple[str, str], str]
) -> PlanUpdate:
    changes: list[RecordChange] = []
    records: dict[str, dict[str, Record]] = {}
    missing: dict[str, tuple[str, ...]] = {}
    unchanged = 0
    for kind, read in placed.items():
        present: dict[str, Record] = dict(getattr(dossier, kind))
        missing[kind] = tuple(key for key in present if key not in read)
        for key, each in read.items():
            held = present.get(key)
            is_untouched = written.get((kind, key)) == fingerprint(each.record)
            if each.record == held or is_untouched:
                unchanged += 1
                continue
            told = _list_changes(held, each.record)
            changes.append(RecordChange(kind, key, each.entry.row, held is None, told))
            present[key] = each.record
        records[kind] = present
    return PlanUpdate(tuple(changes), missing, unchanged, records)


def _list_changes(before: Record | None, after: Record) -> tuple[FieldChange, ...]:
    names = type(after).model_fields
    pairs = {
        name: (write_cell(getattr(before, name)) if before else "", write_cell(getattr(after, name))) for name in names
    }
    return tuple(FieldChange(name, *texts) for name, texts in pairs.items() if texts[0] != texts[1])
