"""How modular would a network be found, had the ties been seen that were missed?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.network.communities import find_communities
from tocsin.methods.network.network import Floats, Network
from tocsin.methods.network.perturbation import check_confidence, check_shares

_FEWER_TRIALS = 3


def extrapolate_modularity(
    network: Network, missing_share: ArrayLike, *, rng: np.random.Generator, confidence: ArrayLike | None = None
) -> Floats:
    """Modularity that the whole network may have, by what happens when as many ties again are lost.

    Parameters
    ----------
    network : Network
        N nodes and the E ties that were seen, at least one; weights count, directions do not.
    missing_share : array, shape (D,)
        Share of all true ties that was not seen, one per draw, 0 to below 1.
    rng : numpy.random.Generator
        Which ties are lost, and the search for communities.
    confidence : array, shape (E,), optional
        Probability that each tie that was seen is one, 0 to 1; without it, 1.

    Returns
    -------
    array, shape (D,)
        Modularity, at most 1; NaN where a draw keeps no tie.

    Raises
    ------
    NoTiesError
        If the network has no tie.
    MissingShareError
        If a share is not from 0 to below 1, or a confidence is not from 0 to 1 or not one per tie.

    Notes
    -----
    Networks of fewer ties are found more modular, whether they have communities or not. Each seen tie is kept with its
    confidence, which gives Q, and of those each is kept with 1 - m, which gives Q'. The same step the other way leads from
    what was seen to what there is: 2 Q - Q', a line through both on the scale of the logarithm of the number of ties. It
    takes no model of where unseen ties lie, but that they are missed independently, and that the curve goes on as it came:
    where communities are clear it flattens, and the result is too low. The method is the project's own use of simulation
    and extrapolation; how often its intervals held stands on the page of missing ties.

    References
    ----------
    cook1994 (Journal of the American Statistical Association 89(428), 1314-1328: simulation and extrapolation).

    Examples
    --------
    >>> import numpy as np
    >>> two = Network(6, np.array([0, 0, 1, 3, 3, 4, 2]), np.array([1, 2, 2, 4, 5, 5, 3]))
    >>> extrapolate_modularity(two, [0.0], rng=np.random.default_rng(1)).round(4).tolist()
    [0.3571]
    """
    shares = check_shares(missing_share)
    trust = check_confidence(confidence, ties_count=network.ties_count)
    whole = find_communities(network, rng=rng).modularity
    found = np.empty(len(shares))
    for at, share in enumerate(shares.tolist()):
        is_kept = rng.random(network.ties_count) < trust
        is_left = is_kept & (rng.random(network.ties_count) >= share)
        seen = whole if is_kept.all() else _measure(network, is_kept, rng=rng)
        found[at] = seen if (is_left == is_kept).all() else 2 * seen - _measure(network, is_left, rng=rng)
    return np.minimum(found, 1.0)


def _measure(network: Network, is_kept: NDArray[np.bool_], *, rng: np.random.Generator) -> float:
    if not is_kept.any():
        return float("nan")
    left = Network(
        network.nodes_count, network.start[is_kept], network.end[is_kept], network.weight[is_kept], network.is_directed
    )
    return find_communities(left, rng=rng, trials=_FEWER_TRIALS).modularity
