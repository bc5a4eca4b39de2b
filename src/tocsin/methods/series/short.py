"""Is the newest count above what a handful of earlier ones let expect, where a year is one period and seasons cannot be told?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from tocsin.methods.series.baseline import Rule, forecast_targets
from tocsin.methods.series.errors import Floats, SeriesSettingError, ShortBaselineError, check_counts, check_share
from tocsin.methods.series.loglinear import Design

LEAST_PERIODS = 3
# A slope from fewer points has less than 3 degrees of freedom left: its t quantile would be wider than any data.
LEAST_FOR_TREND = 5


@dataclass(frozen=True)
class ShortResult:
    """Judged periods W of S series, every array (S, W); NaN where a figure could not be had."""

    at: NDArray[np.intp]
    observed: Floats
    expected: Floats
    bound: Floats
    p_value: Floats
    dispersion: Floats
    log_variance: Floats
    has_trend: NDArray[np.bool_]
    alarm: NDArray[np.bool_]
    failures: int


def bound_short(
    counts: ArrayLike, *, at: ArrayLike | None = None, alpha: float = 0.05, trend_level: float = 0.05, reach: int = 20
) -> ShortResult:
    """Upper prediction bound of each count from a level, or a trend, through all that came before.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0; NaN where unknown; T at least 4.
    at : array of int, shape (W,), optional
        Periods to judge, counted from 0; by default all with three or more before them.
    alpha : float
        Probability of a false alarm per period where the model holds (one-sided), 0 to 1.
    trend_level : float
        With five or more earlier periods, a trend is kept up to this p-value, 0 to 1; 0 takes the level alone.
    reach : int
        Most earlier periods that are used, at least 3.

    Returns
    -------
    ShortResult
        Arrays (S, W) of counts, expectations, bounds, p-values and alarms; ``failures`` counts regressions without an end.

    Raises
    ------
    SeriesShapeError
        If the counts are no (S, T) table.
    SeriesValueError
        If a count is negative, broken or infinite, or all are missing.
    SeriesSettingError
        If a probability is out of range or `reach` is below 3.
    ShortBaselineError
        If a period to judge has fewer than three before it.

    Notes
    -----
    Quasi-Poisson regression of the earlier counts, log mu = a or a + b t, dispersion phi at least 1. On the 2/3 power, with
    tau = phi + Var(mu)/mu, the bound is mu (1 + 2/3 t sqrt(tau / mu))^(3/2) for the quantile t of Student's distribution with the degrees
    of freedom that are left: it is the bound of 1996 with the price of few points paid. There is no season and no reweighting.

    References
    ----------
    farrington1996 (J. R. Statist. Soc. A 159(3), 547-563: the bound); mccullagh1989 (chapter 6: counts that spread more than Poisson).

    Examples
    --------
    >>> result = bound_short([[100, 110, 96, 104, 300]])
    >>> result.at.tolist(), result.alarm.tolist()
    ([3, 4], [[False, True]])
    """
    series = check_counts(counts, ndim=2)
    check_share(alpha, name="alpha")
    if not 0 <= trend_level <= 1 or reach < LEAST_PERIODS:
        raise SeriesSettingError(
            f"a trend kept up to {trend_level:g} over {reach} periods cannot be: the first is from 0 to 1, the second at least 3."
        )
    targets = np.arange(LEAST_PERIODS, series.shape[1]) if at is None else np.atleast_1d(np.asarray(at, dtype=np.intp))
    if targets.size == 0 or targets.min() < LEAST_PERIODS or targets.max() >= series.shape[1]:
        raise ShortBaselineError(
            f"the series has {series.shape[1]} periods; a count can be judged only with {LEAST_PERIODS} or more before it. "
            "Give a longer series, or shorter periods (months instead of years)."
        )
    columns = [_bound_one(series, int(target), alpha=alpha, trend_level=trend_level, reach=reach) for target in targets]
    parts = [np.stack(part, axis=1) for part in zip(*(column[:-1] for column in columns), strict=True)]
    observed, expected, bound, p_value, dispersion, variance, trend = parts
    with np.errstate(invalid="ignore"):
        alarm = observed > bound
    failures = sum(int(column[-1]) for column in columns)
    return ShortResult(targets, observed, expected, bound, p_value, dispersion, variance, trend > 0, alarm, failures)


def _bound_one(
    series: Floats, target: int, *, alpha: float, trend_level: float, reach: int
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats, Floats, int]:
    back = min(target, reach)
    design = Design(np.arange(-back, 0, dtype=np.float64), np.zeros(back, dtype=np.intp))
    known = (~np.isnan(series[:, target - back : target])).sum(axis=1)
    trend = trend_level > 0 and back >= LEAST_FOR_TREND
    rule = Rule(reweight=False, threshold=1.0, trend=trend, trend_level=trend_level)
    forecast = forecast_targets(series, targets=np.array([target]), design=design, rule=rule)
    expected, phi = forecast.expected[:, 0], forecast.dispersion[:, 0]
    spare = known - 1 - forecast.has_trend[:, 0]
    enough = (known >= LEAST_PERIODS) & (spare > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = forecast.log_variance[:, 0] * phi
        spread = 2 / 3 * np.sqrt((phi + variance * expected) / expected)
        quantile = stdtrit(np.maximum(spare, 1), 1 - alpha)
        bound = np.where(enough, expected * (1 + quantile * spread) ** 1.5, np.nan)
        away = ((forecast.observed[:, 0] / expected) ** (2 / 3) - 1) / spread
        p_value = np.where(enough, stdtr(np.maximum(spare, 1), -away), np.nan)
    trended = forecast.has_trend[:, 0].astype(np.float64)
    return forecast.observed[:, 0], expected, bound, p_value, phi, variance, trended, forecast.failures
