"""Do several raters agree more than they would by chance?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.judgement.errors import ElicitationSettingError, RatingsError

Floats = NDArray[np.float64]
Measurement = Literal["nominal", "ordinal", "interval", "ratio"]

_LEAST_RESAMPLES = 100


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha with an interval: 1 for full agreement, 0 for chance, below 0 for systematic disagreement."""

    alpha: float
    low: float
    high: float
    level: float
    units: int  # that at least two raters rated
    ratings: int  # in those units
    resamples: int
    failed_resamples: int  # in which all ratings were alike, so that alpha has no meaning; left out of the interval


def krippendorff_alpha(
    ratings: ArrayLike,
    *,
    measurement: Measurement,
    rng: np.random.Generator,
    resamples: int = 2_000,
    level: float = 0.9,
) -> Agreement:
    """Agreement of raters beyond chance, for any number of them, any measurement and missing ratings.

    Parameters
    ----------
    ratings : array, shape (R, U)
        Ratings of U units by R raters, NaN where one was not given; codes of categories for nominal ones; 0 or more
        for ratio.
    measurement : {"nominal", "ordinal", "interval", "ratio"}
        What differences between ratings mean.
    rng : numpy Generator
        Draws units again for the interval.
    resamples : int
        How often; at least 100.
    level : float
        Probability inside the interval; strictly between 0 and 1.

    Returns
    -------
    Agreement
        Alpha, its percentile interval, counts, and how many resamples had no meaning.

    Raises
    ------
    RatingsError
        If no unit has two ratings, all ratings are alike, one is infinite, or one is negative on the ratio scale.
    ElicitationSettingError
        If a setting is not known or out of range.

    Notes
    -----
    Alpha is 1 - D_o / D_e, observed over expected disagreement: the mean squared difference of ratings within units
    over that between all ratings, where each unit counts in proportion to its ratings. Differences are 0 or 1;
    cumulated ranks; plain differences; or differences over sums. The interval draws whole units again with
    replacement, and is wide for few of them.

    References
    ----------
    krippendorff2011 (computation, with an example); zapf2016 (bootstrap interval over units).

    Examples
    --------
    >>> import numpy as np
    >>> found = krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 3]], measurement="nominal", rng=np.random.default_rng(1))
    >>> found.alpha, found.units
    (1.0, 4)
    """
    given = np.asarray(ratings, dtype=np.float64)
    _check(given, measurement, resamples=resamples, level=level)
    kept = given[:, (~np.isnan(given)).sum(axis=0) >= 2]
    values = np.unique(kept[~np.isnan(kept)])
    counts = np.stack([(kept == value).sum(axis=0) for value in values], axis=1).astype(np.float64)
    units = len(counts)
    # The first row is the sample itself.
    times = np.concatenate([np.ones((1, units)), rng.multinomial(units, np.full(units, 1 / units), size=resamples)])
    alphas = _find_alphas(counts, times, values=values, measurement=measurement)
    alpha, again = float(alphas[0]), alphas[1:]
    usable = again[~np.isnan(again)]
    ends = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2]).tolist() if len(usable) else [np.nan, np.nan]
    return Agreement(alpha, ends[0], ends[1], level, units, int(counts.sum()), resamples, resamples - len(usable))


def _find_alphas(counts: Floats, times: Floats, *, values: Floats, measurement: Measurement) -> Floats:
    """Alpha (K,) with each unit taken as often as `times` (K, U) says; NaN where all ratings are alike."""
    totals = times @ counts
    size = counts.sum(axis=1)
    if measurement == "ordinal":
        # A rating stands at its middle rank among all, so places differ between samples. Squared differences of places
        # need no table of pairs: their sum over pairs is twice (number × sum of squares - square of the sum).
        places = np.cumsum(totals, axis=1) - totals / 2 - totals.sum(axis=1, keepdims=True) / 2
        within = 2 * (size * (places**2 @ counts.T) - (places @ counts.T) ** 2)
        seen = (times * within / (size - 1)).sum(axis=1)
        chance = 2 * (totals.sum(axis=1) * (totals * places**2).sum(axis=1) - (totals * places).sum(axis=1) ** 2)
    else:
        distances = _measure(values, measurement=measurement)
        seen = times @ (((counts @ distances) * counts).sum(axis=1) / (size - 1))
        chance = ((totals @ distances) * totals).sum(axis=1)
    expected = chance / np.maximum(totals.sum(axis=1) - 1, 1.0)
    is_told = expected > 1e-12 * expected.max()
    return np.asarray(1 - np.divide(seen, expected, out=np.full(len(times), np.nan), where=is_told))


def _measure(values: Floats, *, measurement: Measurement) -> Floats:
    """Squared distance of every two values, (V, V)."""
    if measurement == "nominal":
        return np.asarray(values[:, None] != values[None, :], dtype=np.float64)
    apart = values[:, None] - values[None, :]
    if measurement == "interval":
        return np.asarray(apart**2)
    whole = values[:, None] + values[None, :]
    return np.asarray(np.divide(apart, whole, out=np.zeros_like(apart), where=whole > 0) ** 2)


def _check(given: Floats, measurement: str, *, resamples: int, level: float) -> None:
    if (
        measurement not in ("nominal", "ordinal", "interval", "ratio")
        or resamples < _LEAST_RESAMPLES
        or not 0 < level < 1
    ):
        raise ElicitationSettingError(
            f"Measurement {measurement!r}, {resamples} resamples, level {level} cannot be used. Choose nominal, "
            f"ordinal, interval or ratio, at least {_LEAST_RESAMPLES} resamples, and a level between 0 and 1."
        )
    if given.ndim != 2 or bool(np.isinf(given).any()) or (measurement == "ratio" and bool((given < 0).any())):
        raise RatingsError(
            f"Ratings of shape {given.shape} are not a table of raters by units, or one is infinite, or negative on "
            "the ratio scale. Mend them."
        )
    paired = given[:, (~np.isnan(given)).sum(axis=0) >= 2]
    if not paired.size or np.nanmin(paired) == np.nanmax(paired):
        raise RatingsError(
            "No unit has ratings by two raters, or all ratings are alike, so agreement cannot be told from chance. "
            "Have units rated twice, and rate units that differ."
        )
