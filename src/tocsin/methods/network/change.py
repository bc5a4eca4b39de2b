"""How much of a network is still the same one phase later, and who rose in it?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Floats, Ints, Network


@dataclass(frozen=True)
class Change:
    """What changed from each of T phases to the next; a node is present in a phase in which it has a tie."""

    ties_kept_share: Floats  # (T - 1,): ties in both over ties in either, 0 to 1; NaN where there is none in either
    nodes_kept_share: Floats  # (T - 1,): the same of nodes present
    turnover_share: Floats  # (T - 1,): nodes that came or left over those present in the two phases together, 0 to 1
    came: Ints  # (T - 1,)
    left: Ints  # (T - 1,)
    is_present: np.ndarray[tuple[int, int], np.dtype[np.bool_]]  # (T, N)


def compare_phases(networks: Sequence[Network]) -> Change:
    """Compare each phase of a network with the next.

    Parameters
    ----------
    networks : sequence of Network
        T phases, at least 2, over the same N nodes, all directed or all not; weights are left aside.

    Returns
    -------
    Change
        Shares of ties and nodes kept (T - 1,), turnover (T - 1,), numbers of nodes that came and left (T - 1,), and who was
        present when (T, N).

    Raises
    ------
    NetworkError
        If there are fewer than 2 phases, or they differ in their number of nodes or in having directions.

    Notes
    -----
    Kept shares are Jaccard's index |A and B| / |A or B| of sets of ties and of nodes. Turnover is
    (came + left) / (present before + present after): 0 if nobody changed, 1 if nobody stayed. Ties that were not seen in one
    of two phases make a network look less stable than it is.

    References
    ----------
    jaccard1901 (Bulletin de la Societe vaudoise des sciences naturelles 37, 547-579).
    snijders2010 (Social Networks 32(1), 44-60: its use on ties of two waves).

    Examples
    --------
    >>> import numpy as np
    >>> before, after = Network(4, np.array([0, 1]), np.array([1, 2])), Network(4, np.array([0, 2]), np.array([1, 3]))
    >>> found = compare_phases([before, after])
    >>> round(float(found.ties_kept_share[0]), 3), found.came.tolist(), found.left.tolist()
    (0.333, [1], [0])
    """
    if len(networks) < 2:
        raise NetworkError(f"there are {len(networks)} phases, so nothing could have changed. Give at least two.")
    if len({(network.nodes_count, network.is_directed) for network in networks}) > 1:
        raise NetworkError(
            "the phases differ in their number of nodes, or only some have directions, so ties cannot be compared. "
            "Number the nodes of all phases together."
        )
    codes = [_code_ties(network) for network in networks]
    present = np.stack([network.degree > 0 for network in networks])
    ties, nodes, turnover, came, left = [], [], [], [], []
    for at in range(len(networks) - 1):
        before, after = present[at], present[at + 1]
        both, either = len(np.intersect1d(codes[at], codes[at + 1])), len(np.union1d(codes[at], codes[at + 1]))
        ties.append(_share(both, either))
        nodes.append(_share(int((before & after).sum()), int((before | after).sum())))
        came.append(int((after & ~before).sum()))
        left.append(int((before & ~after).sum()))
        turnover.append(_share(came[-1] + left[-1], int(before.sum() + after.sum())))
    whole = (np.array(came, dtype=np.int64), np.array(left, dtype=np.int64))
    return Change(np.array(ties), np.array(nodes), np.array(turnover), *whole, present)


def _code_ties(network: Network) -> Ints:
    start, end = network.start, network.end
    if not network.is_directed:
        start, end = np.minimum(start, end), np.maximum(start, end)
    return start * network.nodes_count + end


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
