"""Is this week's count above what all weeks of earlier years let expect, with the seasons told apart?"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from tocsin.methods.series.baseline import (
    Bound,
    Forecast,
    Power,
    Rule,
    bound_by_delta,
    bound_by_quantile,
    check_layout,
    check_rule,
    find_targets,
    forecast_targets,
    has_enough,
    lay_out_seasons,
    lay_out_windows,
)
from tocsin.methods.series.errors import Floats, SeriesSettingError
from tocsin.methods.series.farrington_classic import FarringtonResult, conclude

ErrorResiduals = Literal["pearson", "relative"]


def farrington_flexible(
    counts: ArrayLike,
    *,
    at: ArrayLike | None = None,
    frequency: int = 52,
    years: int = 5,
    half_window: int = 3,
    seasons: int = 10,
    left_out: int = 26,
    threshold: float = 2.58,
    trend: bool = True,
    trend_level: float = 1.0,
    reweight: bool = True,
    alpha: float = 0.05,
    method: Bound = "nb_plugin",
    power: Power = "2/3",
    error_residuals: ErrorResiduals = "pearson",
    least_count: int = 5,
    least_within: int = 4,
) -> FarringtonResult:
    """Upper bound of each period's count from all periods of earlier years, by the method of 2013.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0; NaN where unknown.
    at : array of int, shape (W,), optional
        Periods to judge, counted from 0; by default all that have their whole baseline.
    frequency, years, half_window : int
        Periods in a year; years in the baseline; periods on each side of the same period of a year.
    seasons : int
        Levels of the seasonal factor; 1 takes only the windows around the same period of each year, as the method of 1996.
    left_out : int
        Periods before the judged one that are kept out of the baseline, so that a rise under way does not hide itself.
    threshold : float
        Anscombe residuals above it are weighed down; above 0.
    trend, reweight : bool
        Whether a trend is tried; whether past excesses are weighed down.
    trend_level : float
        A trend is kept up to this p-value, 0 to 1; 1 keeps it wherever it predicts no more than was ever counted.
    alpha : float
        Probability of a false alarm per period where the model holds (one-sided), 0 to 1.
    method : {"nb_plugin", "muan", "delta"}
        Negative binomial quantile at the fitted mean; at the upper limit of the mean; or the delta method on a power scale.
    power : {"2/3", "1/2", "none"}
        For "delta": the power of the counts that is taken as normal.
    error_residuals : {"pearson", "relative"}
        What the errors of trend and mean are scaled by: Pearson residuals, (y - mu)/sqrt(mu), as published, or relative ones,
        (y - mu)/mu, as one program in use computes them: where counts are about m, that makes t values of slopes √m times as large.
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
        If the seasons do not fit into a year, or a probability or threshold is out of range.
    ShortBaselineError
        If a period to judge has not its whole baseline.

    Notes
    -----
    As :func:`tocsin.methods.series.farrington_classic.farrington_classic`, with log mu = a + season + b t over every period
    from `years` back to `left_out` before. The part of a year outside the current window falls into `seasons` - 1 parts as
    equal as whole periods allow. "nb_plugin": the 1 - alpha quantile of a negative binomial of mean mu and variance phi mu, Poisson
    where phi is 1. "muan": the same, p-value included, at mu exp(z se(log mu)). Where nothing was ever
    counted in the season of the judged period there is no expectation and no bound.

    References
    ----------
    noufaily2013 (Statistics in Medicine 32(7), 1206-1222); salmon2016 (J. Statistical Software 70(10), 1-35).

    Examples
    --------
    >>> import numpy as np
    >>> year = np.tile([4, 6, 5, 5], 13)
    >>> series = np.concatenate([np.tile(year, 5), year[:40], [14]])
    >>> result = farrington_flexible([series], at=[300])
    >>> float(result.bound[0, 0]), bool(result.alarm[0, 0])
    (9.0, True)
    """
    check_layout(frequency=frequency, years=years, half_window=half_window)
    rule = Rule(
        reweight=reweight,
        threshold=threshold,
        trend=trend,
        trend_level=trend_level,
        has_relative_errors=error_residuals == "relative",
    )
    check_rule(rule, alpha=alpha)
    if seasons < 1 or seasons - 1 > frequency - 2 * half_window - 1 or left_out < 0 or left_out >= frequency * years:
        raise SeriesSettingError(
            f"{seasons} seasons with {left_out} periods left out do not fit into years of {frequency} periods with a window of "
            f"{half_window} on each side. Take fewer seasons, or leave out less than the baseline."
        )
    series, targets = find_targets(counts, at=at, reach=frequency * years + half_window)
    if seasons == 1:
        design = lay_out_windows(frequency=frequency, years=years, half_window=half_window, left_out=left_out)
    else:
        design = lay_out_seasons(
            frequency=frequency, years=years, half_window=half_window, seasons=seasons, left_out=left_out
        )
    forecast = forecast_targets(series, targets=targets, design=design, rule=rule)
    bound, p_value = _bound(forecast, method=method, alpha=alpha, power=power)
    enough = has_enough(series, targets=targets, least=least_count, within=least_within)
    return conclude(forecast, targets=targets, bound=np.where(enough, bound, np.nan), p_value=p_value)


def _bound(forecast: Forecast, *, method: Bound, alpha: float, power: Power) -> tuple[Floats, Floats]:
    z = float(ndtri(1 - alpha))
    variance = forecast.log_variance * forecast.error_dispersion
    if method == "delta":
        return bound_by_delta(forecast, z=z, power=power, variance=variance * forecast.expected)
    # A mean whose error is a factor of e^20 or more is not known at all, and its quantile would overflow.
    error = np.sqrt(variance)
    error = np.where(z * error < 20, error, np.nan)
    mean = forecast.expected * np.exp(z * error) if method == "muan" else forecast.expected
    return bound_by_quantile(forecast, alpha=alpha, mean=mean)
