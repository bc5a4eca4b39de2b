"""Which sets of weights respect an order of importance and limits, and do any?"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.walk import sample_by_walk
from tocsin.terms.errors import MethodError

_TOLERANCE = 1e-9
_ROUNDING = 1e-13
# Rejection is kept while it accepts at least this share of tries, counted over a pilot of this many.
_LEAST_ACCEPTED = 0.02
_PILOT = 4_096
_BATCH = 200_000


class WeightNameError(MethodError):
    """A demand on weights names what is not there, or is no demand."""


class EmptyWeightRegionError(MethodError):
    """No weights respect all demands at once."""


@dataclass(frozen=True)
class Demand:
    """One thing asked of the weights: a limit of one name, or one name at least (or exactly) as heavy as another."""

    words: str
    low: tuple[int, float] | None = None
    high: tuple[int, float] | None = None
    links: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Region:
    """Weights over groups of equally heavy names: limits of each group's weight, and a chain from heaviest to lightest."""

    groups: tuple[tuple[int, ...], ...]
    chain: tuple[int, ...]
    lower: Floats
    upper: Floats
    demands: tuple[Demand, ...] = ()

    @classmethod
    def build(cls, names: Sequence[Hashable], *, order: object, lower: object, upper: object) -> "Region":
        """Region for names, or a refusal that names a smallest set of demands in conflict."""
        if not names or len(set(names)) < len(names):
            twice = [name for i, name in enumerate(names) if name in names[:i]]
            raise WeightNameError(
                f"the name {twice[0]!r} stands twice among what is weighed, so its weight would be split. Name each once."
                if twice
                else "nothing is named to be weighed, so there are no weights. Give at least one name."
            )
        ranked = _parse_order(names, order)
        low, high = _parse_limits(names, lower, default=0.0), _parse_limits(names, upper, default=1.0)
        demands = _list_demands(names, ranked=ranked, low=low, high=high)
        _check_demands(demands, size=len(names))
        loose = [(i,) for i in range(len(names)) if not any(i in group for group in ranked)]
        groups = (*ranked, *loose)
        return cls(
            groups=groups,
            chain=tuple(range(len(ranked))),
            lower=np.array([max(low[i] for i in group) for group in groups]),
            upper=np.array([min(high[i] for i in group) for group in groups]),
            demands=tuple(demands),
        )

    @property
    def sizes(self) -> Floats:
        """Number of names in each group."""
        return np.array([float(len(group)) for group in self.groups])

    def holds(self, weights: Floats) -> NDArray[np.bool_]:
        """Whether each row (D, C) of weights respects every demand."""
        shares = weights[:, [group[0] for group in self.groups]]
        in_order = np.diff(shares[:, list(self.chain)], axis=1) <= _TOLERANCE
        return self._holds_limits(shares, slack=_TOLERANCE) & _all_in_row(in_order)

    def sample(self, draws: int, *, rng: np.random.Generator) -> Floats:
        """Weights (D, C), uniform over the region."""
        region = self._tighten()
        points = region._list_extremes()
        low, high = points.min(axis=0), points.max(axis=0)
        fixed = high - low < _TOLERANCE
        middle = points.mean(axis=0)
        if fixed.all():
            shares = np.broadcast_to(middle / (self.sizes @ middle), (draws, len(middle)))
        else:
            region = replace(
                region, lower=np.where(fixed, middle, region.lower), upper=np.where(fixed, middle, region.upper)
            )._tighten()
            shares = region._sample_free(draws, rng=rng, fixed=fixed, points=points)
        weights = np.empty((draws, sum(len(group) for group in self.groups)))
        for column, group in enumerate(self.groups):
            weights[:, list(group)] = shares[:, [column]]
        return weights

    def _tighten(self) -> "Region":
        """The same region with every limit carried along the chain."""
        lower, upper, chain = self.lower.copy(), self.upper.copy(), list(self.chain)
        lower[chain] = np.maximum.accumulate(lower[chain][::-1])[::-1]
        upper[chain] = np.minimum.accumulate(upper[chain])
        return replace(self, lower=lower, upper=upper)

    def _list_extremes(self) -> Floats:
        """Points (2 G, G) of the region that reach the least and the most that each group can weigh."""
        return np.array([self._reach(i, up=up) for i in range(len(self.groups)) for up in (False, True)])

    def _reach(self, unit: int, *, up: bool) -> Floats:
        """A point of the region with the highest (or lowest) weight that one group can have."""
        ahead = behind = [unit]
        if unit in self.chain:
            at = self.chain.index(unit)
            ahead, behind = list(self.chain[: at + 1]), list(self.chain[at:])
        inside, outside = (self.lower[unit], self.upper[unit]) if up else (self.upper[unit], self.lower[unit])
        for trial in [outside] + [None] * 80:
            value = (inside + outside) / 2 if trial is None else trial
            low, high = self.lower.copy(), self.upper.copy()
            low[ahead], high[behind] = np.maximum(low[ahead], value), np.minimum(high[behind], value)
            if (self.sizes @ low <= 1 + _ROUNDING) if up else (self.sizes @ high >= 1 - _ROUNDING):
                inside = value
                if trial is not None:
                    break
            else:
                outside = value
        low, high = self.lower.copy(), self.upper.copy()
        low[ahead], high[behind] = np.maximum(low[ahead], inside), np.minimum(high[behind], inside)
        gap = self.sizes @ (high - low)
        way = (1 - self.sizes @ low) / gap if gap > 0 else 0.0
        point: Floats = low + np.clip(way, 0.0, 1.0) * (high - low)
        return point

    def _sample_free(self, draws: int, *, rng: np.random.Generator, fixed: NDArray[np.bool_], points: Floats) -> Floats:
        """Weights per group (D, G), where some are fixed: by a simplex, by rejection from it, or by a walk."""
        pilot = self._sample_simplex(_PILOT, rng=rng, fixed=fixed)
        accepted = float(self._holds_limits(pilot).mean())
        if accepted < _LEAST_ACCEPTED:
            return sample_by_walk(
                self._list_walls(fixed), points=points, sizes=np.where(fixed, 0.0, self.sizes), draws=draws, rng=rng
            )
        kept, found = [np.zeros((0, len(self.groups)))], 0
        while found < draws:
            batch = self._sample_simplex(min(int((draws - found) / accepted * 1.1) + 64, _BATCH), rng=rng, fixed=fixed)
            kept.append(batch[self._holds_limits(batch)])
            found += len(kept[-1])
        return np.concatenate(kept)[:draws]

    def _holds_limits(self, shares: Floats, *, slack: float = 1e-15) -> NDArray[np.bool_]:
        return _all_in_row((shares >= self.lower - slack) & (shares <= self.upper + slack))

    def _sample_simplex(self, draws: int, *, rng: np.random.Generator, fixed: NDArray[np.bool_]) -> Floats:
        """Uniform over the smallest simplex known to hold the region: fixed weights, the order, floors."""
        ranked = [unit for unit in self.chain if not fixed[unit]]
        floor = self.lower.copy()
        if ranked:
            floor[ranked] = self.lower[ranked].min()
        free = np.flatnonzero(~fixed)
        spare = 1.0 - self.sizes @ floor
        parts = rng.standard_exponential((draws, len(free)))
        parts *= spare / parts.sum(axis=1, keepdims=True)
        above = np.zeros((draws, len(fixed)))
        above[:, free] = parts
        heads = np.cumsum(self.sizes[ranked])
        steps = above[:, ranked] / heads
        above[:, free] /= self.sizes[free]
        above[:, ranked] = np.cumsum(steps[:, ::-1], axis=1)[:, ::-1]
        return floor + above

    def _list_walls(self, fixed: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """The region as rows of `normals @ weights <= limits`, for the groups that are not fixed."""
        unit = np.eye(len(fixed))
        ranked = [i for i in self.chain if not fixed[i]]
        links = [unit[lighter] - unit[heavier] for heavier, lighter in pairwise(ranked)]
        free = ~fixed
        normals = np.concatenate([unit[free], -unit[free], np.array(links).reshape(-1, len(fixed))])
        return normals, np.concatenate([self.upper[free], -self.lower[free], np.zeros(len(links))])


def _all_in_row(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = np.logical_and.reduce(marks, axis=1)
    return result


def _parse_order(names: Sequence[Hashable], order: object) -> tuple[tuple[int, ...], ...]:
    if order is None:
        return ()
    if isinstance(order, str) or not isinstance(order, Sequence):
        raise WeightNameError(f"the order of importance is {order!r}, not a list. List names, most important first.")
    groups = []
    for entry in order:
        is_group = isinstance(entry, Sequence) and not isinstance(entry, str) and entry not in names
        groups.append(tuple(_find_name(names, name) for name in (entry if is_group else [entry])))
    listed = [i for group in groups for i in group]
    if len(set(listed)) < len(listed) or not all(groups):
        raise WeightNameError(
            f"the order of importance {order!r} lists a name twice or has an empty group, so it is no order. "
            "List each name at most once, most important first."
        )
    return tuple(groups)


def _parse_limits(names: Sequence[Hashable], limits: object, *, default: float) -> list[float]:
    values = [default] * len(names)
    if isinstance(limits, Mapping):
        for name, limit in limits.items():
            values[_find_name(names, name)] = _parse_limit(limit, name=name)
    elif isinstance(limits, Real):
        values = [float(limits)] * len(names)
    elif isinstance(limits, (Sequence, np.ndarray)):
        if len(limits) != len(names):
            raise WeightNameError(
                f"{len(limits)} limits are given for {len(names)} weights. Give one each, or name them."
            )
        values = [_parse_limit(limit, name=name) for name, limit in zip(names, limits, strict=True)]
    elif limits is not None:
        raise WeightNameError(f"the limits are {limits!r}. Give a number per name, or one number for all.")
    for name, value in zip(names, values, strict=True):
        if not 0 <= value <= 1:
            raise WeightNameError(
                f"the limit of {name!r} is {value:g}, but a weight is a share of 1. Give a limit from 0 to 1."
            )
    return values


def _parse_limit(limit: object, *, name: object) -> float:
    if isinstance(limit, Real):
        return float(limit)
    raise WeightNameError(
        f"the limit of {name!r} is {limit!r}, not a number. Give a share from 0 to 1, or leave the limit out."
    )


def _find_name(names: Sequence[Hashable], name: object) -> int:
    if name not in names:
        raise WeightNameError(
            f"{name!r} is not among what is weighed ({', '.join(map(repr, names))}), so the demand would be lost. "
            "Correct the name, or add it to what is weighed."
        )
    return list(names).index(name)


def _list_demands(
    names: Sequence[Hashable], *, ranked: tuple[tuple[int, ...], ...], low: list[float], high: list[float]
) -> list[Demand]:
    demands = [Demand(f"{names[i]!r} at least {v:g}", low=(i, v)) for i, v in enumerate(low) if v > 0]
    demands += [Demand(f"{names[i]!r} at most {v:g}", high=(i, v)) for i, v in enumerate(high) if v < 1]
    for group in ranked:
        demands += [
            Demand(f"{names[i]!r} as heavy as {names[j]!r}", links=((i, j), (j, i))) for i, j in pairwise(group)
        ]
    demands += [
        Demand(f"{names[a[0]]!r} no lighter than {names[b[0]]!r}", links=((a[0], b[0]),)) for a, b in pairwise(ranked)
    ]
    return demands


def _check_demands(demands: list[Demand], *, size: int) -> None:
    if _is_possible(demands, size=size):
        return
    needed = find_conflict(demands, is_possible=lambda rest: _is_possible(rest, size=size))
    raise EmptyWeightRegionError(
        f"no weights that add up to 1 over {size} names respect all of these at once: "
        f"{'; '.join(demand.words for demand in needed)}. Relax or remove one of them."
    )


def find_conflict(demands: Sequence[Demand], *, is_possible: Callable[[list[Demand]], bool]) -> list[Demand]:
    """Smallest set, in the sense that none can be left out, of demands that cannot be met together."""
    needed = list(demands)
    for demand in demands:
        rest = [other for other in needed if other is not demand]
        if not is_possible(rest):
            needed = rest
    return needed


def _is_possible(demands: list[Demand], *, size: int) -> bool:
    """Limits carried along all links leave room for a sum of 1; that is enough, since the way between them keeps the order."""
    low, high = [0.0] * size, [1.0] * size
    for demand in demands:
        if demand.low:
            low[demand.low[0]] = demand.low[1]
        if demand.high:
            high[demand.high[0]] = demand.high[1]
    links = [link for demand in demands for link in demand.links]
    for _ in range(size):
        for heavier, lighter in links:
            low[heavier] = max(low[heavier], low[lighter])
            high[lighter] = min(high[lighter], high[heavier])
    fits = all(a <= b + _TOLERANCE for a, b in zip(low, high, strict=True))
    return fits and sum(low) <= 1 + _TOLERANCE and sum(high) >= 1 - _TOLERANCE
