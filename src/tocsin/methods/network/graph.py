"""How does a network look to the library that walks it?"""

from typing import Any

import numpy as np

from tocsin.methods.network.network import Floats, Network


def to_graph(network: Network) -> Any:  # Any: directed and undirected graphs of the library have no common type
    """The network as a graph of the library, without weights."""
    import rustworkx

    graph: Any = rustworkx.PyDiGraph() if network.is_directed else rustworkx.PyGraph()  # no common type either
    graph.add_nodes_from([None] * network.nodes_count)
    graph.add_edges_from_no_data(list(zip(network.start.tolist(), network.end.tolist(), strict=True)))
    return graph


def find_distances(network: Network) -> Floats:
    """Steps of the shortest way between any two nodes (N, N), directions left aside; infinite where there is none."""
    import rustworkx

    found = rustworkx.graph_distance_matrix(to_graph(network.undirected()), null_value=np.inf)
    distances: Floats = np.asarray(found, dtype=np.float64)
    np.fill_diagonal(distances, 0.0)
    return distances
