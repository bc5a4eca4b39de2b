"""Are the arrays of an evaluation whole, and is there enough before and after the interruption?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoVariationError, TooShortError

Floats = NDArray[np.float64]


def read_array(values: ArrayLike, *, name: str, dimensions: int) -> Floats:
    """Give finite numbers of so many dimensions, or say where one is missing."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != dimensions or array.size == 0:
        raise EffectShapeError(
            f"{name} have shape {array.shape}, where {dimensions} dimension(s) are needed, none of them empty. "
            "Give one number per period and unit."
        )
    if not np.isfinite(array).all():
        place = np.argwhere(~np.isfinite(array))[0].tolist()
        raise EffectShapeError(
            f"{name} have a missing or infinite value at {place}, and a gap cannot be told from an effect. "
            "Fill it from its source, or leave the period or unit out."
        )
    return array


def check_start(start: int, *, periods: int, before: int, after: int) -> None:
    """Refuse an interruption with too few periods on either side of it."""
    if not 0 < start < periods:
        raise TooShortError(
            f"the interruption is at period {start} of {periods}, so nothing lies on one side of it. "
            "Give an interruption inside the series."
        )
    if start < before or periods - start < after:
        raise TooShortError(
            f"there are {start} periods before the interruption and {periods - start} from it on; at least {before} and "
            f"{after} are needed to tell a change from what was going on anyway. Use finer periods or a longer series."
        )


def check_level(level: float) -> None:
    """Refuse an interval that holds with a probability of nothing or of everything."""
    if not 0 < level < 1:
        raise EffectSettingError(f"the level is {level}; give a probability between 0 and 1, such as 0.9.")


def check_variation(values: Floats, *, name: str) -> None:
    """Refuse values that are all the same."""
    if np.ptp(values) == 0:
        raise NoVariationError(
            f"{name} are all {values.flat[0]:g}, so neither an effect nor its error can be told from them. "
            "Check how they were recorded."
        )
