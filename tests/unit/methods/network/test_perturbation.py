"""Do drawn networks depart from what was seen as far as was stated, and what is left of them when nodes go?"""

import numpy as np
import pytest

from tocsin.methods.network import perturbation
from tocsin.methods.network.change import compare_phases
from tocsin.methods.network.errors import MissingShareError, NetworkError
from tocsin.methods.network.network import Network
from tocsin.methods.network.perturbation import perturb_network
from tocsin.methods.network.removal import simulate_removal
from tocsin.methods.network.targets import TargetRule, list_targets

# Two circles of six, all tied inside, and one tie between them.
INSIDE = [(i, j) for i in range(6) for j in range(i + 1, 6)]
TIES = np.array([*INSIDE, *((i + 6, j + 6) for i, j in INSIDE), (0, 6)])
THINNED = TIES[np.arange(len(TIES)) % 3 > 0]
CIRCLES = Network(12, THINNED[:, 0], THINNED[:, 1])
CIRCLE = np.repeat([0, 1], 6)
STAR = Network(5, np.zeros(4, dtype=int), np.array([1, 2, 3, 4]))


def test_as_many_ties_are_added_as_the_share_says() -> None:
    drawn = perturb_network(CIRCLES, np.full(400, 0.2), rng=np.random.default_rng(1), model="uniform")
    assert drawn.added.mean() == pytest.approx(CIRCLES.ties_count * 0.25, abs=0.1)


def test_nothing_missing_and_nothing_doubted_changes_nothing() -> None:
    drawn = perturb_network(CIRCLES, [0.0], rng=np.random.default_rng(1), community=CIRCLE)
    assert (drawn.networks[0].start == CIRCLES.start).all()


def test_ties_are_dropped_as_their_confidence_says() -> None:
    confidence = np.where(np.arange(CIRCLES.ties_count) < 5, 0.0, 1.0)
    drawn = perturb_network(CIRCLES, [0.0], rng=np.random.default_rng(1), confidence=confidence, model="degree")
    assert drawn.dropped.tolist() == [5]


def test_missing_ties_follow_communities() -> None:
    drawn = perturb_network(CIRCLES, np.full(200, 0.2), rng=np.random.default_rng(1), community=CIRCLE)
    new = np.concatenate(
        [one.start[CIRCLES.ties_count :] // 6 != one.end[CIRCLES.ties_count :] // 6 for one in drawn.networks]
    )
    assert new.mean() < 0.5


def test_missing_ties_follow_degrees() -> None:
    kite = Network(7, np.array([0, 0, 0, 0, 1, 5]), np.array([1, 2, 3, 4, 2, 6]))
    drawn = perturb_network(kite, np.full(300, 0.3), rng=np.random.default_rng(1), model="degree")
    gained = np.mean([one.degree - kite.degree for one in drawn.networks], axis=0) / (6 - kite.degree)
    assert gained[0] > 1.5 * gained[5]


def test_draws_without_enough_room_are_counted() -> None:
    drawn = perturb_network(STAR, [0.0, 0.9], rng=np.random.default_rng(1), model="uniform")
    assert (drawn.capped_count, drawn.networks[1].ties_count) == (1, 10)


def test_directed_networks_stay_directed() -> None:
    chain = Network(4, np.array([0, 1]), np.array([1, 2]), is_directed=True)
    assert perturb_network(chain, [0.5], rng=np.random.default_rng(1), model="degree").networks[0].is_directed


@pytest.mark.parametrize("share", [[1.0], [-0.1], [np.nan], [], [[0.1]]])
def test_a_share_that_is_none_is_refused(share: list[float]) -> None:
    with pytest.raises(MissingShareError, match="from 0 to below 1"):
        perturb_network(STAR, share, rng=np.random.default_rng(1), model="uniform")


@pytest.mark.parametrize("confidence", [[1.0], [2.0] * 4, [np.nan] * 4])
def test_a_confidence_that_is_none_is_refused(confidence: list[float]) -> None:
    with pytest.raises(MissingShareError, match="one probability per tie"):
        perturb_network(STAR, [0.1], rng=np.random.default_rng(1), confidence=confidence, model="uniform")


def test_communities_are_needed_by_their_model() -> None:
    with pytest.raises(NetworkError, match="Find communities first"):
        perturb_network(STAR, [0.1], rng=np.random.default_rng(1))


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(NetworkError, match="no model of missing ties"):
        perturb_network(STAR, [0.1], rng=np.random.default_rng(1), model="small-world")  # type: ignore[arg-type]


def test_a_network_too_large_for_all_its_pairs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(perturbation, "MOST_PAIRS", 9)
    with pytest.raises(NetworkError, match="one community or component"):
        perturb_network(STAR, [0.1], rng=np.random.default_rng(1), model="uniform")


def test_without_its_centre_a_star_falls_to_pieces() -> None:
    left = simulate_removal(STAR, [0], counts=[0, 1])
    assert left.largest_share.tolist() == [1.0, 0.2]


def test_with_all_gone_nothing_is_left() -> None:
    left = simulate_removal(STAR, [4, 3, 2, 1, 0], counts=[5])
    assert (left.largest_share[0], left.efficiency[0]) == (0.0, 0.0)


def test_efficiency_can_be_left_out() -> None:
    assert np.isnan(simulate_removal(STAR, [0], counts=[1], has_efficiency=False).efficiency).all()


@pytest.mark.parametrize("order", [[0, 0], [5], [-1]])
def test_an_order_of_nodes_that_are_not_there_is_refused(order: list[int]) -> None:
    with pytest.raises(NetworkError, match="each node once"):
        simulate_removal(STAR, order, counts=[1])


def test_more_removals_than_the_order_has_are_refused() -> None:
    with pytest.raises(NetworkError, match="from 0 to 1"):
        simulate_removal(STAR, [0], counts=[2])


@pytest.mark.parametrize("rule", ["degree", "betweenness"])
def test_the_bridge_is_found_anew_after_each_removal(rule: str) -> None:
    two_stars = Network(9, np.array([0, 0, 0, 0, 4, 5, 5, 5]), np.array([1, 2, 3, 4, 5, 6, 7, 8]))
    found = list_targets(two_stars, rule=rule, count=2, rng=np.random.default_rng(1))  # type: ignore[arg-type]
    assert set(found.tolist()) == {0, 5}


def test_an_unknown_rule_of_removal_is_refused() -> None:
    with pytest.raises(NetworkError, match="no rule of removal"):
        list_targets(STAR, rule="luck", count=1, rng=np.random.default_rng(1))  # type: ignore[arg-type]


def test_more_targets_than_nodes_are_refused() -> None:
    with pytest.raises(NetworkError, match="from 0 to 5"):
        list_targets(STAR, rule="random", count=6, rng=np.random.default_rng(1))


def test_a_phase_compared_with_itself_keeps_everything() -> None:
    found = compare_phases([STAR, STAR])
    assert (found.ties_kept_share[0], found.nodes_kept_share[0], found.turnover_share[0]) == (1.0, 1.0, 0.0)


def test_direction_of_writing_changes_no_tie() -> None:
    turned = Network(5, np.array([1, 2, 3, 4]), np.zeros(4, dtype=int))
    assert compare_phases([STAR, turned]).ties_kept_share[0] == 1.0


def test_phases_without_any_tie_keep_an_unknown_share() -> None:
    empty = Network(5, np.array([], dtype=int), np.array([], dtype=int))
    assert np.isnan(compare_phases([empty, empty]).ties_kept_share[0])


@pytest.mark.parametrize("phases", [[STAR], [STAR, CIRCLES]])
def test_phases_that_cannot_be_compared_are_refused(phases: list[Network]) -> None:
    with pytest.raises(NetworkError, match="phases"):
        compare_phases(phases)


# A ring of four with a tail: by ties 0 and 2 are equal, by shortest ways 2 comes first.
RING_WITH_TAILS = Network(7, np.array([0, 1, 2, 3, 2, 4, 0]), np.array([1, 2, 3, 0, 4, 5, 6]))


@pytest.mark.parametrize("seed", range(5))
def test_equal_nodes_are_told_apart_by_the_other_rule_and_not_by_chance(seed: int) -> None:
    assert list_targets(RING_WITH_TAILS, rule="degree", count=1, rng=np.random.default_rng(seed)).tolist() == [2]


@pytest.mark.parametrize("rule", ["degree", "betweenness"])
@pytest.mark.parametrize("seed", range(5))
def test_nodes_equal_by_both_rules_go_in_their_order(rule: TargetRule, seed: int) -> None:
    ring = Network(5, np.arange(5), (np.arange(5) + 1) % 5)
    assert list_targets(ring, rule=rule, count=1, rng=np.random.default_rng(seed)).tolist() == [0]


@pytest.mark.parametrize("rule", ["degree", "betweenness"])
def test_the_order_of_ties_does_not_decide_who_is_taken_out(rule: TargetRule) -> None:
    order = np.random.default_rng(3).permutation(RING_WITH_TAILS.ties_count)
    mixed = Network(7, RING_WITH_TAILS.end[order], RING_WITH_TAILS.start[order])
    found = [list_targets(one, rule=rule, count=5, rng=np.random.default_rng(1)) for one in (RING_WITH_TAILS, mixed)]
    assert found[0].tolist() == found[1].tolist()
