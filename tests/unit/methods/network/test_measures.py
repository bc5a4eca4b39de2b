"""Do measures of nodes come to what can be counted by hand?"""

from itertools import combinations, permutations

import numpy as np
import pytest

from tocsin.methods.network.betweenness import betweenness
from tocsin.methods.network.broker_roles import BROKER_ROLES, count_broker_roles
from tocsin.methods.network.communities import find_communities
from tocsin.methods.network.constraint import constraint
from tocsin.methods.network.core_periphery import core_periphery
from tocsin.methods.network.equivalence import find_equivalence
from tocsin.methods.network.errors import NetworkError, NoTiesError
from tocsin.methods.network.k_core import core_numbers
from tocsin.methods.network.network import Network
from tocsin.methods.network.stability import measure_stability

RING = Network(5, np.array([0, 1, 2, 3, 4]), np.array([1, 2, 3, 4, 0]))
STAR = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))
LONELY = Network(3, np.array([0]), np.array([1]))
EMPTY = Network(3, np.array([], dtype=int), np.array([], dtype=int))


def draw_network(seed: int, *, nodes: int = 8, is_directed: bool = False) -> Network:
    rng = np.random.default_rng(seed)
    pairs = list(permutations(range(nodes), 2) if is_directed else combinations(range(nodes), 2))
    chosen = np.array([pair for pair in pairs if rng.random() < 0.4]).reshape(-1, 2)
    return Network(nodes, chosen[:, 0], chosen[:, 1], is_directed=is_directed)


def test_the_centre_of_a_star_lies_between_all() -> None:
    assert betweenness(STAR).share.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]


def test_a_pair_with_two_shortest_ways_counts_by_halves() -> None:
    square = Network(4, np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0]))
    assert betweenness(square).pairs.tolist() == [0.5] * 4


def test_directions_count_for_betweenness() -> None:
    chain = Network(3, np.array([0, 1]), np.array([1, 2]), is_directed=True)
    assert betweenness(chain).share.tolist() == [0.0, 0.5, 0.0]


def test_two_nodes_have_nothing_between_them() -> None:
    assert betweenness(Network(2, np.array([0]), np.array([1]))).share.tolist() == [0.0, 0.0]


def test_constraint_in_a_triangle_is_nine_eighths() -> None:
    assert constraint(Network(3, np.array([0, 0, 1]), np.array([1, 2, 2]))) == pytest.approx([1.125] * 3)


def test_constraint_counts_weights() -> None:
    uneven = Network(3, np.array([0, 0]), np.array([1, 2]), np.array([3.0, 1.0]))
    assert constraint(uneven)[0] == pytest.approx(0.75**2 + 0.25**2)


def test_constraint_of_nobody_is_not_known() -> None:
    assert np.isnan(constraint(LONELY)[2])


@pytest.mark.parametrize("seed", range(10))
def test_no_other_core_contradicts_fewer_pairs(seed: int) -> None:
    network = draw_network(seed)
    tied, best = network.tie_table(), np.inf
    for size in range(1, 9):
        for core in combinations(range(8), size):
            inside = np.isin(np.arange(8), core)
            missing = sum(not tied[pair] for pair in combinations(core, 2))
            best = min(best, missing + tied[np.ix_(~inside, ~inside)].sum() / 2)
    assert core_periphery(network).error_ties == best


def test_seats_in_the_core_are_shared_by_equals() -> None:
    assert core_periphery(RING).core_share.tolist() == [0.4] * 5


def test_no_core_without_ties() -> None:
    with pytest.raises(NoTiesError, match="no core"):
        core_periphery(EMPTY)


def test_core_numbers_of_a_ring_are_two() -> None:
    assert core_numbers(RING).tolist() == [2] * 5


def test_no_communities_without_ties() -> None:
    with pytest.raises(NoTiesError, match="hang together"):
        find_communities(EMPTY, rng=np.random.default_rng(1))


@pytest.mark.parametrize(("resolution", "trials"), [(0.0, 1), (np.nan, 1), (1.0, 0)])
def test_settings_of_communities_that_mean_nothing_are_refused(resolution: float, trials: int) -> None:
    with pytest.raises(NetworkError, match="resolution"):
        find_communities(STAR, rng=np.random.default_rng(1), resolution=resolution, trials=trials)


def test_a_node_without_ties_is_a_community_by_itself() -> None:
    assert find_communities(LONELY, rng=np.random.default_rng(1)).label.tolist() == [0, 0, 1]


def test_one_community_has_no_modularity() -> None:
    triangle = Network(3, np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert find_communities(triangle, rng=np.random.default_rng(1)).modularity == pytest.approx(0.0)


def test_modularity_counts_weights() -> None:
    pairs = Network(4, np.array([0, 2]), np.array([1, 3]), np.array([3.0, 1.0]))
    assert find_communities(pairs, rng=np.random.default_rng(1)).modularity == pytest.approx(1 - 0.75**2 - 0.25**2)


@pytest.mark.parametrize("is_directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_roles_agree_with_a_count_over_all_triples(seed: int, is_directed: bool) -> None:
    network = draw_network(seed, is_directed=is_directed)
    party, tied = np.random.default_rng(seed).integers(0, 3, 8), network.tie_table()
    expected = np.zeros((8, 5))
    for i, v, j in permutations(range(8), 3):
        if tied[i, v] and tied[v, j] and not tied[i, j]:
            a, b, c = party[i], party[v], party[j]
            role = 0 if a == b == c else 1 if a == c else 2 if b == c else 3 if a == b else 4
            expected[v, role] += 1 if is_directed else 0.5
    assert count_broker_roles(network, party).table() == pytest.approx(expected)


def test_roles_have_the_names_of_their_columns() -> None:
    found = count_broker_roles(Network(3, np.array([0, 1]), np.array([1, 2]), is_directed=True), [0, 1, 2])
    assert {name: getattr(found, name)[1] for name in BROKER_ROLES}["liaison"] == 1.0


def test_one_party_per_node_is_needed() -> None:
    with pytest.raises(NetworkError, match="one party per node"):
        count_broker_roles(STAR, [0, 1])


def test_nodes_with_the_same_neighbours_are_equivalent() -> None:
    two_by_three = Network(5, np.repeat([0, 1], 3), np.tile([2, 3, 4], 2))
    assert find_equivalence(two_by_three, likeness=1.0).tolist() == [0, 0, 1, 1, 1]


def test_directions_set_nodes_apart() -> None:
    chain = Network(3, np.array([0, 1]), np.array([1, 2]), is_directed=True)
    assert find_equivalence(chain).tolist() == [0, 1, 2]


@pytest.mark.parametrize("likeness", [0.0, 1.1, np.nan])
def test_a_likeness_that_is_no_share_is_refused(likeness: float) -> None:
    with pytest.raises(NetworkError, match="likeness"):
        find_equivalence(STAR, likeness=likeness)


def test_company_that_stays_is_kept_in_full() -> None:
    assert measure_stability([0, 0, 1], [5, 5, 2]).tolist() == [1.0, 1.0, 1.0]


def test_partings_of_different_nodes_are_refused() -> None:
    with pytest.raises(NetworkError, match="found in both"):
        measure_stability([0, 0], [0, 0, 1])
