"""Which days does a figure speak of, and how precisely was that said?"""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from tocsin.terms.errors import TermError
from tocsin.terms.text_value import TextValue


class Precision(StrEnum):
    """How finely a period was written."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, order=True)
class Period(TextValue):
    """A run of whole days, both ends counted, with the precision it was written in: ``2019`` or ``2019-01/2019-06``."""

    start: date
    end: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ReversedPeriodError(
                f"The period {self.start}/{self.end} ends before it starts, so nothing can have happened in it. "
                "Swap the two ends."
            )
        first, last = _bounds(self.start, self.precision)[0], _bounds(self.end, self.precision)[1]
        if (first, last) != (self.start, self.end):
            raise PeriodTextError(
                f"The period {self.start} to {self.end} does not fill whole {self.precision}s, so it cannot be written with "
                f"that precision. Give it the precision 'day', or move its ends to {first} and {last}."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2019``, ``2019-03``, ``2019-03-14`` or two of a kind joined by ``/``."""
        parts = text.strip().split("/")
        if len(parts) > 2:
            raise PeriodTextError(f"{text!r} has more than two ends, so it names no single period. Write first/last.")
        ends = [_parse_end(part.strip(), whole=text.strip()) for part in parts]
        if ends[0][2] != ends[-1][2]:
            raise PeriodTextError(
                f"{text!r} starts with a {ends[0][2]} and ends with a {ends[-1][2]}, so how precise it is cannot be told. "
                "Write both ends alike, such as 2019-01/2020-06."
            )
        return cls(ends[0][0], ends[-1][1], ends[0][2])

    @classmethod
    def of_year(cls, year: int) -> Self:
        """Give the whole calendar year."""
        return cls.parse(f"{year:04d}")

    def __str__(self) -> str:
        """Write the period in the precision it was given in."""
        first, last = _written(self.start, self.precision), _written(self.end, self.precision)
        return first if first == last else f"{first}/{last}"

    @property
    def years(self) -> tuple[int, ...]:
        """Every calendar year that the period touches."""
        return tuple(range(self.start.year, self.end.year + 1))

    @property
    def days_count(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def length_years(self) -> float:
        """The length in years, each day counted as its share of its own year, so that every whole year is exactly 1."""
        return sum(_days_within(self, year) / (366 if isleap(year) else 365) for year in self.years)

    def contains(self, other: "Period | date") -> bool:
        """Say whether every day of the other period, or the one day, lies in this one."""
        first, last = (other.start, other.end) if isinstance(other, Period) else (other, other)
        return self.start <= first and last <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Say whether at least one day lies in both periods."""
        return self.start <= other.end and other.start <= self.end


class PeriodTextError(TermError):
    """A text does not name one period."""


class ImpossibleDateError(PeriodTextError):
    """A period names a day or a month that the calendar does not have."""


class ReversedPeriodError(PeriodTextError):
    """A period ends before it starts."""


_END = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER = re.compile(r"([0-9]{4})[- ]?Q([1-4])", re.IGNORECASE)
_YEARS = re.compile(r"([0-9]{4})\s*(?:-|–|—|to)\s*([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})")


def _parse_end(text: str, *, whole: str) -> tuple[date, date, Precision]:
    found = _END.fullmatch(text)
    if found is None:
        raise PeriodTextError(
            f"{whole!r} is not a period, so the figure could not be placed in time.{_mend(whole)} Write a year (2019), a "
            "month (2019-03), a day (2019-03-14) or a range (2015/2019)."
        )
    year, month, day = (int(part) if part else None for part in found.groups())
    precision = Precision.DAY if day is not None else Precision.MONTH if month is not None else Precision.YEAR
    try:
        moment = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as reason:
        raise ImpossibleDateError(
            f"{whole!r} names a date that does not exist ({reason}), so the figure could not be placed in time. "
            "Correct the day or the month; if only the month or the year is known, write that alone."
        ) from None
    return (*_bounds(moment, precision), precision)


def _mend(text: str) -> str:
    if found := _QUARTER.fullmatch(text):
        year, quarter = found[1], int(found[2])
        return f" Did you mean '{year}-{3 * quarter - 2:02d}/{year}-{3 * quarter:02d}'?"
    if found := _YEARS.fullmatch(text):
        return f" Did you mean '{found[1]}/{found[2]}'?"
    if found := _LOOSE.fullmatch(text):
        return f" Did you mean '{'-'.join(part.zfill(2) for part in found.groups() if part)}'?"
    if found := _MONTH_FIRST.fullmatch(text):
        return f" Did you mean '{found[2]}-{found[1].zfill(2)}'?"
    return ""


def _bounds(moment: date, precision: Precision) -> tuple[date, date]:
    if precision is Precision.YEAR:
        return date(moment.year, 1, 1), date(moment.year, 12, 31)
    if precision is Precision.MONTH:
        return moment.replace(day=1), moment.replace(day=monthrange(moment.year, moment.month)[1])
    return moment, moment


def _written(moment: date, precision: Precision) -> str:
    return moment.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]]


def _days_within(period: Period, year: int) -> int:
    first, last = max(period.start, date(year, 1, 1)), min(period.end, date(year, 12, 31))
    return (last - first).days + 1
