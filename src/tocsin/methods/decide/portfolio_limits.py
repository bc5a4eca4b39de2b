"""How are budgets, capacities, prerequisites, exclusions, floors and duties written as limits on a choice?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.decide.portfolio_problem import Limit, LimitKind, PortfolioInputError


class CircularNeedsError(PortfolioInputError):
    """Measures need each other in a circle, so none could come first."""


def limit_amounts(
    amounts: ArrayLike, most: ArrayLike, *, names: Sequence[str], kind: LimitKind = "budget"
) -> tuple[Limit, ...]:
    """Let what the chosen measures use in each year, or of each capacity, add up to no more than there is.

    Parameters
    ----------
    amounts : array, shape (M, Y)
        What each measure uses in each of Y years or of Y capacities: cost in one money, or staff; 0 or more.
    most : array, shape (Y,)
        What there is, in the same units, 0 or more; infinite where nothing limits.
    names : sequence of str
        A name for each of the Y limits.
    kind : str
        "budget" for limits that grow with the budget, "capacity" for others.

    Returns
    -------
    tuple of Limit
        Y limits.

    Raises
    ------
    PortfolioInputError
        If shapes do not fit, or an amount is missing, infinite or below 0.

    Notes
    -----
    Sum over i of amounts_iy x_i <= most_y.

    References
    ----------
    kellerer2004 (chapter 9: several knapsack limits).

    Examples
    --------
    >>> [limit.high for limit in limit_amounts([[1.0, 2.0], [3.0, 0.0]], [3.0, 2.0], names=["first year", "second year"])]
    [3.0, 2.0]
    """
    used, ends = np.asarray(amounts, dtype=np.float64), np.asarray(most, dtype=np.float64)
    if used.ndim != 2 or ends.shape != used.shape[1:] or len(names) != len(ends):
        raise PortfolioInputError(
            f"amounts of shape {used.shape}, {ends.size} limits and {len(names)} names do not fit each other. Give measures by years, "
            "and one limit and one name for each year."
        )
    wrong = ~np.isfinite(used) | (used < 0)
    if wrong.any():
        measure, year = np.argwhere(wrong)[0].tolist()
        raise PortfolioInputError(
            f"measure {measure} uses {used[measure, year]} of {names[year]!r}; an amount must be a finite number of 0 or more. Correct "
            "it at its source."
        )
    if np.isnan(ends).any() or (ends < 0).any():
        raise PortfolioInputError(
            f"the limits {ends.tolist()} hold one that is missing or below 0. Give 0 or more for each."
        )
    columns = zip(names, used.T, ends.tolist(), strict=True)
    return tuple(Limit(name, kind, np.ascontiguousarray(column), high=end) for name, column, end in columns)


def limit_count(
    members: Sequence[int],
    *,
    measures: int,
    name: str,
    kind: LimitKind,
    least: float = -np.inf,
    most: float = np.inf,
    amounts: ArrayLike | None = None,
) -> Limit:
    """Bind how many of some measures are chosen, or how much they use: exclusions, floors, duties, and what is settled beforehand.

    Parameters
    ----------
    members : sequence of int
        Positions of the measures that count.
    measures : int
        M, how many there are in all.
    name, kind : str
        What the limit is called, and of which kind it is.
    least, most : float
        Least and most that may be chosen, in measures, or in the unit of ``amounts``; not both absent.
    amounts : array, shape (M,), optional
        What each measure counts for, such as its cost; 1 by default.

    Returns
    -------
    Limit
        At most one of a group is ``most=1``; a duty that one of several serves is ``least=1``; measures settled beforehand are ``least`` of
        their number, or ``most=0``.

    Raises
    ------
    PortfolioInputError
        If a member is not among the measures or stands twice, an amount is missing or below 0, or neither end is given.

    Notes
    -----
    least <= sum over members of amounts_i x_i <= most.

    References
    ----------
    nemhauser1988 (chapter I.1: limits on yes-or-no choices).

    Examples
    --------
    >>> limit_count([0, 2], measures=3, name="one of two", kind="exclusion", most=1).coefficients.tolist()
    [1.0, 0.0, 1.0]
    """
    places = list(members)
    if len(set(places)) < len(places) or not all(0 <= place < measures for place in places):
        raise PortfolioInputError(
            f"limit {name!r} is on the measures {places}, of which one stands twice or is not from 0 to {measures - 1}. Name each once."
        )
    counts = np.ones(measures) if amounts is None else np.asarray(amounts, dtype=np.float64)
    if counts.shape != (measures,) or not np.isfinite(counts).all() or (counts < 0).any():
        raise PortfolioInputError(
            f"limit {name!r} counts measures by {counts.tolist()}; give {measures} numbers of 0 or more."
        )
    if (least == -np.inf and most == np.inf) or np.isnan([least, most]).any():
        raise PortfolioInputError(
            f"limit {name!r} has the ends {least} and {most}, so it limits nothing. Give a least or a most."
        )
    coefficients = np.zeros(measures)
    coefficients[places] = counts[places]
    return Limit(name, kind, coefficients, low=least, high=most)


def require_first(needs: Sequence[tuple[int, int]], *, names: Sequence[str]) -> tuple[Limit, ...]:
    """Let a measure be chosen only with the measure it needs.

    Parameters
    ----------
    needs : sequence of pairs of int
        Positions: the first of each pair needs the second.
    names : sequence of str
        Names of all M measures.

    Returns
    -------
    tuple of Limit
        One limit of kind "prerequisite" per pair, named "A needs B".

    Raises
    ------
    CircularNeedsError
        If measures need each other in a circle, or one needs itself; the circle is named.
    PortfolioInputError
        If a position is not among the measures, or a pair stands twice.

    Notes
    -----
    x_i <= x_j.

    References
    ----------
    nemhauser1988 (chapter I.1: limits on yes-or-no choices).

    Examples
    --------
    >>> require_first([(0, 1)], names=["patrol", "boats"])[0].name
    'patrol needs boats'
    """
    wrong = [pair for pair in needs if not all(0 <= place < len(names) for place in pair)]
    if wrong or len(set(needs)) < len(needs):
        raise PortfolioInputError(
            f"the needs {list(needs)} name a measure that is not from 0 to {len(names) - 1}, or one pair twice. Name each pair once."
        )
    circle = _find_circle(needs, measures=len(names))
    if circle:
        told = " needs ".join(names[place] for place in circle)
        raise CircularNeedsError(f"{told}: no measure of the circle could come first. Take one of these needs out.")
    limits = []
    for needing, needed in needs:
        coefficients = np.zeros(len(names))
        coefficients[needing], coefficients[needed] = 1.0, -1.0
        limits.append(Limit(f"{names[needing]} needs {names[needed]}", "prerequisite", coefficients, high=0.0))
    return tuple(limits)


def _find_circle(needs: Sequence[tuple[int, int]], *, measures: int) -> list[int]:
    """One circle of needs, its first measure standing at both ends; empty if there is none."""
    after: dict[int, list[int]] = {place: [] for place in range(measures)}
    for needing, needed in needs:
        after[needing].append(needed)
    is_clear: set[int] = set()
    for start in range(measures):
        path = [start]
        while path:
            if path[-1] in path[:-1]:
                return path[path.index(path[-1]) :]
            onward = [place for place in after[path[-1]] if place not in is_clear]
            if onward:
                path.append(onward[0])
            else:
                is_clear.add(path.pop())
    return []
