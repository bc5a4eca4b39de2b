"""Which earlier periods say what is usual now, and how do they turn into a bound?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaincc, ndtr, ndtri, stdtr

from tocsin.methods.series.errors import (
    Floats,
    SeriesSettingError,
    SeriesShapeError,
    ShortBaselineError,
    check_counts,
    check_share,
)
from tocsin.methods.series.loglinear import Design, Fit, fit_loglinear

Power = Literal["2/3", "1/2", "none"]
Bound = Literal["delta", "nb_plugin", "muan"]
POWERS: dict[str, float] = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
# Counts fitted together: measured, so that arrays stay in cache and below the size from which memory is fetched anew each time.
_BLOCK_CELLS = 15_000
# Up to this count powers are looked up, which takes a tenth of the time of computing them.
_MOST_LOOKED_UP = 100_000


@dataclass(frozen=True)
class Forecast:
    """What was to be expected in each of W periods of S series, all arrays (S, W); NaN where no regression was possible."""

    observed: Floats
    expected: Floats
    dispersion: Floats  # never below 1
    error_dispersion: Floats  # that of standard errors: the one above, or that of relative residuals
    log_variance: Floats  # variance of the log of `expected`, per unit of dispersion
    has_trend: NDArray[np.bool_]
    baseline_total: Floats
    failures: int  # regressions that did not converge, of all that were tried


@dataclass(frozen=True)
class Rule:
    """How a baseline is fitted."""

    reweight: bool
    threshold: float
    trend: bool
    trend_level: float
    has_relative_errors: bool = False  # whether standard errors rest on relative residuals, (count - mean) / mean


def find_targets(counts: ArrayLike, *, at: ArrayLike | None, reach: int) -> tuple[Floats, NDArray[np.intp]]:
    """Counts (S, T), and the periods to judge, all of which have their whole baseline."""
    series = check_counts(counts, ndim=2)
    periods = series.shape[1]
    targets = np.arange(reach, periods) if at is None else np.atleast_1d(np.asarray(at))
    if targets.ndim != 1 or (targets.size and targets.dtype.kind not in "iu"):
        raise SeriesShapeError("`at` must be whole numbers, one per period to judge, counted from 0.")
    if targets.size == 0 or targets.min() < reach or targets.max() >= periods:
        raise ShortBaselineError(
            f"the series has {periods} periods and the baseline reaches {reach} back, so a period can be judged only from "
            f"number {reach} to {periods - 1}, counted from 0. Ask for those, take fewer years, or use a method for short series."
        )
    return series, targets.astype(np.intp)


def lay_out_windows(*, frequency: int, years: int, half_window: int, left_out: int = 0) -> Design:
    """The same season of each earlier year: one level, 2 × half_window + 1 periods a year."""
    days = np.arange(-half_window, half_window + 1)
    time = np.concatenate([days - frequency * back for back in range(years, 0, -1)])
    time = time[time < -left_out] if left_out else time[time < 0]
    return Design(time.astype(np.float64), np.zeros(len(time), dtype=np.intp))


def lay_out_seasons(*, frequency: int, years: int, half_window: int, seasons: int, left_out: int) -> Design:
    """Every period of the earlier years: the season around the target is level 0, the rest of a year falls into equal parts."""
    time = np.arange(-frequency * years - half_window, -left_out)
    place = (time + half_window) % frequency
    width = 2 * half_window + 1
    parts = np.array_split(np.arange(width, frequency), seasons - 1)
    level_of = np.zeros(frequency, dtype=np.intp)
    for number, part in enumerate(parts, start=1):
        level_of[part] = number
    return Design(time.astype(np.float64), level_of[place])


def check_layout(*, frequency: int, years: int, half_window: int) -> None:
    """Refuse a baseline that cannot be laid out."""
    if frequency < 1 or years < 1 or half_window < 0 or 2 * half_window + 1 > frequency:
        raise SeriesSettingError(
            f"a window of {half_window} on each side in {years} years of {frequency} periods cannot be laid out: there must be "
            "at least one year, and a window no longer than a year. Take a smaller window."
        )


def forecast_targets(series: Floats, *, targets: NDArray[np.intp], design: Design, rule: Rule) -> Forecast:
    """Fit the baseline of every target of every series, in blocks."""
    pairs = len(series) * len(targets)
    step = max(1, _BLOCK_CELLS // len(design.time))
    index = targets[:, None] + design.time.astype(np.intp)
    out = np.full((6, pairs), np.nan)
    failures = 0
    for start in range(0, pairs, step):
        row, week = np.divmod(np.arange(start, min(start + step, pairs)), len(targets))
        block = series[row[:, None], index[week]]
        found, failed = _forecast_block(block, design=design, rule=rule)
        out[:, start : start + len(row)] = found
        failures += failed
    shape = (len(series), len(targets))
    expected, raw, relative, variance, total, has_trend = (part.reshape(shape) for part in out)
    dispersion = np.maximum(raw, 1.0)
    of_errors = relative if rule.has_relative_errors else dispersion
    return Forecast(series[:, targets], expected, dispersion, of_errors, variance, has_trend > 0, total, failures)


def _forecast_block(block: Floats, *, design: Design, rule: Rule) -> tuple[Floats, int]:
    known = ~np.isnan(block)
    counts, prior = np.where(known, block, 0.0), known.astype(np.float64)
    parameters = int(design.levels.max()) + 1 + rule.trend
    enough = (known.sum(axis=1) > parameters) & (counts[:, design.levels == 0].sum(axis=1) > 0)
    out = np.full((6, len(block)), np.nan)
    out[4] = counts.sum(axis=1)
    out[5] = 0.0
    rows = np.flatnonzero(enough)
    failures = 0
    if rule.trend and rows.size:
        fit, failed = _fit_twice(counts[rows], design, prior=prior[rows], rule=rule, has_trend=True)
        with np.errstate(all="ignore"):  # a flat series has neither slope nor error: no trend is kept
            scale = fit.relative_dispersion if rule.has_relative_errors else fit.dispersion
            p_value = 2 * stdtr(fit.spare, -np.abs(fit.slope) / np.sqrt(scale * fit.slope_variance))
            kept = fit.converged & (fit.expected <= counts[rows].max(axis=1)) & (p_value <= rule.trend_level)
        _write(out, rows[kept], fit=fit, kept=kept)
        out[5, rows[kept]] = 1.0
        failures += failed
        rows = rows[~kept]
    if rows.size:
        fit, failed = _fit_twice(counts[rows], design, prior=prior[rows], rule=rule, has_trend=False)
        _write(out, rows[fit.converged], fit=fit, kept=fit.converged)
        failures += failed
    return out, failures


def _write(out: Floats, rows: NDArray[np.intp], *, fit: Fit, kept: NDArray[np.bool_]) -> None:
    found = np.stack([fit.expected, fit.dispersion, fit.relative_dispersion, fit.log_variance])
    out[:4, rows] = found[:, kept]


def _fit_twice(counts: Floats, design: Design, *, prior: Floats, rule: Rule, has_trend: bool) -> tuple[Fit, int]:
    """Fit, weigh down past excesses by their Anscombe residuals, fit again; with the number of fits that failed."""
    fit = fit_loglinear(counts, design, prior=prior, has_trend=has_trend)
    if rule.reweight:
        weights = _weigh(counts, fit, prior=prior, threshold=rule.threshold)
        again = fit_loglinear(counts, design, prior=weights, has_trend=has_trend)
        again.converged &= fit.converged
        fit = again
    return fit, int((~fit.converged).sum())


def _weigh(counts: Floats, fit: Fit, *, prior: Floats, threshold: float) -> Floats:
    with np.errstate(all="ignore"):  # runaway fits are told by `converged`
        root = np.exp(np.log(fit.mean) / 3)
        scale = 1.5 / np.sqrt(np.maximum(fit.dispersion, 1.0))[:, None]
        residual = scale * (_raise_to_two_thirds(counts) - root**2) / np.sqrt(root * (1 - fit.leverage))
        weights = prior * np.where(residual > threshold, 1 / (residual * residual), 1.0)
        weights *= (prior.sum(axis=1) / weights.sum(axis=1))[:, None]
    return np.where(np.isfinite(weights), weights, prior)


def _raise_to_two_thirds(counts: Floats) -> Floats:
    most = counts.max()
    if most > _MOST_LOOKED_UP:
        return np.cbrt(counts) ** 2
    powers: Floats = np.cbrt(np.arange(most + 1)) ** 2
    return powers[counts.astype(np.intp)]


def bound_by_delta(forecast: Forecast, *, z: float, power: Power, variance: Floats) -> tuple[Floats, Floats]:
    """Upper bound at the normal quantile z, and p-value, on the power scale; `variance` is that of the mean, over the mean."""
    exponent = POWERS[power]
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = exponent * np.sqrt((forecast.dispersion + variance) / forecast.expected)
        bound = forecast.expected * (1 + z * spread) ** (1 / exponent)
        away = ((forecast.observed / forecast.expected) ** exponent - 1) / spread
    return bound, ndtr(-away)


def bound_by_quantile(forecast: Forecast, *, alpha: float, mean: Floats) -> tuple[Floats, Floats]:
    """Upper quantile of a negative binomial (Poisson without overdispersion) and p-value of at least so many."""
    flat, phi = np.ravel(mean), np.ravel(forecast.dispersion)
    usable = np.isfinite(flat) & np.isfinite(phi) & (flat > 0)
    bound, p_value = np.full(flat.shape, np.nan), np.full(flat.shape, np.nan)
    bound[usable] = find_quantile(flat[usable], phi=phi[usable], share=1 - alpha)
    seen = np.ravel(forecast.observed)
    usable &= ~np.isnan(seen)
    p_value[usable] = 1 - spread_below(seen[usable] - 1, mean=flat[usable], phi=phi[usable])
    return bound.reshape(mean.shape), p_value.reshape(mean.shape)


def spread_below(counts: Floats, *, mean: Floats, phi: Floats) -> Floats:
    """Probability of at most so many, of variance phi × mean; 0 below 0."""
    at = np.maximum(counts, 0.0) + 1
    over = np.maximum(phi, 1 + 1e-12)
    below: Floats = np.where(phi > 1 + 1e-12, betainc(mean / (over - 1), at, 1 / over), gammaincc(at, mean))
    return np.where(counts < 0, 0.0, below)


def find_quantile(mean: Floats, *, phi: Floats, share: float) -> Floats:
    """Least count with at least `share` of the probability at or below it."""
    guess = np.ceil(mean + max(0.0, float(ndtri(share))) * np.sqrt(phi * mean))
    low, high = np.full(mean.shape, -1.0), guess.copy()
    for _ in range(60):
        short = spread_below(high, mean=mean, phi=phi) < share
        if not short.any():
            break
        low, high = np.where(short, high, low), np.where(short, 2 * high + 1, high)
    while (open_ := high - low > 1).any():
        middle = np.where(open_, np.floor((low + high) / 2), high)
        short = spread_below(middle, mean=mean, phi=phi) < share
        low, high = np.where(open_ & short, middle, low), np.where(open_ & ~short, middle, high)
    return high


def has_enough(series: Floats, *, targets: NDArray[np.intp], least: int, within: int) -> NDArray[np.bool_]:
    """Whether at least so many were counted in the last periods, the target included."""
    if within < 1:
        raise SeriesSettingError(f"`least_within` is {within}; it counts periods and must be at least 1.")
    sums = np.cumsum(np.nan_to_num(np.hstack([np.zeros((len(series), 1)), series])), axis=1)
    enough: NDArray[np.bool_] = sums[:, targets + 1] - sums[:, np.maximum(targets + 1 - within, 0)] >= least
    return enough


def check_rule(rule: Rule, *, alpha: float) -> None:
    """Refuse settings of a regression that mean nothing."""
    check_share(alpha, name="alpha")
    if not rule.threshold > 0 or not 0 <= rule.trend_level <= 1:
        raise SeriesSettingError(
            f"residuals are weighed down from {rule.threshold:g} on and a trend is kept up to a p-value of {rule.trend_level:g}: "
            "the first must be above 0, the second from 0 to 1."
        )
