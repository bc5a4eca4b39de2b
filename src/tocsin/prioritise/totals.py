"""What is the value of each threat, given its scores and the weights?"""

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.sheet import ScoreSheet
from tocsin.methods.score.aggregate import additive, geometric

Floats = NDArray[np.float64]

_COMBINE = {"additive": additive, "geometric": geometric}


def total_scores(scores: Floats, weights: Floats, *, sheet: ScoreSheet) -> Floats:
    """Values (D, A) of scores (D, A, C) or (A, C) at weights (D, C) or (C,), combined as the framework says."""
    return _COMBINE[sheet.framework_record.aggregation](scores, weights)
