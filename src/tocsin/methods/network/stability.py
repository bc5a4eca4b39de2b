"""How far does each node keep its company when the network is another one?"""

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Floats


def measure_stability(before: ArrayLike, after: ArrayLike) -> Floats:
    """How far each node keeps the company of its community in another parting of the same nodes.

    Parameters
    ----------
    before, after : array of int, shape (N,)
        Community of each node in the two partings, numbered from 0; the numbers need not mean the same.

    Returns
    -------
    array, shape (N,)
        Members common to the node's two communities over the members of either, above 0 to 1; 1 where they are the same.

    Raises
    ------
    NetworkError
        If the two partings are not of the same nodes, or a number is below 0.

    Notes
    -----
    The value is Jaccard's index of the two communities of a node. Averaged over many networks that could be the true one,
    under about 0.6 says that the community is not to be trusted, from about 0.85 on that it is highly stable.

    References
    ----------
    hennig2007 (Computational Statistics and Data Analysis 52(1), 258-271: the index, and what its values mean).

    Examples
    --------
    >>> measure_stability([0, 0, 1, 1], [0, 0, 0, 1]).round(2).tolist()
    [0.67, 0.67, 0.25, 0.5]
    """
    first, second = np.asarray(before, dtype=np.int64), np.asarray(after, dtype=np.int64)
    if first.ndim != 1 or first.shape != second.shape or not len(first) or min(first.min(), second.min()) < 0:
        raise NetworkError(
            f"two partings of nodes have shapes {first.shape} and {second.shape}, or numbers below 0, so no node could be "
            "found in both. Give one community, numbered from 0, per node in each."
        )
    common = np.zeros((int(first.max()) + 1, int(second.max()) + 1))
    np.add.at(common, (first, second), 1.0)
    either = common.sum(axis=1)[:, None] + common.sum(axis=0)[None, :] - common
    kept: Floats = (common / np.where(either > 0, either, 1.0))[first, second]
    return kept
