"""Who lies on the shortest ways between others?"""

from dataclasses import dataclass

import numpy as np

from tocsin.methods.network.graph import to_graph
from tocsin.methods.network.network import Floats, Network

# Nodes from which on the library shares the work out over processors; below, doing so costs more than it saves.
_PARALLEL_FROM = 300


@dataclass(frozen=True)
class Betweenness:
    """Betweenness of each of N nodes: as a count of pairs, and as a share of all pairs that the node could lie between."""

    pairs: Floats  # (N,)
    share: Floats  # (N,), 0 to 1


def betweenness(network: Network) -> Betweenness:
    """How often each node lies on the shortest ways between two others.

    Parameters
    ----------
    network : Network
        N nodes and their ties, at least 2 nodes; weights are left aside, directions are kept.

    Returns
    -------
    Betweenness
        ``pairs`` (N,): pairs of other nodes whose shortest ways run through the node, a pair with several shortest ways
        counted by the share that does; at least 0. ``share`` (N,): the same over all such pairs, 0 to 1; 0 with 2 nodes.

    Raises
    ------
    NetworkError
        Never by itself; a `Network` that is none cannot be made.

    Notes
    -----
    b(v) = sum over pairs s, t of sigma(s, t | v) / sigma(s, t), sigma counting the shortest ways. Each pair counts once in an
    undirected network and once per direction in a directed one. Pairs in different components have no way between them
    and count for nobody, so values of nodes in a small component are small whatever they broker. Weights are not turned
    into lengths, since no rule for that is agreed.

    References
    ----------
    freeman1977 (Sociometry 40(1), 35-41).
    brandes2001 (Journal of Mathematical Sociology 25(2), 163-177: the algorithm).

    Examples
    --------
    >>> import numpy as np
    >>> line = Network(4, np.array([0, 1, 2]), np.array([1, 2, 3]))
    >>> betweenness(line).pairs.tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    import rustworkx

    graph = to_graph(network)
    if network.is_directed:
        found = rustworkx.digraph_betweenness_centrality(graph, normalized=False, parallel_threshold=_PARALLEL_FROM)
    else:
        found = rustworkx.graph_betweenness_centrality(graph, normalized=False, parallel_threshold=_PARALLEL_FROM)
    others = network.nodes_count - 1
    pairs = np.array([found[node] for node in range(network.nodes_count)])
    possible = others * (others - 1) / (1 if network.is_directed else 2)
    return Betweenness(pairs, pairs / possible if possible else np.zeros(len(pairs)))
