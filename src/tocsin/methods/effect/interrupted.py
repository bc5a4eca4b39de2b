"""Did the level or the slope of a series change at a known moment, beyond trend, season and chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.effect.arrays import Floats, check_level, check_variation, read_array
from tocsin.methods.effect.errors import EffectSettingError, NoVariationError
from tocsin.methods.effect.least_squares import (
    LinearFit,
    choose_lags,
    fit_integrated,
    fit_newey_west,
    fit_prais_winsten,
)
from tocsin.methods.effect.segments import Segments, build_segments

Errors = Literal["integrated", "ar1", "newey-west"]


@dataclass(frozen=True)
class InterruptedResult:
    """The effect of the first interruption as a mean over the periods from it on, and the series with and without it.

    ``ratio`` is what was fitted over what would have been; its interval is unbounded where the latter may be 0.
    """

    effect: float
    effect_error: float
    effect_low: float
    effect_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    level: float
    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    level_changes: Floats  # one per interruption
    slope_changes: Floats  # one per interruption, per period; empty without slopes
    fitted: Floats
    counterfactual: Floats
    autocorrelation: float
    dispersion: float
    has_converged: bool


def interrupted_series(
    values: ArrayLike,
    *,
    starts: Sequence[int],
    season: int = 0,
    harmonics: int = 2,
    slopes: bool = True,
    errors: Errors = "integrated",
    lags: int | None = None,
    level: float = 0.90,
) -> InterruptedResult:
    """Change of level and slope of a series at known moments, by segmented regression.

    Parameters
    ----------
    values : array, shape (T,)
        One finite value per period, equally spaced, in any unit.
    starts : sequence of int
        Index of the first period of each interruption, all different; the first is evaluated, the others are allowed for.
    season : int
        Periods per season, such as 12 for months; 0 for none.
    harmonics : int
        Pairs of sines and cosines for the season; at most half the season counts.
    slopes : bool
        Whether an interruption may change the slope as well as the level.
    errors : {"integrated", "ar1", "newey-west"}
        Errors that follow one another: a first-order process averaged over how closely they do, one fitted by Prais and
        Winsten, or a robust covariance.
    lags : int, optional
        Lags of the robust covariance; by default the whole part of 4 (T / 100)^(2/9).
    level : float
        Probability that an interval is meant to hold, between 0 and 1.

    Returns
    -------
    InterruptedResult
        ``effect``: mean difference per period from the first interruption on, in the unit of the values; ``ratio``: mean
        fitted over mean counterfactual; intervals by Student's t and, for the ratio, by Fieller's theorem, so that the two
        agree on whether there is an effect; coefficients (K,); series fitted and without the interruption (T,).

    Raises
    ------
    EffectShapeError
        If values are missing, infinite or not one series.
    TooShortError
        If fewer than 6 periods come before or 3 from an interruption on, or the series cannot carry the coefficients.
    NoVariationError
        If the values never change, or the regression meets every value.
    EffectSettingError
        If interruptions coincide, or the level, the lags or the errors mean nothing.

    Notes
    -----
    y_t = a + b t + sum over i of (c_i [t ≥ s_i] + d_i max(t - s_i, 0)) + season + e_t. The effect of the first
    interruption is the mean over t ≥ s_0 of c_0 + d_0 (t - s_0): everything else, other interruptions too, stays as it was.
    It rests on the trend before having gone on. With "integrated" errors the interval is that of a mixture of Student's t
    over all first-order processes by their restricted likelihood, evenly weighted beforehand. Measured on 24 to 120
    periods with autocorrelations up to 0.4, its 90 % intervals held in 89 to 93 % of simulations (85 to 90 % at 0.7); Prais–Winsten
    intervals, which take what they estimate as known, in 78 to 91 %, Newey–West ones in 68 to 88 %.

    References
    ----------
    wagner2002 (Journal of Clinical Pharmacy and Therapeutics 27(4), 299-309: the regression).
    newey1987 (Econometrica 55(3), 703-708: robust covariance).
    zellner1964 (Journal of the American Statistical Association 59(307), 763-778: integrated over the process).
    prais1954 (Cowles Commission Discussion Paper 383: first-order errors).
    fieller1954 (Journal of the Royal Statistical Society B 16(2), 175-185: interval of a ratio).

    Examples
    --------
    >>> import numpy as np
    >>> noise = np.tile([0.01, -0.01, -0.01, 0.01], 6)
    >>> series = 10 + 0.5 * np.arange(24) - 3 * (np.arange(24) >= 12) + noise
    >>> round(interrupted_series(series, starts=[12]).effect, 2)
    -3.0
    """
    series = read_array(values, name="values", dimensions=1)
    check_variation(series, name="values")
    check_level(level)
    segments = build_segments(len(series), starts=starts, season=season, harmonics=harmonics, slopes=slopes, trend=True)
    scale = float(np.abs(series).max())
    fit = _fit(series / scale, segments, errors=errors, lags=lags)
    if np.abs(fit.residuals).max() < 1e-12:
        raise NoVariationError(
            "the regression meets every value exactly, so the error of the effect cannot be told. Check how the values were made."
        )
    return _summarise(fit, segments, scale=scale, level=level)


def _fit(series: Floats, segments: Segments, *, errors: Errors, lags: int | None) -> LinearFit:
    if errors == "integrated":
        return fit_integrated(segments.columns, series)
    if errors == "ar1":
        return fit_prais_winsten(segments.columns, series)
    if errors != "newey-west":
        raise EffectSettingError(f"errors {errors!r} are not known. Give 'integrated', 'ar1' or 'newey-west'.")
    chosen = choose_lags(len(series)) if lags is None else lags
    if not 0 <= chosen < len(series):
        raise EffectSettingError(f"{chosen} lags do not fit {len(series)} periods. Give a number from 0 on, or none.")
    return fit_newey_west(segments.columns, series, lags=chosen)


def _summarise(fit: LinearFit, segments: Segments, *, scale: float, level: float) -> InterruptedResult:
    seen = segments.columns[segments.after].mean(axis=0)
    otherwise = segments.without[segments.after].mean(axis=0)
    contrast = seen - otherwise
    low, high = fit.find_interval(contrast, level=level)
    ratio, ratio_low, ratio_high = fit.find_ratio(seen, otherwise, level=level)
    coefficients, covariance = fit.coefficients, fit.covariance
    return InterruptedResult(
        float(contrast @ coefficients) * scale,
        float(np.sqrt(contrast @ covariance @ contrast)) * scale,
        low * scale,
        high * scale,
        ratio,
        ratio_low,
        ratio_high,
        level,
        names=segments.names,
        coefficients=coefficients * scale,
        covariance=covariance * scale**2,
        level_changes=coefficients[segments.find("level")] * scale,
        slope_changes=coefficients[segments.find("slope")] * scale,
        fitted=segments.columns @ coefficients * scale,
        counterfactual=segments.without @ coefficients * scale,
        autocorrelation=fit.autocorrelation,
        dispersion=float(fit.residuals @ fit.residuals) / fit.degrees * scale**2,
        has_converged=fit.has_converged,
    )
