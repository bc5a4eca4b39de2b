"""Which nodes are the dense core, and which hang on it?"""

from dataclasses import dataclass

import numpy as np

from tocsin.methods.network.errors import NoTiesError
from tocsin.methods.network.network import Floats, Network


@dataclass(frozen=True)
class CorePeriphery:
    """A core in which all would be tied, a periphery in which none would, and how near the network comes to that."""

    core_size: int
    core_share: (
        Floats  # (N,): 1 in the core, 0 in the periphery; between where nodes tied in degree share the last seats
    )
    error_ties: float  # ties missing in the core plus ties present in the periphery
    error_share: float  # the same over all pairs inside the core and inside the periphery, 0 to 1


def core_periphery(network: Network) -> CorePeriphery:
    """Part a network into a core and a periphery so that the fewest ties contradict the ideal.

    Parameters
    ----------
    network : Network
        N nodes and at least one tie; weights and directions are left aside.

    Returns
    -------
    CorePeriphery
        ``core_size``: nodes in the core, 1 to N; ``core_share`` (N,), 0 to 1; ``error_ties``: at least 0;
        ``error_share``: these over all pairs inside the core and inside the periphery, 0 (the ideal) to 1.

    Raises
    ------
    NoTiesError
        If the network has no tie.

    Notes
    -----
    The ideal has every tie inside the core and none inside the periphery; pairs between the two say nothing. With nodes in
    falling order of degree d, taking the k-th into the core changes the number of contradicting pairs by k - 1 - d(k), so
    the best core is the longest run in which d(k) >= k: the exact optimum, and the smallest of those that are equally
    good. Where the k-th and the next have equal degree, they share the seats that are left.

    References
    ----------
    borgatti2000 (Social Networks 21(4), 375-395: the ideal).
    lip2011 (arXiv:1102.5511: the optimum by degree).

    Examples
    --------
    >>> import numpy as np
    >>> start, end = np.array([0, 0, 1, 0, 1, 2]), np.array([1, 2, 2, 3, 4, 5])
    >>> found = core_periphery(Network(6, start, end))
    >>> found.core_share.tolist(), found.error_ties, found.error_share
    ([1.0, 1.0, 1.0, 0.0, 0.0, 0.0], 0.0, 0.0)
    """
    if network.ties_count == 0:
        raise NoTiesError("the network has no tie, so it has no core. Give ties.")
    plain = network.undirected()
    degree = plain.degree
    ordered = np.sort(degree)[::-1]
    size = int((ordered >= np.arange(1, len(ordered) + 1)).sum())
    last = int(ordered[size - 1])
    share = np.where(degree > last, 1.0, 0.0)
    share[degree == last] = (size - (degree > last).sum()) / (degree == last).sum()
    error = plain.ties_count + float((np.arange(size) - ordered[:size]).sum())
    outer = plain.nodes_count - size
    pairs = (size * (size - 1) + outer * (outer - 1)) / 2
    return CorePeriphery(size, share, error, error / pairs if pairs else 0.0)
