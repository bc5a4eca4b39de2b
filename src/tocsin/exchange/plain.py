"""What does a plain table from outside say, column by column, and what in it must be mended?

A reader asks for the columns it needs, notes what else is wrong, and calls ``refuse`` once at the end, so that
whoever made the table hears of every problem at once.
"""

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.exchange.errors import PlainTableError
from tocsin.terms.errors import TermError
from tocsin.terms.period import Period
from tocsin.terms.problem import Problem, nearest_or_all

SIZE_LIMIT_BYTES = 200_000_000
DELIMITERS = (",", ";", "\t")
PROBLEMS_PER_COLUMN = 20


@dataclass
class PlainTable:
    """A table of text: the names of its columns, its rows, the line on which each row begins."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    problems: list[Problem] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.columns

    def require(self, *columns: str) -> bool:
        """Note every column that is missing, with the name that was probably meant; true where all are there."""
        missing = [column for column in columns if column not in self.columns]
        for column in missing:
            why = f"there is no column {column!r}. {nearest_or_all(column, self.columns)}"
            self.problems.append(
                Problem(self.name, 1, column, "", why, "Add the column, or rename the one that holds it.")
            )
        return not missing

    def texts(self, column: str, *, blank: bool = False) -> tuple[str, ...]:
        """The cells of a column, without spaces around them; an empty cell is a problem unless `blank`."""
        if not self.has(column):
            return ("",) * self.height
        at = self.columns.index(column)
        cells = tuple(row[at] for row in self.rows)
        if not blank:
            empty = [row for row, cell in enumerate(cells) if not cell]
            self._note_all(column, empty, why="the cell is empty.", mend="Fill it in, or delete the row.")
        return cells

    def numbers(
        self,
        column: str,
        *,
        low: float | None = None,
        high: float | None = None,
        whole: bool = False,
        blank: bool = False,
    ) -> NDArray[np.float64]:
        """The numbers of a column, shape (rows,); NaN where a cell is empty (a problem unless `blank`) or no number."""
        cells = self.texts(column, blank=blank)
        values = np.array([_parse_number(cell) for cell in cells], dtype=np.float64)
        wrong = [row for row, cell in enumerate(cells) if cell and math.isnan(values[row])]
        mend = "Write plain digits with a point, such as 1234.5."
        self._note_all(
            column, wrong, why="this is no plain number; Tocsin does not guess what a comma or a mark means.", mend=mend
        )
        with np.errstate(invalid="ignore"):
            if whole:
                self._note_all(
                    column, np.flatnonzero(values % 1 > 0), why="this must be a whole number.", mend="Correct it."
                )
            if low is not None:
                self._note_all(
                    column, np.flatnonzero(values < low), why=f"this must be at least {low:g}.", mend="Correct it."
                )
            if high is not None:
                self._note_all(
                    column, np.flatnonzero(values > high), why=f"this must be at most {high:g}.", mend="Correct it."
                )
        return values

    def periods(self, column: str) -> tuple[Period | None, ...]:
        """The periods of a column (2014, 2014-03, 2014-03-09, or a range); None where a cell is none, which is noted."""
        found: list[Period | None] = []
        wrong: dict[int, str] = {}
        for row, cell in enumerate(self.texts(column)):
            try:
                found.append(Period.parse(cell) if cell else None)
            except TermError as error:
                wrong[row] = str(error)
                found.append(None)
        for row, why in list(wrong.items())[:PROBLEMS_PER_COLUMN]:
            self.note(column, row, why=why, mend="")
        self._note_rest(column, len(wrong))
        return tuple(found)

    def note(self, column: str, row: int | None, *, why: str, mend: str, value: str | None = None) -> None:
        """Note a problem: in a row (counted from 0) of a column, or with no row in the column as a whole."""
        if value is None:
            value = self.rows[row][self.columns.index(column)] if row is not None and self.has(column) else ""
        line = self.lines[row] if row is not None else None
        self.problems.append(Problem(self.name, line, column, value, why, mend))

    def refuse(self) -> None:
        """Raise if anything was noted.

        Raises
        ------
        PlainTableError
            With every problem noted so far.
        """
        if self.problems:
            raise PlainTableError(self.problems)

    def _note_all(self, column: str, rows: Iterable[int], *, why: str, mend: str) -> None:
        found = [int(row) for row in rows]
        for row in found[:PROBLEMS_PER_COLUMN]:
            self.note(column, row, why=why, mend=mend)
        self._note_rest(column, len(found))

    def _note_rest(self, column: str, count: int) -> None:
        if count > PROBLEMS_PER_COLUMN:
            why = f"{count - PROBLEMS_PER_COLUMN:,} more rows have the same problem."
            self.note(column, None, why=why, mend="Mend the first, and check the column.")


def read_plain_table(path: Path) -> PlainTable:
    """Read a table as text: UTF-8, one header row, columns parted by commas, semicolons or tabs.

    Lines that begin with # above the header are remarks, as dossiers have them, and are passed over.

    Raises
    ------
    PlainTableError
        If the file cannot be read as a table; with every problem of its form.
    """
    text = _read_text(path)
    above = _count_remarks(text)
    first = next((line for line in text.splitlines()[above:] if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    stream = io.StringIO(text, newline="")
    for _ in range(above):
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = above + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((begins, [cell.strip() for cell in cells]))
            begins = above + reader.line_num + 1
    except csv.Error as error:
        raise _refusal(
            path, f"the quotes do not match ({error}).", "Close the quote.", line=above + reader.line_num
        ) from error
    if not records:
        raise _refusal(path, "the file is empty.", "Give a table with a header row.")
    check_form(path.name, records)
    lines, rows = zip(*records[1:], strict=True)
    return PlainTable(path.name, tuple(records[0][1]), tuple(tuple(row) for row in rows), lines)


def _count_remarks(text: str) -> int:
    """How many lines stand above the header: remarks, and empty lines among them."""
    count = 0
    for at, line in enumerate(text.splitlines()):
        if line.startswith("#"):
            count = at + 1
        elif line.strip():
            break
    return count


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT_BYTES + 1)
    except OSError as error:
        raise _refusal(path, f"the file cannot be opened ({error.strerror or error}).", "Check the path.") from error
    if len(raw) > SIZE_LIMIT_BYTES:
        why = f"the file is larger than {SIZE_LIMIT_BYTES / 1e6:.0f} MB, which is more than a plain table is read with."
        raise _refusal(path, why, "Aggregate it, or declare it as a table of a dossier.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        why = f"byte {error.start} is not UTF-8, so names would be misread."
        raise _refusal(path, why, 'Save it as "CSV UTF-8".', line=line) from error


def check_form(name: str, records: list[tuple[int, list[str]]]) -> None:
    """Refuse a header with nameless or equal columns, no rows, and rows longer or shorter than the header.

    Raises
    ------
    PlainTableError
        With every problem of the form.
    """
    header = records[0][1]
    problems = [
        Problem(
            name, 1, column, "", "two columns have this name; only one of them could count.", "Rename or delete one."
        )
        for column in sorted({each for each in header if each and header.count(each) > 1})
    ]
    if "" in header:
        problems.append(Problem(name, 1, "", "", "a column has no name.", "Name it in the first row, or delete it."))
    if len(records) == 1:
        problems.append(Problem(name, None, "", "", "there are no rows under the header.", "Add the rows."))
    ragged = [(line, cells) for line, cells in records[1:] if len(cells) != len(header)]
    for line, cells in ragged[:PROBLEMS_PER_COLUMN]:
        why = f"the row has {len(cells)} cells and the header {len(header)}, so values would slip into other columns."
        problems.append(Problem(name, line, "", "", why, "Put cells that hold the separator in double quotes."))
    if problems:
        raise PlainTableError(problems)


def _parse_number(cell: str) -> float:
    """The number in a cell; NaN where there is none, or one that only a guess could read."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) and "_" not in cell else math.nan


def _refusal(path: Path, why: str, mend: str, *, line: int | None = None) -> PlainTableError:
    return PlainTableError([Problem(str(path), line, "", "", why, mend)])
