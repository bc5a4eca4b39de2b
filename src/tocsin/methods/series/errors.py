"""What makes a series of counts unfit for a method?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.terms.errors import MethodError

Floats = NDArray[np.float64]


class SeriesShapeError(MethodError):
    """Arrays of series do not have the shape that a method needs, or do not fit each other."""


class SeriesValueError(MethodError):
    """A series holds a negative, infinite or broken count, or nothing at all."""


class SeriesSettingError(MethodError):
    """A setting of a method is outside what it allows."""


class ShortBaselineError(MethodError):
    """There are too few earlier periods to say what is usual."""


def check_counts(counts: ArrayLike, *, ndim: int) -> Floats:
    """Counts as floats of the wanted number of axes: whole, never negative, NaN where unknown."""
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim != ndim or 0 in values.shape:
        raise SeriesShapeError(
            f"counts have shape {values.shape}; expected {ndim} {'axis' if ndim == 1 else 'axes'} and no empty one. "
            "Give one number per period."
        )
    known = values[~np.isnan(values)]
    if known.size == 0:
        raise SeriesValueError("every count is missing, so there is nothing to watch. Give the counts that are known.")
    wrong = np.isinf(known) | (known < 0) | (known != np.round(known))
    if wrong.any():
        raise SeriesValueError(
            f"the counts hold {known[wrong][0]:g}: a count is a whole number from 0 on, and anything else would be fitted as if it "
            "were one. Correct it, or write NaN where the count is unknown."
        )
    return values


def check_share(value: float, *, name: str) -> None:
    """Refuse a probability or level that is not strictly between 0 and 1."""
    if not 0.0 < value < 1.0:
        raise SeriesSettingError(
            f"{name} is {value:g}; it is a probability and must be between 0 and 1, ends excluded."
        )
