"""Which national offences fall under the four-year threshold of serious crime?"""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tocsin.convention.errors import OffenceTableError, PenaltyError
from tocsin.convention.penalty import Penalty, evaluate_penalty, parse_penalty
from tocsin.convention.reasoning import Answer
from tocsin.terms.problem import Problem, nearest, nearest_or_all

COLUMNS = ("offence", "provision", "max_penalty_years", "crime", "version_date", "priority")
SIZE_LIMIT_BYTES = 20_000_000


class NationalOffence(BaseModel):
    """One offence of national law in the version of a date."""

    model_config = ConfigDict(frozen=True)

    offence: str
    provision: str
    max_penalty: Penalty | None
    crime: str
    version_date: date
    is_priority: bool


class OffenceReport(BaseModel):
    """The offences of a table, sorted by where they stand against the threshold; priority ones first."""

    model_config = ConfigDict(frozen=True)

    threshold: str = "A maximum of at least four years' deprivation of liberty, or a graver penalty (untoc/2/b)."
    under: tuple[NationalOffence, ...]
    unknown: tuple[NationalOffence, ...]
    at_or_over: tuple[NationalOffence, ...]
    priority_under: tuple[NationalOffence, ...]
    priority_unknown: tuple[NationalOffence, ...]


def list_offences(path: Path, *, known_crimes: Collection[str] | None = None) -> OffenceReport:
    """Read a table of national offences and sort them by the threshold of serious crime."""
    offences = sorted(read_offences(path, known_crimes=known_crimes), key=lambda offence: not offence.is_priority)
    by_answer = {
        answer: tuple(offence for offence in offences if evaluate_penalty(offence.max_penalty) is answer)
        for answer in Answer
    }
    return OffenceReport(
        under=by_answer[Answer.FALSE],
        unknown=by_answer[Answer.UNKNOWN],
        at_or_over=by_answer[Answer.TRUE],
        priority_under=tuple(offence for offence in by_answer[Answer.FALSE] if offence.is_priority),
        priority_unknown=tuple(offence for offence in by_answer[Answer.UNKNOWN] if offence.is_priority),
    )


def read_offences(path: Path, *, known_crimes: Collection[str] | None = None) -> tuple[NationalOffence, ...]:
    """Read a table of national offences; every problem is reported at once.

    With `known_crimes`, a crime code that is not among them is a problem too.
    """
    rows = _read_rows(path)
    offences: list[NationalOffence] = []
    problems: list[Problem] = []
    for row in rows:
        found = list(_check_row(row, known_crimes=known_crimes))
        problems.extend(found)
        if not found:
            offences.append(_parse_row(row.cells))
    problems.extend(_check_repeats(rows))
    if problems:
        raise OffenceTableError(problems)
    return tuple(offences)


@dataclass(frozen=True)
class _Row:
    """One line of the table as text, with its place."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, field: str, why: str, *, mend: str) -> Problem:
        return Problem(self.file, self.line, field, self.cells.get(field, ""), why, mend)


def _read_rows(path: Path) -> list[_Row]:
    """Read the table as text, each row with its line number and every known column."""
    reader = csv.reader(io.StringIO(_read_text(path)), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise _refusal(path, reader.line_num, f"not CSV: {error}.", "Check the quotation marks.") from error
    header = [name.strip() for name in lines[0][1]] if lines else []
    problems = list(_check_header(header, file=str(path)))
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            why = f"has {len(cells)} cells, the heading {len(header)}, so values would stand under wrong names."
            problems.append(Problem(str(path), number, "", "", why, "Quote cells that hold a comma."))
    if problems:
        raise OffenceTableError(problems)
    return [
        _Row(str(path), number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
        for number, cells in lines[1:]
    ]


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT_BYTES + 1)
    except OSError as error:
        raise _refusal(path, None, f"cannot be opened ({error.strerror or error}).", "Check the path.") from error
    if len(raw) > SIZE_LIMIT_BYTES:
        raise _refusal(path, None, f"is larger than {SIZE_LIMIT_BYTES:,} bytes.", "Check that it is the right file.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refusal(path, line, "not UTF-8, so letters would be misread.", "Save the table as CSV UTF-8.") from error


def _refusal(path: Path, line: int | None, why: str, mend: str) -> OffenceTableError:
    return OffenceTableError([Problem(str(path), line, "", "", why, mend)])


def _check_header(header: list[str], *, file: str) -> Iterator[Problem]:
    if not header:
        yield Problem(file, None, "", "", "is empty.", f"Start with the heading {','.join(COLUMNS)}.")
        return
    strangers = [name for name in header if name not in COLUMNS]
    for name in COLUMNS:
        if name not in header:
            hint = nearest(name, strangers) or f"Found: {', '.join(header)}."
            yield Problem(file, 1, name, "", "the column is missing.", hint)
        elif header.count(name) > 1:
            yield Problem(file, 1, name, "", "the column stands twice.", "Keep one of the two.")


def _check_row(row: _Row, *, known_crimes: Collection[str] | None) -> Iterator[Problem]:
    cells = row.cells
    for name in ("offence", "provision", "crime"):
        if not cells[name]:
            yield row.problem(name, "is empty.", mend="Fill it in.")
    if known_crimes is not None and cells["crime"] and cells["crime"] not in known_crimes:
        mend = nearest_or_all(cells["crime"], sorted(known_crimes))
        yield row.problem("crime", "is no code of the crime taxonomy.", mend=mend)
    if cells["priority"].lower() not in ("yes", "no"):
        yield row.problem("priority", "is neither yes nor no.", mend="Write `yes` or `no`.")
    try:
        parse_penalty(cells["max_penalty_years"])
    except PenaltyError as error:
        yield row.problem("max_penalty_years", error.why, mend=error.mend)
    try:
        date.fromisoformat(cells["version_date"])
    except ValueError:
        why = "is no date, so nobody can tell which version of the law was read."
        yield row.problem("version_date", why, mend="Write it as 2024-01-31.")


def _check_repeats(rows: list[_Row]) -> Iterator[Problem]:
    first_seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = (row.cells["offence"], row.cells["provision"], row.cells["version_date"])
        if key in first_seen:
            why = f"repeats the offence, provision and date of row {first_seen[key]}."
            yield row.problem("", why, mend="Remove one of the two.")
        first_seen.setdefault(key, row.line)


def _parse_row(row: dict[str, str]) -> NationalOffence:
    return NationalOffence(
        offence=row["offence"],
        provision=row["provision"],
        max_penalty=parse_penalty(row["max_penalty_years"]),
        crime=row["crime"],
        version_date=date.fromisoformat(row["version_date"]),
        is_priority=row["priority"].lower() == "yes",
    )
