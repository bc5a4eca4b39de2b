"""Which choices keep each year's budget with the probability asked for, when costs are uncertain?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_problem import CostDraws, Floats, Limit, Problem
from tocsin.methods.decide.portfolio_search import Effort, Found, search

_HALVINGS = 4
_ROUGH_GAP, _ROUGH_ROUNDS = 0.01, 3  # of each search by a stricter rule
# Up to so many measures the sets that cost too much together are ruled out until the gap is closed; beyond, a few rounds find what bound
# there is.
_MOST_CLOSED, _MOST_ROUNDS = 20, 3


@dataclass(frozen=True, eq=False)
class CoverRule:
    """At most a share of cost draws exceeds a year's budget: ``most`` (S, Y) is how far the limits let each draw exceed it."""

    costs: CostDraws
    most: Floats

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether every year has the cover asked for."""
        return self.costs.allows(chosen)

    def find_cuts(self, point: Floats) -> list[tuple[Floats, float]]:
        """Limits that every choice with the cover keeps and the point breaks: sums of overruns, or sets that cost too much together."""
        chosen = point > 0.5
        is_whole = bool((np.abs(point - chosen) < 1e-9).all())
        years = range(len(self.costs.budgets))
        found = [self._exclude(chosen, year) if is_whole else self._sum_overruns(point, year) for year in years]
        return [cut for cut in found if cut is not None]

    def _sum_overruns(self, point: Floats, year: int) -> tuple[Floats, float] | None:
        """At most r draws overrun, each by at most its ``most``: so the overruns in those units add up to r at most."""
        costs, budget = self.costs.costs[:, :, year], self.costs.budgets[year]
        over = (costs @ point > budget) & (self.most[:, year] > 0)
        shares = costs[over] / self.most[over, year][:, None]
        allowed = self._count_allowed() + float((budget / self.most[over, year]).sum())
        coefficients = shares.sum(axis=0)
        return (coefficients, allowed) if coefficients @ point > allowed * (1 + 1e-7) else None

    def _exclude(self, chosen: NDArray[np.bool_], year: int) -> tuple[Floats, float] | None:
        """A smallest part of the choice that lacks the cover already cannot be taken whole, as no cost is below 0."""
        if not self._lacks(chosen, year):
            return None
        part = chosen.copy()
        for place in np.argsort(self.costs.costs[:, :, year].mean(axis=0), kind="stable"):
            if part[place]:
                part[place] = False
                part[place] = not self._lacks(part, year)
        return part.astype(np.float64), float(part.sum()) - 1.0

    def _lacks(self, chosen: NDArray[np.bool_], year: int) -> bool:
        cover = self.costs.cover
        return cover is not None and bool(self.costs.overrun_probs(chosen)[year] > 1 - cover + 1e-12)

    def _count_allowed(self) -> float:
        cover = 1.0 if self.costs.cover is None else self.costs.cover
        return float(np.floor((1 - cover) * len(self.costs.costs) + 1e-9))


@dataclass(frozen=True, eq=False)
class TailRule:
    """The mean cost of the dearest share of draws stays within each year's budget."""

    costs: CostDraws
    share: float

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether the dearest draws keep every budget on average."""
        return not self.find_cuts(chosen.astype(np.float64))

    def find_cuts(self, point: Floats) -> list[tuple[Floats, float]]:
        """Limits on the mean cost of the draws that are dearest at the point."""
        count = max(1, int(np.floor(self.share * len(self.costs.costs) + 1e-9)))
        found = []
        for year, budget in enumerate(self.costs.budgets):
            yearly = self.costs.costs[:, :, year]
            dearest = np.argsort(-(yearly @ point), kind="stable")[:count]
            coefficients = yearly[dearest].mean(axis=0)
            if coefficients @ point > budget * (1 + 1e-9) + 1e-12:
                found.append((coefficients, float(budget)))
        return found


def search_with_cover(
    problem: Problem, *, effort: Effort, pool: CutPool, first: NDArray[np.bool_] | None = None
) -> Found | None:
    """Find the best choice with the cover asked for, or as good a one as stricter rules give, with a bound that holds for all."""
    costs = problem.costs
    if costs is None or costs.cover is None:
        return search(problem, effort=effort, pool=pool, first=first)
    rule = CoverRule(costs, np.array(_find_most_overruns(costs, problem.limits)))
    known = _search_tails(problem, effort=effort, pool=pool)
    start = known if known is not None else first
    rounds = effort.most_rounds if problem.measures <= _MOST_CLOSED else min(effort.most_rounds, _MOST_ROUNDS)
    exact = Effort(effort.gap, rounds, effort.most_nodes)
    return search(problem, effort=exact, pool=pool, side=rule, first=start)


def _search_tails(problem: Problem, *, effort: Effort, pool: CutPool) -> NDArray[np.bool_] | None:
    """The best choice found with the cover, by asking that dearest draws fit the budget on average and halving how many."""
    costs = problem.costs
    if costs is None or costs.cover is None:
        return None
    strict, loose = max(1 - costs.cover, 1 / len(costs.costs)), 1.0
    best: Found | None = None
    rough = Effort(max(effort.gap, _ROUGH_GAP), _ROUGH_ROUNDS, effort.most_nodes)
    share = strict
    for _ in range(_HALVINGS):
        found = search(problem, effort=rough, pool=pool, side=TailRule(costs, share))
        is_kept = found is not None and found.chosen is not None and costs.allows(found.chosen)
        if is_kept and found is not None and (best is None or found.left < best.left):
            best = found
        strict, loose = (share, loose) if is_kept else (strict, share)
        share = float(np.sqrt(strict * loose))
    return None if best is None else best.chosen


def _find_most_overruns(costs: CostDraws, limits: tuple[Limit, ...]) -> Floats:
    """How far each draw of costs (S, Y) can exceed each budget at most, given the spending limits taken one by one."""
    draws = costs.costs.transpose(0, 2, 1)
    most = draws.sum(axis=2)
    for limit in limits:
        sizes = limit.coefficients
        if limit.kind != "budget" or (sizes < 0).any():
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            worth = np.where(sizes > 0, draws / sizes, np.inf)
        order = np.argsort(-worth, axis=2, kind="stable")
        taken = np.cumsum(sizes[order], axis=2)
        ordered = np.take_along_axis(draws, order, axis=2)
        parts = np.clip(1 - (taken - max(limit.high, 0.0)) / np.where(sizes[order] > 0, sizes[order], 1.0), 0.0, 1.0)
        parts = np.where(sizes[order] > 0, parts, 1.0)
        most = np.minimum(most, (parts * ordered).sum(axis=2))
    return np.asarray(np.maximum(most - costs.budgets, 0.0))
