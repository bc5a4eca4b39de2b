"""How much more harm could be averted with more money, and what is the next unit of money worth?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tocsin.methods.decide.portfolio import Portfolio, choose_portfolio
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_problem import InfeasibleChoiceError, PortfolioInputError, Problem


@dataclass(frozen=True)
class FrontierPoint:
    """The best portfolio found when every budget is multiplied by a factor."""

    factor: float
    budget: float
    portfolio: Portfolio


@dataclass(frozen=True)
class Frontier:
    """Portfolios over rising budgets, and the factors at which no choice keeps the limits."""

    points: tuple[FrontierPoint, ...]
    infeasible: tuple[float, ...]


@dataclass(frozen=True)
class Step:
    """What one step along the frontier changes: harm averted, measures taken up and given up."""

    factor: float
    averted: float
    added: tuple[int, ...]
    dropped: tuple[int, ...]


@dataclass(frozen=True)
class Margin:
    """Harm averted per unit of money around a budget, between what the gaps at both ends allow, and the steps to either side."""

    slope: float
    low: float
    high: float
    down: Step | None
    up: Step | None


def find_frontier(
    problem: Problem,
    factors: Sequence[float],
    *,
    budget: float,
    gap: float = 0.01,
    pool: CutPool | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Frontier:
    """Best portfolio at each of several budgets, each to the same proved gap.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives, with at least one limit of kind "budget".
    factors : sequence of float
        What all budgets are multiplied by, 0 or more, in any order; 1 is the budget as it stands.
    budget : float
        The whole budget at factor 1, in money, above 0.
    gap : float
        As in `choose_portfolio`.
    pool : CutPool, optional
        Cuts already known; what one budget teaches serves all others.
    progress : callable, optional
        Told how many budgets are done, and of how many.

    Returns
    -------
    Frontier
        Points by rising factor; harm averted and the most that could be never fall along them.

    Raises
    ------
    PortfolioInputError
        If there is no limit of kind "budget", or a factor or the budget is impossible.
    InfeasibleChoiceError
        If no choice keeps the limits at any of the budgets.

    Notes
    -----
    What is allowed at one budget is allowed at a greater one, so the search at each budget starts from the choice below it, and no
    budget's bound is above that of a greater one.

    References
    ----------
    duran1986 (Mathematical Programming 36, 307-339: outer approximation).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_limits import limit_amounts
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> limits = limit_amounts([[3.0], [2.0]], [4.0], names=["budget"])
    >>> problem = state_problem([[[[100.0]]]], [[[[0.6]], [[0.75]]]], limits=limits)
    >>> [round(point.portfolio.outcome.averted.mean) for point in find_frontier(problem, [0.5, 1.0, 1.5], budget=4.0).points]
    [25, 40, 55]
    """
    _check_budgets(problem, factors, budget=budget)
    known = CutPool(problem.model) if pool is None else pool
    points: list[FrontierPoint] = []
    infeasible: list[float] = []
    ordered = sorted(set(factors))
    for done, factor in enumerate(ordered):
        first = points[-1].portfolio.outcome.chosen if points else None
        try:
            found = choose_portfolio(problem.with_budget(factor), gap=gap, pool=known, first=first)
        except InfeasibleChoiceError:
            infeasible.append(factor)
            if done == len(ordered) - 1 and not points:
                raise
        else:
            points.append(FrontierPoint(factor, factor * budget, found))
        if progress is not None:
            progress(done + 1, len(ordered))
    return Frontier(_tighten(points), tuple(infeasible))


def find_margin(frontier: Frontier, *, factor: float = 1.0) -> Margin:
    """What the next unit of money averts around one point of a frontier, and what its neighbours would change.

    Parameters
    ----------
    frontier : Frontier
        With a point at the factor and at least one neighbour, such as factors 0.9, 1 and 1.1.
    factor : float
        The budget to look around.

    Returns
    -------
    Margin
        ``slope``: weighted harm averted per unit of money, between the nearest points on both sides, or from the point to its only
        neighbour; ``low``, ``high``: its least and its most, given the gaps; ``down``, ``up``: the change towards each neighbour.

    Raises
    ------
    PortfolioInputError
        If the frontier has no point at the factor, or no neighbour of it.

    Notes
    -----
    Choices are whole, so the frontier is a staircase and its slope depends on the width of the step; the steps say which was taken.

    References
    ----------
    geoffrion1977 (Management Science 23(5), 453-466: marginal values where choices are whole).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_limits import limit_amounts
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> limits = limit_amounts([[3.0], [2.0]], [4.0], names=["budget"])
    >>> problem = state_problem([[[[100.0]]]], [[[[0.6]], [[0.75]]]], limits=limits)
    >>> margin = find_margin(find_frontier(problem, [0.5, 1.0, 1.5], budget=4.0, gap=0.0))
    >>> round(margin.slope, 6), margin.up.added, margin.down.dropped
    (7.5, (1,), (0,))
    """
    factors = [point.factor for point in frontier.points]
    if factor not in factors or len(factors) < 2:
        raise PortfolioInputError(
            f"the frontier has points at {factors}, so its slope at {factor} is not known. Give it that point and one on either side."
        )
    place = factors.index(factor)
    here = frontier.points[place]
    below = frontier.points[place - 1] if place else None
    above = frontier.points[place + 1] if place + 1 < len(factors) else None
    first, last = below or here, above or here
    money = last.budget - first.budget
    start, end = first.portfolio, last.portfolio
    return Margin(
        slope=(end.outcome.averted.mean - start.outcome.averted.mean) / money,
        low=max(end.outcome.averted.mean - start.most, 0.0) / money,
        high=(end.most - start.outcome.averted.mean) / money,
        down=None if below is None else _compare(here, below),
        up=None if above is None else _compare(here, above),
    )


def _compare(here: FrontierPoint, there: FrontierPoint) -> Step:
    old, new = set(here.portfolio.outcome.chosen), set(there.portfolio.outcome.chosen)
    averted = there.portfolio.outcome.averted.mean - here.portfolio.outcome.averted.mean
    return Step(there.factor, averted, added=tuple(sorted(new - old)), dropped=tuple(sorted(old - new)))


def _tighten(points: list[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """Carry the bound of each budget down to the smaller ones."""
    tightened: list[FrontierPoint] = []
    least = float("inf")
    for point in reversed(points):
        found = point.portfolio
        if least < found.most:
            most = max(least, found.outcome.averted.mean)
            gap = (most - found.outcome.averted.mean) / abs(most) if most else 0.0
            point = replace(point, portfolio=replace(found, most=most, gap=min(found.gap, gap)))
        least = min(least, point.portfolio.most)
        tightened.append(point)
    return tuple(reversed(tightened))


def _check_budgets(problem: Problem, factors: Sequence[float], *, budget: float) -> None:
    if not any(limit.kind == "budget" for limit in problem.limits):
        raise PortfolioInputError(
            "no limit is of the kind 'budget', so every budget would give the same choice. Add the budgets of the years."
        )
    if not factors or not 0 < budget < float("inf"):
        raise PortfolioInputError(
            f"there are {len(factors)} budgets to try and the whole budget is {budget}. Give at least one factor, and a budget above 0."
        )
