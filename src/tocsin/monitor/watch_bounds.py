"""Which method says what was to be expected in each period, given how long the series are and how long their periods?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.series.baseline import Bound
from tocsin.methods.series.discoveries import find_q_values
from tocsin.methods.series.emergence import EmergenceResult, find_emergence
from tocsin.methods.series.farrington_flexible import farrington_flexible
from tocsin.methods.series.forecasts import score_forecasts
from tocsin.methods.series.short import LEAST_PERIODS, bound_short
from tocsin.monitor.periods import PER_YEAR, Every
from tocsin.monitor.watch_record import ForecastSkill, Interval, WatchSettings
from tocsin.monitor.watch_rows import Floats, Panel

_MOST_YEARS = 5
_LEAST_YEARS = 3


@dataclass(frozen=True)
class _Layout:
    """Window, seasons and what is left out, for one length of period: about three weeks or a month around, half a year left out."""

    half_window: int
    seasons: int
    left_out: int
    least_years: int
    method: Bound


# Weeks as published (ten seasons, 26 weeks left out). Months and quarters have the nearest whole number of periods, with one
# level per quarter of a year; quarters need four years, to have more counts than parameters, and the bound that allows for an
# unsure mean: the plain one gives two to five false alarms where one is meant (manual page).
_LAYOUTS = {Every.WEEK: _Layout(3, 10, 26, _LEAST_YEARS, "nb_plugin"), Every.MONTH: _Layout(1, 4, 6, _LEAST_YEARS, "nb_plugin"),
            Every.QUARTER: _Layout(0, 4, 2, _LEAST_YEARS + 1, "muan")}  # fmt: skip


@dataclass(frozen=True)
class Bounds:
    """What was expected, (S, W) each, by one method for all series."""

    method: str
    reason: str
    baseline_periods: int
    at: NDArray[np.intp]
    observed: Floats
    expected: Floats
    bound: Floats
    p_value: Floats
    q_value: Floats
    newest_q: Floats  # (S,): over the newest period of all series alone
    dispersion: Floats
    log_variance: Floats
    failures: int


def bound_counts(panel: Panel, *, settings: WatchSettings) -> Bounds:
    """Judge every period that has a long enough past, by the method that fits the length of the series."""
    periods = panel.counts.shape[1]
    layout = _LAYOUTS.get(panel.every)
    frequency = PER_YEAR[panel.every]
    years = 0 if layout is None else min(_MOST_YEARS, (periods - 1 - layout.half_window) // frequency)
    if layout is not None and years >= layout.least_years:
        result = farrington_flexible(
            panel.counts,
            frequency=frequency,
            years=years,
            half_window=layout.half_window,
            seasons=layout.seasons,
            left_out=layout.left_out,
            alpha=settings.alpha,
            method=layout.method,
        )
        method = f"Farrington flexible over {years} years"
        reason, reach = "", frequency * years + layout.half_window
        found = (result.at, result.observed, result.expected, result.bound, result.p_value)
        rest = (result.dispersion, result.log_variance, result.failures)
    else:
        short = bound_short(panel.counts, alpha=settings.alpha)
        method = "level or trend of all earlier counts, with Student's t"
        reason, reach = _render_short(panel, layout=layout), periods
        found = (short.at, short.observed, short.expected, short.bound, short.p_value)
        rest = (short.dispersion, short.log_variance, short.failures)
    at, observed, expected, bound, p_value = found
    newest = at == periods - 1
    newest_q = find_q_values(p_value[:, newest][:, 0]) if newest.any() else np.full(len(panel.names), np.nan)
    return Bounds(
        method, reason, reach, at, observed, expected, bound, p_value, find_q_values(p_value), newest_q, *rest
    )


def find_beginnings(panel: Panel, *, settings: WatchSettings) -> EmergenceResult | None:
    """Records after a year, or three periods, of nothing; None where the series are too short or have gaps."""
    frequency = PER_YEAR[panel.every]
    window, quiet = max(1, frequency // 4), max(LEAST_PERIODS, frequency)
    if np.isnan(panel.counts).any() or panel.counts.shape[1] < window + quiet:
        return None
    return find_emergence(
        panel.counts, window=window, quiet=quiet, alpha=settings.emergence_alpha, shape=settings.emergence_shape
    )


def score_series(panel: Panel, bounds: Bounds, *, row: int, settings: WatchSettings) -> ForecastSkill | None:
    """Score the past expectations of one series beside the plain forecast: mean and scatter of all earlier counts."""
    seen, mean = bounds.observed[row], bounds.expected[row]
    usable = ~np.isnan(seen) & ~np.isnan(mean) & (mean > 0)
    plain_mean, plain_phi = _plain_forecasts(panel.counts[row], at=bounds.at)
    usable &= plain_mean > 0
    if not usable.any():
        return None
    predictive = np.maximum(bounds.dispersion[row] + bounds.log_variance[row] * mean, 1.0)
    score = score_forecasts(seen[usable], mean[usable], dispersion=predictive[usable], level=settings.level)
    plain = score_forecasts(seen[usable], plain_mean[usable], dispersion=plain_phi[usable], level=settings.level)
    coverage = Interval(value=score.coverage, low=score.coverage_low, high=score.coverage_high, level=0.9, unit="share")
    return ForecastSkill(
        forecasts_count=score.forecasts,
        coverage=coverage,
        interval_score_counts=score.interval_score,
        crps_counts=score.crps,
        reference_crps_counts=plain.crps,
        skill=1 - score.crps / plain.crps if plain.crps > 0 else None,
    )


def _plain_forecasts(counts: Floats, *, at: NDArray[np.intp]) -> tuple[Floats, Floats]:
    known = ~np.isnan(counts)
    size = np.cumsum(known)[at - 1].astype(np.float64)
    total = np.cumsum(np.nan_to_num(counts))[at - 1]
    squares = np.cumsum(np.nan_to_num(counts) ** 2)[at - 1]
    size = np.maximum(size, 1)
    mean = total / size
    variance = np.maximum(squares - size * mean**2, 0) / np.maximum(size - 1, 1) * (1 + 1 / size)
    return mean, np.maximum(np.divide(variance, mean, out=np.ones_like(mean), where=mean > 0), 1.0)


def _render_short(panel: Panel, *, layout: _Layout | None) -> str:
    periods = panel.counts.shape[1]
    if layout is None:
        return (
            f"Farrington's methods compare seasons, which {panel.every}s do not have; each count is held against a level, or from "
            "five counts on a trend, through all earlier ones, with Student's t for how few they are."
        )
    return (
        f"{periods} {panel.every}s are less than {layout.least_years} whole years and one {panel.every}, which Farrington's methods need; "
        "each count is held against a level, or from five counts on a trend, through all earlier ones, with Student's t. "
        "Seasons are not told apart: a rise that comes every year can look like an alarm."
    )
