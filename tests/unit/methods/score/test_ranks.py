"""Are places counted right, ties shared, and errors those of the draws?"""

import numpy as np
import pytest

from tocsin.methods.score.aggregate import ScoreShapeError, ScoreValueError
from tocsin.methods.score.ranks import BLOCK, RankLevelError, rank_totals


def test_tied_alternatives_share_their_places() -> None:
    assert rank_totals([[1.0, 1.0, 0.0]] * 2).rank_acceptability.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]


def test_tied_alternatives_have_the_mean_place() -> None:
    assert rank_totals([[1.0, 1.0, 1.0, 0.0]] * 2).expected_rank.tolist() == [2.0, 2.0, 2.0, 4.0]


def test_tied_alternatives_win_half() -> None:
    assert rank_totals([[1.0, 1.0]] * 2).pairwise[0, 1] == 0.5


def test_totals_that_differ_by_rounding_are_tied() -> None:
    assert rank_totals([[0.1 + 0.2, 0.3]] * 2).pairwise[0, 1] == 0.5


def test_small_but_real_differences_are_no_ties() -> None:
    assert rank_totals([[1.0 + 1e-9, 1.0]] * 2).pairwise[0, 1] == 1.0


def test_large_totals_do_not_tie_small_ones() -> None:
    assert rank_totals([[1e13, 1.5, 1.0]] * 2).pairwise[1, 2] == 1.0


def test_ties_of_two_pairs_are_kept_apart() -> None:
    assert rank_totals([[2.0, 2.0, 1.0, 1.0]] * 2).expected_rank.tolist() == [1.5, 1.5, 3.5, 3.5]


def test_more_draws_than_a_block_are_all_counted() -> None:
    totals = np.tile([[2.0, 1.0], [1.0, 2.0], [2.0, 1.0]], (BLOCK, 1))
    assert rank_totals(totals).rank_acceptability[0, 0] == pytest.approx(2 / 3)


def test_more_than_255_alternatives_are_counted() -> None:
    totals = np.tile(np.arange(300.0), (2, 1))
    assert rank_totals(totals).expected_rank.tolist() == list(range(300, 0, -1))


def test_error_of_independent_draws_is_that_of_a_share() -> None:
    totals = np.array([[1.0, 0.0]] * 30 + [[0.0, 1.0]] * 70)
    assert rank_totals(totals).rank_acceptability_error[0, 0] == pytest.approx(np.sqrt(0.3 * 0.7 / 99))


def test_error_of_a_mean_place_is_that_of_a_mean() -> None:
    totals = np.random.default_rng(1).normal(size=(500, 5))
    places = (-totals).argsort(axis=1).argsort(axis=1) + 1
    expected = places.std(axis=0, ddof=1) / np.sqrt(500)
    assert rank_totals(totals).expected_rank_error == pytest.approx(expected)


def test_error_of_randomisations_is_their_spread() -> None:
    totals = np.array([[1.0, 0.0]] * 3 + [[0.0, 1.0]] + [[1.0, 0.0]] + [[0.0, 1.0]] * 3)
    assert rank_totals(totals, randomisations=2).rank_acceptability_error[0, 0] == pytest.approx(0.25)


def test_error_of_shared_first_places_counts_halves() -> None:
    totals = np.array([[1.0, 1.0]] * 50 + [[0.0, 1.0]] * 50)
    error = rank_totals(totals).top_acceptability_error[0, 0]
    assert error == pytest.approx(np.std([0.5] * 50 + [0.0] * 50, ddof=1) / 10)


def test_top_shares_add_up_places() -> None:
    ranks = rank_totals([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]])
    assert ranks.top(2)[0].tolist() == [0.5, 1.0, 0.5]


def test_rank_interval_leaves_out_the_tails() -> None:
    totals = np.array([[1.0, 0.0]] * 97 + [[0.0, 1.0]] * 3)
    best, last = rank_totals(totals).rank_interval(0.9)
    assert (best.tolist(), last.tolist()) == ([1, 2], [1, 2])


def test_rank_interval_keeps_what_is_likely_enough() -> None:
    totals = np.array([[1.0, 0.0]] * 90 + [[0.0, 1.0]] * 10)
    best, last = rank_totals(totals).rank_interval(0.9)
    assert (best.tolist(), last.tolist()) == ([1, 1], [2, 2])


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_level_outside_0_to_1_is_refused(level: float) -> None:
    with pytest.raises(RankLevelError, match="between 0 and 1"):
        rank_totals([[1.0, 0.0]] * 2).rank_interval(level)


@pytest.mark.parametrize("places", [0, 3])
def test_top_of_none_or_too_many_is_refused(places: int) -> None:
    with pytest.raises(RankLevelError, match="from 1 to 2"):
        rank_totals([[1.0, 0.0]] * 2).top(places)


def test_missing_total_is_refused() -> None:
    with pytest.raises(ScoreValueError, match="between draws 0 and 1"):
        rank_totals([[1.0, np.nan], [1.0, 0.0]])


@pytest.mark.parametrize(("draws", "randomisations"), [(10, 3), (10, 0), (1, 1)])
def test_draws_that_are_no_equal_randomisations_are_refused(draws: int, randomisations: int) -> None:
    with pytest.raises(ScoreShapeError, match="equal randomisations"):
        rank_totals(np.ones((draws, 2)), randomisations=randomisations)


def test_totals_that_are_no_table_are_refused() -> None:
    with pytest.raises(ScoreShapeError, match="expected"):
        rank_totals([1.0, 2.0])
