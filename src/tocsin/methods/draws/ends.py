"""Do two ends and a level make an interval at all?"""

import numpy as np
from scipy.special import ndtri

from tocsin.methods.draws.errors import ImpossibleIntervalError, ProbabilityRangeError
from tocsin.methods.draws.scales import ScaleName, scale_ends


def check_ends(what: str, *, low: float, high: float, scale: ScaleName) -> None:
    """Refuse two ends that do not rise or do not lie on the scale."""
    least, greatest = scale_ends(scale)
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ImpossibleIntervalError(
            f"{what}: low {low} and high {high} are not two finite numbers in rising order, so they are not an "
            "interval. Swap or correct them; for a quantity without uncertainty use Constant."
        )
    if not least < low < high < greatest:
        wrong = low if not low > least else high
        named = {"log": "a positive quantity on the log scale", "logit": "a share on the logit scale"}
        raise ImpossibleIntervalError(
            f"{what}: {wrong} is not strictly between {least} and {greatest}, so it cannot be a quantile of "
            f"{named[scale]}. Correct it (a share is 0.25, not 25), or use another kind."
        )


def check_level(level: float, *, may_be_one: bool = False) -> None:
    """Refuse a level that is not a probability with room on both sides."""
    if 0 < level < 1 or (may_be_one and level == 1):
        return
    ends = "above 0 and at most 1" if may_be_one else "strictly between 0 and 1"
    raise ProbabilityRangeError(
        f"level is {level}, but must be {ends}: it is the probability inside the interval. Write 0.9 for 90 %."
    )


def find_score(level: float) -> float:
    """Normal score of the upper end of a central interval."""
    check_level(level)
    return float(ndtri((1 + level) / 2))
