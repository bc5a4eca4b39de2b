"""Which records would be one thing, if every link that is given were true?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.link.errors import LinkError

Ints = NDArray[np.int64]


def suggest_clusters(left: Sequence[int], right: Sequence[int], *, records: int) -> Ints:
    """Put records together that links join, directly or through others.

    Parameters
    ----------
    left, right : sequence of int, length P
        Rows of the two records of each link, 0 to N - 1.
    records : int
        How many records there are, N.

    Returns
    -------
    array of int, shape (N,)
        Cluster of each record, numbered by the first record in it; a record without a link is one by itself.

    Raises
    ------
    LinkError
        If the two sides differ in length or name a row that is not there.

    Notes
    -----
    Clusters are the components of the network of links. One wrong link joins two whole clusters, so they are a suggestion to
    look at, never a merge. Leaving a link out undoes all that it did.

    References
    ----------
    hopcroft1973 (Communications of the ACM 16(6), 372-378).

    Examples
    --------
    >>> suggest_clusters([0, 3], [2, 2], records=5).tolist()
    [0, 1, 0, 0, 2]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    first, second = np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64)
    named = np.concatenate([first, second])
    if first.shape != second.shape or (len(named) and not 0 <= named.min() <= named.max() < records):
        raise LinkError(
            f"links have {len(first)} left and {len(second)} right ends, or name a row outside of 0 to {records - 1}. "
            "Give two rows that are there for each link."
        )
    links = coo_array((np.ones(len(first)), (first, second)), shape=(records, records))
    label = np.asarray(connected_components(links, directed=False)[1])
    _, start, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(start))[inverse].astype(np.int64)
