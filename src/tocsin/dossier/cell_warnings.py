"""Which cells of a table are not what their column says: censored, in another number format, no date, no place?"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tocsin.dossier.records.table import ColumnType
from tocsin.dossier.tables import HIGH, LOW, OpenedTable, find_row, is_counted, list_rows, read_cell
from tocsin.terms.errors import TermError
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.place import Place

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MOST_PLACES = 5_000

_SHOWN = 3

_COMMA = re.compile(r"^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d+,\d+$")
_GROUPED = re.compile(r"^[+-]?\d{1,3}([ ,.'\u00a0\u202f]\d{3})+([.,]\d+)?$")
_YEAR = re.compile(r"^\d{4}$")
_QUARTER = re.compile(r"^\d{4}[- ]?[Qq][1-4]$")


class _Cell(NamedTuple):
    """A text that a column holds and cannot be read as what it should be, in so many rows."""

    role: str
    text: str
    rows: int


def find_censored(opened: OpenedTable) -> Finding | None:
    """Cells that give only an upper limit, such as ``<5``."""
    told, count = [], 0
    for role in _roles(opened, ColumnType.NUMBER):
        if f"{role}{LOW}" in opened.typed.columns:
            typed = opened.typed
            is_range = typed[role].isnull() & typed[f"{role}{HIGH}"].notnull()
            (row,) = list_rows(typed.aggregate(rows=is_range.sum()))
            count += row["rows"] or 0
            least = "1" if is_counted(opened.declaration.columns[role].unit) else "0"
            told += [f"{row['rows']:,} in {role!r} (read from {least} up to the limit)"] if row["rows"] else []
    if not told:
        return None
    message = (
        f"Cells give a limit such as '<5' instead of a number: {'; '.join(told)}. They are neither missing nor zero, so every "
        "total that holds them is a range."
    )
    return mention("censored", opened, message=message, count=count)


def find_mixed_numbers(opened: OpenedTable) -> Finding | None:
    """Cells of number columns that are no plain numbers: decimal commas, marks between thousands, words."""
    columns = opened.declaration.columns
    unread = [
        cell
        for role in _roles(opened, ColumnType.NUMBER)
        for cell in _list_unread(opened, role)
        if not cell.text.startswith("<") and not (cell.text == "*" and columns[role].censored_below)
    ]
    if not unread:
        return None
    kinds = sorted({_kind_of_number(cell.text) for cell in unread})
    count = sum(cell.rows for cell in unread)
    message = (
        f"{told(count, 'cell')} in columns of numbers not written as a plain number ({'; '.join(kinds)}): {_place(opened, unread)}. "
        "Left out of every total, which is then too low. Nothing was guessed. Write numbers with a decimal point and no marks "
        "between thousands."
    )
    return mention("mixed-numbers", opened, message=message, count=count, examples=_show(unread))


def find_impossible_dates(opened: OpenedTable) -> Finding | None:
    """Cells of date and year columns that are no date, or lie outside 1900 to 2100."""
    unread: list[_Cell] = []
    for role in (*_roles(opened, ColumnType.DATE), *_roles(opened, ColumnType.YEAR)):
        unread += _list_unread(opened, role)
        moment = opened.typed[role]
        year = moment.year() if moment.type().is_date() else moment
        strange = opened.typed.filter((year < EARLIEST_YEAR) | (year > LATEST_YEAR))
        for row in list_rows(strange.group_by(role).aggregate(rows=strange.count()).order_by(role)):
            unread.append(_Cell(role, str(row[role]), row["rows"]))
    if not unread:
        return None
    count = sum(cell.rows for cell in unread)
    mends = dict.fromkeys(_mend_date(cell, opened.declaration.columns[cell.role].type) for cell in unread)
    message = (
        f"{told(count, 'cell')} with an impossible date: {_place(opened, unread)}. Rows without a date are in no year, so every "
        f"yearly figure is short of them. {' '.join(mends)}"
    )
    return mention("impossible-date", opened, message=message, count=count, examples=_show(unread))


def find_unknown_places(opened: OpenedTable) -> Finding | None:
    """Cells of place columns that name no place Tocsin knows."""
    unknown: list[_Cell] = []
    for role in _roles(opened, ColumnType.PLACE):
        named = opened.raw.filter(opened.raw[role].notnull())
        for row in list_rows(named.group_by(role).aggregate(rows=named.count()).order_by(role).limit(MOST_PLACES)):
            if not _is_place(row[role]):
                unknown.append(_Cell(role, row[role], row["rows"]))
    if not unknown:
        return None
    count, names = sum(cell.rows for cell in unknown), {cell.text for cell in unknown}
    most = sorted(unknown, key=lambda cell: (-cell.rows, cell.text))
    message = (
        f"{told(count, 'cell')} with no place that Tocsin knows ({told(len(names), 'name')}): {_place(opened, most)}. Such rows are on "
        "no map and in no flow. Write a code such as COL, or declare the word as missing if it means that the place is not known."
    )
    return mention("unknown-place", opened, message=message, count=count, examples=_show(most))


def find_mixed_spellings(opened: OpenedTable) -> Finding | None:
    """Names of hotspots and groups that differ in capitals only."""
    declaration = opened.declaration
    examples: list[str] = []
    count = 0
    for role in dict.fromkeys((*declaration.group_by, *([declaration.hotspot] if declaration.hotspot else []))):
        named = opened.raw.filter(opened.raw[role].notnull())
        folded = named[role].upper().name("folded__")
        spelt = named.group_by(folded).aggregate(
            ways=named[role].nunique(), one=named[role].min(), other=named[role].max()
        )
        twice = list_rows(spelt.filter(spelt.ways > 1).order_by("folded__"))
        count += len(twice)
        examples += [f"{row['one']} / {row['other']}" for row in twice[:3]]
    if not count:
        return None
    message = (
        f"{told(count, 'name')} spelt with different capitals. Hotspots join them; any other grouping counts each spelling apart, so "
        "a place or group can look smaller than it is."
    )
    return mention(
        "mixed-spellings", opened, message=message, count=count, examples=tuple(examples[:3]), severity=Severity.NOTE
    )


def find_missing_amounts(opened: OpenedTable) -> Finding | None:
    """Rows without an amount, which are in every count and in no sum."""
    declaration = opened.declaration
    if declaration.amount is None:
        return None
    raw = opened.raw
    (row,) = list_rows(raw.aggregate(rows=raw.count(), empty=raw[declaration.amount].isnull().sum()))
    if not row["empty"]:
        return None
    message = (
        f"{row['empty']:,} of {told(row['rows'], 'row')} without {declaration.amount!r}: counted as records but not in sums, which "
        "are lower bounds to that extent."
    )
    return mention("missing-amounts", opened, message=message, count=row["empty"], severity=Severity.NOTE)


def mention(
    rule: str,
    opened: OpenedTable,
    *,
    message: str,
    count: int,
    examples: tuple[str, ...] = (),
    severity: Severity = Severity.WARNING,
) -> Finding:
    """A finding about a table, which it names: a dossier may have many."""
    key = opened.declaration.key
    return Finding(rule, f"table:{key}", f"Table {key!r}: {message}", severity=severity, examples=examples, count=count)


def told(count: int, noun: str) -> str:
    """A count with its noun, as in ``1 row`` and ``2 rows``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _roles(opened: OpenedTable, wanted: ColumnType) -> list[str]:
    return [role for role, column in opened.declaration.columns.items() if column.type is wanted]


def _list_unread(opened: OpenedTable, role: str) -> list[_Cell]:
    """Cells that are filled and could not be read as what their column is, with the rows they stand in."""
    cell = opened.raw[role]
    unread = opened.raw.filter(cell.notnull() & read_cell(cell, opened.declaration.columns[role].type).isnull())
    rows = list_rows(unread.group_by(role).aggregate(rows=unread.count()).order_by(role).limit(1_000))
    return [_Cell(role, str(row[role]), int(row["rows"])) for row in rows]


def _show(cells: Sequence[_Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.text for cell in cells))[:_SHOWN]


def _place(opened: OpenedTable, cells: Sequence[_Cell]) -> str:
    """Where the first of some cells stand in the file, for whoever is to mend them."""
    more = f" and {len(cells) - _SHOWN:,} more" if len(cells) > _SHOWN else ""
    return "; ".join(_place_each(opened, cells[:_SHOWN])) + more + f" of {opened.declaration.file}"


def _place_each(opened: OpenedTable, cells: Sequence[_Cell]) -> Iterator[str]:
    for cell in cells:
        heading = opened.declaration.columns[cell.role].column
        row = find_row(opened, role=cell.role, text=cell.text)
        at = f"row {row}, " if row else ""
        times = f" ({cell.rows:,} times)" if cell.rows > 1 else ""
        yield f"{cell.text!r} in {at}column {heading!r}{times}"


def _mend_date(cell: _Cell, kind: ColumnType) -> str:
    """How a cell that is no date would become one."""
    if _QUARTER.match(cell.text):
        return "Declare a column of quarters as `type: text`; a study reads 2014-Q1."
    if kind is ColumnType.YEAR:
        return f"Write a year from {EARLIEST_YEAR} to {LATEST_YEAR} with four digits, or declare days and months as `type: date`."
    if _YEAR.match(cell.text):
        return "Declare a column of years as `type: year`."
    return f"Write a day of the calendar as 2021-03-31, or a month as 2021-03, from {EARLIEST_YEAR} to {LATEST_YEAR}."


def _kind_of_number(text: str) -> str:
    if _COMMA.match(text):
        return "decimal commas or one mark between thousands"
    if _GROUPED.match(text):
        return "marks between thousands"
    return "words or other signs"


def _is_place(text: str) -> bool:
    try:
        Place.parse(text)
    except TermError:
        return False
    return True


CELL_RULES: tuple[Callable[[OpenedTable], Finding | None], ...] = (
    find_censored,
    find_mixed_numbers,
    find_impossible_dates,
    find_unknown_places,
    find_mixed_spellings,
    find_missing_amounts,
)
