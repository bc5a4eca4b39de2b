"""How much of a network is left when nodes are taken out of it, in one order or another?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.network.components import label_components
from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.graph import find_distances
from tocsin.methods.network.network import Floats, Ints, Network


@dataclass(frozen=True)
class Removal:
    """What is left of a network after each number of removals K, as a share of what there was before any."""

    removed: Ints  # (K,)
    largest_share: Floats  # (K,): nodes in the largest component over all nodes of the whole network
    efficiency: Floats  # (K,): mean of 1 / distance over all pairs of the whole network; a removed node reaches nobody


def simulate_removal(
    network: Network, order: ArrayLike, *, counts: Sequence[int], has_efficiency: bool = True
) -> Removal:
    """Take nodes out in a given order and see what is left after some numbers of removals.

    Parameters
    ----------
    network : Network
        N nodes and their ties; weights and directions are left aside.
    order : array of int, shape (R,)
        Nodes to take out, the first first, each once; R at most N.
    counts : sequence of int
        Numbers of removals, 0 to R, to look at.
    has_efficiency : bool
        Whether to find the efficiency, which takes nearly all of the time; without it, it is NaN.

    Returns
    -------
    Removal
        ``removed`` (K,), the counts; ``largest_share`` (K,) and ``efficiency`` (K,), both 0 to 1 and never rising as more
        is removed.

    Raises
    ------
    NetworkError
        If the order names a node twice or one that is not there, or a count is not from 0 to R.

    Notes
    -----
    Efficiency is E = 1 / (N (N - 1)) * sum over pairs of 1 / d(i, j), d being steps of the shortest way and 1 / d being 0
    where there is none, so it has a meaning in networks of several components too. Nodes are only removed: nobody takes
    the place of a removed one and no new ties are made, so this is what holds on the day after and says nothing of
    later ones.

    References
    ----------
    latora2001 (Physical Review Letters 87, 198701: efficiency).
    albert2000 (Nature 406, 378-382: largest component under removal).

    Examples
    --------
    >>> import numpy as np
    >>> star = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))
    >>> left = simulate_removal(star, [0], counts=[0, 1])
    >>> left.largest_share.tolist(), left.efficiency.tolist()
    ([1.0, 0.2], [0.7, 0.0])
    """
    gone = np.asarray(order, dtype=np.int64)
    _check_order(gone, nodes_count=network.nodes_count, counts=counts)
    largest, efficiency = np.empty(len(counts)), np.full(len(counts), np.nan)
    for at, count in enumerate(counts):
        left = network.without(gone[:count])
        kept = np.delete(label_components(left), gone[:count])
        largest[at] = np.bincount(kept).max() / network.nodes_count if len(kept) else 0.0
        if has_efficiency:
            efficiency[at] = _measure_efficiency(left)
    return Removal(np.asarray(counts, dtype=np.int64), largest, efficiency)


def _measure_efficiency(network: Network) -> float:
    distances = find_distances(network)
    np.fill_diagonal(distances, np.inf)
    return float((1 / distances).sum() / (network.nodes_count * (network.nodes_count - 1)))


def _check_order(order: Ints, *, nodes_count: int, counts: Sequence[int]) -> None:
    if order.ndim != 1 or len(np.unique(order)) < len(order) or (order < 0).any() or (order >= nodes_count).any():
        raise NetworkError(
            f"the order of removal names a node twice, or one that is not among the {nodes_count}, so the same node would be "
            "taken out again. Name each node once."
        )
    if not all(0 <= count <= len(order) for count in counts):
        raise NetworkError(
            f"what is left was asked for after {tuple(counts)} removals, but the order has {len(order)} nodes. "
            f"Ask for numbers from 0 to {len(order)}."
        )
