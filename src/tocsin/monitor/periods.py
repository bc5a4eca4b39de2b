"""Which stretch of time does a label such as 2014-03, 2014-Q1 or 2014-W09 name, and what comes next to it?"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tocsin.terms.errors import TermError


class Every(StrEnum):
    """How long the periods of a series are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# Periods in a year; a year of 52 weeks slips by a day, or two, each year, which a window of weeks takes up.
PER_YEAR = {Every.DAY: 365, Every.WEEK: 52, Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1}


class SeriesPeriodError(TermError):
    """A label names no period of a series, or one that cannot be added up to longer ones."""


@dataclass(frozen=True, order=True)
class Moment:
    """One period of a series: how long it is, and its number, such that the next one has the next number."""

    every: Every
    number: int

    @property
    def label(self) -> str:
        """The period as it is written."""
        return write_label(self.number, every=self.every)

    @property
    def begins_on(self) -> date:
        """The first day of the period."""
        return _start(self)


_DATED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")


def parse_moment(text: str) -> Moment:
    """Read 2014, 2014-Q1, 2014-03, 2014-W09 or 2014-03-14."""
    whole = text.strip()
    try:
        if found := _QUARTER.fullmatch(whole):
            return Moment(Every.QUARTER, int(found[1]) * 4 + int(found[2]) - 1)
        if found := _WEEK.fullmatch(whole):
            return Moment(Every.WEEK, _week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1)))
        if found := _DATED.fullmatch(whole):
            year, month, day = (int(part) if part else None for part in found.groups())
            start = date(year or 0, month or 1, day or 1)
            every = Every.DAY if day else Every.MONTH if month else Every.YEAR
            return Moment(every, _number(start, every=every))
    except ValueError as reason:
        raise SeriesPeriodError(
            f"{whole!r} names a period that the calendar does not have ({reason}), so its count has no place in time. "
            "Correct it."
        ) from None
    raise SeriesPeriodError(
        f"{whole!r} is no period, so its count has no place in time. Write a year (2014), a quarter (2014-Q1), a month "
        "(2014-03), an ISO week (2014-W09) or a day (2014-03-14)."
    )


def lengthen(moment: Moment, *, every: Every) -> Moment:
    """Name the longer period that a period lies in."""
    if moment.every is every:
        return moment
    if moment.every is Every.WEEK or PER_YEAR[moment.every] < PER_YEAR[every]:
        why = (
            "a week may lie in two of them"
            if moment.every is Every.WEEK
            else "a longer period cannot be cut into shorter ones"
        )
        raise SeriesPeriodError(
            f"{moment.label} is a {moment.every} and cannot be counted by the {every}: {why}. "
            f"Give the counts by the {every}, or by the day, or watch them by the {moment.every}."
        )
    return Moment(every, _number(_start(moment), every=every))


def write_label(number: int, *, every: Every) -> str:
    """Write the period of a number, as it would be read."""
    start = _start(Moment(every, number))
    if every is Every.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if every is Every.QUARTER:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {Every.YEAR: 4, Every.MONTH: 7, Every.DAY: 10}[every]]


def _number(start: date, *, every: Every) -> int:
    if every is Every.DAY:
        return start.toordinal()
    if every is Every.WEEK:
        return _week_of(start)
    if every is Every.YEAR:
        return start.year
    month = start.year * 12 + start.month - 1
    return month if every is Every.MONTH else month // 3


def _start(moment: Moment) -> date:
    if moment.every is Every.DAY:
        return date.fromordinal(moment.number)
    if moment.every is Every.WEEK:
        return date.fromordinal(moment.number * 7 + 1)
    months = moment.number * 12 // PER_YEAR[moment.every]
    return date(months // 12, months % 12 + 1, 1)


def _week_of(day: date) -> int:
    return (day.toordinal() - 1) // 7
