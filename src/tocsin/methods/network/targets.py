"""In which order would somebody take nodes out who sees this network?"""

from typing import Literal

import numpy as np

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Floats, Ints, Network

TargetRule = Literal["degree", "betweenness", "random"]


def list_targets(network: Network, *, rule: TargetRule, count: int, rng: np.random.Generator) -> Ints:
    """Put nodes in the order in which somebody who sees this network would take them out.

    Parameters
    ----------
    network : Network
        N nodes and their ties as they are seen; weights and directions are left aside.
    rule : {"degree", "betweenness", "random"}
        Most ties first, most shortest ways first, or no order at all; the first two are found anew after each removal.
    count : int
        How many nodes to list, 0 to N.
    rng : numpy.random.Generator
        Order of the rule "random"; the others do without.

    Returns
    -------
    array of int, shape (count,)
        Nodes, the first to be removed first, each once.

    Raises
    ------
    NetworkError
        If the rule is not known, or the count is not from 0 to N.

    Notes
    -----
    Of nodes that are equal by the rule the one that comes first by the other rule is taken, and of those equal by both the
    one with the lowest number, so that neither chance nor the order of ties decides. Finding the order anew after each
    removal breaks networks faster than the order found once. It is greedy: the best set of several nodes together may be
    another one.

    References
    ----------
    holme2002 (Physical Review E 65, 056109: orders found once and anew).

    Examples
    --------
    >>> import numpy as np
    >>> star = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))
    >>> list_targets(star, rule="degree", count=1, rng=np.random.default_rng(1)).tolist()
    [0]
    """
    if rule not in ("degree", "betweenness", "random"):
        raise NetworkError(f"{rule!r} is no rule of removal. Known are degree, betweenness and random.")
    if not 0 <= count <= network.nodes_count:
        raise NetworkError(
            f"{count} of {network.nodes_count} nodes were to be removed. Give a number from 0 to {network.nodes_count}."
        )
    if rule == "random":
        return rng.permutation(network.nodes_count)[:count].astype(np.int64)
    left, gone = network.undirected(), np.empty(count, dtype=np.int64)
    there = np.arange(network.nodes_count, dtype=np.int64)
    first, second = (_count_ties, _count_ways) if rule == "degree" else (_count_ways, _count_ties)
    for at in range(count):
        best = _keep_most(there, first(left))
        if len(best) > 1:
            best = _keep_most(best, second(left))
        gone[at] = best[0]
        there = there[there != gone[at]]
        left = left.without(gone[at : at + 1])
    return gone


def _count_ties(network: Network) -> Floats:
    return network.degree.astype(np.float64)


def _count_ways(network: Network) -> Floats:
    """Betweenness, rounded, for sums over shortest ways differ in the last digits by the order in which ways are found."""
    return np.round(betweenness(network).pairs, 9)


def _keep_most(nodes: Ints, worth: Floats) -> Ints:
    most: Ints = nodes[worth[nodes] == worth[nodes].max()]
    return most
