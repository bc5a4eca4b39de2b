"""Which weights are possible, when decision-makers have said only part of what matters more?"""

from collections.abc import Hashable, Mapping, Sequence
from numbers import Integral

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.conflict import check_together
from tocsin.methods.score.region import EmptyWeightRegionError, Region, WeightNameError
from tocsin.terms.errors import MethodError

__all__ = [
    "DrawCountError",
    "EmptyWeightRegionError",
    "ThinWeightRegionError",
    "WeightNameError",
    "hierarchical_weights",
    "simplex_weights",
]

Names = Sequence[Hashable]
Order = Sequence[Hashable | Sequence[Hashable]]
Limits = Mapping[Hashable, float] | Mapping[str, float] | Sequence[float] | NDArray[np.float64] | float

# Tries per wanted draw before a region is called too thin for rejection.
_MOST_TRIES = 2_000
# Finds granted beforehand, so that a region is not refused for bad luck in the first batch.
_SPARE_FINDS = 5


class DrawCountError(MethodError):
    """Weights were asked for a number of times that is no count."""


class ThinWeightRegionError(EmptyWeightRegionError):
    """Limits on single criteria leave so little of the hierarchical weights that they cannot be sampled."""


def simplex_weights(
    criteria: Names | int,
    *,
    draws: int,
    rng: np.random.Generator,
    order: Order | None = None,
    lower: Limits | None = None,
    upper: Limits | None = None,
) -> Floats:
    """Weights drawn evenly from all that respect an order of importance and limits.

    Parameters
    ----------
    criteria : sequence of names, or int
        The C criteria; a number stands for that many criteria named 0, 1, 2 and so on.
    draws : int
        Number of draws D.
    rng : numpy.random.Generator
        Source of randomness.
    order : sequence of names or groups of names, optional
        Most important first: each weight is at least the next. Names in one inner group have the same weight. Names left
        out stand outside the order.
    lower, upper : mapping from names, sequence in the order of the criteria, or one number for all, optional
        Limits of each weight, 0 to 1; 0 and 1 where none is given.

    Returns
    -------
    array, shape (D, C)
        Weights, 0 to 1, each row adding up to 1, uniformly distributed over the region.

    Raises
    ------
    WeightNameError
        If names repeat, are not criteria, or limits are not shares with lower at most upper.
    DrawCountError
        If ``draws`` is not a whole number, 0 or more.
    EmptyWeightRegionError
        If no weights respect all limits and the order; the message names a smallest set of demands that conflict.

    Notes
    -----
    Exact where the region is a simplex (no limits, lower limits, an order, an order above one common lower limit). Else
    by rejection from such a simplex, or, where that would accept less than one try in fifty, by hit-and-run in the
    region's own shape, whose draws are uniform but, beyond 4,096 of them, not quite independent of each other.

    References
    ----------
    tervonen2013 (European Journal of Operational Research 224(3), 552-559: hit-and-run for weights).
    smith1984 (Operations Research 32(6), 1296-1308: hit-and-run).

    Examples
    --------
    >>> import numpy as np
    >>> w = simplex_weights(["harm", "scale", "trend"], draws=1000, rng=np.random.default_rng(1), order=["harm", "scale"])
    >>> bool((w[:, 0] >= w[:, 1]).all()), w.shape
    (True, (1000, 3))
    """
    region = Region.build(_list_names(criteria), order=order, lower=lower, upper=upper)
    _check_draws(draws)
    return region.sample(draws, rng=rng)


def hierarchical_weights(
    axes: Mapping[str, Names],
    *,
    draws: int,
    rng: np.random.Generator,
    axis_order: Order | None = None,
    axis_lower: Limits | None = None,
    axis_upper: Limits | None = None,
    order: Order | None = None,
    lower: Limits | None = None,
    upper: Limits | None = None,
) -> Floats:
    """Weights drawn evenly over axes, then evenly over the criteria within each axis.

    Parameters
    ----------
    axes : mapping from axis to its criteria
        Axes in any number, each with at least one criterion; C criteria in all.
    draws : int
        Number of draws D.
    rng : numpy.random.Generator
        Source of randomness.
    axis_order, axis_lower, axis_upper : optional
        Order of importance and limits of the whole axes, as in `simplex_weights`.
    order, lower, upper : optional
        Order of importance and limits of single criteria, across axes, on their final weights, as in `simplex_weights`.

    Returns
    -------
    array, shape (D, C)
        Weights, 0 to 1, each row adding up to 1; columns in the order in which the axes list their criteria.

    Raises
    ------
    WeightNameError
        If names repeat, are unknown, an axis is empty, or limits are not shares with lower at most upper.
    DrawCountError
        If ``draws`` is not a whole number, 0 or more.
    EmptyWeightRegionError
        If no weights respect all demands on axes and criteria; the message names a smallest set that conflicts.
    ThinWeightRegionError
        If the demands on axes and criteria together can be met, but by less than one try in 2,000.

    Notes
    -----
    An axis does not gain weight by being described with more criteria. Demands on axes are sampled exactly as by
    `simplex_weights`. Demands on criteria condition the hierarchical distribution, by rejection; a group of equal weights
    is possible only on axes, since two criteria of different axes are never exactly equal.

    References
    ----------
    lahdelma2001 (Operations Research 49(3), 444-454: weight distributions).

    Examples
    --------
    >>> import numpy as np
    >>> axes = {"harm": ["deaths", "money", "nature"], "trend": ["trend"]}
    >>> w = hierarchical_weights(axes, draws=4000, rng=np.random.default_rng(1))
    >>> w.shape, round(float(w[:, 3].mean()), 1)
    ((4000, 4), 0.5)
    """
    names = _list_axis_names(axes)
    _check_draws(draws)
    region = Region.build(names, order=order, lower=lower, upper=upper)
    if any(len(group) > 1 for group in region.groups):
        raise WeightNameError(
            "criteria are given exactly equal weights across axes, which a draw over axes and then criteria never meets. "
            "Leave them out of the order, give them limits, or make them one axis."
        )
    axis_region = Region.build(list(axes), order=axis_order, lower=axis_lower, upper=axis_upper)
    sizes = [len(members) for members in axes.values()]
    kept: list[Floats] = []
    found = tried = 0
    while found < draws:
        batch = min(max(draws - found, 1_000), 50_000)
        if (found + _SPARE_FINDS) * _MOST_TRIES < tried:
            check_together(axes, region=region, axis_region=axis_region)
            raise _thin_region(found, tried=tried)
        share = axis_region.sample(batch, rng=rng)
        within = [rng.standard_exponential((batch, size)) for size in sizes]
        parts = [share[:, [i]] * w / w.sum(axis=1, keepdims=True) for i, w in enumerate(within)]
        weights = np.concatenate(parts, axis=1)
        kept.append(weights[region.holds(weights)])
        found, tried = found + len(kept[-1]), tried + batch
    return np.concatenate(kept)[:draws] if kept else np.zeros((0, len(names)))


def _list_names(criteria: Names | int) -> list[Hashable]:
    return list(range(int(criteria))) if isinstance(criteria, int | np.integer) else list(criteria)


def _check_draws(draws: int) -> None:
    if not isinstance(draws, Integral) or draws < 0:
        raise DrawCountError(f"{draws!r} draws of weights are asked for, which is no number of draws. Give 0 or more.")


def _list_axis_names(axes: Mapping[str, Names]) -> list[Hashable]:
    empty = [axis for axis, members in axes.items() if not len(members)]
    if empty or not axes:
        raise WeightNameError(
            f"axis {empty[0]!r} has no criteria, so its weight would go nowhere. Give it a criterion or leave it out."
            if empty
            else "no axes are given, so there is nothing to weigh. Name at least one axis with one criterion."
        )
    return [name for members in axes.values() for name in members]


def _thin_region(found: int, *, tried: int) -> ThinWeightRegionError:
    return ThinWeightRegionError(
        f"only {found} of {tried} weights drawn over axes and then criteria respect the demands on single criteria, too few "
        "to sample from. Put the demands on whole axes, widen the limits, or weigh all criteria on one level."
    )
