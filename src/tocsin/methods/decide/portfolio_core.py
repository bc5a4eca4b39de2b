"""Which measures belong to the best portfolio whatever weights are given to the kinds of harm?"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.decide.portfolio import choose_portfolio
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_problem import PortfolioInputError, Problem

_Z = 1.6448536269514722  # 95th percentile of the standard normal


@dataclass(frozen=True)
class CoreIndex:
    """Share of weight vectors whose best portfolio holds a measure, with its 90 % interval and standard error from their number."""

    share: float
    low: float
    high: float
    error: float


@dataclass(frozen=True)
class Core:
    """Core index of each of M measures; the distinct portfolios with how many weight vectors chose each, most often chosen first."""

    indices: tuple[CoreIndex, ...]
    portfolios: tuple[tuple[tuple[int, ...], int], ...]
    greatest_gap: float


def find_core(
    problem: Problem,
    weights: ArrayLike,
    *,
    gap: float = 0.01,
    pool: CutPool | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Core:
    """Share of admissible weights under which each measure is in the best portfolio; the expectation over draws is inside.

    Parameters
    ----------
    problem : Problem
        What `state_problem` gives: M measures, K kinds of harm.
    weights : array, shape (W, K)
        Admissible weight vectors, drawn independently or at even points; 0 or more, none all 0.
    gap : float
        As in `choose_portfolio`; portfolios that differ by less than the gap count as equally good, and the one found is counted.
    pool : CutPool, optional
        Cuts already known; what one weight vector teaches serves all others.
    progress : callable, optional
        Told how many weight vectors are done, and of how many.

    Returns
    -------
    Core
        ``indices``: share 0 to 1 for each measure; ``greatest_gap``: largest proved gap over the weight vectors.

    Raises
    ------
    PortfolioInputError
        If weights are not a table with a row, or a vector is impossible.
    InfeasibleChoiceError
        If no choice keeps the limits.

    Notes
    -----
    The interval is Wilson's, which does not shrink to a point at 0 and 1; the error is its half-width over 1.645. It is that of
    independent weight vectors, so too wide for even points, and knows nothing of the gap: run again with a smaller one to see what that
    changes.

    References
    ----------
    liesio2007 (European Journal of Operational Research 181(3), 1488-1505: core index). wilson1927 (Journal of the American Statistical
    Association 22(158), 209-212).

    Examples
    --------
    >>> from tocsin.methods.decide.portfolio_limits import limit_count
    >>> from tocsin.methods.decide.portfolio_problem import state_problem
    >>> one = limit_count([0, 1], measures=2, name="one of two", kind="exclusion", most=1)
    >>> harm = [[[[10.0], [0.0]], [[0.0], [10.0]]]]
    >>> problem = state_problem(harm, [[[[0.5], [1.0]], [[1.0], [0.5]]]], limits=[one])
    >>> [index.share for index in find_core(problem, [[2.0, 1.0], [3.0, 1.0], [1.0, 2.0], [4.0, 1.0]]).indices]
    [0.75, 0.25]
    """
    table = np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or len(table) == 0:
        raise PortfolioInputError(f"weights have shape {table.shape}; give one row for each admissible weight vector.")
    problems = [problem.with_weights(row) for row in table]
    known = CutPool(problem.model) if pool is None else pool
    chosen: Counter[tuple[int, ...]] = Counter()
    greatest = 0.0
    for done, posed in enumerate(problems, start=1):
        found = choose_portfolio(posed, gap=gap, pool=known)
        chosen[found.outcome.chosen] += 1
        greatest = max(greatest, found.gap)
        if progress is not None:
            progress(done, len(problems))
    counts = [sum(count for held, count in chosen.items() if place in held) for place in range(problem.measures)]
    ordered = sorted(chosen.items(), key=lambda item: (-item[1], item[0]))
    return Core(tuple(_estimate_share(count, of=len(problems)) for count in counts), tuple(ordered), greatest)


def _estimate_share(count: int, *, of: int) -> CoreIndex:
    share = count / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * float(np.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)))
    return CoreIndex(share, max(middle - half, 0.0), min(middle + half, 1.0), half / _Z)
