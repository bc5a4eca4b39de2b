"""Did the rate of a count change at a known moment, beyond trend, season and the scatter that counts have?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, stdtrit

from tocsin.methods.effect.arrays import Floats, check_level, check_variation, read_array
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError
from tocsin.methods.effect.interrupted import InterruptedResult
from tocsin.methods.effect.least_squares import choose_lags, find_autocorrelation, sum_lagged
from tocsin.methods.effect.segments import Segments, build_segments

Family = Literal["quasi-poisson", "negative-binomial"]
CountErrors = Literal["model", "newey-west"]

_ROUNDS = 100
_CLOSE = 1e-10
# A negative binomial whose extra variance is below this share of the squared mean is Poisson.
_LEAST_EXTRA = 1e-8


def interrupted_counts(
    counts: ArrayLike,
    *,
    starts: Sequence[int],
    exposure: ArrayLike | None = None,
    season: int = 0,
    harmonics: int = 2,
    slopes: bool = True,
    trend: bool = True,
    family: Family = "quasi-poisson",
    errors: CountErrors = "newey-west",
    level: float = 0.90,
) -> InterruptedResult:
    """Change of level and slope of the logarithm of a rate at known moments.

    Parameters
    ----------
    counts : array, shape (T,)
        Counts per period, equally spaced, finite, 0 or more.
    starts : sequence of int
        Index of the first period of each interruption, all different; the first is evaluated, the others are allowed for.
    exposure : array, shape (T,), optional
        What the counts come from, such as people; above 0. The rate is counts over exposure.
    season, harmonics : int
        Periods per season, 0 for none, and pairs of sines and cosines for it.
    slopes, trend : bool
        Whether an interruption may change the slope, and whether there is one at all.
    family : {"quasi-poisson", "negative-binomial"}
        Variance in proportion to the mean, or mean + extra × mean² with the extra fitted by maximum likelihood.
    errors : {"model", "newey-west"}
        Errors of the family, or robust to counts that follow one another.
    level : float
        Probability that an interval is meant to hold, between 0 and 1.

    Returns
    -------
    InterruptedResult
        ``ratio``: counts fitted over counts without the interruption, from it on; ``effect``: their difference per period.
        Coefficients, level and slope changes are logarithms. ``dispersion`` is Pearson's chi-square per degree of freedom.

    Raises
    ------
    EffectShapeError
        If counts or exposure are missing, infinite, negative (0 for exposure) or do not fit each other.
    TooShortError
        If fewer than 6 periods come before or 3 from an interruption on, or the series cannot carry the coefficients.
    NoVariationError
        If the counts never change.
    EffectSettingError
        If interruptions coincide, all counts on one side are 0, or the level, the family or the errors mean nothing.

    Notes
    -----
    log E[y_t] = log(exposure) + the segmented regression of `interrupted_series`; iterated weighted least squares. The
    interval of the ratio is that of its logarithm by the delta method, with Student's t. That of the effect is
    fitted × (1 - 1 / ratio) at its ends: what was seen less what would have been. Dispersion below 1 is taken as 1 in
    model errors, so that luck is not read as certainty. ``has_converged`` says whether the fit settled.

    References
    ----------
    bernal2017 (International Journal of Epidemiology 46(1), 348-355: the regression on counts).
    mccullagh1989 (chapter 9: quasi-likelihood).
    hilbe2011 (chapter 8: negative binomial).
    newey1987 (Econometrica 55(3), 703-708: robust covariance).

    Examples
    --------
    >>> import numpy as np
    >>> counts = np.where(np.arange(24) < 12, 100, 80) + np.tile([3, -3, -3, 3], 6)
    >>> round(interrupted_counts(counts, starts=[12], slopes=False).ratio, 2)
    0.8
    """
    seen, offset = _check_counts(counts, exposure)
    check_level(level)
    segments = build_segments(len(seen), starts=starts, season=season, harmonics=harmonics, slopes=slopes, trend=trend)
    _check_sides(seen, starts)
    if family not in ("quasi-poisson", "negative-binomial") or errors not in ("model", "newey-west"):
        raise EffectSettingError(
            f"family {family!r} with errors {errors!r} is not known. Give 'quasi-poisson' or 'negative-binomial', and "
            "'model' or 'newey-west'."
        )
    fit = _fit_counts(segments.columns, seen, offset=offset, has_extra=family == "negative-binomial")
    return _summarise(fit, segments, seen=seen, offset=offset, errors=errors, level=level)


@dataclass(frozen=True)
class _CountFit:
    coefficients: Floats
    mean: Floats
    extra: float
    has_converged: bool


def _check_counts(counts: ArrayLike, exposure: ArrayLike | None) -> tuple[Floats, Floats]:
    seen = read_array(counts, name="counts", dimensions=1)
    people = np.ones_like(seen) if exposure is None else read_array(exposure, name="exposures", dimensions=1)
    if people.shape != seen.shape or (people <= 0).any() or (seen < 0).any():
        raise EffectShapeError(
            f"there are {len(seen)} counts, the least {seen.min():g}, and {len(people)} exposures, the least "
            f"{people.min():g}. Counts must be 0 or more, exposures above 0, and as many of one as of the other."
        )
    check_variation(seen, name="counts")
    return seen, np.log(people)


def _check_sides(seen: Floats, starts: Sequence[int]) -> None:
    edges = [0, *sorted(starts), len(seen)]
    for first, last in pairwise(edges):
        if not seen[first:last].any():
            raise EffectSettingError(
                f"all counts from period {first} to {last - 1} are 0, so the rate there has no logarithm. "
                "Use longer periods, or the linear model."
            )


def _fit_counts(columns: Floats, seen: Floats, *, offset: Floats, has_extra: bool) -> _CountFit:
    fit = _weigh(columns, seen, offset=offset, extra=0.0)
    if not has_extra:
        return fit
    extra, settled = 0.0, False
    for _ in range(_ROUNDS):
        found = _find_extra(seen, fit.mean)
        settled = abs(found - extra) <= 1e-7 * max(found, _LEAST_EXTRA)
        extra = found
        fit = _weigh(columns, seen, offset=offset, extra=extra)
        if settled:
            break
    return _CountFit(fit.coefficients, fit.mean, extra, fit.has_converged and settled)


def _weigh(columns: Floats, seen: Floats, *, offset: Floats, extra: float) -> _CountFit:
    """Iterated weighted least squares; weights are mean / (1 + extra × mean)."""
    rate = np.log((seen.sum() + 0.5) / np.exp(offset).sum())
    linear = np.log(np.maximum(seen, 0.5)) - offset
    coefficients = np.linalg.lstsq(columns, linear if np.isfinite(linear).all() else rate, rcond=None)[0]
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(columns @ coefficients + offset, -700, 700))
        root = np.sqrt(mean / (1 + extra * mean))
        step = np.linalg.lstsq(columns * root[:, None], root * (seen - mean) / mean, rcond=None)[0]
        step *= min(1.0, 5 / max(float(np.abs(columns @ step).max()), 1e-300))
        coefficients = coefficients + step
        if np.abs(columns @ step).max() < _CLOSE:
            return _CountFit(coefficients, np.exp(columns @ coefficients + offset), extra, True)
    return _CountFit(coefficients, np.exp(np.clip(columns @ coefficients + offset, -700, 700)), extra, False)


def _find_extra(seen: Floats, mean: Floats) -> float:
    """Extra variance of greatest likelihood at these means: the root of the score in the logarithm of the extra."""
    from scipy.optimize import brentq

    def find_slope(logarithm: float) -> float:
        size = np.exp(-logarithm)
        gains = digamma(seen + size) - digamma(size) - np.log1p(mean / size) + (mean - seen) / (size + mean)
        return float(-size * gains.sum())

    low, high = np.log(_LEAST_EXTRA), np.log(1e4)
    if find_slope(low) <= 0:
        return 0.0
    return float(np.exp(brentq(find_slope, low, high))) if find_slope(high) < 0 else float(np.exp(high))


def _summarise(
    fit: _CountFit, segments: Segments, *, seen: Floats, offset: Floats, errors: CountErrors, level: float
) -> InterruptedResult:
    columns, mean, after = segments.columns, fit.mean, segments.after
    degrees = len(seen) - columns.shape[1]
    variance = mean * (1 + fit.extra * mean)
    dispersion = float(((seen - mean) ** 2 / variance).sum()) / degrees
    bread = np.linalg.inv((columns * (mean**2 / variance)[:, None]).T @ columns)
    if errors == "model":
        covariance = bread * max(dispersion, 1.0)
    else:
        scores = columns * ((seen - mean) * mean / variance)[:, None]
        meat = sum_lagged(scores, lags=choose_lags(len(seen)))
        covariance = bread @ meat @ bread * len(seen) / degrees
    otherwise = np.exp(segments.without @ fit.coefficients + offset)
    with_it, without_it = mean[after], otherwise[after]
    ratio = float(with_it.sum() / without_it.sum())
    slope = with_it @ columns[after] / with_it.sum() - without_it @ segments.without[after] / without_it.sum()
    error = float(np.sqrt(slope @ covariance @ slope))
    t = float(stdtrit(degrees, (1 + level) / 2))
    low, high = ratio * np.exp(-t * error), ratio * np.exp(t * error)
    fitted = float(with_it.mean())
    return InterruptedResult(
        fitted * (1 - 1 / ratio), fitted / ratio * error, fitted * (1 - 1 / low), fitted * (1 - 1 / high),
        ratio, float(low), float(high), level,
        names=segments.names, coefficients=fit.coefficients, covariance=covariance,
        level_changes=fit.coefficients[segments.find("level")],
        slope_changes=fit.coefficients[segments.find("slope")],
        fitted=mean, counterfactual=otherwise,
        autocorrelation=find_autocorrelation((seen - mean) / np.sqrt(variance)),
        dispersion=dispersion, has_converged=fit.has_converged,
    )  # fmt: skip
