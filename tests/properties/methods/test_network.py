"""What holds for every network, whatever its nodes are called?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.broker_roles import count_broker_roles
from tocsin.methods.network.change import compare_phases
from tocsin.methods.network.communities import find_communities
from tocsin.methods.network.components import label_components
from tocsin.methods.network.constraint import constraint
from tocsin.methods.network.core_periphery import core_periphery
from tocsin.methods.network.equivalence import find_equivalence
from tocsin.methods.network.k_core import core_numbers
from tocsin.methods.network.network import Network
from tocsin.methods.network.perturbation import perturb_network
from tocsin.methods.network.removal import simulate_removal
from tocsin.methods.network.stability import measure_stability
from tocsin.methods.network.targets import list_targets
from tocsin.methods.network.unseen_modularity import extrapolate_modularity

SEEDS = st.integers(0, 2**32 - 1)
NODES = 14


def draw_network(seed: int, *, is_directed: bool = False) -> Network:
    rng = np.random.default_rng(seed)
    chosen = rng.random((NODES, NODES)) < rng.uniform(0.05, 0.5)
    chosen[0, 1] = True
    start, end = np.nonzero(chosen & ~np.eye(NODES, dtype=bool) if is_directed else np.triu(chosen, 1))
    return Network(NODES, start, end, rng.uniform(0.5, 5, len(start)), is_directed)


def relabel(network: Network, seed: int) -> tuple[Network, np.ndarray]:
    rng = np.random.default_rng(seed)
    name, order = rng.permutation(network.nodes_count), rng.permutation(network.ties_count)
    start, end, weight = name[network.start][order], name[network.end][order], network.weight[order]
    return Network(network.nodes_count, start, end, weight, network.is_directed), name


@given(SEEDS, st.booleans())
def test_relabelling_nodes_changes_no_measure_of_them(seed: int, is_directed: bool) -> None:
    network = draw_network(seed, is_directed=is_directed)
    other, name = relabel(network, seed)
    for measure in (
        lambda one: betweenness(one).share,
        constraint,
        core_numbers,
        lambda one: core_periphery(one).core_share,
    ):
        assert measure(other)[name] == pytest.approx(measure(network), nan_ok=True)


@given(SEEDS, st.booleans())
def test_relabelling_nodes_changes_no_role(seed: int, is_directed: bool) -> None:
    network = draw_network(seed, is_directed=is_directed)
    other, name = relabel(network, seed)
    party = np.random.default_rng(seed).integers(0, 3, NODES)
    turned = np.empty(NODES, dtype=int)
    turned[name] = party
    assert count_broker_roles(other, turned).table()[name] == pytest.approx(count_broker_roles(network, party).table())


@given(SEEDS)
def test_relabelling_nodes_changes_no_component_and_no_class(seed: int) -> None:
    network = draw_network(seed)
    other, name = relabel(network, seed)
    for part in (label_components, lambda one: find_equivalence(one, likeness=1.0)):
        assert (measure_stability(part(other)[name], part(network)) == 1).all()


@given(SEEDS)
def test_relabelling_nodes_changes_nothing_that_is_left(seed: int) -> None:
    network = draw_network(seed)
    other, name = relabel(network, seed)
    order = np.random.default_rng(seed).permutation(NODES)[:6]
    before, after = (
        simulate_removal(one, nodes, counts=(0, 2, 6)) for one, nodes in ((network, order), (other, name[order]))
    )
    assert [*after.largest_share, *after.efficiency] == pytest.approx([*before.largest_share, *before.efficiency])


@given(SEEDS)
def test_what_is_left_never_grows(seed: int) -> None:
    network, rng = draw_network(seed), np.random.default_rng(seed)
    left = simulate_removal(network, list_targets(network, rule="random", count=10, rng=rng), counts=range(11))
    assert (np.diff(left.largest_share) <= 0).all()
    assert (np.diff(left.efficiency) <= 1e-12).all()


@given(SEEDS)
def test_no_targets_are_named_twice(seed: int) -> None:
    for rule in ("degree", "betweenness", "random"):
        found = list_targets(draw_network(seed), rule=rule, count=NODES, rng=np.random.default_rng(seed))  # type: ignore[arg-type]
        assert sorted(found.tolist()) == list(range(NODES))


@given(SEEDS)
def test_communities_are_no_worse_than_none(seed: int) -> None:
    assert find_communities(draw_network(seed), rng=np.random.default_rng(seed)).modularity >= -1e-12


@given(SEEDS, st.floats(0, 0.6), st.booleans())
def test_seen_ties_stay_where_none_is_doubted(seed: int, share: float, is_directed: bool) -> None:
    network = draw_network(seed, is_directed=is_directed)
    drawn = perturb_network(network, [share] * 3, rng=np.random.default_rng(seed), model="degree").networks
    assert all((one.tie_table() | ~network.tie_table()).all() for one in drawn)


@given(SEEDS, SEEDS)
def test_change_is_the_same_both_ways(seed: int, other: int) -> None:
    one, two = draw_network(seed), draw_network(other)
    there, back = compare_phases([one, two]), compare_phases([two, one])
    assert (there.ties_kept_share[0], there.turnover_share[0]) == (back.ties_kept_share[0], back.turnover_share[0])


@given(SEEDS, st.booleans())
def test_with_nothing_missing_the_whole_is_as_modular_as_what_was_seen(seed: int, is_directed: bool) -> None:
    network = draw_network(seed, is_directed=is_directed)
    seen = find_communities(network, rng=np.random.default_rng(seed)).modularity
    assert extrapolate_modularity(network, [0.0] * 3, rng=np.random.default_rng(seed)).tolist() == [seen] * 3
