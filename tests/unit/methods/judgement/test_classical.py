"""Are experts scored on what came true, and refused where they cannot be compared?"""

import numpy as np
import pytest

from tocsin.methods.judgement.classical import score_experts
from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, TooFewQuestionsError

TWO = np.array([[[1.0, 5.0, 9.0]] * 4, [[6.0, 7.0, 8.0]] * 4])
TRUTH = np.array([2.0, 4.0, 6.0, 8.0])


def test_a_narrower_answer_says_more() -> None:
    scores = score_experts(TWO, TRUTH)
    assert scores.mean_information[1] > scores.mean_information[0]


def test_the_combined_score_is_calibration_times_information() -> None:
    scores = score_experts(TWO, TRUTH)
    assert (scores.combined == scores.calibration * scores.mean_information).all()


def test_a_perfect_spread_over_the_bins_has_full_calibration() -> None:
    truth = np.array([0.0] + [2.0] * 9 + [6.0] * 9 + [10.0])
    assert score_experts(np.array([[[1.0, 5.0, 9.0]] * 20]), truth).calibration[0] == pytest.approx(1.0)


def test_fewer_degrees_of_freedom_lower_the_calibration() -> None:
    fewer = score_experts(TWO, TRUTH, degrees_of_freedom=1)
    assert fewer.calibration[0] < score_experts(TWO, TRUTH).calibration[0]


@pytest.mark.parametrize("at", ["answer", "truth"])
def test_a_missing_answer_or_truth_is_refused(at: str) -> None:
    answers, truth = TWO.copy(), TRUTH.copy()
    if at == "answer":
        answers[0, 2] = np.nan
    else:
        truth[2] = np.nan
    with pytest.raises(ElicitationShapeError, match="scored on different questions"):
        score_experts(answers, truth)


def test_one_question_is_too_few() -> None:
    with pytest.raises(TooFewQuestionsError, match="1 question only"):
        score_experts(TWO[:, :1], TRUTH[:1])


def test_no_degrees_of_freedom_are_refused() -> None:
    with pytest.raises(ElicitationSettingError, match="at least 1 is needed"):
        score_experts(TWO, TRUTH, degrees_of_freedom=0)
