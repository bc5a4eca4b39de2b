"""Which set of measures averts most harm within the limits, how sure is that, and which limits hold it back?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.decide.portfolio_conflict import find_conflicts
from tocsin.methods.decide.portfolio_cover import search_with_cover
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_harm import draw_kinds_left, draw_left
from tocsin.methods.decide.portfolio_problem import (
    Floats,
    InfeasibleChoiceError,
    LimitKind,
    PortfolioInputError,
    Problem,
    read_choice,
)
from tocsin.methods.decide.portfolio_search import Effort, Found

_ENDS = (0.05, 0.95)
_WORST_SHARE = 0.1


@dataclass(frozen=True)
class Spread:
    """Mean over the draws, and the 5th and 95th percentiles."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """What one choice averts: weighted and discounted, its worst decile, and by kind of harm in natural units over all years."""

    chosen: tuple[int, ...]
    averted: Spread
    worst_decile: float
    by_kind: tuple[Spread, ...]
    overrun_probs: tuple[float, ...] | None
    broken: tuple[str, ...]


@dataclass(frozen=True)
class LimitUse:
    """How much of a limit is used, and its price: harm averted for one unit more, were measures taken in part."""

    name: str
    kind: LimitKind
    used: float
    low: float
    high: float
    price: float
    is_binding: bool


@dataclass(frozen=True)
class Portfolio:
    """The best choice found, the most that any choice could avert, the gap between them as a share of that, and the limits."""

    outcome: Outcome
    most: float
    gap: float
    limits: tuple[LimitUse, ...]
    rounds: int


def choose_portfolio(
    problem: Problem,
    *,
    gap: float = 0.01,
    most_rounds: int = 200,
    most_nodes: int = 200_000,
    pool: CutPool | None = None,
    first: ArrayLike | None = None,
) -> Portfolio:
    """Choose the measures that avert most expected weighted harm within the limits, to a proved gap.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives: M measures.
    gap : float
        How far below the best the choice may be, as a share, 0 to below 1, of the most that could be averted; 0 asks for the best.
    most_rounds, most_nodes : int
        When to stop without having closed the gap: rounds of the whole problem, and nodes of each; at least 1.
    pool : CutPool, optional
        Cuts already known for these harms and effects, under any budget and weights; it takes up what is found.
    first : array, optional
        A choice to start from, as a mask (M,) or positions.

    Returns
    -------
    Portfolio
        ``outcome``: the choice and what it averts; ``most``: more cannot be averted by any choice that keeps the limits; ``gap``: share of
        ``most`` that may be missing, above the one asked for if the search was stopped. A limit is binding if its price is not 0.

    Raises
    ------
    InfeasibleChoiceError
        If no choice keeps all limits, with the names of limits that conflict; or none was found that has the cover asked for.
    PortfolioInputError
        If the gap, the rounds, the nodes or the first choice are impossible.
    SolverError
        If the solver breaks off.

    Notes
    -----
    Harm left is a sum over draws and years of harm times exp(sum of x_i log left_i): convex in x, so its tangents lie below it and at whole
    choices touch it. Minimising the tangents found so far gives a bound from below, the choice found a value from above. With a cover, the
    bound is that of all choices with that cover, the choice the best found; the gap then seldom closes in large problems, and says so.

    References
    ----------
    duran1986 (Mathematical Programming 36, 307-339: outer approximation). geoffrion1972 (Journal of Optimization Theory and Applications
    10(4), 237-260: cuts per part). huangfu2018 (Mathematical Programming Computation 10, 119-142: the solver). rockafellar2000 (Journal of
    Risk 2(3), 21-41: mean of the dearest draws).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_limits import limit_amounts
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> budget = limit_amounts([[3.0], [2.0], [2.0]], [4.0], names=["budget"], kind="budget")
    >>> found = choose_portfolio(state_problem([[[[100.0]]]], [[[[0.6]], [[0.7]], [[0.8]]]], limits=budget), gap=0.0)
    >>> found.outcome.chosen, round(found.outcome.averted.mean, 6)
    ((1, 2), 44.0)
    """
    _check_effort(gap, most_rounds=most_rounds, most_nodes=most_nodes)
    start = None if first is None else read_choice(first, measures=problem.measures)
    found = search_with_cover(
        problem,
        effort=Effort(gap, most_rounds, most_nodes),
        pool=CutPool(problem.model) if pool is None else pool,
        first=start,
    )
    if found is None or found.chosen is None:
        raise InfeasibleChoiceError(_explain(problem))
    return _report(problem, found, chosen=found.chosen)


def value_choice(problem: Problem, chosen: ArrayLike) -> Outcome:
    """Say what any choice averts, whether it is the best or not, and which limits it breaks.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives: M measures.
    chosen : array, shape (M,) of yes or no, or positions
        The measures taken.

    Returns
    -------
    Outcome
        ``averted`` and ``worst_decile`` (mean of the worst tenth of draws) in weighted, discounted harm; ``by_kind`` in each kind's own
        unit; ``overrun_probs`` by year, None without drawn costs; ``broken``: names of the limits that the choice does not keep.

    Raises
    ------
    PortfolioInputError
        If the choice is not one of these measures.

    Notes
    -----
    Where draws do not divide by ten, the draw at the edge of the worst tenth counts in part.

    References
    ----------
    rockafellar2000 (Journal of Risk 2(3), 21-41: mean of a tail).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> problem = state_problem([[[[100.0]]], [[[50.0]]]], [[[[0.6]], [[0.5]]]], limits=[])
    >>> value_choice(problem, [0, 1]).averted.mean
    52.5
    """
    mask = read_choice(chosen, measures=problem.measures)
    averted = draw_averted(problem, mask)
    nothing = np.zeros(problem.measures, dtype=np.bool_)
    kinds = draw_kinds_left(problem.model, nothing) - draw_kinds_left(problem.model, mask)
    costs = problem.costs
    broken = [limit.name for limit in problem.limits if not limit.allows(mask)]
    return Outcome(
        chosen=tuple(np.flatnonzero(mask).tolist()),
        averted=summarise_spread(averted),
        worst_decile=_find_tail_mean(averted),
        by_kind=tuple(summarise_spread(column) for column in kinds.T),
        overrun_probs=None if costs is None else tuple(costs.overrun_probs(mask).tolist()),
        broken=tuple(broken if costs is None or costs.allows(mask) else [*broken, "cover"]),
    )


def draw_averted(problem: Problem, chosen: NDArray[np.bool_]) -> Floats:
    """Weighted, discounted harm that a choice averts in each draw.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives: D draws, M measures.
    chosen : array of bool, shape (M,)
        The measures taken; `read_choice` makes it from positions.

    Returns
    -------
    array, shape (D,)
        Harm averted, below 0 where the choice does more harm than good.

    Raises
    ------
    IndexError
        If the mask is not of M measures.

    Notes
    -----
    Draw by draw, harm if nothing is done less harm times the product of what each measure leaves, weighted and discounted.

    References
    ----------
    duran1986 (Mathematical Programming 36, 307-339: binary choices with convex outcomes).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> problem = state_problem([[[[100.0]]], [[[50.0]]]], [[[[0.6]], [[0.5]]]], limits=[])
    >>> draw_averted(problem, np.array([True, True])).round(6).tolist()
    [70.0, 35.0]
    """
    nothing = np.zeros(problem.measures, dtype=np.bool_)
    untouched = draw_left(problem.model, nothing, weights=problem.weights)
    return untouched - draw_left(problem.model, chosen, weights=problem.weights)


def summarise_spread(draws: Floats) -> Spread:
    """Mean and the ends of the 90 % interval."""
    low, high = np.quantile(draws, _ENDS).tolist()
    return Spread(float(draws.mean()), low, high)


def _find_tail_mean(draws: Floats) -> float:
    ordered, whole = np.sort(draws), _WORST_SHARE * len(draws)
    counted = np.clip(whole - np.arange(len(ordered)), 0.0, 1.0)
    return float(ordered @ counted / whole)


def _report(problem: Problem, found: Found, *, chosen: NDArray[np.bool_]) -> Portfolio:
    untouched = float((problem.model.untouched @ problem.weights).sum())
    most = untouched - found.bound
    missing = max(found.left - found.bound, 0.0)
    tolerance = 1e-9 * untouched
    uses = []
    for limit, price in zip(problem.limits, found.prices.tolist(), strict=True):
        used = float(limit.coefficients[chosen].sum())
        is_binding = abs(price) * float(np.abs(limit.coefficients).max(initial=0.0)) > tolerance
        uses.append(
            LimitUse(limit.name, limit.kind, used, limit.low, limit.high, price if is_binding else 0.0, is_binding)
        )
    share = missing / abs(most) if missing > tolerance and most != 0 else 0.0
    return Portfolio(value_choice(problem, chosen), most, share, tuple(uses), found.rounds)


def _explain(problem: Problem) -> str:
    conflicts = find_conflicts(problem.limits) if problem.limits else ()
    if not conflicts and (problem.costs is None or problem.costs.cover is None):
        return (
            "limits can be kept together, but no choice that keeps them was found in the rounds and nodes allowed. Allow more of both, or "
            "start from a choice that keeps them."
        )
    if not conflicts:
        return (
            "no choice was found that keeps all limits and has the cover asked for in every year. Ask for less cover, or raise the "
            "budget of the "
            "year that lacks it."
        )
    named = "; ".join(" with ".join(repr(name) for name in names) for names in conflicts)
    return (
        f"no choice keeps all limits: {named} cannot be kept together, though all but any one of each set can. "
        "Loosen one limit of each set."
    )


def _check_effort(gap: float, *, most_rounds: int, most_nodes: int) -> None:
    if not 0 <= gap < 1:
        raise PortfolioInputError(f"the gap is {gap}; give a share from 0 to below 1, such as 0.01.")
    if most_rounds < 1 or most_nodes < 1:
        raise PortfolioInputError(
            f"the search may take {most_rounds} rounds of {most_nodes} nodes, which is no search. Give at least 1 of each."
        )
