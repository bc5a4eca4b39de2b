"""Is each expert's last word taken, at one level, within the bounds of the question?"""

import numpy as np
import pytest

from tocsin.estimate.judgement.answers import Answer, Question, collect_answers, standardise_answer
from tocsin.estimate.judgement.errors import AnswersError

LEVELS = (0.05, 0.5, 0.95)
BOATS = Question("boats")


def answer(expert: str, median: float, *, of: int = 1, question: str = "boats") -> Answer:
    return Answer(expert, question, (median - 1, median, median + 1), round=of)


def test_the_last_round_counts() -> None:
    told = collect_answers([BOATS], [answer("e1", 5, of=2), answer("e1", 3)], probabilities=LEVELS)
    assert [each.quantiles for each in told.answers] == [(4, 5, 6)]


def test_the_first_median_stands_beside_it() -> None:
    rounds = [answer("e1", 5, of=2), answer("e1", 3), answer("e1", 7, of=3)]
    assert collect_answers([BOATS], rounds, probabilities=LEVELS).answers[0].was == 3


def test_questions_that_nobody_answered_are_left_out() -> None:
    told = collect_answers([BOATS, Question("planes")], [answer("e1", 5)], probabilities=LEVELS)
    assert [each.key for each in told.questions] == ["boats"]


def test_a_gap_is_no_number() -> None:
    rows = [answer("e1", 5), answer("e2", 5, question="planes")]
    table = collect_answers([BOATS, Question("planes")], rows, probabilities=LEVELS).arrange(["boats"])
    assert np.isnan(table[1, 0]).all()


def test_two_answers_in_one_round_are_refused() -> None:
    with pytest.raises(AnswersError, match="e1 answers boats twice in round 1"):
        collect_answers([BOATS], [answer("e1", 5), answer("e1", 6)], probabilities=LEVELS)


def test_no_answer_at_all_is_refused() -> None:
    with pytest.raises(AnswersError, match="nothing to study"):
        collect_answers([BOATS], [], probabilities=LEVELS)


def test_an_amount_is_stretched_on_logarithms_and_stays_above_nothing() -> None:
    asked = Question("boats", scale="log")
    told = standardise_answer(asked, expert="e1", interval=(10, 100, 1000), confidence=0.45, level=0.9)
    assert told.quantiles == pytest.approx((1, 100, 10_000))


def test_a_share_is_held_at_its_bounds() -> None:
    asked = Question("share", least=0.0, greatest=1.0)
    told = standardise_answer(asked, expert="e1", interval=(0.1, 0.5, 0.9), confidence=0.5, level=0.9)
    assert (told.quantiles, told.is_low_clipped, told.is_high_clipped) == ((0.0, 0.5, 1.0), True, True)
