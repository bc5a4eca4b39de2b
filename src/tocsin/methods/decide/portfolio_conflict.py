"""Which few limits cannot be kept together, although any all but one of them can?"""

from collections.abc import Sequence

import numpy as np

from tocsin.methods.decide.portfolio_master import Master
from tocsin.methods.decide.portfolio_problem import Limit, PortfolioInputError

_MOST_NODES = 1_000_000


def find_conflicts(limits: Sequence[Limit]) -> tuple[tuple[str, ...], ...]:
    """Sets of limits that no choice keeps together, each as small as it can be, and no two with a limit in common.

    Parameters
    ----------
    limits : sequence of Limit
        At least one, all with coefficients for the same M measures.

    Returns
    -------
    tuple of tuples of str
        Names of the limits of each conflict, in the order given: without any one of them the others can be kept together. Empty if all
        limits can be kept; where there are several, one limit of each must give way.

    Raises
    ------
    PortfolioInputError
        If there is no limit, or limits have coefficients for different numbers of measures.
    SolverError
        If a limit has an end or a coefficient without a value, or the solver cannot tell whether some limits can be kept.

    Notes
    -----
    Deletion filter: from all limits of an infeasible set, each is left out in turn and stays out if the rest is still infeasible. What
    remains is irreducible. The search starts again without those limits until the rest can be kept.

    References
    ----------
    chinneck1991 (ORSA Journal on Computing 3(2), 157-168: deletion filter).

    Examples
    --------
    >>> duty = Limit("duty", "duty", np.array([1.0, 1.0]), low=1.0)
    >>> budget = Limit("budget", "budget", np.array([5.0, 4.0]), high=3.0)
    >>> spare = Limit("spare", "exclusion", np.array([1.0, 1.0]), high=1.0)
    >>> find_conflicts([duty, budget, spare])
    (('duty', 'budget'),)
    """
    sizes = {limit.coefficients.shape for limit in limits}
    if len(sizes) != 1:
        raise PortfolioInputError(
            f"limits have coefficients of shapes {sorted(sizes)}, so they are not about the same measures. Give at least one limit, "
            "and one "
            "coefficient for each measure in all of them."
        )
    conflicts: list[list[Limit]] = []
    rest = list(limits)
    while rest and not _can_be_kept(rest):
        conflict = _filter(rest)
        conflicts.append(conflict)
        rest = [limit for limit in rest if all(limit is not other for other in conflict)]
    order = {id(limit): place for place, limit in enumerate(limits)}
    conflicts.sort(key=lambda conflict: order[id(conflict[0])])
    return tuple(tuple(limit.name for limit in conflict) for conflict in conflicts)


def _filter(limits: list[Limit]) -> list[Limit]:
    """What is left when every limit without which the rest stays infeasible is dropped."""
    kept = list(limits)
    for limit in limits:
        others = [other for other in kept if other is not limit]
        if others and not _can_be_kept(others):
            kept = others
    return kept


def _can_be_kept(limits: list[Limit]) -> bool:
    measures = len(limits[0].coefficients)
    nothing = np.zeros(0)
    master = Master(np.zeros(measures), constant=0.0, least=nothing, limits=limits, most_nodes=_MOST_NODES)
    return master.solve_relaxed() is not None and master.solve_whole(within=0.0, start=None) is not None
