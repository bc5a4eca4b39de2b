"""When did the level of a series change, by how much, and how sure is the date?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, polygamma

from tocsin.methods.series.errors import (
    Floats,
    SeriesSettingError,
    SeriesValueError,
    ShortBaselineError,
    check_counts,
    check_share,
)

LEAST_PERIODS = 4
# A seasonal pattern is taken out where it leaves less than this share of the scatter around the running level.
_SEASON_LEAVES = 0.7


@dataclass(frozen=True)
class ChangeResult:
    """The K changes of one series; `low` and `high` bound the first period of the new level."""

    at: NDArray[np.intp]  # (K,): first period of each new level, counted from 0
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    before: Floats  # (K,): mean count per period
    after: Floats
    ratio: Floats
    ratio_low: Floats
    ratio_high: Floats
    level: float
    penalty: float
    noise: float  # scatter from period to period, 1 where it is that of the fitted counts
    shape: float  # of the negative binomial, infinite for Poisson
    is_seasonal: bool  # whether a seasonal pattern was taken out first


def find_changes(
    counts: ArrayLike, *, frequency: int = 1, least: int = 2, penalty_per_log: float = 3.0, level: float = 0.9
) -> ChangeResult:
    """Changes of level in one series of counts, by exact search with a penalty for each.

    Parameters
    ----------
    counts : array, shape (T,)
        Counts in T equally long periods, whole numbers from 0, no gaps; T at least 4.
    frequency : int
        Periods in a year; 1 where there is no season. A seasonal pattern is looked for from three whole years on.
    least : int
        Fewest periods between two changes, at least 1.
    penalty_per_log : float
        A change must explain more than this times log(T), in squared units of noise; above 0.
    level : float
        Probability of the intervals, 0 to 1.

    Returns
    -------
    ChangeResult
        First periods of new levels with an interval of the date; means before and after, their ratio with an interval.

    Raises
    ------
    SeriesShapeError
        If the counts are no list.
    SeriesValueError
        If a count is negative, broken, infinite or missing.
    SeriesSettingError
        If `frequency`, `least` or the penalty is out of range, or `level` not between 0 and 1.
    ShortBaselineError
        If there are fewer than four periods.

    Notes
    -----
    Counts become z = asinh(sqrt((y + 3/8) / (k - 3/4))) / (sqrt(psi'(k)) / 2), of variance near 1 for a negative binomial of
    shape k; k comes from differences of neighbours, so that jumps do not blow it up. PELT finds the segmentation that minimises
    the squared distances from segment means plus penalty × changes. The interval of a date is the central part of exp(-cost / 2) over
    the dates between its neighbours; that of the ratio comes from the fitted variance of the two means. Noise is the long-run
    scatter: with d1 and d2 the median differences over one and two periods, r = d2²/d1² - 1 (0 to 0.8) is how much neighbours are
    alike, and the noise d1 sqrt(1 + r) / (1 - r) / sqrt(2), never below 1. Slow trends come out as steps.

    References
    ----------
    killick2012 (J. American Statistical Association 107(500), 1590-1598: PELT); truong2020 (Signal Processing 167, 107299: the program);
    anscombe1948 (Biometrika 35(3/4), 246-254); zhang2007 (Biometrics 63(1), 22-32: a penalty of about 3 log T);
    chakar2017 (Bernoulli 23(2), 1408-1447: noise where neighbours are alike); smith1975 (Biometrika 62(2), 407-416: the date).

    Examples
    --------
    >>> result = find_changes([5, 6, 4, 5, 6, 5, 21, 19, 20, 22, 18, 20])
    >>> result.at.tolist(), round(float(result.ratio[0]), 1)
    ([6], 3.8)
    """
    series = check_counts(counts, ndim=1)
    check_share(level, name="level")
    _check_settings(series, frequency=frequency, least=least, penalty_per_log=penalty_per_log)
    shape = _estimate_shape(series)
    scaled = _stabilise(series, shape=shape)
    scaled, is_seasonal = _remove_season(scaled, frequency=frequency)
    noise = _estimate_noise(scaled)
    signal = scaled / noise
    penalty = penalty_per_log * np.log(len(series))
    at = _segment(signal, least=least, penalty=penalty)
    edges = np.concatenate([[0], at, [len(series)]]).astype(np.intp)
    spans = [_date(signal, *edges[i : i + 3], least=least, level=level) for i in range(len(at))]
    low, high = (np.array([span[end] for span in spans], dtype=np.intp) for end in (0, 1))
    size = np.diff(edges)
    total = np.add.reduceat(series, edges[:-1])
    mean = total / size
    guarded = (total + 0.5) / size
    error = noise * np.sqrt((guarded + guarded**2 / shape) / size) / guarded
    ratio = guarded[1:] / guarded[:-1]
    width = np.exp(float(ndtri((1 + level) / 2)) * np.hypot(error[1:], error[:-1]))
    return ChangeResult(at, low, high, mean[:-1], mean[1:], ratio, ratio / width, ratio * width, level, penalty, noise,
                        shape, is_seasonal)  # fmt: skip


def _check_settings(series: Floats, *, frequency: int, least: int, penalty_per_log: float) -> None:
    if np.isnan(series).any():
        raise SeriesValueError(
            f"{int(np.isnan(series).sum())} periods have no count, and a change of level cannot be dated across a gap. "
            "Fill them, or give the part after the last gap."
        )
    if len(series) < LEAST_PERIODS:
        raise ShortBaselineError(
            f"{len(series)} periods are too few to tell two levels apart; give at least {LEAST_PERIODS}."
        )
    if frequency < 1 or least < 1 or not penalty_per_log > 0:
        raise SeriesSettingError(
            f"{frequency} periods a year, at least {least} between changes and a penalty of {penalty_per_log:g} log T cannot be used: "
            "the first two are at least 1, the third above 0."
        )


def _estimate_shape(series: Floats) -> float:
    """Shape of the negative binomial from neighbours: the median of their excess scatter, which single jumps do not move."""
    pairs = np.stack([series[1:], series[:-1]])
    mean = pairs.mean(axis=0)
    known = mean > 0
    if not known.any():
        return float("inf")
    scatter = np.diff(pairs, axis=0)[0] ** 2 / 2 / float(ndtri(0.75)) ** 2
    excess = float(np.median(((scatter - mean)[known]) / mean[known] ** 2))
    return float("inf") if excess <= 1e-6 else max(1.0, 1 / excess)


def _stabilise(series: Floats, *, shape: float) -> Floats:
    if np.isinf(shape):
        return 2 * np.sqrt(series + 3 / 8)
    spread = np.sqrt(float(polygamma(1, shape))) / 2
    return np.asarray(np.arcsinh(np.sqrt((series + 3 / 8) / (shape - 3 / 4))) / spread)


def _remove_season(scaled: Floats, *, frequency: int) -> tuple[Floats, bool]:
    if frequency == 1 or len(scaled) < 3 * frequency:
        return scaled, False
    padded = np.pad(scaled, (frequency // 2, (frequency - 1) // 2), mode="reflect")
    running = np.convolve(padded, np.full(frequency, 1 / frequency), mode="valid")
    away = scaled - running
    season = np.array([np.median(away[start::frequency]) for start in range(frequency)])
    if frequency > 12:
        around = np.concatenate([season[-3:], season, season[:3]])
        season = np.convolve(around, np.full(7, 1 / 7), mode="valid")
    season = season - season.mean()
    pattern = season[np.arange(len(scaled)) % frequency]
    freedom = 12 if frequency > 12 else frequency
    left = (away - pattern).var() * len(scaled) / (len(scaled) - freedom)
    if left < _SEASON_LEAVES * away.var():
        return scaled - pattern, True
    return scaled, False


def _estimate_noise(scaled: Floats) -> float:
    """Long-run scatter, from differences over one and two periods: their ratio tells how much neighbours resemble each other."""
    one, two = (float(np.median(np.abs(scaled[gap:] - scaled[:-gap]))) / float(ndtri(0.75)) for gap in (1, 2))
    alike = min(max((two / one) ** 2 - 1, 0.0), 0.8) if one > 0 else 0.0
    return float(max(1.0, one / np.sqrt(2) * np.sqrt(1 + alike) / (1 - alike)))


def _segment(signal: Floats, *, least: int, penalty: float) -> NDArray[np.intp]:
    import ruptures

    if len(signal) < 2 * least or np.ptp(signal) == 0:
        return np.zeros(0, dtype=np.intp)
    search = ruptures.KernelCPD(kernel="linear", min_size=least).fit(signal[:, None])
    return np.array(search.predict(pen=penalty)[:-1], dtype=np.intp)


def _date(signal: Floats, start: int, at: int, end: int, *, least: int, level: float) -> tuple[int, int]:
    """Central interval of the date of one change, its neighbours held where they are."""
    del at
    part = signal[start:end]
    cuts = np.arange(least, len(part) - least + 1)
    sums, squares = np.cumsum(part), float((part**2).sum())
    left = sums[cuts - 1]
    cost = squares - left**2 / cuts - (sums[-1] - left) ** 2 / (len(part) - cuts)
    weight = np.exp(-(cost - cost.min()) / 2)
    below = np.cumsum(weight) / weight.sum()
    low = int(np.searchsorted(below, (1 - level) / 2))
    high = int(np.searchsorted(below, (1 + level) / 2))
    return int(start + cuts[low]), int(start + cuts[min(high, len(cuts) - 1)])
