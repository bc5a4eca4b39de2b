"""In which order would somebody take nodes out who sees this network?"""

from typing import Literal

import numpy as np

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Ints, Network

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
        Decides between nodes that are equal by the rule.

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
    Finding the order anew after each removal breaks networks faster than the order found once. It is greedy: the best
    set of several nodes together may be another one.

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
    shuffled = rng.permutation(network.nodes_count)
    if rule == "random":
        return shuffled[:count].astype(np.int64)
    left, place, gone = network.undirected(), np.argsort(shuffled), np.empty(count, dtype=np.int64)
    taken = np.zeros(network.nodes_count, dtype=np.bool_)
    for at in range(count):
        worth = left.degree.astype(np.float64) if rule == "degree" else np.round(betweenness(left).pairs, 9)
        gone[at] = np.lexsort((place, -worth, taken))[0]
        taken[gone[at]] = True
        left = left.without(gone[at : at + 1])
    return gone
