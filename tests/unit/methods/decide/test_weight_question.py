"""Is the most useful comparison asked first?"""

import numpy as np
import pytest

from tocsin.methods.decide.weight_question import QuestionInputError, rank_questions

WEIGHTS = np.random.default_rng(1).dirichlet(np.ones(3), size=4_000)


def test_the_pair_that_decides_is_asked_first() -> None:
    values = WEIGHTS[:, [0, 1]]
    best = rank_questions(WEIGHTS, parts=WEIGHTS, pairs=[(0, 2), (1, 2), (0, 1)], values=values)[0]
    assert ({best.above, best.below}, best.is_distinguishable) == ({0, 1}, True)


def test_the_gain_is_that_of_choosing_after_the_answer() -> None:
    best = rank_questions(WEIGHTS, parts=WEIGHTS, pairs=[(0, 1)], values=WEIGHTS[:, [0, 1]])[0]
    assert best.gain == pytest.approx(1 / 2 - 1 / 3, abs=4 * best.gain_error)


def test_answers_that_change_no_choice_are_worth_nothing() -> None:
    values = np.tile([1.0, 0.0], (len(WEIGHTS), 1))
    best = rank_questions(WEIGHTS, parts=WEIGHTS, pairs=[(0, 1)], values=values)[0]
    assert (best.gain, best.is_distinguishable) == (0.0, False)


def test_chance_is_not_taken_for_gain() -> None:
    noise = np.random.default_rng(2).normal(size=(len(WEIGHTS), 6))
    found = rank_questions(WEIGHTS, parts=WEIGHTS, pairs=[(0, 1), (0, 2), (1, 2)], values=noise, top=3)
    assert [each.is_distinguishable for each in found] == [False] * 3


def test_a_pair_whose_ratio_is_known_is_not_asked() -> None:
    fixed = np.tile([0.5, 0.25, 0.25], (100, 1))
    assert rank_questions(fixed, parts=fixed, pairs=[(0, 1)]) == ()


def test_a_pair_of_which_one_counts_nothing_is_not_asked() -> None:
    none = WEIGHTS * [1.0, 1.0, 0.0]
    assert rank_questions(none, parts=none, pairs=[(0, 2)]) == ()


def test_without_a_choice_the_most_narrowing_pair_comes_first() -> None:
    weights = np.column_stack([WEIGHTS[:, 0], 1 - WEIGHTS[:, 0] - 0.001 * WEIGHTS[:, 1], 0.001 * WEIGHTS[:, 1]])
    found = rank_questions(weights, parts=weights, pairs=[(1, 2), (0, 1)])
    assert [each.narrowing for each in found] == sorted((each.narrowing for each in found), reverse=True)


def test_a_narrow_ratio_is_asked_with_more_digits() -> None:
    share = np.linspace(0.3333, 0.3335, 100)
    weights = np.column_stack([1 - share, share])
    best = rank_questions(weights, parts=weights, pairs=[(0, 1)])[0]
    assert 0.2 <= best.yes_prob <= 0.8


def test_arrays_of_other_lengths_are_refused() -> None:
    with pytest.raises(QuestionInputError, match=r"\[4000, 10\] draws"):
        rank_questions(WEIGHTS, parts=WEIGHTS[:10], pairs=[(0, 1)])


def test_choosing_more_options_than_there_are_is_refused() -> None:
    with pytest.raises(QuestionInputError, match="best 3 of 2"):
        rank_questions(WEIGHTS, parts=WEIGHTS, pairs=[(0, 1)], values=WEIGHTS[:, :2], top=3)
