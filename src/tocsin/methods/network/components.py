"""Which nodes can reach one another at all?"""

import numpy as np

from tocsin.methods.network.graph import to_graph
from tocsin.methods.network.network import Ints, Network


def label_components(network: Network) -> Ints:
    """Part a network into the pieces between which there is no tie.

    Parameters
    ----------
    network : Network
        N nodes and their ties; weights and directions are left aside.

    Returns
    -------
    array of int, shape (N,)
        Component of each node, numbered from 0 in falling order of size, and of the first node in it where sizes are equal.

    Raises
    ------
    NetworkError
        Never by itself; a `Network` that is none cannot be made.

    Notes
    -----
    Two nodes are in one component if a way of ties leads from one to the other. A node without ties is one by itself.

    References
    ----------
    hopcroft1973 (Communications of the ACM 16(6), 372-378).

    Examples
    --------
    >>> import numpy as np
    >>> label_components(Network(5, np.array([0, 2, 3]), np.array([1, 3, 4]))).tolist()
    [1, 1, 0, 0, 0]
    """
    import rustworkx

    label = np.empty(network.nodes_count, dtype=np.int64)
    for number, members in enumerate(rustworkx.connected_components(to_graph(network.undirected()))):
        label[list(members)] = number
    sizes, first = np.bincount(label), np.unique(label, return_index=True)[1]
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return place[label]
