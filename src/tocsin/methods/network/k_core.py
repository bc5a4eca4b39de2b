"""How deep inside the network does each node sit?"""

from typing import Any

import numpy as np

from tocsin.methods.network.graph import to_graph
from tocsin.methods.network.network import Ints, Network


def core_numbers(network: Network) -> Ints:
    """The k of the innermost k-core that each node belongs to.

    Parameters
    ----------
    network : Network
        N nodes and their ties; weights and directions are left aside.

    Returns
    -------
    array, shape (N,)
        Whole numbers from 0, which is that of a node without ties.

    Raises
    ------
    NetworkError
        Never by itself; a `Network` that is none cannot be made.

    Notes
    -----
    A k-core is the largest part of a network in which every node has at least k ties to others of that part: what is left
    when nodes with fewer are taken away until none is.

    References
    ----------
    seidman1983 (Social Networks 5(3), 269-287).

    Examples
    --------
    >>> import numpy as np
    >>> core_numbers(Network(4, np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3]))).tolist()
    [2, 2, 2, 1]
    """
    import rustworkx

    found: Any = rustworkx.core_number(to_graph(network.undirected()))  # its declared type is wrong: a mapping
    return np.array([found[node] for node in range(network.nodes_count)], dtype=np.int64)
