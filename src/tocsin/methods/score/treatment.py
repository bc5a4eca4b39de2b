"""Which few values of an indicator would decide every comparison by themselves, and what is done about them?"""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.errors import TreatmentLimitError
from tocsin.methods.score.indicators import check_indicators
from tocsin.methods.score.moments import kurtosis, skewness

# Share of the range that is added before a logarithm is taken, so that the smallest value has one.
_LOG_OFFSET = 0.01


@dataclass(frozen=True)
class Treatment:
    """Indicators with their outliers treated, and what was done to each.

    ``values`` (A, C); ``moved`` (C,) counts the values that were drawn in; ``is_logged`` (C,) marks indicators of which
    the logarithm was taken instead; ``is_outlying`` (C,) those that are still beyond the limits.
    """

    values: Floats
    moved: NDArray[np.int64]
    is_logged: NDArray[np.bool_]
    is_outlying: NDArray[np.bool_]


def treat_outliers(
    values: ArrayLike, *, most_points: int = 5, skew_limit: float = 2.0, kurtosis_limit: float = 3.5
) -> Treatment:
    """Draw in the outliers of each indicator, or take its logarithm where a few points are not all.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    most_points : int
        Values of one indicator that may be drawn in; with 0 the logarithm comes at once.
    skew_limit, kurtosis_limit : float
        An indicator has outliers where both its skewness (either sign) and its excess kurtosis are above these; 0 or more.

    Returns
    -------
    Treatment
        ``values`` (A, C): in the unit of each indicator, or the logarithm of it; NaN stays NaN; ``moved`` (C,) values.

    Raises
    ------
    IndicatorError
        If the table is empty, has infinite values, or an indicator is constant or known for fewer than 3 alternatives.
    TreatmentLimitError
        If the number of points is not a whole number of 0 or more, or a limit is negative or not a number.

    Notes
    -----
    Winsorisation: while an indicator has outliers, its greatest value (its least, where the skewness is negative) is set
    to the next one, until the next step would move more than ``most_points`` values. If outliers are left then, the
    untouched values x become ln(x - min x + 0.01 (max x - min x)) instead. Both are for combining only: what is published
    beside an index are the values as measured. With fewer than 4 known values there is no kurtosis, and nothing is treated.

    References
    ----------
    oecd2008 (step 5: skewed indicators and outliers); becker2022 (limits and order of the two steps).

    Examples
    --------
    >>> found = treat_outliers([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0], [100.0]])
    >>> found.values.ravel().tolist(), found.moved.tolist()
    ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 7.0], [1])
    """
    table = check_indicators(values)
    if not isinstance(most_points, Integral) or most_points < 0:
        raise TreatmentLimitError(
            f"{most_points} values of an indicator may be drawn in, which is no number of values. Give 0 or more."
        )
    if not (skew_limit >= 0 and kurtosis_limit >= 0):
        raise TreatmentLimitError(
            f"the limits are {skew_limit} for skewness and {kurtosis_limit} for kurtosis; below 0 every indicator would "
            "count as outlying. Give numbers of 0 or more, such as 2 and 3.5."
        )
    count = table.shape[1]
    moved, is_logged, is_outlying = np.zeros(count, dtype=np.int64), np.zeros(count, bool), np.zeros(count, bool)
    limits = (float(skew_limit), float(kurtosis_limit))
    for column in range(count):
        is_known = ~np.isnan(table[:, column])
        known = table[is_known, column]
        drawn_in = _draw_in(known, most_points=int(most_points), limits=limits)
        moved[column] = (drawn_in != known).sum()
        is_outlying[column] = _has_outliers(drawn_in, limits=limits)
        if is_outlying[column]:
            moved[column], is_logged[column] = 0, True
            drawn_in = _take_log(known)
            is_outlying[column] = _has_outliers(drawn_in, limits=limits)
        table[is_known, column] = drawn_in
    return Treatment(table, moved, is_logged, is_outlying)


def _take_log(known: Floats) -> Floats:
    """The logarithm of how far values lie from the end that is crowded, so that the long tail is drawn in, whichever it is."""
    offset = _LOG_OFFSET * (known.max() - known.min())
    if skewness(known) < 0:
        mirrored: Floats = -np.log(known.max() - known + offset)
        return mirrored
    logged: Floats = np.log(known - known.min() + offset)
    return logged


def _has_outliers(values: Floats, *, limits: tuple[float, float]) -> bool:
    return abs(skewness(values)) > limits[0] and kurtosis(values) > limits[1]


def _draw_in(values: Floats, *, most_points: int, limits: tuple[float, float]) -> Floats:
    """Known values with the outermost set to the next ones, as long as there are outliers and points to spend."""
    drawn_in = values.copy()
    while _has_outliers(drawn_in, limits=limits):
        is_high = skewness(drawn_in) > 0
        outermost = drawn_in == (drawn_in.max() if is_high else drawn_in.min())
        if outermost.sum() > most_points or outermost.all():
            break
        inner = drawn_in[~outermost]
        if inner.min() == inner.max():  # one more step would make the indicator constant
            break
        drawn_in[outermost] = inner.max() if is_high else inner.min()
        if (drawn_in != values).sum() > most_points:
            return values
    return drawn_in
