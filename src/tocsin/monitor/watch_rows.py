"""What was counted, of what, when and by whom: rows made into series of equally long periods without a hole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tocsin.monitor.periods import Every, Moment, lengthen, parse_moment, write_label
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_counted
from tocsin.terms.recipe import hash_content

Floats = NDArray[np.float64]
Absent = Literal["zero", "unknown"]
LEAST_PERIODS = 4
MOST_PERIODS = 20_000
MOST_SERIES = 5_000


class WatchDataError(MethodError):
    """Counts cannot be watched: there are too few, none at all, or they are not of one kind."""


@dataclass(frozen=True)
class WatchRows:
    """Rows as they came: one count per period, series and, where known, reporter; an amount is NaN where unknown."""

    periods: tuple[str, ...]
    counts: tuple[float, ...]
    series: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()
    reporters: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """Fingerprint of the rows, whatever their order."""
        parts = [self.periods, self.counts, self.series, self.amounts, self.reporters]
        columns = [part if part else ("",) * len(self.periods) for part in parts]
        return hash_content(sorted(map(list, zip(*columns, strict=True)), key=str))


@dataclass(frozen=True)
class Panel:
    """Counts of S series over T periods; NaN where unknown."""

    every: Every
    first: int
    names: tuple[str, ...]
    counts: Floats  # (S, T)
    amounts: Floats | None  # (S, T)
    reporters: Floats | None  # (S, R, T)
    reporter_names: tuple[str, ...]
    gaps: tuple[str, ...]  # periods in which nobody counted anything
    warnings: tuple[str, ...]

    def label(self, at: int) -> str:
        """The period with this index."""
        return write_label(self.first + at, every=self.every)


def build_panel(rows: WatchRows, *, every: Every | None = None, absent: Absent = "zero") -> Panel:
    """Line rows up by series and period.

    Raises
    ------
    SeriesPeriodError
        If a period cannot be read, or is longer than the periods asked for.
    WatchDataError
        If periods are of several lengths, too few or too many, or nothing was ever counted.
    """
    moments, length, notes = _read_periods(rows.periods, every=every)
    numbers = np.array([moment.number for moment in moments])
    first, periods = int(numbers.min()), int(np.ptp(numbers)) + 1
    names = tuple(sorted(set(rows.series))) if rows.series else ("all records",)
    _check_size(rows, periods=periods, series=len(names), every=length)
    at = numbers - first
    row_of = np.array([names.index(name) for name in rows.series]) if rows.series else np.zeros(len(at), dtype=int)
    counts, seen = np.zeros((len(names), periods)), np.zeros((len(names), periods), dtype=bool)
    np.add.at(counts, (row_of, at), np.array(rows.counts))
    seen[row_of, at] = True
    told = seen.any(axis=0)
    gaps = tuple(write_label(first + int(index), every=length) for index in np.flatnonzero(~told))
    counts[:, ~told] = np.nan
    if absent == "unknown":
        counts[~seen] = np.nan
    notes += _note_gaps(gaps, periods=periods, silent=int((~seen[:, told]).sum()), absent=absent)
    amounts = _line_up_amounts(rows, row_of=row_of, at=at, counts=counts) if rows.amounts else None
    who, by_reporter = _line_up_reporters(rows, row_of=row_of, at=at, shape=counts.shape)
    if len(who) == 1:
        notes.append("There is one reporter only, so whether reporters joined or left says nothing.")
    return Panel(length, first, names, counts, amounts, by_reporter, who, gaps, tuple(notes))


def _read_periods(texts: Sequence[str], *, every: Every | None) -> tuple[list[Moment], Every, list[str]]:
    if not texts:
        raise WatchDataError("there is no row, so there is nothing to watch. Give a count per period.")
    known = {text: parse_moment(text) for text in set(texts)}
    kinds = {moment.every for moment in known.values()}
    length = every or (next(iter(kinds)) if len(kinds) == 1 else None)
    if length is None:
        raise WatchDataError(
            f"the periods are of several lengths ({', '.join(sorted(kinds))}), so they cannot be lined up. Give all of one "
            "length, or say with --period to which length they are to be added up."
        )
    notes = []
    if length is Every.DAY:
        length = Every.WEEK
        notes.append(
            "Days were added up to weeks, for the methods know no season of days; the first and last may be partial."
        )
    elif kinds != {length}:
        notes.append(f"Counts were added up by the {length}; the first and the last {length} may be partial.")
    longer = {text: lengthen(moment, every=length) for text, moment in known.items()}
    return [longer[text] for text in texts], length, notes


def _check_size(rows: WatchRows, *, periods: int, series: int, every: Every) -> None:
    if not any(rows.counts):
        raise WatchDataError(
            "every count is 0, so nothing can be said of change. Check that the right column was counted."
        )
    if periods < LEAST_PERIODS:
        raise WatchDataError(
            f"there are counts of {render_counted(periods, every)}, and what is usual cannot be told from so few. "
            f"Give at least {LEAST_PERIODS}, or shorter periods."
        )
    if periods > MOST_PERIODS or series > MOST_SERIES:
        raise WatchDataError(
            f"there are {series:,} series over {periods:,} periods; at most {MOST_SERIES:,} and {MOST_PERIODS:,} are watched at "
            "once. Look for a wrong year among the periods, or for codes that are different in every row."
        )


def _note_gaps(gaps: tuple[str, ...], *, periods: int, silent: int, absent: Absent) -> list[str]:
    notes = []
    if gaps:
        shown = ", ".join(gaps[:6]) + (" …" if len(gaps) > 6 else "")
        notes.append(
            f"{len(gaps)} of {periods} periods {'has' if len(gaps) == 1 else 'have'} no row at all ({shown}), which is taken as "
            "unknown, not as nothing counted. "
            "Changes of level are looked for in the others, side by side, and then without a season."
        )
    if silent and absent == "zero":
        notes.append(
            f"{render_counted(silent, 'time')} a series has no row in a period in which others have one; that is taken as nothing counted. "
            "If it may mean not reported, say --absent unknown."
        )
    return notes


def _line_up_amounts(rows: WatchRows, *, row_of: NDArray[np.int_], at: NDArray[np.int_], counts: Floats) -> Floats:
    values = np.array(rows.amounts)
    amounts, unknown = np.zeros(counts.shape), np.zeros(counts.shape, dtype=bool)
    np.add.at(amounts, (row_of, at), np.nan_to_num(values))
    some = np.zeros(counts.shape, dtype=bool)
    some[row_of[~np.isnan(values)], at[~np.isnan(values)]] = True
    unknown |= ~some & ~(counts == 0)
    return np.where(unknown | np.isnan(counts), np.nan, amounts)


def _line_up_reporters(
    rows: WatchRows, *, row_of: NDArray[np.int_], at: NDArray[np.int_], shape: tuple[int, ...]
) -> tuple[tuple[str, ...], Floats | None]:
    names = tuple(sorted({name for name in rows.reporters if name}))
    if not names:
        return (), None
    place = {name: index for index, name in enumerate(names)}
    named = np.array([index for index, name in enumerate(rows.reporters) if name], dtype=int)
    who = np.array([place[rows.reporters[index]] for index in named])
    counts = np.zeros((shape[0], len(names), shape[1]))
    np.add.at(counts, (row_of[named], who, at[named]), np.array(rows.counts)[named])
    return names, counts
