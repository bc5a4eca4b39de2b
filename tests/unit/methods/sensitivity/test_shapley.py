"""Are shares under correlation fair where the fair ones are known?"""

import numpy as np
import pytest

from tocsin.methods.draws.correlation import correlate
from tocsin.methods.draws.points import Points
from tocsin.methods.sensitivity import shapley
from tocsin.methods.sensitivity.errors import NotPositiveError, SampleShapeError
from tocsin.methods.sensitivity.shapley import shapley_shares

POINTS = Points(seed=8, randomisations=16, log2_points=9)
SCORES = np.stack([POINTS.normals(i) for i in range(4)], axis=1)
DECLARED = np.eye(4)
DECLARED[0, 1] = DECLARED[1, 0] = 0.6
JOINT = correlate(SCORES, DECLARED).normals


def known_shares(weights: list[float], *, rho: float) -> np.ndarray:
    first, second = weights
    shared = rho * first * second
    own = [first**2 * (1 - rho**2 / 2) + second**2 * rho**2 / 2, second**2 * (1 - rho**2 / 2) + first**2 * rho**2 / 2]
    return (np.array(own) + shared) / (first**2 + second**2 + 2 * shared)


def test_two_correlated_inputs_have_their_known_shares() -> None:
    found = shapley_shares(JOINT[:, :2], JOINT[:, :2] @ [2.0, 1.0])
    assert found.shapley == pytest.approx(known_shares([2.0, 1.0], rho=2 * np.sin(np.pi * 0.1)), abs=2e-3)


def test_a_product_is_shared_out_on_the_log_scale() -> None:
    inputs = np.exp(JOINT[:, :2])
    found = shapley_shares(inputs, inputs[:, 0] ** 2 * inputs[:, 1], scale="log")
    assert found.shapley == pytest.approx(known_shares([2.0, 1.0], rho=2 * np.sin(np.pi * 0.1)), abs=2e-3)


def test_independent_inputs_have_the_shares_of_their_variance() -> None:
    found = shapley_shares(SCORES, SCORES @ [3.0, 2.0, 1.0, 0.0])
    assert found.shapley == pytest.approx(np.array([9, 4, 1, 0]) / 14, abs=5e-3)


def test_shares_and_rest_add_up_to_one() -> None:
    found = shapley_shares(JOINT, JOINT[:, 0] + JOINT[:, 2] ** 2)
    assert found.shapley.sum() + found.unexplained == pytest.approx(1.0, abs=1e-12)


def test_what_no_straight_line_explains_is_told() -> None:
    assert shapley_shares(SCORES[:, :1], SCORES[:, 0] ** 2).unexplained == pytest.approx(1.0, abs=0.02)


def test_copies_share_alike() -> None:
    inputs = np.column_stack([SCORES[:, 0], SCORES[:, 0], SCORES[:, 1]])
    assert shapley_shares(inputs, inputs[:, 0] + SCORES[:, 1]).shapley == pytest.approx([0.25, 0.25, 0.5], abs=5e-3)


def test_a_useless_input_shares_through_what_it_goes_with() -> None:
    assert shapley_shares(JOINT[:, :2], JOINT[:, 0]).shapley[1] > 0.1


def test_declared_independence_leaves_a_useless_input_nothing() -> None:
    assert shapley_shares(JOINT[:, :2], JOINT[:, 0], spearman=np.eye(2)).shapley[1] == pytest.approx(0.0, abs=1e-12)


def test_declared_correlations_give_the_same_groups_as_the_draws() -> None:
    output = JOINT @ [1.0, 2.0, 3.0, 4.0]
    seen, told = shapley_shares(JOINT, output), shapley_shares(JOINT, output, spearman=DECLARED)
    assert np.array_equal(seen.shapley, told.shapley)


def test_many_orders_come_close_to_all_subsets(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = SCORES @ np.random.default_rng(4).normal(size=(4, 4))
    output = inputs @ [1.0, -2.0, 3.0, 0.5]
    exact = shapley_shares(inputs, output).shapley
    monkeypatch.setattr(shapley, "_MOST_EXACT", 1)
    assert shapley_shares(inputs, output).shapley == pytest.approx(exact, abs=0.01)


def test_it_is_told_when_not_all_subsets_were_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapley, "_MOST_EXACT", 1)
    assert not shapley_shares(JOINT[:, :2], JOINT[:, 0]).is_exact


def test_the_error_covers_the_miss() -> None:
    found = shapley_shares(SCORES, SCORES @ [3.0, 2.0, 1.0, 0.0])
    assert abs(found.shapley[0] - 9 / 14) < 4 * found.error[0] < 0.05


def test_a_fixed_input_has_no_share() -> None:
    inputs = np.column_stack([SCORES[:, 0], np.full(POINTS.draws, 0.1)])
    assert shapley_shares(inputs, SCORES[:, 0]).shapley.tolist() == pytest.approx([1.0, 0.0])


def test_an_output_without_variance_has_no_shares() -> None:
    assert np.isnan(shapley_shares(SCORES, np.full(POINTS.draws, 0.3)).shapley).all()


def test_a_table_for_other_inputs_is_refused() -> None:
    with pytest.raises(SampleShapeError, match="there are 4 inputs"):
        shapley_shares(SCORES, SCORES[:, 0], spearman=np.eye(3))


def test_missing_draws_are_refused() -> None:
    with pytest.raises(SampleShapeError, match="missing or infinite"):
        shapley_shares(SCORES, SCORES[:, 0] * np.nan)


def test_an_output_below_zero_has_no_log_scale() -> None:
    with pytest.raises(NotPositiveError, match="no logarithm"):
        shapley_shares(SCORES, SCORES[:, 0], scale="log")


@pytest.mark.parametrize("unit", [1e-250, 1e250])
def test_the_units_of_inputs_and_output_do_not_matter(unit: float) -> None:
    output = JOINT[:, :2] @ [2.0, 1.0]
    plain, scaled = (shapley_shares(JOINT[:, :2] * u, output * u).shapley for u in (1.0, unit))
    assert scaled == pytest.approx(plain, rel=1e-9)


def test_declared_correlations_that_are_missing_are_refused() -> None:
    with pytest.raises(SampleShapeError, match="Say 0 for inputs that do not"):
        shapley_shares(SCORES[:, :2], SCORES[:, 0], spearman=[[1.0, np.nan], [np.nan, 1.0]])
