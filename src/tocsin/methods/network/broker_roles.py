"""Between whom does each broker stand?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Floats, Ints, Network

BROKER_ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True)
class BrokerRoles:
    """How often each of N nodes stands between two others that are not tied, by whose parties the three belong to."""

    coordinator: Floats  # (N,): all three of one party
    consultant: Floats  # (N,): both others of one party, the node of another
    gatekeeper: Floats  # (N,): lets in: the first is of another party, the node and the second of one
    representative: Floats  # (N,): speaks for: the first and the node of one party, the second of another
    liaison: Floats  # (N,): three parties

    def table(self) -> Floats:
        """All five in this order (N, 5)."""
        return np.stack([getattr(self, name) for name in BROKER_ROLES], axis=1)


def count_broker_roles(network: Network, party: ArrayLike) -> BrokerRoles:
    """Count in which of five ways each node stands between two others that have no tie of their own.

    Parameters
    ----------
    network : Network
        N nodes and their ties; weights are left aside, directions are kept.
    party : array of int, shape (N,)
        The party of each node: any numbers, equal for nodes of the same one.

    Returns
    -------
    BrokerRoles
        Five counts (N,), at least 0, of pairs in a directed network (from i through v to j, without a tie from i to j). In an
        undirected one each pair is counted once, and gatekeeper and representative, which are then the same, each have half.

    Raises
    ------
    NetworkError
        If there is not one party per node.

    Notes
    -----
    For v between i and j: coordinator if all are of one party, consultant (itinerant broker) if i and j are of one and v of
    another, gatekeeper if only i is of another, representative if only j is, liaison if all are of different ones.
    The counts grow with the size of parties; compare nodes of one network, not networks.

    References
    ----------
    gould1989 (Sociological Methodology 19, 89-126).

    Examples
    --------
    >>> import numpy as np
    >>> chain = Network(3, np.array([0, 1]), np.array([1, 2]), is_directed=True)
    >>> count_broker_roles(chain, [0, 1, 1]).gatekeeper.tolist()
    [0.0, 1.0, 0.0]
    """
    own = np.asarray(party)
    if own.shape != (network.nodes_count,):
        raise NetworkError(f"parties have shape {own.shape} for {network.nodes_count} nodes. Give one party per node.")
    once = 1.0 if network.is_directed else 0.5
    open_pairs = _count_pairs(network, own) - _count_closed(network, own)
    return BrokerRoles(*(once * column for column in open_pairs.T))


def _count_pairs(network: Network, party: NDArray[np.generic]) -> Floats:
    """Pairs i, j with i tied to v, v tied to j, and i not j, by the role of v (N, 5)."""
    _, code = np.unique(party, return_inverse=True)
    start, end = _list_ways(network)
    into, out_of = np.zeros((2, network.nodes_count, int(code.max()) + 1))
    np.add.at(into, (end, code[start]), 1.0)
    np.add.at(out_of, (start, code[end]), 1.0)
    node = np.arange(network.nodes_count)
    own_in, own_out = into[node, code], out_of[node, code]
    other_in, other_out = into.sum(axis=1) - own_in, out_of.sum(axis=1) - own_out
    consultant = (into * out_of).sum(axis=1) - own_in * own_out
    both_ways = np.isin(start * network.nodes_count + end, end * network.nodes_count + start)
    back_same = np.bincount(start[both_ways & (code[start] == code[end])], minlength=network.nodes_count)
    back_other = np.bincount(start[both_ways & (code[start] != code[end])], minlength=network.nodes_count)
    return np.stack(
        [
            own_in * own_out - back_same,
            consultant - back_other,
            other_in * own_out,
            own_in * other_out,
            other_in * other_out - consultant,
        ],
        axis=1,
    )


def _count_closed(network: Network, party: NDArray[np.generic]) -> Floats:
    """Those of them in which i is tied to j after all (N, 5)."""
    start, end = _list_ways(network)
    same = party[start] == party[end]
    alike, unlike = _tabulate(network, start[same], end[same]), _tabulate(network, start[~same], end[~same])
    into_out_tied = (
        (alike, alike, alike),
        (unlike, unlike, alike),
        (unlike, alike, unlike),
        (alike, unlike, unlike),
        (unlike, unlike, unlike),
    )
    counted = [np.asarray(into.multiply(tied @ out_of.T).sum(axis=0)).ravel() for into, out_of, tied in into_out_tied]
    return np.stack(counted, axis=1)


def _list_ways(network: Network) -> tuple[Ints, Ints]:
    """Starts and ends of ties, those of an undirected network in both directions."""
    if network.is_directed:
        return network.start, network.end
    return np.concatenate([network.start, network.end]), np.concatenate([network.end, network.start])


def _tabulate(network: Network, start: Ints, end: Ints) -> Any:  # Any: sparse tables have no common type
    from scipy.sparse import csr_array

    shape = (network.nodes_count, network.nodes_count)
    return csr_array((np.ones(len(start)), (start, end)), shape=shape)
