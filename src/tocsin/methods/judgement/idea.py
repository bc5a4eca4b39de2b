"""How wide would an expert's interval be, had all experts been equally sure?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, QuantileOrderError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class StandardIntervals:
    """Intervals of N answers at one level, in the unit of the answers; whether an end was held back at a bound."""

    low: Floats
    best: Floats
    high: Floats
    level: float
    is_low_clipped: NDArray[np.bool_]
    is_high_clipped: NDArray[np.bool_]


def standardise_intervals(
    low: ArrayLike,
    high: ArrayLike,
    *,
    best: ArrayLike,
    confidence: ArrayLike,
    level: float = 0.9,
    least: ArrayLike = -np.inf,
    greatest: ArrayLike = np.inf,
) -> StandardIntervals:
    """Stretch or shrink four-step intervals, each with a confidence of its own, to one level.

    Parameters
    ----------
    low, high, best : array, shape (N,)
        Least plausible, greatest plausible and best value, in the unit of the answer; low <= best <= high, low below
        high.
    confidence : array, shape (N,)
        How sure the expert was that the truth lies between low and high; above 0, at most 1.
    level : float
        The level that all intervals are brought to; strictly between 0 and 1.
    least, greatest : array, shape (N,) or one number
        Values beyond which the quantity cannot lie.

    Returns
    -------
    StandardIntervals
        Ends at `level`, and which of them were held back at a bound.

    Raises
    ------
    ElicitationShapeError
        If a number is missing or infinite, or arrays do not fit.
    QuantileOrderError
        If low, best and high do not rise, or lie outside the bounds.
    ElicitationSettingError
        If a confidence is not above 0 and at most 1, or the level not between 0 and 1.

    Notes
    -----
    Linear extrapolation: each end moves to best -/+ (distance from best) × level / confidence. It assumes that
    probability spreads evenly on either side of the best value, and so overstates how far ends move outwards where
    tails are thin. What would pass a bound stops there, and is marked, since such an interval holds less than the
    level.

    References
    ----------
    hemming2018 (Methods in Ecology and Evolution 9, 169-180; the four-step format and its standardisation);
    speirsbridge2010.

    Examples
    --------
    >>> found = standardise_intervals([10.0], [40.0], best=[20.0], confidence=[0.5], level=0.9, least=0.0)
    >>> found.low.tolist(), found.high.tolist(), found.is_low_clipped.tolist()
    ([2.0], [56.0], [False])
    """
    given = [np.asarray(each, dtype=np.float64) for each in (low, best, high, confidence)]
    shape = given[0].shape
    ends = [np.broadcast_to(np.asarray(each, dtype=np.float64), shape) for each in (least, greatest)]
    if any(each.shape != shape or not bool(np.isfinite(each).all()) for each in given) or np.isnan(ends).any():
        raise ElicitationShapeError(
            "Low, best, high and confidence do not fit each other, or one is missing or infinite. Give one finite "
            "number of each per answer."
        )
    lows, bests, highs, sure = given
    wrong = ~((ends[0] <= lows) & (lows <= bests) & (bests <= highs) & (highs <= ends[1]) & (lows < highs))
    if bool(wrong.any()):
        at = int(np.flatnonzero(wrong)[0])
        raise QuantileOrderError(
            f"Answer {at + 1}: low {lows.flat[at]:g}, best {bests.flat[at]:g}, high {highs.flat[at]:g} do not rise "
            f"between {ends[0].flat[at]:g} and {ends[1].flat[at]:g}, so they are no interval. Put them in order, or "
            "correct the bounds."
        )
    if not 0 < level < 1 or not bool(((sure > 0) & (sure <= 1)).all()):
        raise ElicitationSettingError(
            f"The level is {level} and confidences go from {sure.min():g} to {sure.max():g}; both are probabilities "
            "above 0, the level under 1. Write 0.8 for 80 %."
        )
    moved_low, moved_high = bests - (bests - lows) * level / sure, bests + (highs - bests) * level / sure
    return StandardIntervals(
        np.maximum(moved_low, ends[0]),
        bests,
        np.minimum(moved_high, ends[1]),
        level,
        moved_low < ends[0],
        moved_high > ends[1],
    )
