"""What do effects by group and period come to: in all, by time since treatment, by group?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from tocsin.methods.effect.arrays import Floats, check_level
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError
from tocsin.methods.effect.group_time import GroupTimeResult

Kind = Literal["simple", "event", "group"]


@dataclass(frozen=True)
class GroupSummary:
    """A mean effect, and what it is made of: by periods since treatment (below 0: before it) or by group.

    Bands hold for all of ``steps`` at once; low and high of the mean stand alone.
    """

    effect: float
    effect_error: float
    effect_low: float
    effect_high: float
    expected: float
    level: float
    steps: NDArray[np.int64]
    step_effects: Floats
    step_errors: Floats
    step_low: Floats
    step_high: Floats
    contributions: Floats  # (N,): what every unit contributed to the error of the mean
    degrees: int
    widening: float  # factor of all intervals for few treated


def summarise_groups(
    result: GroupTimeResult,
    *,
    kind: Kind = "simple",
    clusters: ArrayLike | None = None,
    replicates: int = 1_000,
    level: float = 0.90,
    rng: np.random.Generator,
) -> GroupSummary:
    """Mean effect of a treatment adopted at different times, with intervals from a multiplier bootstrap.

    Parameters
    ----------
    result : GroupTimeResult
        Effects by group and period.
    kind : {"simple", "event", "group"}
        Mean over all treated units and periods; over periods since treatment; over groups.
    clusters : array, shape (N,), optional
        Label of the cluster of each unit, where units of one cluster share their shocks; by default each its own.
    replicates : int
        Replicates of the bootstrap, at least 100.
    level : float
        Probability that an interval is meant to hold, between 0 and 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    GroupSummary
        Mean effect per unit and period under treatment, in the unit of the values, its error and interval; the same
        by step, with bands that hold for all steps at once; ``expected``: mean without treatment of the same cells.

    Raises
    ------
    EffectSettingError
        If the kind is not known, replicates are fewer than 100, or the level means nothing.
    EffectShapeError
        If clusters do not fit the units, or there are fewer than 2.

    Notes
    -----
    Groups are weighed by size, within an event step among the groups that reach it; the error counts that sizes are
    estimates. Each replicate multiplies the contribution of every cluster by +1 or -1 (Rademacher). The error is the
    analytic one. The interval of the mean takes the greater of the bootstrap's quantile and that of Student's t with as
    many degrees of freedom as the smaller side has clusters, less its groups, and widens it by the root of treated
    clusters over treated clusters less groups: with few treated, what each group's own mean takes up is no longer small.

    References
    ----------
    callaway2021 (Journal of Econometrics 225(2), 200-230: section 3, algorithm 1).
    cameron2008 (Review of Economics and Statistics 90(3), 414-427: few clusters).

    Examples
    --------
    >>> import numpy as np
    >>> from tocsin.methods.effect.group_time import group_time_effects
    >>> values = [[1.0, 2.0, 5.0], [2.0, 3.2, 6.0], [0.0, 1.0, 2.0], [1.0, 2.2, 3.0]]
    >>> found = group_time_effects(values, [2, 2, float("nan"), float("nan")])
    >>> round(summarise_groups(found, rng=np.random.default_rng(1)).effect, 6)
    2.0
    """
    check_level(level)
    if replicates < 100:
        raise EffectSettingError(f"{replicates} replicates are too few for an interval. Give at least 100.")
    parts = _list_parts(result, kind=kind)
    steps = np.array([step for step, _ in parts], dtype=np.int64)
    found = [_weigh(result, cells) for _, cells in parts]
    effects = np.array([part.effect for part in found])
    influence = np.stack([part.contributions for part in found], axis=1)
    overall = _average(result, kind=kind, steps=steps, parts=found)
    grouped, degrees, few = _sum_clusters(
        np.column_stack([overall.contributions, influence]), result, clusters=clusters
    )
    errors = np.sqrt((grouped**2).sum(axis=0))
    single, joint = _find_quantiles(grouped, errors, replicates=replicates, level=level, rng=rng)
    t = float(stdtrit(degrees, (1 + level) / 2))
    wide = few * max(single, t) * errors[0]
    return GroupSummary(
        overall.effect, float(errors[0]), overall.effect - wide, overall.effect + wide, overall.expected, level,
        steps=steps, step_effects=effects, step_errors=errors[1:],
        step_low=effects - few * max(joint, t) * errors[1:], step_high=effects + few * max(joint, t) * errors[1:],
        contributions=overall.contributions, degrees=degrees, widening=few,
    )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    effect: float
    expected: float
    contributions: Floats


def _list_parts(result: GroupTimeResult, *, kind: Kind) -> list[tuple[int, NDArray[np.int64]]]:
    """The cells that each step is made of; cells before treatment count in event steps only."""
    after = np.flatnonzero(result.is_after)
    if kind == "simple":
        return [(0, after)]
    if kind == "group":
        inside = [(group, after[result.groups[after] == group]) for group in result.group_sizes]
        return [(group, cells) for group, cells in inside if cells.size]
    if kind != "event":
        raise EffectSettingError(f"the kind {kind!r} is not known. Give 'simple', 'event' or 'group'.")
    since = result.periods - result.groups
    return [(int(step), np.flatnonzero(since == step)) for step in np.unique(since)]


def _weigh(result: GroupTimeResult, cells: NDArray[np.int64]) -> _Part:
    """Mean of some cells weighted by the size of their groups, with the influence of the sizes being estimates."""
    units = len(result.adopted)
    shares = np.array([result.group_sizes[int(group)] for group in result.groups[cells]]) / units
    weights = shares / shares.sum()
    effect = float(weights @ result.effects[cells])
    member = (result.adopted[:, None] == result.groups[cells]) - shares
    drift = member @ (result.effects[cells] - effect) / shares.sum() / units
    return _Part(effect, float(weights @ result.expected[cells]), result.contributions[:, cells] @ weights + drift)


def _average(result: GroupTimeResult, *, kind: Kind, steps: NDArray[np.int64], parts: list[_Part]) -> _Part:
    """The mean over steps: event steps from treatment on count alike, groups by their size."""
    if kind == "simple":
        return parts[0]
    units = len(result.adopted)
    if kind == "event":
        chosen = [part for step, part in zip(steps, parts, strict=True) if step >= 0]
        weights = np.full(len(chosen), 1 / len(chosen))
        drift = np.zeros(units)
    else:
        chosen = parts
        shares = np.array([result.group_sizes[int(step)] for step in steps]) / units
        weights = shares / shares.sum()
        effects = np.array([part.effect for part in chosen])
        member = (result.adopted[:, None] == steps) - shares
        drift = member @ (effects - weights @ effects) / shares.sum() / units
    influence = np.stack([part.contributions for part in chosen], axis=1)
    return _Part(
        float(weights @ [part.effect for part in chosen]),
        float(weights @ [part.expected for part in chosen]),
        influence @ weights + drift,
    )


def _sum_clusters(
    contributions: Floats, result: GroupTimeResult, *, clusters: ArrayLike | None
) -> tuple[Floats, int, float]:
    """Contributions by cluster, degrees of freedom of the smaller side, and by how much few treated understate the error."""
    units = len(result.adopted)
    labels = np.arange(units) if clusters is None else np.asarray(clusters)
    if labels.shape != (units,):
        raise EffectShapeError(
            f"there are {units} units but clusters of shape {labels.shape}. Give one label per unit."
        )
    names, index = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        raise EffectShapeError(
            "all units are in one cluster, so nothing tells how much clusters differ. Use finer clusters."
        )
    total = np.zeros((len(names), contributions.shape[1]))
    np.add.at(total, index, contributions)
    treated = ~np.isnan(result.adopted)
    count = len(np.unique(index[treated]))
    spare = max(count - len(result.group_sizes), 1)
    others = len(np.unique(index[~treated])) - 1 if (~treated).any() else spare
    return total, max(min(spare, others), 1), float(np.sqrt(count / spare))


def _find_quantiles(
    grouped: Floats, errors: Floats, *, replicates: int, level: float, rng: np.random.Generator
) -> tuple[float, float]:
    """Quantiles of the mean's own error, and of the greatest among all steps, in standard errors."""
    signs = rng.integers(0, 2, (replicates, len(grouped))) * 2.0 - 1.0
    drawn = np.abs(signs @ grouped) / np.where(errors > 0, errors, 1.0)
    return float(np.quantile(drawn[:, 0], level)), float(np.quantile(drawn[:, 1:].max(axis=1), level))
