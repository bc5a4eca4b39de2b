"""Is today's count far above the last week's, where there is no history to speak of?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.series.errors import Floats, SeriesSettingError, ShortBaselineError, check_counts


@dataclass(frozen=True)
class EarsResult:
    """Statistics of the three rules, every array (S, T); NaN where the baseline is short, broken or without any spread."""

    c1: Floats
    c2: Floats
    c3: Floats
    bound_c1: Floats  # counts above it are an alarm of the first rule
    bound_c2: Floats
    alarm_c1: NDArray[np.bool_]
    alarm_c2: NDArray[np.bool_]
    alarm_c3: NDArray[np.bool_]


def ears(
    counts: ArrayLike, *, baseline: int = 7, gap: int = 2, threshold: float = 3.0, threshold_c3: float = 2.0
) -> EarsResult:
    """Early aberrations against the mean and spread of the few periods just before.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0; NaN where unknown.
    baseline : int
        Periods in the moving baseline, at least 3.
    gap : int
        Periods left out between baseline and judged period in the second and third rule, 0 or more.
    threshold, threshold_c3 : float
        Standard deviations above the mean that make an alarm; sum of recent excesses that makes one in the third rule.

    Returns
    -------
    EarsResult
        Statistics, bounds and alarms (S, T); a statistic is NaN where the baseline has no spread: a constant one says
        nothing of how far a count may stray.

    Raises
    ------
    SeriesShapeError
        If the counts are no (S, T) table.
    SeriesValueError
        If a count is negative, broken or infinite, or all are missing.
    SeriesSettingError
        If the baseline is shorter than 3, the gap negative or a threshold not above 0.
    ShortBaselineError
        If no period has its whole baseline.

    Notes
    -----
    C1 = (y - mean) / sd over the periods t-7 to t-1; C2 the same over t-9 to t-3; C3 is the sum of max(0, C2 - 1) over t, t-1 and
    t-2 (terms without a statistic count 0). The original rules hold them against 3, 3 and 2. There is no season, no trend and no
    control of false alarms: with 7 normal baseline values C1 passes 3 in 1.5 % of quiet periods, not 0.1 %.

    References
    ----------
    hutwagner2003 (J. Urban Health 80(2 Suppl 1), i89-i96); fricker2008 (Statistics in Medicine 27(17), 3407-3429).

    Examples
    --------
    >>> result = ears([[4, 6, 5, 5, 4, 6, 5, 5, 5, 15]])
    >>> result.alarm_c1[0].nonzero()[0].tolist(), round(float(result.c2[0, -1]), 2)
    ([9], 12.25)
    """
    series = check_counts(counts, ndim=2)
    if baseline < 3 or gap < 0 or not threshold > 0 or not threshold_c3 > 0:
        raise SeriesSettingError(
            f"a baseline of {baseline} periods, a gap of {gap} and thresholds of {threshold:g} and {threshold_c3:g} cannot be "
            "used: a spread needs 3 periods, a gap is 0 or more, thresholds are above 0."
        )
    if series.shape[1] <= baseline:
        raise ShortBaselineError(
            f"the series has {series.shape[1]} periods, so none has {baseline} before it. Give a longer series or a shorter baseline."
        )
    c1, bound_c1 = _standardise(series, baseline=baseline, gap=0, threshold=threshold)
    c2, bound_c2 = _standardise(series, baseline=baseline, gap=gap, threshold=threshold)
    excess = np.maximum(np.nan_to_num(c2) - 1, 0)
    c3 = np.where(np.isnan(c2), np.nan, excess)
    for back in (1, 2):
        c3[:, back:] += excess[:, :-back]
    with np.errstate(invalid="ignore"):
        return EarsResult(
            c1, c2, c3, bound_c1, bound_c2, c1 > threshold, c2 > threshold, (c3 > threshold_c3) & ~np.isnan(c3)
        )


def _standardise(series: Floats, *, baseline: int, gap: int, threshold: float) -> tuple[Floats, Floats]:
    statistic, bound = np.full(series.shape, np.nan), np.full(series.shape, np.nan)
    start = baseline + gap
    if series.shape[1] <= start:
        return statistic, bound
    windows = np.lib.stride_tricks.sliding_window_view(series, baseline, axis=1)[:, : series.shape[1] - start]
    mean, spread = windows.mean(axis=2), windows.std(axis=2, ddof=1)
    spread = np.where(spread > 1e-9, spread, np.nan)
    statistic[:, start:] = (series[:, start:] - mean) / spread
    bound[:, start:] = mean + threshold * spread
    return statistic, bound
