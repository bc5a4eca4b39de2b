"""Do scores combine as the two formulas say, and are unfit ones refused?"""

import numpy as np
import pytest

from tocsin.methods.score.aggregate import (
    ScoreShapeError,
    ScoreValueError,
    WeightSumError,
    additive,
    check_values,
    geometric,
)

TWO = [[1.0, 0.0], [0.25, 1.0]]


def test_additive_total_is_the_weighted_sum() -> None:
    assert additive(TWO, [0.2, 0.8]).tolist() == pytest.approx([0.2, 0.85])


def test_geometric_total_is_the_weighted_product() -> None:
    assert geometric(TWO, [0.5, 0.5]).tolist() == [0.0, 0.5]


def test_zero_on_a_criterion_without_weight_does_not_count() -> None:
    assert geometric([[0.5, 0.0]], [1.0, 0.0])[0] == pytest.approx(0.5)


def test_draws_of_weights_give_draws_of_totals() -> None:
    assert additive(TWO, [[1.0, 0.0], [0.0, 1.0]]).tolist() == [[1.0, 0.25], [0.0, 1.0]]


def test_draws_of_scores_meet_one_set_of_weights() -> None:
    assert additive([TWO, TWO], [1.0, 0.0]).tolist() == [[1.0, 0.25], [1.0, 0.25]]


def test_draws_of_scores_meet_their_own_draw_of_weights() -> None:
    assert additive([TWO, TWO], [[1.0, 0.0], [0.0, 1.0]]).tolist() == [[1.0, 0.25], [0.0, 1.0]]


@pytest.mark.parametrize("weights", [[0.5, 0.4], [1.5, -0.5], [np.nan, 1.0]])
def test_weights_that_are_no_shares_are_refused(weights: list[float]) -> None:
    with pytest.raises(WeightSumError, match=r"share|adds up"):
        additive(TWO, weights)


@pytest.mark.parametrize("gap", [np.nan, np.inf])
def test_missing_score_is_refused_with_its_position(gap: float) -> None:
    with pytest.raises(ScoreValueError, match=r"position \[1, 0\]"):
        additive([[1.0, 0.0], [gap, 1.0]], [0.5, 0.5])


def test_negative_score_has_no_geometric_mean() -> None:
    with pytest.raises(ScoreValueError, match="below zero"):
        geometric([[-1.0, 0.5]], [0.5, 0.5])


@pytest.mark.parametrize(
    ("values", "weights"),
    [([1.0, 2.0], [1.0]), (TWO, [1.0]), ([TWO, TWO], [[0.5, 0.5]] * 3), (np.zeros((0, 2)), [0.5, 0.5])],
)
def test_arrays_that_do_not_fit_are_refused(values: object, weights: object) -> None:
    with pytest.raises(ScoreShapeError):
        additive(np.asarray(values), np.asarray(weights))


def test_an_unknown_way_to_combine_is_refused() -> None:
    with pytest.raises(ScoreValueError, match="'median', which is not known"):
        check_values(np.ones((2, 2)), combination="median")  # type: ignore[arg-type]  # that is the mistake
