"""Which demands on whole axes and on single criteria cannot be met together?"""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.region import Demand, EmptyWeightRegionError, Region, find_conflict


def check_together(axes: Mapping[str, Sequence[Hashable]], *, region: Region, axis_region: Region) -> None:
    """Refuse demands on axes and on criteria that no weights of the criteria meet together.

    Parameters
    ----------
    axes : mapping from axis to its criteria
        C criteria in all; the weight of an axis is the sum of theirs.
    region, axis_region : Region
        The demands on criteria, in the order of the axes, and on axes.

    Returns
    -------
    None

    Raises
    ------
    EmptyWeightRegionError
        If no weights meet all demands; the message names a smallest set of demands that conflict.

    Notes
    -----
    Every demand is a linear inequality in the weights, so a linear programme says whether any weights meet them all.

    References
    ----------
    chinneck2008 (deletion filter).

    Examples
    --------
    >>> one = Region.build(["x", "y", "z"], order=None, lower={"x": 0.2}, upper=None)
    >>> whole = Region.build(["a", "b"], order=None, lower=None, upper={"a": 0.3})
    >>> check_together({"a": ["x", "y"], "b": ["z"]}, region=one, axis_region=whole)
    """
    sizes = [len(members) for members in axes.values()]
    single = np.eye(sum(sizes))
    whole = np.repeat(np.eye(len(sizes)), sizes, axis=1)
    rows = {id(demand): _list_rows(demand, single) for demand in region.demands}
    rows |= {id(demand): _list_rows(demand, whole) for demand in axis_region.demands}

    def is_possible(demands: list[Demand]) -> bool:
        return _has_weights([row for demand in demands for row in rows[id(demand)]], size=len(single))

    demands = [*axis_region.demands, *region.demands]
    if is_possible(demands):
        return
    needed = find_conflict(demands, is_possible=is_possible)
    raise EmptyWeightRegionError(
        f"no weights over {len(sizes)} axes and {len(single)} criteria respect all of these at once: "
        f"{'; '.join(demand.words for demand in needed)}. Relax or remove one of them."
    )


def _list_rows(demand: Demand, shares: Floats) -> list[tuple[Floats, float]]:
    """Inequalities `row @ weights <= limit` that say the same as a demand on shares, each of them a sum of weights."""
    rows = [(shares[lighter] - shares[heavier], 0.0) for heavier, lighter in demand.links]
    if demand.low:
        rows.append((-shares[demand.low[0]], -demand.low[1]))
    if demand.high:
        rows.append((shares[demand.high[0]], demand.high[1]))
    return rows


def _has_weights(rows: list[tuple[Floats, float]], *, size: int) -> bool:
    from scipy.optimize import linprog

    normals = np.array([row for row, _ in rows]).reshape(-1, size)
    found = linprog(
        np.zeros(size),
        A_ub=normals,
        b_ub=np.array([limit for _, limit in rows]),
        A_eq=np.ones((1, size)),
        b_eq=np.ones(1),
        bounds=(0.0, 1.0),
    )
    return int(found.status) != 2  # 2: there is no such point
