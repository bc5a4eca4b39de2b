"""Has something begun that was never counted before, or is one first record just luck?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from tocsin.methods.series.errors import (
    Floats,
    SeriesSettingError,
    ShortBaselineError,
    check_counts,
    check_share,
)


@dataclass(frozen=True)
class EmergenceResult:
    """Every window of S series judged at its last period, arrays (S, T); NaN before the baseline is long enough."""

    p_value: Floats  # exact, had the rate always been the same
    recent: Floats  # counted in the window
    earlier: Floats  # counted before it
    alarm: NDArray[np.bool_]  # the first window of each run that passes `alpha` after nothing at all
    least_count: int  # fewest records that could ever be an alarm, at the longest baseline
    looks: int  # windows after nothing at all, of all series: each could have been an alarm
    window: int
    alpha: float


def find_emergence(
    counts: ArrayLike, *, window: int = 3, quiet: int = 12, alpha: float = 0.01, shape: float = 0.5
) -> EmergenceResult:
    """Records after a long silence, judged by the exact chance that a steady rate would have kept silent so long.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0, no gaps.
    window : int
        Periods in the recent window, at least 1.
    quiet : int
        Least periods before the window, all of them without a record, at least 1.
    alpha : float
        Highest probability of an alarm in one window where the rate never changed, 0 to 1.
    shape : float
        How records cluster: the shape of the gamma distribution of a period's rate, above 0; infinite for a Poisson count.

    Returns
    -------
    EmergenceResult
        Exact p-values (S, T), alarms, the fewest records that can be an alarm, and how many windows were looked at.

    Raises
    ------
    SeriesShapeError
        If the counts are no (S, T) table.
    SeriesValueError
        If a count is negative, broken or infinite, or all are missing.
    SeriesSettingError
        If a window, a silence, `alpha` or `shape` is out of range.
    ShortBaselineError
        If the series is not longer than silence and window together, or has a gap.

    Notes
    -----
    Under one rate, given n records in m + w periods, those in the last w are beta-binomial with parameters w k and m k for the shape k,
    binomial with w / (m + w) for a Poisson count: the unknown rate drops out, so the rule is exact and never passes `alpha`. With nothing
    before, p = prod over i < n of (w k + i) / ((m + w) k + i). Over many windows expect fewer than alpha × `looks` false alarms.

    References
    ----------
    przyborowski1940 (Biometrika 31(3/4), 313-323: the conditional test); johnson2005 (chapter 6: the beta-binomial form).

    Examples
    --------
    >>> result = find_emergence([[0] * 24 + [1, 2, 4]], window=3, quiet=12)
    >>> result.alarm[0].nonzero()[0].tolist(), result.least_count
    ([25], 3)
    """
    series = check_counts(counts, ndim=2)
    check_share(alpha, name="alpha")
    if window < 1 or quiet < 1 or not shape > 0:
        raise SeriesSettingError(
            f"a window of {window}, a silence of {quiet} and a shape of {shape:g} cannot be used: the first two are at least 1, "
            "the third above 0."
        )
    if series.shape[1] < window + quiet or np.isnan(series).any():
        raise ShortBaselineError(
            f"a silence of {quiet} periods and a window of {window} need {window + quiet} periods without a gap; there are "
            f"{series.shape[1]}, {int(np.isnan(series).any(axis=0).sum())} of them with a gap. Fill the gaps or ask for less."
        )
    sums = np.hstack([np.zeros((len(series), 1)), np.cumsum(series, axis=1)])
    recent, earlier, p_value = (np.full(series.shape, np.nan) for _ in range(3))
    ends = np.arange(window + quiet - 1, series.shape[1])
    recent[:, ends] = sums[:, ends + 1] - sums[:, ends + 1 - window]
    earlier[:, ends] = sums[:, ends + 1 - window]
    before = (ends + 1 - window).astype(np.float64)
    p_value[:, ends] = _tail(recent[:, ends], earlier[:, ends], before=before, window=window, shape=shape)
    from_nothing = earlier == 0
    passing = from_nothing & (p_value <= alpha)
    alarm = passing.copy()
    alarm[:, 1:] &= ~passing[:, :-1]
    least = _least_count(float(before[-1]), window=window, shape=shape, alpha=alpha)
    return EmergenceResult(p_value, recent, earlier, alarm, least, int(from_nothing.sum()), window, alpha)


def _tail(recent: Floats, earlier: Floats, *, before: Floats, window: int, shape: float) -> Floats:
    """Probability of at least `recent` in the window, given all records; exact, by summing the upper tail."""
    total = recent + earlier
    p_value = np.ones(recent.shape)
    for row, column in zip(*np.nonzero(recent > 0), strict=True):
        n, x = total[row, column], recent[row, column]
        upper = np.arange(x, n + 1)
        p_value[row, column] = min(
            1.0, np.exp(_log_mass(upper, n, before=before[column], window=window, shape=shape)).sum()
        )
    return p_value


def _log_mass(x: Floats, n: float, *, before: float, window: int, shape: float) -> Floats:
    choose = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    if np.isinf(shape):
        share = window / (before + window)
        return np.asarray(choose + x * np.log(share) + (n - x) * np.log1p(-share))
    a, b = window * shape, before * shape
    return np.asarray(
        choose + gammaln(x + a) - gammaln(a) + gammaln(n - x + b) - gammaln(b) - gammaln(n + a + b) + gammaln(a + b)
    )


def _least_count(before: float, *, window: int, shape: float, alpha: float) -> int:
    count = 1
    while count < 10_000:
        if _log_mass(np.array([float(count)]), count, before=before, window=window, shape=shape)[0] <= np.log(alpha):
            break
        count += 1
    return count
