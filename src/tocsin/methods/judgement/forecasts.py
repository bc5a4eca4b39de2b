"""Did what was called likely happen more often than what was called unlikely, and how often?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from tocsin.methods.judgement.errors import ElicitationSettingError, ForecastError

Floats = NDArray[np.float64]

_LEAST_RESAMPLES = 100


@dataclass(frozen=True)
class CalibrationCurve:
    """Forecasts in K bins that hold any: how many, what was said on average, how often it happened, with an interval."""

    count: NDArray[np.int64]
    said: Floats
    happened: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class ForecastScores:
    """Scores of probability forecasts; lower is better for both scores.

    The Brier score is reliability - resolution + uncertainty + within_bins.
    """

    brier: float
    brier_low: float
    brier_high: float
    logarithmic: (
        float  # mean of -ln(probability given to what happened), in nats; infinite if that was ever called impossible
    )
    logarithmic_low: float
    logarithmic_high: float
    reliability: float  # 0 for a calibrated forecaster
    resolution: float  # how far bins differ in what happened; 0 for who always says the same
    uncertainty: float  # Brier score of always giving the share that happened
    within_bins: float  # what forecasts that differ inside a bin add; 0 where none do
    skill: float  # part of the uncertainty that forecasts took away: 1 - Brier / uncertainty; NaN where nothing varied
    curve: CalibrationCurve
    level: float
    forecasts: int


def score_forecasts(
    probabilities: ArrayLike,
    outcomes: ArrayLike,
    *,
    rng: np.random.Generator,
    bins: int = 10,
    resamples: int = 2_000,
    level: float = 0.9,
) -> ForecastScores:
    """Brier and logarithmic scores of probability forecasts, and how well they were calibrated.

    Parameters
    ----------
    probabilities : array, shape (N,)
        What was given for each event, 0 to 1.
    outcomes : array, shape (N,)
        1 if it happened, 0 if not.
    rng : numpy Generator
        Draws forecasts again for the intervals.
    bins : int
        Number of bins of equal width over 0 to 1; at least 1.
    resamples : int
        How often forecasts are drawn again; at least 100.
    level : float
        Probability inside each interval; strictly between 0 and 1.

    Returns
    -------
    ForecastScores
        Both scores with intervals, the decomposition of the Brier score, the skill, and the calibration curve.

    Raises
    ------
    ForecastError
        If arrays do not fit, there are fewer than 2 forecasts, a probability is outside 0 to 1, or an outcome is not
        0 or 1.
    ElicitationSettingError
        If a setting is out of range.

    Notes
    -----
    With n_k of n forecasts in bin k, mean forecast f_k and share o_k that happened, reliability is Σ n_k (f_k - o_k)²
    / n, resolution Σ n_k (o_k - o)² / n and uncertainty o (1 - o). Forecasts that differ inside a bin leave a
    remainder, printed as ``within_bins``, so that the four add up exactly. Reliability is never below 0, so chance
    alone makes it positive for few forecasts per bin. Intervals of scores draw forecasts again as if independent:
    forecasts of one event at several times are not. Intervals of the curve are Jeffreys'.

    References
    ----------
    brier1950; good1952 (logarithmic score); murphy1973 (decomposition); stephenson2008 (within-bin terms); brown2001
    (Jeffreys interval).

    Examples
    --------
    >>> import numpy as np
    >>> found = score_forecasts([0.8, 0.8, 0.2, 0.2], [1, 1, 0, 1], rng=np.random.default_rng(1))
    >>> round(found.brier, 6), round(found.reliability, 6), round(found.resolution, 6), round(found.uncertainty, 6)
    (0.19, 0.065, 0.0625, 0.1875)
    """
    given, happened = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    _check(given, happened, bins=bins, resamples=resamples, level=level)
    squared = (given - happened) ** 2
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(happened == 1, given, 1 - given))
    which = rng.integers(len(given), size=(resamples, len(given)))
    tails = [(1 - level) / 2, (1 + level) / 2]
    brier_low, brier_high = np.quantile(squared[which].mean(axis=1), tails).tolist()
    log_low, log_high = np.quantile(surprise[which].mean(axis=1), tails, method="closest_observation").tolist()
    curve, parts = _decompose(given, happened, bins=bins, level=level)
    brier = float(squared.mean())
    reliability, resolution, uncertainty = parts
    return ForecastScores(
        brier, brier_low, brier_high, float(surprise.mean()), log_low, log_high,
        reliability, resolution, uncertainty,
        within_bins=brier - (reliability - resolution + uncertainty),
        skill=1 - brier / uncertainty if uncertainty > 0 else np.nan,
        curve=curve, level=level, forecasts=len(given),
    )  # fmt: skip


def _decompose(
    given: Floats, happened: Floats, *, bins: int, level: float
) -> tuple[CalibrationCurve, tuple[float, float, float]]:
    place = np.minimum((given * bins).astype(np.int64), bins - 1)
    held, at = np.unique(place, return_inverse=True)
    count = np.bincount(at, minlength=len(held)).astype(np.int64)
    total, yes = (np.bincount(at, weights=each, minlength=len(held)) for each in (given, happened))
    said, share, overall = total / count, yes / count, float(happened.mean())
    low = np.where(yes > 0, betaincinv(yes + 0.5, count - yes + 0.5, (1 - level) / 2), 0.0)
    high = np.where(yes < count, betaincinv(yes + 0.5, count - yes + 0.5, (1 + level) / 2), 1.0)
    part = count / len(given)
    reliability = float((part * (said - share) ** 2).sum())
    resolution = float((part * (share - overall) ** 2).sum())
    return CalibrationCurve(count, said, share, low, high), (reliability, resolution, overall * (1 - overall))


def _check(given: Floats, happened: Floats, *, bins: int, resamples: int, level: float) -> None:
    if given.ndim != 1 or given.shape != happened.shape or len(given) < 2:
        raise ForecastError(
            f"Forecasts have shape {given.shape} and outcomes {happened.shape}; expected one outcome per forecast, "
            "and at least two. Leave out what is not settled yet."
        )
    if not (bool(((given >= 0) & (given <= 1)).all()) and bool(np.isin(happened, (0.0, 1.0)).all())):
        raise ForecastError(
            "A forecast is missing or outside 0 to 1, or an outcome is neither 0 nor 1, so no score belongs to it. "
            "Write 0.8 for 80 %, and 1 for what happened."
        )
    if bins < 1 or resamples < _LEAST_RESAMPLES or not 0 < level < 1:
        raise ElicitationSettingError(
            f"{bins} bins, {resamples} resamples, level {level} cannot be used. Take at least one bin, "
            f"{_LEAST_RESAMPLES} resamples, and a level between 0 and 1."
        )
