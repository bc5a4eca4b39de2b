"""Which nodes hang together more than chance would have it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.network.errors import NetworkError, NoTiesError
from tocsin.methods.network.network import Floats, Ints, Network

# Partings whose quality differs by less are equally good, and the first is kept.
_SAME_QUALITY = 1e-12


@dataclass(frozen=True)
class Communities:
    """The community of each of N nodes, numbered by the first node in it, and how well they part the network."""

    label: Ints  # (N,)
    count: int
    modularity: float


def find_communities(
    network: Network, *, rng: np.random.Generator, resolution: float = 1.0, trials: int = 10
) -> Communities:
    """Part a network into communities with many ties inside and few between, by the Leiden algorithm.

    Parameters
    ----------
    network : Network
        N nodes and at least one tie; weights count, directions do not.
    rng : numpy.random.Generator
        Randomness of the order in which nodes are looked at.
    resolution : float
        Above 0; larger values part the network into more and smaller communities.
    trials : int
        Independent runs, at least 1, of which the best is kept.

    Returns
    -------
    Communities
        ``label`` (N,): whole numbers from 0, given in the order of the nodes; ``count``: how many communities, a node
        without ties being one by itself; ``modularity``: -0.5 to 1, at the resolution 1.

    Raises
    ------
    NoTiesError
        If the network has no tie.
    NetworkError
        If the resolution is not above 0 or there is not at least one trial.

    Notes
    -----
    Modularity is Q = sum over communities of (w_in / W - (s / 2W)^2), w_in being the weight of ties inside, s the sum of
    weights at its nodes, W the weight of all ties. The algorithm moves single nodes, refines communities so that each is
    connected inside, and repeats on the condensed network. The best parting is not proved to be found, and several very
    different ones may be almost as good; communities smaller than about the square root of 2W may be merged.

    References
    ----------
    traag2019 (Scientific Reports 9, 5233).
    newman2004 (Physical Review E 69, 026113: modularity).
    fortunato2007 (Proceedings of the National Academy of Sciences 104(1), 36-41: the limit of resolution).

    Examples
    --------
    >>> import numpy as np
    >>> two = Network(6, np.array([0, 0, 1, 3, 3, 4, 2]), np.array([1, 2, 2, 4, 5, 5, 3]))
    >>> found = find_communities(two, rng=np.random.default_rng(1))
    >>> found.label.tolist(), round(found.modularity, 4)
    ([0, 0, 0, 1, 1, 1], 0.3571)
    """
    from graspologic_native import leiden_csr
    from scipy.sparse import csr_array

    if network.ties_count == 0:
        raise NoTiesError(
            "the network has no tie, so no nodes hang together. Give ties, or look at the nodes one by one."
        )
    if not (np.isfinite(resolution) and resolution > 0) or trials < 1:
        raise NetworkError(
            f"communities were asked for at the resolution {resolution:g} with {trials} trials; the resolution must be above "
            "0 and there must be a trial. The usual values are 1 and 10."
        )
    table = csr_array(_join_both_ways(network), shape=(network.nodes_count, network.nodes_count))
    parts = (table.indptr.astype(np.int64), table.indices.astype(np.int32), table.data, network.nodes_count)
    best, best_quality = {}, -np.inf
    # The library's own trials share processors, and which of two equally good ones it keeps depends on which ends first.
    for seed in rng.integers(2**32, size=trials).tolist():
        quality, found = leiden_csr(*parts, resolution=resolution, seed=seed, iterations=2)
        if quality > best_quality + _SAME_QUALITY:
            best, best_quality = found, quality
    label = _renumber(np.array([best.get(node, -1 - node) for node in range(network.nodes_count)]))
    return Communities(label, int(label.max()) + 1, _score_modularity(network, label=label))


def _score_modularity(network: Network, *, label: NDArray[np.int64]) -> float:
    """Modularity of communities that are given, weights counted and directions left aside."""
    inside = label[network.start] == label[network.end]
    strength = np.bincount(network.start, weights=network.weight, minlength=network.nodes_count)
    strength += np.bincount(network.end, weights=network.weight, minlength=network.nodes_count)
    total = network.weight.sum()
    by_community = np.bincount(label, weights=strength)
    return float(network.weight[inside].sum() / total - ((by_community / (2 * total)) ** 2).sum())


def _join_both_ways(network: Network) -> tuple[Floats, tuple[Ints, Ints]]:
    start, end = np.concatenate([network.start, network.end]), np.concatenate([network.end, network.start])
    return np.concatenate([network.weight, network.weight]), (start, end)


def _renumber(label: Ints) -> Ints:
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)
