"""Do ranks, central weights and confidence factors follow from the draws?"""

import numpy as np
import pytest

from tocsin.methods.score.aggregate import ScoreShapeError, ScoreValueError, WeightSumError
from tocsin.methods.score.smaa import SmaaResult, smaa

THREE = np.array([[1.0, 0.0], [0.6, 0.6], [0.0, 1.0]])
WEIGHTS = np.array([[0.9, 0.1], [0.7, 0.3], [0.5, 0.5], [0.1, 0.9]])


def rank_uncertain(**changes: int) -> SmaaResult:
    rng = np.random.default_rng(3)
    values = np.clip(THREE + rng.normal(0, 0.3, (4_000, 3, 2)), 0, 1)
    return smaa(values, rng.dirichlet([1, 1], 4_000), **changes)


def test_central_weights_are_the_mean_where_first() -> None:
    assert smaa(THREE, WEIGHTS).central_weights[0] == pytest.approx([0.8, 0.2])


def test_never_first_has_no_central_weights() -> None:
    assert np.isnan(smaa([[1.0, 1.0], [0.0, 0.0]], WEIGHTS).central_weights[1]).all()


def test_never_first_has_no_confidence() -> None:
    assert np.isnan(smaa([[1.0, 1.0], [0.0, 0.0]], WEIGHTS).confidence[1])


def test_known_scores_give_full_confidence() -> None:
    assert smaa(THREE, WEIGHTS).confidence.tolist() == [1.0, 1.0, 1.0]


def test_tied_at_the_central_weights_shares_confidence() -> None:
    assert smaa([[1.0, 0.0], [1.0, 0.0]], WEIGHTS).confidence.tolist() == [0.5, 0.5]


def test_confidence_is_the_share_of_draws_first_under_the_central_weights() -> None:
    values = np.array([[[1.0, 1.0], [0.0, 0.0]]] * 3 + [[[0.0, 0.0], [1.0, 1.0]]])
    assert smaa(values, WEIGHTS).confidence.tolist() == [0.75, 0.25]


def test_same_scores_in_every_draw_rank_like_known_scores() -> None:
    repeated = smaa(np.tile(THREE, (4, 1, 1)), WEIGHTS)
    assert (repeated.rank_acceptability == smaa(THREE, WEIGHTS).rank_acceptability).all()


def test_error_of_central_weights_is_that_of_their_mean() -> None:
    rng = np.random.default_rng(5)
    weights = rng.dirichlet([1, 1], 3_000)
    first = weights[:, 0] > 0.6
    expected = weights[first, 0].std(ddof=1) / np.sqrt(first.sum())
    assert smaa(THREE, weights).central_weights_error[0, 0] == pytest.approx(expected)


def test_one_draw_first_has_no_error() -> None:
    assert np.isnan(smaa(THREE, WEIGHTS).central_weights_error[2]).all()


def test_errors_of_independent_randomisations_agree_with_those_of_draws() -> None:
    spread, independent = rank_uncertain(randomisations=40), rank_uncertain()
    ratio = spread.central_weights_error / independent.central_weights_error
    assert ((ratio > 0.5) & (ratio < 2)).all()


def test_confidence_error_of_independent_randomisations_agrees_with_that_of_draws() -> None:
    ratio = rank_uncertain(randomisations=40).confidence_error / rank_uncertain().confidence_error
    assert ((ratio > 0.5) & (ratio < 2)).all()


def test_geometric_combination_punishes_a_zero() -> None:
    weights = np.array([[0.9, 0.1], [0.8, 0.2]])
    assert smaa(THREE, weights, combination="geometric").rank_acceptability[1, 0] == 1.0


def test_equal_scores_in_another_order_tie_at_equal_weights() -> None:
    scores = np.array([[0.1, 0.2, 0.7], [0.7, 0.1, 0.2], [0.2, 0.7, 0.1]])
    assert smaa(scores, np.full((10, 3), 1 / 3)).expected_rank.tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("values", [THREE[0], THREE[:, :1], np.tile(THREE, (3, 1, 1)), THREE[:0]])
def test_arrays_that_do_not_fit_are_refused(values: np.ndarray) -> None:
    with pytest.raises(ScoreShapeError):
        smaa(values, WEIGHTS)


@pytest.mark.parametrize("shape", [(3, 2), (4, 3, 2)])
def test_missing_score_is_refused(shape: tuple[int, ...]) -> None:
    values = np.ones(shape)
    values[..., 0, 0] = np.nan
    with pytest.raises(ScoreValueError, match="unknown"):
        smaa(values, WEIGHTS)


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(WeightSumError, match=r"adds up to 0.9"):
        smaa(THREE, WEIGHTS * 0.9)


def test_negative_score_has_no_geometric_rank() -> None:
    with pytest.raises(ScoreValueError, match="below zero"):
        smaa(-THREE, WEIGHTS, combination="geometric")


def test_an_unknown_way_to_combine_is_refused() -> None:
    with pytest.raises(ScoreValueError, match="Choose 'additive' or 'geometric'"):
        smaa(THREE, WEIGHTS, combination="harmonic")  # type: ignore[arg-type]  # that is the mistake


def test_scores_on_a_tiny_scale_are_ranked_like_others() -> None:
    assert smaa(THREE * 1e-300, WEIGHTS).expected_rank.tolist() == smaa(THREE, WEIGHTS).expected_rank.tolist()


def test_one_alternative_is_always_first() -> None:
    assert smaa([[0.2, 0.4]], WEIGHTS).rank_acceptability.tolist() == [[1.0]]


def test_errors_cover_the_spread_over_seeds() -> None:
    runs = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        values = THREE + rng.normal(0, 0.3, (500, 3, 2))
        runs.append(smaa(values, rng.dirichlet([1, 1], 500)))
    spread = np.std([run.expected_rank for run in runs], axis=0)
    assert spread == pytest.approx(np.mean([run.expected_rank_error for run in runs], axis=0), rel=0.3)
