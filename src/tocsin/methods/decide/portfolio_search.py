"""Which choice leaves least harm, and how much less could any other leave?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_harm import Evaluation
from tocsin.methods.decide.portfolio_local import Neighbourhood, improve
from tocsin.methods.decide.portfolio_master import SOLVER_UNITS, Master, Relaxed
from tocsin.methods.decide.portfolio_problem import Floats, Problem

_LEAST_GAP = 1e-9  # of all harm: what the solver's tolerances leave open
_PART_OF_GAP = 0.1  # how much of the gap asked for the relaxed problem may leave open
_LEAST_STEP = 1e-6  # of all harm: what a cut of the relaxed problem must say more
_MOST_STEPS = 500


class SideRule(Protocol):
    """A rule on the choice that is no single linear limit, known by the linear limits that follow from it."""

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether a choice keeps the rule."""
        ...

    def find_cuts(self, point: Floats) -> list[tuple[Floats, float]]:
        """Sums of the measures (M,) and the most each may be, which follow from the rule and which the point breaks."""
        ...


@dataclass(frozen=True, eq=False)
class Effort:
    """How close to the best choice to come, as a share of the harm averted, and how long to try."""

    gap: float
    most_rounds: int = 200
    most_nodes: int = 200_000


@dataclass(frozen=True, eq=False)
class Found:
    """The best choice found, None if none was; the weighted harm it leaves, the least any may leave, and the price of each limit."""

    chosen: NDArray[np.bool_] | None
    left: float
    bound: float
    rounds: int
    prices: Floats


def search(
    problem: Problem,
    *,
    effort: Effort,
    pool: CutPool,
    side: SideRule | None = None,
    first: NDArray[np.bool_] | None = None,
) -> Found | None:
    """Find a choice within the gap of the best, by cuts from below and choices from above; None if nothing keeps the limits."""
    return _Search(problem, effort=effort, pool=pool, side=side).run(first)


class _Search:
    """One search: the cuts added, the best choice so far and what is proved of the rest. All harms in solver units."""

    def __init__(self, problem: Problem, *, effort: Effort, pool: CutPool, side: SideRule | None) -> None:
        model, weights = problem.model, problem.weights
        self.problem, self.effort, self.pool, self.side = problem, effort, pool, side
        nothing = pool.evaluate(np.zeros(model.measures))
        total = float((model.untouched @ weights).sum())
        self.unit = total / SOLVER_UNITS if total > 0 else 1.0
        self.total = total / self.unit
        self.weights = weights / self.unit
        self.curved = np.array([row for row, part in enumerate(model.parts) if part.is_curved], dtype=np.int64)
        self.straight = np.array([row for row, part in enumerate(model.parts) if not part.is_curved], dtype=np.int64)
        self.cuts = [pool.weigh(int(row), self.weights) for row in self.curved]
        slopes = np.einsum("k,tkm->m", self.weights, nothing.slopes[self.straight])
        constant = float((nothing.left[self.straight] @ self.weights).sum())
        least = np.array([model.parts[row].least @ self.weights for row in self.curved])
        self.least: list[float] = least.tolist()
        self.added = [list[tuple[Floats, float]]() for _ in self.curved]
        self.master = Master(
            slopes, constant=constant, least=least, limits=problem.limits, most_nodes=effort.most_nodes
        )
        self.bound = constant + float(np.minimum(slopes, 0).sum()) + float(least.sum())
        self.best: tuple[NDArray[np.bool_], Evaluation] | None = None
        self.left = np.inf
        self.prices = np.zeros(len(problem.limits))

    def run(self, first: NDArray[np.bool_] | None) -> Found | None:
        """Search from a choice already known, if there is one."""
        self._recall(first)
        point = self._relax()
        if point is None:
            return None
        self._look_near(
            point
        )  # even if the gap is closed: a choice carried over from other weights should be one for these
        rounds = 0
        while not self._is_closed() and rounds < self.effort.most_rounds:
            rounds += 1
            step = self._step(is_last_gap=rounds > 1)
            if step == "infeasible":
                return None if self.best is None else self._found(rounds)
            if step == "stuck":
                break
        return self._found(rounds)

    def _found(self, rounds: int) -> Found:
        bound = min(self.bound, self.left)
        chosen = None if self.best is None else self.best[0]
        return Found(chosen, self.left * self.unit, bound * self.unit, rounds, self.prices * self.unit)

    def _recall(self, first: NDArray[np.bool_] | None) -> None:
        """Take up the best choice among those already evaluated."""
        if first is not None:
            self.pool.evaluate(first.astype(np.float64))
        for one in self.pool.choices.values():
            self._offer(one)

    def _offer(self, known: Evaluation) -> bool:
        """Keep a choice if it is allowed and the best so far; say whether it is allowed."""
        chosen = known.point > 0.5
        left = float((known.left @ self.weights).sum())
        is_allowed = left >= self.left or self._allows(chosen)
        if is_allowed and left < self.left:
            self.best, self.left = (chosen, known), left
        return is_allowed

    def _allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether a choice keeps all limits and the rule on the side."""
        return all(limit.allows(chosen) for limit in self.problem.limits) and (
            self.side is None or self.side.allows(chosen)
        )

    def _is_closed(self) -> bool:
        return self.left - self.bound <= self._find_allowed()

    def _find_allowed(self) -> float:
        """Units of harm that the gap asked for leaves open."""
        return max(self.effort.gap * abs(self.total - self.bound), _LEAST_GAP * self.total)

    def _look_near(self, point: Floats) -> None:
        """Take up a whole choice near a point, and the one that the best so far leads to."""
        if not len(self.curved):
            return
        near = Neighbourhood.of(self.problem.limits, measures=self.problem.measures)
        starts = [near.round_down(point), *([self.best[0]] if self.best is not None else [])]
        for chosen in starts:
            if self._allows(chosen):
                better = improve(chosen, pool=self.pool, weights=self.weights, near=near, allows=self._allows)
                self._offer(self.pool.evaluate(better.astype(np.float64)))

    def _relax(self) -> Floats | None:
        """Cut until the problem with measures taken in part is solved; give its best point, None if there is none."""
        for _ in range(_MOST_STEPS):
            relaxed = self.master.solve_relaxed()
            if relaxed is None or not self._cut_relaxed(relaxed):
                break
        relaxed = self.master.solve_relaxed(is_afresh=True)
        if relaxed is None:
            return None
        self.bound, self.prices = max(self.bound, relaxed.bound), relaxed.prices
        return relaxed.point

    def _cut_relaxed(self, relaxed: Relaxed) -> bool:
        """Add cuts that the point breaks, the cheapest to find first; say whether there was one."""
        point = relaxed.point
        allowed = max(self.effort.gap * abs(self.total - relaxed.bound), _LEAST_GAP * self.total)
        more = max(_PART_OF_GAP * allowed, _LEAST_STEP * self.total) / max(len(self.curved), 1)
        is_cut = self._cut([cuts.find_strongest(point) for cuts in self.cuts], point=point, more=more)
        is_cut |= self._cut_side(point)
        if not is_cut and len(self.curved):
            known = self.pool.evaluate(point)
            is_cut = self._cut([cuts.cut_at(known) for cuts in self.cuts], point=point, more=more)
        return is_cut or self._cut([cuts.cut_tightest(point) for cuts in self.cuts], point=point, more=more)

    def _cut(self, cuts: Sequence[tuple[Floats, float] | None], *, point: Floats, more: float) -> bool:
        """Add the cuts that at a point say more of their threat than is known there; say whether there was one."""
        is_cut = False
        for column, (own, cut) in enumerate(zip(self.cuts, cuts, strict=True)):
            if cut is not None and cut[1] + cut[0] @ point[own.active] > self._find_floor(column, point) + more:
                self.master.add_cut(column, active=own.active, slopes=cut[0], constant=cut[1])
                self.added[column].append(cut)
                is_cut = True
        return is_cut

    def _find_floor(self, column: int, point: Floats) -> float:
        """Least harm of a curved threat at a point by the cuts added so far; the solver's own word for it may be that of another point."""
        own = point[self.cuts[column].active]
        return max([self.least[column], *(constant + float(slopes @ own) for slopes, constant in self.added[column])])

    def _cut_side(self, point: Floats) -> bool:
        cuts = [] if self.side is None else self.side.find_cuts(point)
        for coefficients, high in cuts:
            self.master.add_limit(coefficients, low=-np.inf, high=high)
        return bool(cuts)

    def _step(self, *, is_last_gap: bool) -> str:
        """Solve the cut problem once, learn from its choice, and say whether that led anywhere."""
        within = 0.0 if self.effort.gap == 0 else (0.25 if is_last_gap else 0.5) * self._find_allowed()
        start = None
        if self.best is not None:
            chosen, known = self.best
            self._cut_whole(known)
            start = chosen.astype(np.float64), (known.left @ self.weights)[self.curved]
        whole = self.master.solve_whole(within=within, start=start)
        if whole is None:
            return "infeasible"
        self.bound = max(self.bound, whole.bound)
        if whole.chosen is None:
            return "stuck"
        known = self.pool.evaluate(whole.chosen.astype(np.float64))
        is_cut = self._cut_whole(known)
        if not self._offer(known):
            is_cut |= self._cut_side(known.point) or self._cut_off(whole.chosen)
        return "further" if is_cut and whole.is_finished else "stuck"

    def _cut_whole(self, known: Evaluation) -> bool:
        """Add the cuts that make the harm of one choice known to the solver; say whether there was one."""
        more = 0.1 * _LEAST_GAP * self.total / max(len(self.curved), 1)
        return self._cut([cuts.cut_at(known) for cuts in self.cuts], point=known.point, more=more)

    def _cut_off(self, chosen: NDArray[np.bool_]) -> bool:
        """Rule out one choice that only rounding let through."""
        self.master.add_limit(np.where(chosen, 1.0, -1.0), low=-np.inf, high=float(chosen.sum()) - 1.0)
        return True
