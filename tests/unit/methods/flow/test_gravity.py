"""Is the exponent of distance found, and are cells never seen filled by it?"""

import numpy as np
import pytest

from tocsin.methods.flow.errors import FlowShapeError, FlowValueError
from tocsin.methods.flow.gravity import fit_gravity, smooth_counts


def draw_places(number: int, *, count: int) -> np.ndarray:
    places = np.random.default_rng(number).random((count, 2))
    apart: np.ndarray = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + 0.05
    np.fill_diagonal(apart, np.nan)
    return apart


def test_amounts_that_follow_the_law_give_its_exponent() -> None:
    apart = draw_places(1, count=8)
    seen = np.nan_to_num(np.outer(np.arange(1, 9), np.arange(9, 1, -1)) * apart**-1.7)
    found = fit_gravity(seen, apart)
    assert found.exponent == pytest.approx(1.7, abs=1e-5)
    assert found.expected == pytest.approx(seen, rel=1e-4)


@pytest.mark.slow
def test_intervals_hold_the_true_exponent_as_often_as_they_say() -> None:
    rng, apart = np.random.default_rng(2), draw_places(3, count=20)
    expected = np.nan_to_num(np.outer(rng.lognormal(2, 1, 20), rng.lognormal(0, 1, 20)) * apart**-1.5)
    found = [fit_gravity(rng.poisson(expected).astype(float), apart) for _ in range(200)]
    held = np.mean([abs(fit.exponent - 1.5) <= 1.645 * fit.error for fit in found])
    assert 0.83 < held < 0.96


def test_a_place_never_seen_is_expected_to_send_nothing() -> None:
    apart = draw_places(1, count=5)
    seen = np.nan_to_num(10 / apart)
    seen[2] = 0
    assert (fit_gravity(seen, apart).expected[2] == 0).all()


def test_something_seen_where_nothing_can_move_is_refused() -> None:
    apart = draw_places(1, count=4)
    with pytest.raises(FlowValueError, match="seen from 0 to 0"):
        fit_gravity(np.ones((4, 4)), apart)


def test_too_few_pairs_are_refused() -> None:
    with pytest.raises(FlowValueError, match="only 1 pairs"):
        fit_gravity([[0, 1], [0, 0]], [[1, 1], [1, 1]])


def test_a_distance_of_zero_is_refused() -> None:
    with pytest.raises(FlowValueError, match="not above zero"):
        fit_gravity(np.ones((2, 2)), np.zeros((2, 2)))


def test_distances_all_alike_explain_nothing() -> None:
    with pytest.raises(FlowValueError, match="explains nothing"):
        fit_gravity(np.ones((3, 3)), np.ones((3, 3)))


def test_tables_of_different_pairs_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="not of the same pairs"):
        fit_gravity(np.ones((2, 2)), np.ones((3, 3)))


def test_a_cell_never_seen_becomes_possible() -> None:
    cells = smooth_counts([[6, 0], [0, 2]], [[2, 1], [1, 2]]).cells
    assert (cells > 0).all()


def test_the_weight_is_the_published_formula() -> None:
    own, prior = np.array([0.75, 0, 0, 0.25]), np.array([2, 1, 1, 2]) / 6
    expected = (1 - (own**2).sum()) / ((prior - own) ** 2).sum()
    assert smooth_counts([[6, 0], [0, 2]], [[2, 1], [1, 2]]).weight == pytest.approx(expected)


def test_counts_exactly_as_expected_need_no_prior() -> None:
    assert smooth_counts([[2, 1], [1, 2]], [[2, 1], [1, 2]]).weight == 0


@pytest.mark.parametrize("counts", [[[0, 0], [0, 0]], [[1, 1], [1, 1]]])
def test_counts_that_the_prior_forbids_are_refused(counts: list[list[int]]) -> None:
    with pytest.raises(FlowValueError, match="nothing was seen, or something"):
        smooth_counts(counts, [[0, 1], [1, 1]])


def test_counts_and_prior_of_different_pairs_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="two tables alike"):
        smooth_counts(np.ones((2, 2)), np.ones((3, 3)))
