"""Which of many exceedances would still stand if most series were quiet?"""

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.series.errors import Floats, SeriesValueError


def find_q_values(p_values: ArrayLike) -> Floats:
    """Least rate of false discoveries at which each exceedance would be called one.

    Parameters
    ----------
    p_values : array, any shape
        Probabilities of at least so much, had nothing changed, 0 to 1; NaN where nothing was judged.

    Returns
    -------
    array, the same shape
        q-values, 0 to 1, never below the p-value; NaN where nothing was judged. Calling all with q at most 0.1 leaves, on
        average, at most a tenth of the called ones false.

    Raises
    ------
    SeriesValueError
        If a p-value is outside 0 to 1.

    Notes
    -----
    The step-up procedure: with n judged values in order, q_(i) is the least of n p_(j) / j over j from i on. It holds for
    independent or positively dependent values. It is offline: all values are known together, so adding later periods can change
    earlier calls.

    References
    ----------
    benjamini1995 (J. R. Statist. Soc. B 57(1), 289-300, procedure 1).

    Examples
    --------
    >>> find_q_values([0.01, 0.04, 0.03, float("nan")]).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    values = np.asarray(p_values, dtype=np.float64)
    known = ~np.isnan(values)
    judged = values[known]
    if (judged < 0).any() or (judged > 1).any():
        raise SeriesValueError("a p-value is outside 0 to 1, so it is no probability. Check what was passed.")
    q_values = np.full(values.shape, np.nan)
    order = np.argsort(judged)
    ranked = judged[order] * len(judged) / np.arange(1, len(judged) + 1)
    stepped = np.minimum.accumulate(ranked[::-1])[::-1]
    back = np.empty(len(judged))
    back[order] = np.maximum(stepped, judged[order])
    q_values[known] = np.minimum(back, 1.0)
    return q_values
