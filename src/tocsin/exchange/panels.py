"""What does a plain table say of units over time, one row for each unit and period?

Columns: period, unit, value; adopted, the period from which a unit was treated; exposure, what counts come from; and
any others, which are taken as numbers to compare units on. Without a column `unit` all rows are one series.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.panel import Controls, Design, EffectSettings, Model, Panel
from tocsin.monitor.effect.records import EffectStudy
from tocsin.monitor.effect.study import study_effect
from tocsin.terms.period import Period

Floats = NDArray[np.float64]

ONE_SERIES = "the series"
NAMED = ("period", "unit", "value", "adopted", "exposure")
_GAPS_TOLD = 10


def study_panel_table(
    path: Path,
    *,
    design: Design,
    start: str = "",
    treated: Sequence[str] = (),
    neighbours: Sequence[str] = (),
    expected: str = "",
    declared_on: str = "",
    counted_in: str = "",
    other_starts: Sequence[str] = (),
    model: Model = "linear",
    season: int | None = None,
    slopes: bool = True,
    controls: Controls = "never",
    predictors: Sequence[str] = (),
    fit: str = "",
    level: float = 0.90,
    replicates: int = 1_000,
    seed: int = 1,
) -> EffectStudy:
    """Read a panel, and evaluate one measure on it.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    StudySettingError
        If what is asked for does not fit the panel.
    """
    settings = EffectSettings(
        design=design, start=start, treated=tuple(treated), neighbours=tuple(neighbours), expected=expected,
        declared_on=_read_day(declared_on), counted_in=counted_in, other_starts=tuple(other_starts), model=model,
        season=season, slopes=slopes, controls=controls, predictors=tuple(predictors), fit=fit, level=level,
        replicates=replicates, seed=seed,
    )  # fmt: skip
    return study_effect(read_panel(path, settings=settings), settings)


def read_panel(path: Path, *, settings: EffectSettings) -> Panel:
    """Read the panel that a study needs.

    Raises
    ------
    PlainTableError
        With every problem of the table: cells, duplicates, gaps, periods of two kinds.
    """
    table = read_plain_table(path)
    table.require("period", "value")
    counts = settings.model != "linear"
    values = table.numbers("value", low=0.0 if counts else None, whole=counts)
    units = table.texts("unit") if table.has("unit") else (ONE_SERIES,) * table.height
    periods = table.periods("period")
    adopted = _read_adopted(table, units=units)
    exposure = table.numbers("exposure", low=0.0, blank=True) if table.has("exposure") and counts else None
    others = {name: table.numbers(name, blank=True) for name in _list_covariates(table, settings=settings)}
    grid = _Grid(table, units=units, periods=periods)
    table.refuse()
    return Panel(
        grid.periods,
        grid.units,
        grid.lay_out(values),
        adopted=tuple(adopted.get(unit) for unit in grid.units) if adopted else (),
        covariates={name: grid.lay_out(column) for name, column in others.items()},
        exposure=None if exposure is None else grid.lay_out(exposure),
    )


class _Grid:
    """Where each row belongs: its unit and period; duplicates, gaps and periods of two kinds are noted."""

    def __init__(self, table: PlainTable, *, units: Sequence[str], periods: Sequence[Period | None]) -> None:
        self.units = tuple(dict.fromkeys(unit for unit in units if unit))
        self.periods = tuple(sorted({period for period in periods if period is not None}))
        self._unit_of = {unit: at for at, unit in enumerate(self.units)}
        self._period_of = {period: at for at, period in enumerate(self.periods)}
        self._places: list[tuple[int, int] | None] = [
            None if period is None or not unit else (self._unit_of[unit], self._period_of[period])
            for unit, period in zip(units, periods, strict=True)
        ]
        self._note_duplicates(table)
        if self._note_kinds(table, periods):
            self._note_gaps(table)

    def lay_out(self, column: Floats) -> Floats:
        """A column as a table (N, T)."""
        found = np.full((len(self.units), len(self.periods)), np.nan)
        for place, value in zip(self._places, column.tolist(), strict=True):
            if place is not None:
                found[place] = value
        return found

    def _note_duplicates(self, table: PlainTable) -> None:
        first: dict[tuple[int, int], int] = {}
        for row, place in enumerate(self._places):
            if place is None:
                continue
            if place in first:
                table.note(
                    "period", row, why=f"this unit has this period already, on row {table.lines[first[place]]}.",
                    mend="Keep one, or add the two up.",
                )  # fmt: skip
            first.setdefault(place, row)

    def _note_kinds(self, table: PlainTable, periods: Sequence[Period | None]) -> bool:
        """Whether all periods are of one kind; those unlike the first are noted."""
        kinds = [None if period is None else period.precision for period in periods]
        known = [kind for kind in kinds if kind is not None]
        odd = [row for row, kind in enumerate(kinds) if kind is not None and kind is not known[0]]
        for row in odd[:_GAPS_TOLD]:
            table.note(
                "period", row, why=f"this is a {kinds[row]}, the first period a {known[0]}: they cannot stand in one series.",
                mend="Write all periods alike.",
            )  # fmt: skip
        return bool(known) and not odd

    def _note_gaps(self, table: PlainTable) -> None:
        for before, after in zip(self.periods[:-1], self.periods[1:], strict=True):
            if after.start != before.end + timedelta(days=1):
                table.note(
                    "period", None, value=str(after),
                    why=f"this does not follow {before} at once, and a gap cannot be told from an effect.",
                    mend="Add what is missing (0 where nothing happened); write weeks as ranges of days.",
                )  # fmt: skip
        known = set(self._places)
        for unit, at in self._unit_of.items():
            missing = [str(period) for period, column in self._period_of.items() if (at, column) not in known]
            if missing:
                table.note(
                    "unit", None, value=unit, why=f"there is no row for {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}.",
                    mend="Add the rows, or leave the unit out.",
                )  # fmt: skip


def _read_adopted(table: PlainTable, *, units: Sequence[str]) -> dict[str, Period | None]:
    """When each unit adopted the measure; it must say the same in all rows of the unit."""
    if not table.has("adopted"):
        return {}
    found: dict[str, Period | None] = {}
    texts: dict[str, str] = {}
    for row, (unit, text) in enumerate(zip(units, table.texts("adopted", blank=True), strict=True)):
        if unit in texts:
            if texts[unit] != text:
                table.note(
                    "adopted", row, why=f"other rows of {unit!r} say {texts[unit] or 'nothing'!r}.",
                    mend="Say the same in every row of a unit; leave it empty for units that never adopted it.",
                )  # fmt: skip
            continue
        texts[unit] = text
        found[unit] = _parse_period(table, row, text)
    return found


def _parse_period(table: PlainTable, row: int, text: str) -> Period | None:
    if not text:
        return None
    try:
        return Period.parse(text)
    except ValueError as error:
        table.note("adopted", row, why=str(error), mend="")
        return None


def _list_covariates(table: PlainTable, *, settings: EffectSettings) -> tuple[str, ...]:
    """Columns to compare units on: those named, else all that have no other meaning; only a synthetic control uses them."""
    if settings.design != "synthetic":
        return ()
    if not settings.predictors:
        return tuple(column for column in table.columns if column not in NAMED)
    wanted = dict.fromkeys(text.partition("=")[0] for text in settings.predictors)
    return tuple(name for name in wanted if name != "value" and table.has(name))


def _read_day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StudySettingError(
            f"{text!r} is not a day of the calendar, so when the expectation was declared cannot be told. Write it as 2012-09-30."
        ) from error
