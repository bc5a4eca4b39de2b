"""Which nodes could stand in for one another?"""

import numpy as np

from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Floats, Ints, Network


def find_equivalence(network: Network, *, likeness: float = 0.7) -> Ints:
    """Put nodes together that are tied to nearly the same others, whether or not to one another.

    Parameters
    ----------
    network : Network
        N nodes and their ties; weights are left aside, directions are kept.
    likeness : float
        Least mean likeness of the members of two classes for the two to be joined, above 0 to 1; 1 asks for exactly the
        same ties.

    Returns
    -------
    array of int, shape (N,)
        Class of each node, numbered by the first node in it. Nodes without ties are one class.

    Raises
    ------
    NetworkError
        If the likeness is not above 0 and at most 1.

    Notes
    -----
    The likeness of i and j is the number of others tied to both over the number tied to either, ties to i and j themselves
    left aside and directions kept apart: Jaccard's index of their neighbours. Classes are joined by average linkage as
    long as their mean likeness allows. Two nodes in the same class could stand in for each other.

    References
    ----------
    lorrain1971 (Journal of Mathematical Sociology 1(1), 49-80: structural equivalence).

    Examples
    --------
    >>> import numpy as np
    >>> star = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))
    >>> find_equivalence(star).tolist()
    [0, 1, 1, 1, 1]
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if not 0 < likeness <= 1:
        raise NetworkError(
            f"the least likeness of equivalent nodes is {likeness:g}. Give a share above 0 and at most 1."
        )
    distance = 1 - _measure_likeness(network)
    np.fill_diagonal(distance, 0.0)
    joined = linkage(squareform(distance, checks=False), method="average")
    label = fcluster(joined, t=1 - likeness + 1e-9, criterion="distance")
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def _measure_likeness(network: Network) -> Floats:
    """Jaccard's index of the neighbours of any two nodes (N, N), the two themselves left aside."""
    tied = network.tie_table().astype(np.float64)
    views = [tied, tied.T] if network.is_directed else [tied]
    both = sum((view @ view.T for view in views), np.zeros_like(tied))
    total = sum((view.sum(axis=1) for view in views), np.zeros(len(tied)))
    own = sum((view for view in views), np.zeros_like(tied))  # ties of i to j, and of j to i, say nothing of others
    either = total[:, None] - own + total[None, :] - own.T - both
    # where neither has anybody else, nothing sets the two apart
    return np.divide(both, either, out=np.ones_like(both), where=either > 0)
