"""What does every measure of a network come to in each network that could be the true one?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.broker_roles import BrokerRoles, count_broker_roles
from tocsin.methods.network.communities import Communities, find_communities
from tocsin.methods.network.components import label_components
from tocsin.methods.network.constraint import constraint
from tocsin.methods.network.core_periphery import core_periphery
from tocsin.methods.network.k_core import core_numbers
from tocsin.methods.network.network import Network
from tocsin.methods.network.removal import simulate_removal
from tocsin.methods.network.stability import measure_stability
from tocsin.methods.network.targets import TargetRule, list_targets

Floats = NDArray[np.float64]
_T = TypeVar("_T")
RULES: tuple[TargetRule, ...] = ("betweenness", "degree", "random")
# From this many nodes on, distances between all pairs after every removal would take minutes.
MOST_FOR_EFFICIENCY = 400
_FEWER_TRIALS = 3


@dataclass(frozen=True)
class Measured:
    """Measures of D networks over the same N nodes: by node, and of the whole."""

    by_node: dict[str, Floats]  # (D, N)
    roles: Floats  # (D, N, 5)
    whole: dict[str, Floats]  # (D,)


def measure_networks(networks: Sequence[Network], *, company: Communities, rng: np.random.Generator) -> Measured:
    """Take every measure of every network; communities are compared with those seen, ``company``."""
    nodes: dict[str, list[Floats]] = {}
    whole: dict[str, list[float]] = {}
    roles = []
    for network in networks:
        label = label_components(network)
        _note(whole, "components", float(label.max() + 1))
        _note(whole, "largest_share", float((label == 0).mean()))
        _note(whole, "density", _measure_density(network))
        _note(nodes, "degree", network.degree.astype(np.float64))
        _note(nodes, "betweenness", betweenness(network).share)
        _note(nodes, "constraint", constraint(network))
        _note(nodes, "k_core", core_numbers(network).astype(np.float64))
        roles.append(BrokerRoles.table(count_broker_roles(network, company.label)))
        _note_structure(network, nodes=nodes, whole=whole, company=company, rng=rng)
    return Measured(
        {key: np.stack(rows) for key, rows in nodes.items()},
        np.stack(roles),
        {key: np.array(values) for key, values in whole.items()},
    )


def _note_structure(
    network: Network,
    *,
    nodes: dict[str, list[Floats]],
    whole: dict[str, list[float]],
    company: Communities,
    rng: np.random.Generator,
) -> None:
    """Note communities and core; a network that lost all its ties has neither."""
    nothing = np.full(network.nodes_count, np.nan)
    if network.ties_count == 0:
        for key in ("core", "stability"):
            _note(nodes, key, nothing)
        for key in ("modularity", "communities", "core_size", "core_error_share"):
            _note(whole, key, float("nan"))
        return
    core = core_periphery(network)
    found = find_communities(network, rng=rng, trials=_FEWER_TRIALS)
    _note(nodes, "core", core.core_share)
    _note(nodes, "stability", measure_stability(company.label, found.label))
    _note(whole, "modularity", found.modularity)
    _note(whole, "communities", float(found.count - (network.degree == 0).sum()))
    _note(whole, "core_size", float(core.core_size))
    _note(whole, "core_error_share", core.error_share)


@dataclass(frozen=True)
class Left:
    """What is left of D networks after K numbers of removals, and who was taken out, the first first; nobody by chance."""

    largest_share: Floats  # (D, K)
    efficiency: Floats  # (D, K)
    order: tuple[int, ...]


def list_orders(seen: Network, *, count: int, rng: np.random.Generator) -> dict[TargetRule, NDArray[np.int64]]:
    """Whom each rule takes out, chosen by what is seen."""
    return {rule: list_targets(seen, rule=rule, count=count, rng=rng) for rule in RULES}


def measure_removal(
    networks: Sequence[Network],
    orders: dict[TargetRule, NDArray[np.int64]],
    *,
    counts: Sequence[int],
    rng: np.random.Generator,
) -> dict[TargetRule, Left]:
    """What is left by rule, nodes being chosen by what is seen and removed from what could be true.

    An order by chance is drawn anew for every network, so that its interval holds the chance of the order too.
    """
    has_efficiency = networks[0].nodes_count <= MOST_FOR_EFFICIENCY
    found: dict[TargetRule, Left] = {}
    for rule, order in orders.items():
        left = [
            simulate_removal(
                network,
                rng.permutation(network.nodes_count)[: max(counts)] if rule == "random" else order,
                counts=counts,
                has_efficiency=has_efficiency,
            )
            for network in networks
        ]
        found[rule] = Left(
            np.stack([one.largest_share for one in left]),
            np.stack([one.efficiency for one in left]),
            () if rule == "random" else tuple(order.tolist()),
        )
    return found


def _measure_density(network: Network) -> float:
    possible = network.nodes_count * (network.nodes_count - 1) / (1 if network.is_directed else 2)
    return network.ties_count / possible


def _note(table: dict[str, list[_T]], key: str, value: _T) -> None:
    table.setdefault(key, []).append(value)
