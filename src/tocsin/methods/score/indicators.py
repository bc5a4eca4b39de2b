"""Are these indicators that can be compared: a table, with known values that differ, each with a direction?"""

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.errors import IndicatorError, ScaleError

# Two alternatives are in an order whatever is measured; a scale needs three.
LEAST_KNOWN = 3


def check_indicators(values: ArrayLike) -> Floats:
    """Indicators (A, C) as an array of its own, NaN where a value is not known; refused if one cannot be compared."""
    table = np.array(values, dtype=np.float64)
    if table.ndim != 2 or 0 in table.shape:
        raise IndicatorError(
            f"indicators have shape {table.shape}, so alternatives and indicators cannot be told apart. Give a table of "
            "alternatives by indicators, neither of them empty."
        )
    if np.isinf(table).any():
        row, column = np.argwhere(np.isinf(table))[0].tolist()
        raise IndicatorError(
            f"indicator {column} of alternative {row} is infinite, so it stands on no scale. Give NaN where it is not known."
        )
    for column, known in enumerate((~np.isnan(table)).sum(axis=0).tolist()):
        if known < LEAST_KNOWN:
            raise IndicatorError(
                f"indicator {column} is known for {known} alternatives, which makes no scale. Leave it out, or find at "
                f"least {LEAST_KNOWN} values."
            )
        if np.nanmin(table[:, column]) == np.nanmax(table[:, column]):
            raise IndicatorError(
                f"indicator {column} has the same value wherever it is known, so it tells nobody apart. Leave it out."
            )
    return table


def check_directions(directions: ArrayLike, *, count: int) -> Floats:
    """Directions (C,): 1 where more is better, -1 where less is."""
    signs = np.asarray(directions, dtype=np.float64)
    if signs.shape != (count,) or not np.isin(signs, (-1.0, 1.0)).all():
        raise IndicatorError(
            f"directions {signs.tolist()} are not one 1 (more is better) or -1 (less is better) for each of {count} "
            "indicators, so it is not known which end of a scale is good. Give one for each, in the same order."
        )
    return signs


def check_ends(low: float, high: float) -> None:
    """Refuse a scale that ends where it begins."""
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ScaleError(
            f"the scale runs from {low:g} to {high:g}, which has no length. Give two numbers, the lower one first."
        )
