"""Does each place send on what it receives, and is what cannot be carried refused or counted?"""

import numpy as np
import pytest

from tocsin.methods.flow.conserve import conserve
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError, MarginSumError, UnreachableMarginError

LINE = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]


def test_a_single_way_carries_everything() -> None:
    assert conserve(LINE, [5, -1, -4]).flows[0] == pytest.approx(np.array([[0, 5, 0], [0, 0, 4], [0, 0, 0]]))


def test_two_equal_ways_share_by_their_records() -> None:
    found = conserve([[0, 3, 1, 0], [0, 0, 0, 3], [0, 0, 0, 1], [0, 0, 0, 0]], [8, 0, 0, -8]).flows[0]
    assert found[0].tolist() == pytest.approx([0, 6, 2, 0])


def test_the_form_is_one_potential_per_place() -> None:
    seed = np.array([[0, 3, 1, 0], [0, 0, 2, 2], [0, 1, 0, 3], [0, 0, 0, 0.0]])
    found = conserve(seed, [10, -1, -2, -7]).flows[0]
    pull = np.divide(found, seed, out=np.zeros((4, 4)), where=seed > 0)
    assert pull[0, 1] * pull[1, 3] == pytest.approx(pull[0, 2] * pull[2, 3])
    assert pull[1, 2] * pull[2, 1] == pytest.approx((found.sum() / seed.sum()) ** 2)


def test_no_other_flows_are_nearer_to_the_seed() -> None:
    seed = np.array([[0, 3, 1, 0], [0, 0, 2, 2], [0, 1, 0, 3], [0, 0, 0, 0.0]])
    found = conserve(seed, [10, -1, -2, -7]).flows[0]

    def depart(flows: np.ndarray) -> float:
        shares = flows[seed > 0] / flows.sum()
        return float(flows.sum() * (shares * np.log(shares / (seed[seed > 0] / seed.sum()))).sum())

    around, detour = np.zeros((4, 4)), np.zeros((4, 4))
    around[1, 2], around[2, 1] = 1, 1
    detour[0, 1], detour[1, 3], detour[0, 2], detour[2, 3] = 1, 1, -1, -1
    moved = [found + step * way for way in (around, detour) for step in (-0.1, 0.1)]
    assert all(depart(flows) > depart(found) for flows in moved)


def test_draws_beyond_one_block_are_solved_alike() -> None:
    seed = np.triu(np.ones((30, 30)), 1)
    net = np.zeros((230, 30))
    net[:, 0], net[:, -1] = 1, -1
    found = conserve(seed, net)
    assert (found.failed_count, np.ptp(found.flows, axis=0).max()) == (0, pytest.approx(0, abs=1e-9))


def test_a_draw_against_the_way_is_counted_as_failed() -> None:
    found = conserve(LINE, [[1, 0, -1], [-1, 0, 1], [1, -1, 0]])
    assert found.is_balanced.tolist() == [True, False, True]


def test_failed_draws_hold_finite_numbers() -> None:
    assert np.isfinite(conserve(LINE, [[1, 0, -1], [-1, 0, 1]]).flows).all()


@pytest.mark.parametrize(("net", "what"), [([1, -2, 1], "place 2 adds"), ([-1, 1, 0], "place 0 takes out")])
def test_a_place_without_a_way_is_refused(net: list[float], what: str) -> None:
    with pytest.raises(UnreachableMarginError, match=what):
        conserve(LINE, net)


def test_net_amounts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(MarginSumError, match=r"add up to \+1, not zero"):
        conserve(LINE, [2, 0, -1])


def test_a_seed_that_is_not_square_is_refused() -> None:
    with pytest.raises(FlowShapeError, match="not the same places"):
        conserve(np.ones((2, 3)), [1, -1])


def test_a_seed_with_a_diagonal_is_refused() -> None:
    with pytest.raises(FlowValueError, match="to itself"):
        conserve(np.ones((2, 2)), [1, -1])


@pytest.mark.parametrize("net", [[0, 0, 0], [np.nan, 0, 0]])
def test_nothing_to_balance_is_refused(net: list[float]) -> None:
    with pytest.raises(FlowValueError, match="nothing to balance"):
        conserve(LINE, net)
