"""Is this week's count above what the same weeks of earlier years let expect?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from tocsin.methods.series.baseline import (
    Forecast,
    Power,
    Rule,
    bound_by_delta,
    check_layout,
    check_rule,
    find_targets,
    forecast_targets,
    has_enough,
    lay_out_windows,
)
from tocsin.methods.series.errors import Floats


@dataclass(frozen=True)
class FarringtonResult:
    """Judged periods W of S series, every array (S, W); NaN where a figure could not be had."""

    at: NDArray[np.intp]  # (W,): the periods judged, counted from 0
    observed: Floats
    expected: Floats
    bound: Floats
    p_value: Floats  # probability of at least so many, had nothing changed
    score: Floats  # (observed - expected) / (bound - expected); above 1 is an alarm
    dispersion: Floats
    log_variance: Floats  # of the log of `expected`, the dispersion included
    has_trend: NDArray[np.bool_]
    alarm: NDArray[np.bool_]
    failures: int  # regressions that did not converge

    @property
    def is_judged(self) -> NDArray[np.bool_]:
        """Where there is a bound to hold a count against."""
        judged: NDArray[np.bool_] = ~np.isnan(self.bound) & ~np.isnan(self.observed)
        return judged


def farrington_classic(
    counts: ArrayLike,
    *,
    at: ArrayLike | None = None,
    frequency: int = 52,
    years: int = 5,
    half_window: int = 3,
    alpha: float = 0.05,
    reweight: bool = True,
    trend: bool = True,
    power: Power = "2/3",
    least_count: int = 5,
    least_within: int = 4,
) -> FarringtonResult:
    """Upper bound of each period's count from the same season of earlier years, by the method of 1996.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0; NaN where unknown.
    at : array of int, shape (W,), optional
        Periods to judge, counted from 0; by default all that have their whole baseline.
    frequency, years, half_window : int
        Periods in a year; years in the baseline; periods on each side of the same period of a year.
    alpha : float
        The bound is the upper end of a two-sided interval of probability 1 - alpha, 0 to 1.
    reweight, trend : bool
        Whether past excesses are weighed down; whether a trend is tried.
    power : {"2/3", "1/2", "none"}
        The power of the counts that is taken as normal.
    least_count, least_within : int
        No bound is given where fewer than `least_count` were counted in the last `least_within` periods, the judged one included.

    Returns
    -------
    FarringtonResult
        Arrays (S, W) of counts, expectations, bounds, p-values and alarms; ``failures`` counts regressions without an end.

    Raises
    ------
    SeriesShapeError
        If the counts are no (S, T) table or `at` is no list of whole numbers.
    SeriesValueError
        If a count is negative, broken or infinite, or all are missing.
    SeriesSettingError
        If a window is longer than a year or `alpha` is not between 0 and 1.
    ShortBaselineError
        If a period to judge has not its whole baseline.

    Notes
    -----
    A quasi-Poisson regression of the baseline counts on time, log mu = a + b t, is fitted; residuals s (Anscombe) above 1 get
    the weight 1/s², and it is fitted again. The trend is kept where its p-value (Student's t) is at most 0.05, three
    or more years are in the baseline, and it predicts no more than the highest baseline count. With phi the dispersion, at least 1, and
    tau = phi + Var(mu)/mu, the bound is mu (1 + p z sqrt(tau / mu))^(1/p) for the power p, z the normal quantile at 1 - alpha/2.
    Steps stop where the deviance changes by less than 1e-8 of its size.

    References
    ----------
    farrington1996 (J. R. Statist. Soc. A 159(3), 547-563).

    Examples
    --------
    >>> import numpy as np
    >>> year = np.tile([4, 6, 5, 5], 13)
    >>> series = np.concatenate([np.tile(year, 5), year[:40], [14]])
    >>> result = farrington_classic([series], at=[300])
    >>> round(float(result.bound[0, 0]), 2), bool(result.alarm[0, 0])
    (10.26, True)
    """
    check_layout(frequency=frequency, years=years, half_window=half_window)
    rule = Rule(reweight=reweight, threshold=1.0, trend=trend and years >= 3, trend_level=0.05)
    check_rule(rule, alpha=alpha)
    series, targets = find_targets(counts, at=at, reach=frequency * years + half_window)
    design = lay_out_windows(frequency=frequency, years=years, half_window=half_window)
    forecast = forecast_targets(series, targets=targets, design=design, rule=rule)
    variance = forecast.expected * forecast.log_variance * forecast.error_dispersion
    bound, p_value = bound_by_delta(forecast, z=float(ndtri(1 - alpha / 2)), power=power, variance=variance)
    enough = has_enough(series, targets=targets, least=least_count, within=least_within)
    return conclude(forecast, targets=targets, bound=np.where(enough, bound, np.nan), p_value=p_value)


def conclude(forecast: Forecast, *, targets: NDArray[np.intp], bound: Floats, p_value: Floats) -> FarringtonResult:
    """Compare the counts with their bounds."""
    p_value = np.where(np.isnan(bound), np.nan, p_value)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = (forecast.observed - forecast.expected) / (bound - forecast.expected)
        alarm = forecast.observed > bound
    return FarringtonResult(
        targets, forecast.observed, forecast.expected, bound, p_value, score, forecast.dispersion,
        forecast.log_variance * forecast.error_dispersion, forecast.has_trend, alarm, forecast.failures,
    )  # fmt: skip
