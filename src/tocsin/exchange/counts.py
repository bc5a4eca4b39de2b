"""What counts over time does a plain table give, of what and by whom?"""

from collections.abc import Sequence
from pathlib import Path

from tocsin.exchange.plain import PROBLEMS_PER_COLUMN, PlainTable, read_plain_table
from tocsin.monitor.periods import Every, Moment, SeriesPeriodError, lengthen, parse_moment
from tocsin.monitor.watch import study_watch
from tocsin.monitor.watch_record import WatchSettings, WatchStudy
from tocsin.monitor.watch_rows import Absent, WatchRows

_SERIES = ("series", "category")


def study_counts_file(
    path: Path,
    *,
    by: Sequence[str] = (),
    period: str | None = None,
    absent: Absent = "zero",
    alpha: float = 0.01,
    discovery_rate: float = 0.1,
) -> WatchStudy:
    """Read a table of counts and watch it; `period` is the length that counts are added up to.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    WatchDataError
        If there is too little to say what is usual.
    """
    every = Every(period) if period else None
    settings = WatchSettings(alpha=alpha, discovery_rate=discovery_rate, absent=absent)
    return study_watch(read_counts(path, by=by, every=every), every=every, settings=settings)


def read_counts(path: Path, *, by: Sequence[str] = (), every: Every | None = None) -> WatchRows:
    """Read counts: the columns period and count, and, where they are there, amount, reporter and those that name a series.

    A series is named by the columns in `by`; without any, by a column called series or category.

    Raises
    ------
    PlainTableError
        With every problem of the file.
    """
    table = read_plain_table(path)
    naming = tuple(by) or tuple(column for column in _SERIES if table.has(column))[:1]
    table.require("period", "count", *naming)
    moments = _read_periods(table, every=every)
    counts = table.numbers("count", low=0.0, whole=True)
    amounts = table.numbers("amount", low=0.0, blank=True) if table.has("amount") else None
    reporters = table.texts("reporter") if table.has("reporter") else ()
    parts = [table.texts(column) for column in naming]
    series = tuple(" / ".join(cells) for cells in zip(*parts, strict=True)) if parts else ()
    if table.has("count") and counts.size and not counts.any():
        why = "every count is 0, so nothing can be said of change."
        table.note("count", None, why=why, mend="Check that the right column was counted.")
    _note_doubles(table, moments, series=series, reporters=reporters)
    table.refuse()
    return WatchRows(
        tuple("" if moment is None else moment.label for moment in moments),
        tuple(counts.tolist()),
        series,
        () if amounts is None else tuple(amounts.tolist()),
        reporters,
    )


def _read_periods(table: PlainTable, *, every: Every | None) -> list[Moment | None]:
    found: list[Moment | None] = []
    problems = 0
    for row, cell in enumerate(table.texts("period")):
        moment = None
        try:
            moment = parse_moment(cell) if cell else None
            if moment is not None and every is not None:
                lengthen(moment, every=every)
        except SeriesPeriodError as error:
            problems += 1
            if problems <= PROBLEMS_PER_COLUMN:
                table.note("period", row, why=str(error), mend="")
        found.append(moment)
    if problems > PROBLEMS_PER_COLUMN:
        why = f"{problems - PROBLEMS_PER_COLUMN:,} more rows have the same problem."
        table.note("period", None, why=why, mend="Mend the first, and check the column.")
    kinds = sorted({moment.every.value for moment in found if moment is not None})
    if len(kinds) > 1 and every is None:
        why = f"the periods are of several lengths ({', '.join(kinds)}), so they cannot be lined up."
        table.note(
            "period", None, why=why, mend="Give all of one length, or say with --period to which they are added up."
        )
    return found


def _note_doubles(
    table: PlainTable, moments: Sequence[Moment | None], *, series: Sequence[str], reporters: Sequence[str]
) -> None:
    """Two rows of one period, series and reporter: a repeat, or parts that somebody has to add up knowingly."""
    first: dict[tuple[Moment, str, str], int] = {}
    doubles = 0
    for row, moment in enumerate(moments):
        if moment is None:
            continue
        key = (moment, series[row] if series else "", reporters[row] if reporters else "")
        other = first.setdefault(key, row)
        if other == row:
            continue
        doubles += 1
        if doubles <= PROBLEMS_PER_COLUMN:
            named = ", ".join(part for part in (moment.label, *key[1:]) if part)
            why = f"row {table.lines[other]} already gives {named}, so the records would be counted twice."
            mend = "Delete one, add the two up, or name with --by the column that tells them apart."
            table.note("period", row, why=why, mend=mend)
    if doubles > PROBLEMS_PER_COLUMN:
        why = f"{doubles - PROBLEMS_PER_COLUMN:,} more rows repeat another."
        table.note(
            "period",
            None,
            why=why,
            mend="Add the rows up by period and series, or name with --by what tells them apart.",
        )
