"""Which networks could be the true one, if some ties were never seen and some that were seen are none?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.network.errors import MissingShareError, NetworkError
from tocsin.methods.network.network import Floats, Ints, Network

TieModel = Literal["uniform", "degree", "community"]
# Pairs of nodes that fit in memory with their keys; above, a network is too large to draw from all its pairs.
MOST_PAIRS = 12_000_000


@dataclass(frozen=True)
class Perturbed:
    """D networks that could be the true one, and how far each departs from what was seen."""

    networks: tuple[Network, ...]
    added: Ints  # (D,): ties that were not seen
    dropped: Ints  # (D,): ties that were seen and are none
    capped_count: int  # draws with more missing ties than untied pairs, which were all tied


def perturb_network(
    network: Network,
    missing_share: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: ArrayLike | None = None,
    model: TieModel = "community",
    community: ArrayLike | None = None,
) -> Perturbed:
    """Draw networks that could lie behind the one that was seen.

    Parameters
    ----------
    network : Network
        N nodes and the E ties that were seen.
    missing_share : array, shape (D,)
        Share of all true ties that was not seen, one per network to draw, 0 to below 1.
    rng : numpy.random.Generator
        Randomness of the ties.
    confidence : array, shape (E,), optional
        Probability that each tie that was seen is one, 0 to 1; without it, 1.
    model : {"uniform", "degree", "community"}
        Where unseen ties lie: anywhere; rather at nodes with many ties; or that and within and between communities as often
        as seen ties do.
    community : array of int, shape (N,), optional
        Community of each node, numbered from 0; needed by the model "community".

    Returns
    -------
    Perturbed
        D networks over the same N nodes, the ties added and dropped in each (D,), and the number of draws that were capped.

    Raises
    ------
    MissingShareError
        If a share is not from 0 to below 1, or a confidence is not from 0 to 1 or not one per tie.
    NetworkError
        If the model is not known or lacks communities, or there are more than 12 million pairs of nodes.

    Notes
    -----
    Each seen tie is kept with its confidence, independently. If K are kept, K m / (1 - m) ties are added, rounded up or down
    at random so that the mean is right. They fall on pairs not seen to be tied, without replacement, with chances in
    proportion to omega(c(i), c(j)) theta(i) theta(j), where theta = degree + 1, and omega is 1 or, in the model
    "community", the seen ties between two communities plus one half over the sum of theta(i) theta(j) between them: the
    degree-corrected block model. Weights of added ties are drawn from those seen. Nodes that nobody has seen at all are
    not added, and ties are missed independently of one another: a whole hidden circle is not among the draws.

    References
    ----------
    karrer2011 (Physical Review E 83, 016107: degree-corrected block model).
    borgatti2006 (Social Networks 28(2), 124-136: measures under missing and spurious ties).
    efraimidis2006 (Information Processing Letters 97(5), 181-185: drawing without replacement by keys).

    Examples
    --------
    >>> import numpy as np
    >>> seen = Network(6, np.arange(5), np.arange(1, 6))
    >>> found = perturb_network(seen, [0.0, 0.5], rng=np.random.default_rng(1), model="degree")
    >>> found.added.tolist(), found.networks[1].ties_count
    ([0, 5], 10)
    """
    shares = check_shares(missing_share)
    trust = check_confidence(confidence, ties_count=network.ties_count)
    start, end = _list_untied(network)
    log_chance = _find_chances(network, start=start, end=end, model=model, community=community)
    drawn, added, dropped, capped = [], [], [], 0
    for share in shares:
        kept = rng.random(network.ties_count) < trust
        wanted = int(np.floor(kept.sum() * share / (1 - share) + rng.random()))
        capped += wanted > len(start)
        new = _draw_pairs(log_chance, count=min(wanted, len(start)), rng=rng)
        weight = rng.choice(network.weight, len(new)) if len(new) else np.empty(0)
        drawn.append(
            Network(
                network.nodes_count,
                np.concatenate([network.start[kept], start[new]]),
                np.concatenate([network.end[kept], end[new]]),
                np.concatenate([network.weight[kept], weight]),
                network.is_directed,
            )
        )
        added.append(len(new))
        dropped.append(int((~kept).sum()))
    return Perturbed(tuple(drawn), np.array(added, dtype=np.int64), np.array(dropped, dtype=np.int64), int(capped))


def check_shares(missing_share: ArrayLike) -> Floats:
    """Give the shares of missing ties, if each is from 0 to below 1."""
    shares = np.asarray(missing_share, dtype=np.float64)
    if shares.ndim != 1 or not len(shares) or not ((shares >= 0) & (shares < 1)).all():
        raise MissingShareError(
            f"the shares of missing ties are {shares.tolist() if shares.size < 9 else shares.shape}; each must be from 0 to "
            "below 1, one per network to draw. With a share of 1 nothing would have been seen."
        )
    return shares


def check_confidence(confidence: ArrayLike | None, *, ties_count: int) -> Floats:
    """Give the confidence in each tie, 1 where none is stated, if each is from 0 to 1."""
    trust = np.ones(ties_count) if confidence is None else np.asarray(confidence, dtype=np.float64)
    if trust.shape != (ties_count,) or not ((trust >= 0) & (trust <= 1)).all():
        raise MissingShareError(
            f"the confidence in ties has shape {trust.shape} for {ties_count} ties, or is not always from 0 to 1, so it could "
            "not be told which ties to doubt. Give one probability per tie."
        )
    return trust


def _list_untied(network: Network) -> tuple[Ints, Ints]:
    """Starts and ends of all pairs, in either direction or both, that were not seen to be tied."""
    count = network.nodes_count * (network.nodes_count - 1) // (1 if network.is_directed else 2)
    if count > MOST_PAIRS:
        raise NetworkError(
            f"{network.nodes_count:,} nodes make {count:,} pairs, more than the {MOST_PAIRS:,} from which unseen ties are drawn. "
            "Look at one community or component at a time."
        )
    untied = ~network.tie_table()
    np.fill_diagonal(untied, False)
    start, end = np.nonzero(untied if network.is_directed else np.triu(untied))
    return start.astype(np.int64), end.astype(np.int64)


def _find_chances(network: Network, *, start: Ints, end: Ints, model: TieModel, community: ArrayLike | None) -> Floats:
    """Logarithm of the chance of each pair, up to a constant."""
    if model not in ("uniform", "degree", "community"):
        raise NetworkError(f"{model!r} is no model of missing ties. Known are uniform, degree and community.")
    if model == "uniform":
        return np.zeros(len(start))
    theta: Floats = network.degree.astype(np.float64) + 1
    log_chance: Floats = np.log(theta[start]) + np.log(theta[end])
    if model == "degree":
        return log_chance
    label = np.full(0, -1) if community is None else np.asarray(community, dtype=np.int64)
    if label.shape != (network.nodes_count,) or (label < 0).any():
        raise NetworkError(
            f"the model 'community' needs one community, numbered from 0, for each of {network.nodes_count} nodes. "
            "Find communities first, or use the model 'degree'."
        )
    omega = np.log(_find_block_rates(network, label=label, theta=theta))
    return np.asarray(log_chance + omega[label[start], label[end]])


def _find_block_rates(network: Network, *, label: Ints, theta: Floats) -> Floats:
    """Seen ties plus one half between any two communities, over the sum of theta(i) theta(j) between them."""
    blocks = int(label.max()) + 1
    seen = np.full((blocks, blocks), 0.5)
    np.add.at(seen, (label[network.start], label[network.end]), 1.0)
    total = np.bincount(label, weights=theta, minlength=blocks)
    within = np.bincount(label, weights=theta**2, minlength=blocks)
    possible: Floats = np.asarray(np.outer(total, total) - np.diag(within), dtype=np.float64)
    if not network.is_directed:
        seen += seen.T - np.diag(np.diagonal(seen)) - 0.5 * (1 - np.eye(blocks))
        possible -= np.diag(np.diagonal(possible)) / 2
    return seen / np.where(possible > 0, possible, 1.0)


def _draw_pairs(log_chance: Floats, *, count: int, rng: np.random.Generator) -> Ints:
    """Pairs drawn without replacement: those with the highest keys, a key being the log chance plus Gumbel noise."""
    if count == 0:
        return np.empty(0, dtype=np.int64)
    keys = log_chance + rng.gumbel(size=len(log_chance))
    return np.sort(np.argpartition(keys, len(keys) - count)[len(keys) - count :]).astype(np.int64)
