"""How far do a node's contacts already know one another, so that it has little to broker?"""

import numpy as np

from tocsin.methods.network.network import Floats, Network


def constraint(network: Network) -> Floats:
    """Burt's constraint of each node: low for one whose contacts are strangers to each other, high inside a closed circle.

    Parameters
    ----------
    network : Network
        N nodes and their ties, at least 2 nodes; weights count, directions do not.

    Returns
    -------
    array, shape (N,)
        Constraint of each node, above 0; at most 1.125 where all ties are equally strong; NaN for a node without ties.

    Raises
    ------
    NetworkError
        Never by itself; a `Network` that is none cannot be made.

    Notes
    -----
    c(i) = sum over contacts j of (p(i, j) + sum over q of p(i, q) p(q, j))^2, where p(i, j) is the share of i's ties, by
    weight and in both directions, that goes to j. The sum runs over direct contacts. It is 1 for a node with a single
    contact that it shares with nobody.

    References
    ----------
    burt1992 (Structural Holes, chapter 2, equations 2.3 and 2.4).

    Examples
    --------
    >>> import numpy as np
    >>> star = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))
    >>> constraint(star).tolist()
    [0.25, 1.0, 1.0, 1.0, 1.0]
    """
    weight = network.weight_table()
    total = weight.sum(axis=1)
    share = np.divide(weight, total[:, None], out=np.zeros_like(weight), where=total[:, None] > 0)
    invested = share + share @ share
    found: Floats = np.where(weight > 0, invested**2, 0.0).sum(axis=1)
    return np.where(total > 0, found, np.nan)
