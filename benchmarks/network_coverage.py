"""How often does the interval of modularity hold that of the whole network, because ties were taken from it that is known?

Takes how many networks to draw of each kind as its only argument, 20 if not given; the manual states a run of 60.
"""

import sys
from collections.abc import Callable, Mapping

import numpy as np

from tocsin.methods.network.communities import find_communities
from tocsin.methods.network.network import Floats, Ints, Network
from tocsin.methods.network.perturbation import perturb_network
from tocsin.methods.network.unseen_modularity import extrapolate_modularity

DRAWS, SHARES, TAILS = 60, (0.1, 0.2, 0.3), (0.05, 0.95)
Maker = Callable[[np.random.Generator], Network]


def list_pairs(nodes: int) -> tuple[Ints, Ints]:
    """Every pair of nodes once."""
    start, end = np.triu_indices(nodes, 1)
    return start.astype(np.int64), end.astype(np.int64)


def make_blocks(blocks: int, *, inside: float, between: float) -> Maker:
    """60 nodes in blocks, tied with one chance inside and another between them."""

    def make(rng: np.random.Generator) -> Network:
        start, end = list_pairs(60)
        chosen = rng.random(len(start)) < np.where(start % blocks == end % blocks, inside, between)
        return Network(60, start[chosen], end[chosen])

    return make


def make_skewed(nodes: int, *, ties: int, blocks: int = 1, pull: float = 0.0, power: float = 0.8) -> Maker:
    """As many ties as asked for; nodes have them by a power of their place, pairs of one block more often."""

    def make(rng: np.random.Generator) -> Network:
        start, end = list_pairs(nodes)
        log_worth = -power * np.log(np.arange(nodes) // blocks + 1.0)
        log_chance = log_worth[start] + log_worth[end] + pull * (start % blocks == end % blocks)
        chosen = np.sort(np.argsort(-(log_chance + rng.gumbel(size=len(start))))[:ties])
        return Network(nodes, start[chosen], end[chosen])

    return make


KINDS: Mapping[str, Maker] = {
    "four blocks": make_blocks(4, inside=0.3, between=0.03),
    "five clear blocks": make_blocks(5, inside=0.45, between=0.01),
    "a few nodes with most of 120 ties": make_skewed(60, ties=120),
    "four blocks, a few nodes with most of 140 ties": make_skewed(60, ties=140, blocks=4, pull=2.0),
    "the same with 75 ties": make_skewed(60, ties=75, blocks=4, pull=2.0),
    "no structure, 120 ties": make_skewed(60, ties=120, power=0.0),
    "110 nodes, a few with most of 205 ties": make_skewed(110, ties=205),
}


def find_ends(whole: Network, *, share: float, rng: np.random.Generator) -> Floats:
    """Ends of the interval by the networks drawn, by extrapolation and by both: (3, 2)."""
    seen = rng.random(whole.ties_count) >= share
    network = Network(whole.nodes_count, whole.start[seen], whole.end[seen])
    company, shares = find_communities(network, rng=rng), np.full(DRAWS, share)
    drawn = perturb_network(network, shares, rng=rng, community=company.label).networks
    first = np.quantile([find_communities(one, rng=rng, trials=3).modularity for one in drawn], TAILS)
    second = np.quantile(extrapolate_modularity(network, shares, rng=rng), TAILS)
    return np.array([first, second, [min(first[0], second[0]), max(first[1], second[1])]])


def run(networks: int) -> None:
    """Print the share of intervals that held, by kind of network and share of ties taken."""
    print(
        f"share of {networks} networks in which 90 % intervals of modularity held: drawn, extrapolated, both; width of both"
    )
    for name, make in KINDS.items():
        for share in SHARES:
            held, width = np.zeros(3), 0.0
            for number in range(networks):
                rng = np.random.default_rng([number, round(100 * share)])
                whole = make(rng)
                truth = find_communities(whole, rng=rng).modularity
                ends = find_ends(whole, share=share, rng=rng)
                held += (ends[:, 0] <= truth) & (truth <= ends[:, 1])
                width += float(ends[2, 1] - ends[2, 0])
            told = "  ".join(f"{100 * each / networks:3.0f} %" for each in held)
            print(f"{name:<48} {share:.0%} missing   {told}   {width / networks:.3f}", flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
