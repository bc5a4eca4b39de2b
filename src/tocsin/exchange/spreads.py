"""What does a plain table say of uncertain amounts: low, best and high of a row, and in which unit?

Columns: low, high, unit, and best where it is known.
"""

import math

from tocsin.estimate.flow.inputs import Spread
from tocsin.exchange.plain import PlainTable
from tocsin.terms.errors import TermError
from tocsin.terms.unit import UnitText, parse_unit

COLUMNS = ("low", "high", "unit")


def read_spreads(table: PlainTable) -> list[Spread]:
    """Read low, best and high of every row; the three of a row that are no interval are noted."""
    low, high = table.numbers("low", low=0).tolist(), table.numbers("high", low=0).tolist()
    best = table.numbers("best", low=0, blank=True).tolist() if table.has("best") else [math.nan] * table.height
    for row, ends in enumerate(zip(low, best, high, strict=True)):
        _check_ends(table, row, ends=ends)
    return [
        Spread(one, other, None if math.isnan(middle) else middle)
        for one, middle, other in zip(low, best, high, strict=True)
    ]


def read_units(table: PlainTable) -> list[UnitText | None]:
    """Read the unit of every row; None where there is none that is known, which is noted."""
    units: list[UnitText | None] = []
    for row, text in enumerate(table.texts("unit")):
        try:
            units.append(parse_unit(text) if text else None)
        except TermError as error:
            table.note("unit", row, why=str(error), mend="")
            units.append(None)
    return units


def _check_ends(table: PlainTable, row: int, *, ends: tuple[float, float, float]) -> None:
    low, best, high = ends
    if low > high or best < low or best > high:
        why = "low, best and high are not in order, so they are no interval."
        table.note("low", row, why=why, mend="Put them in order.")
    elif 0 < low < high and best in (low, high):
        why = "best is an end of the interval, which would put half of all that is likely into nothing."
        table.note("best", row, why=why, mend="Move the ends, or leave best empty.")
