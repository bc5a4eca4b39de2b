"""What do several experts say together, and do they say the same thing at all?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions import Distribution, Mixture
from tocsin.methods.draws.scales import ScaleName, back, forward
from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError

Floats = NDArray[np.float64]

_CELLS = 60
_PROBES = np.arange(1, 200) / 200
_VALLEY = 0.5  # two peaks are two humps where the density between them falls under this part of the lower one


@dataclass(frozen=True)
class LinearPool:
    """The mixture of K opinions, and how far they disagree."""

    distribution: Distribution
    low: float
    value: float  # the median
    high: float
    level: float
    overlap: float  # mean over pairs of the shared probability, 0 to 1; NaN for one opinion
    least_overlap: float
    groups: tuple[tuple[int, ...], ...]  # opinions whose central intervals meet, directly or through others
    humps: tuple[float, ...]  # where the joint density peaks, with a clear valley between any two

    @property
    def is_split(self) -> bool:
        """Whether opinions fall into groups that do not meet, or the joint density has two humps."""
        return len(self.groups) > 1 or len(self.humps) > 1


def pool_linearly(
    distributions: Sequence[Distribution],
    *,
    weights: Sequence[float] | None = None,
    level: float = 0.9,
    scale: ScaleName = "linear",
) -> LinearPool:
    """Mix opinions with stated weights, and say how far they agree.

    Parameters
    ----------
    distributions : sequence of Distribution
        K opinions of one quantity, in one unit.
    weights : sequence of float
        One per opinion, 0 or more, in any unit; by default equal. Opinions of no weight count for the pool, and not
        for disagreement either.
    level : float
        Probability inside the printed interval; strictly between 0 and 1.
    scale : "log", "logit" or "linear"
        Scale on which humps are looked for.

    Returns
    -------
    LinearPool
        The mixture, its median and interval, the shared probability of pairs (0 to 1), groups that do not meet, and
        humps.

    Raises
    ------
    NoWeightError
        If there is no opinion, weights differ in number, one is negative or missing, or all are 0.
    ElicitationSettingError
        If the level is not strictly between 0 and 1.

    Notes
    -----
    The density of the pool is the weighted mean of the densities, so it is at least as wide as the opinions are
    apart; averaging quantiles instead would show two camps as one confident middle that nobody holds. The overlap of
    two opinions is the integral of the lesser density. Humps are looked for in 60 cells between the 1st and 99th
    percentile; a valley must fall under half of the lower peak.

    References
    ----------
    stone1961 (the opinion pool); inman1989 (the overlapping coefficient).

    Examples
    --------
    >>> from tocsin.methods.draws.distributions import Uniform
    >>> pool = pool_linearly([Uniform(0.0, 1.0), Uniform(3.0, 4.0)])
    >>> pool.overlap, len(pool.humps), pool.groups
    (0.0, 2, ((0,), (1,)))
    """
    shares = _check_weights(len(distributions), weights)
    tails = list_tails(level)
    counted = [at for at, share in enumerate(shares) if share > 0]
    mixture = Mixture([distributions[at] for at in counted], [shares[at] for at in counted])
    low, value, high = mixture.quantile(tails).tolist()
    overlaps = _find_overlaps([distributions[at] for at in counted])
    spans = {at: distributions[at].quantile(tails[[0, 2]]).tolist() for at in counted}
    return LinearPool(
        mixture, low, value, high, level,
        overlap=float(np.mean(overlaps)) if overlaps else np.nan,
        least_overlap=float(min(overlaps)) if overlaps else np.nan,
        groups=_find_groups(spans), humps=_find_humps(mixture, scale=scale),
    )  # fmt: skip


def list_tails(level: float) -> Floats:
    """Probabilities below the low end, the median and the high end of a central interval, free of rounding.

    Parameters
    ----------
    level : float
        Probability inside; strictly between 0 and 1.

    Returns
    -------
    array, shape (3,)
        (1 - level) / 2, 1/2 and (1 + level) / 2, to 12 decimals, so that 0.9 gives 0.05 itself.

    Raises
    ------
    ElicitationSettingError
        If the level is not strictly between 0 and 1.

    Notes
    -----
    Without rounding, the low quantile that an expert gave would come back with other last digits.

    References
    ----------
    hyndman1996 (quantiles).

    Examples
    --------
    >>> list_tails(0.9).tolist()
    [0.05, 0.5, 0.95]
    """
    if not 0 < level < 1:
        raise ElicitationSettingError(
            f"The level is {level}, but must lie strictly between 0 and 1. Write 0.9 for 90 %."
        )
    return np.round([(1 - level) / 2, 0.5, (1 + level) / 2], 12)


def _check_weights(count: int, weights: Sequence[float] | None) -> list[float]:
    given = np.ones(count) if weights is None else np.asarray(weights, dtype=np.float64)
    if not count or given.shape != (count,) or not bool((given >= 0).all()) or not 0 < float(given.sum()) < np.inf:
        raise NoWeightError(
            f"{count} opinions have the weights {given.tolist()}; each needs one of 0 or more, and not all may be 0. "
            "Correct them, or leave them out for equal ones."
        )
    shared: list[float] = (given / given.sum()).tolist()
    return shared


def _find_overlaps(distributions: Sequence[Distribution]) -> list[float]:
    places = np.unique(
        np.concatenate([np.concatenate([each.quantile(_PROBES), each.breaks]) for each in distributions])
    )
    cells = [np.diff(each.cdf(places), prepend=0.0, append=1.0) for each in distributions]
    return [float(np.minimum(one, other).sum()) for one, other in combinations(cells, 2)]


def _find_groups(spans: dict[int, list[float]]) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = []
    reach = -np.inf
    for at in sorted(spans, key=lambda each: spans[each][0]):
        if groups and spans[at][0] <= reach:
            groups[-1].append(at)
        else:
            groups.append([at])
        reach = max(reach, spans[at][1])
    return tuple(tuple(sorted(group)) for group in groups)


def _find_humps(mixture: Distribution, *, scale: ScaleName) -> tuple[float, ...]:
    ends = forward(mixture.quantile([0.01, 0.99]), scale=scale)
    if not bool(np.isfinite(ends).all()) or ends[0] == ends[1]:
        return (float(mixture.quantile(0.5)),)
    places = np.linspace(ends[0], ends[1], _CELLS + 1)
    density = np.convolve(np.diff(mixture.cdf(back(places, scale=scale))), np.full(3, 1 / 3), mode="same")
    middles = (places[1:] + places[:-1]) / 2
    peaks: list[int] = []
    for at in np.argsort(-density, kind="stable").tolist():
        if all(_parted(density, at, peak) for peak in peaks):
            peaks.append(at)
    return tuple(back(middles[sorted(peaks)], scale=scale).tolist())


def _parted(density: Floats, one: int, other: int) -> bool:
    low, high = min(one, other), max(one, other)
    return float(density[low : high + 1].min()) < _VALLEY * min(float(density[one]), float(density[other]))
