"""Do experts who were right before count for more, and never for less than nothing?"""

import numpy as np
import pytest

from tocsin.methods.judgement.classical import score_experts
from tocsin.methods.judgement.decision_maker import join_experts
from tocsin.methods.judgement.elicited import check_elicited
from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError, TooFewQuestionsError

ANSWERS = np.array([[[1.0, 5.0, 9.0]] * 5, [[2.0, 4.0, 7.0]] * 5, [[9.1, 9.2, 9.3]] * 5])
TRUTH = np.array([2.0, 4.0, 6.0, 8.0, np.nan])


def test_weights_add_up_to_one_for_every_question() -> None:
    assert join_experts(ANSWERS, TRUTH, weighting="item").weights.sum(axis=0) == pytest.approx(1.0)


def test_global_weights_follow_calibration_times_information() -> None:
    scores = score_experts(ANSWERS[:, :4], TRUTH[:4])
    expected = scores.combined / scores.combined.sum()
    assert join_experts(ANSWERS, TRUTH, cutoff=0.0).weights[:, 4] == pytest.approx(expected)


def test_item_weights_follow_the_information_of_the_answer() -> None:
    answers = ANSWERS[:2].copy()
    answers[1, 4] = [4.0, 4.1, 4.2]
    calibration = score_experts(answers[:, :4], TRUTH[:4]).calibration
    information = check_elicited(answers, TRUTH).information[:, 4]
    joint = join_experts(answers, TRUTH, weighting="item", cutoff=0.05)
    assert joint.weights[:, 4] == pytest.approx(calibration * information / (calibration @ information))


def test_an_expert_below_the_cutoff_weighs_nothing() -> None:
    assert join_experts(ANSWERS, TRUTH, cutoff=0.05).weights[2].tolist() == [0.0] * 5


def test_one_expert_left_gives_that_experts_quantiles() -> None:
    joint = join_experts(ANSWERS[[0, 2]], TRUTH, cutoff=0.05)
    assert joint.quantiles == pytest.approx(ANSWERS[0])


def test_equal_weights_need_no_calibration_question() -> None:
    joint = join_experts(ANSWERS, np.full(5, np.nan), weighting="equal")
    assert (np.isnan(joint.calibration), joint.weights[0, 0]) == (True, pytest.approx(1 / 3))


def test_an_expert_who_left_a_question_open_weighs_nothing_there() -> None:
    answers = ANSWERS.copy()
    answers[0, 4] = np.nan
    assert join_experts(answers, TRUTH, weighting="equal").weights[:, 4] == pytest.approx([0, 0.5, 0.5])


def test_mixing_is_wider_than_averaging_quantiles() -> None:
    apart = np.array([[[1.0, 2.0, 3.0]], [[11.0, 12.0, 13.0]]])
    mixed, averaged = (
        join_experts(apart, [np.nan], weighting="equal", joining=joining).quantiles[0]
        for joining in ("mixture", "quantiles")
    )
    assert mixed[2] - mixed[0] > averaged[2] - averaged[0]


def test_answers_on_logarithms_come_back_in_their_unit() -> None:
    joint = join_experts([[[1.0, 10.0, 100.0]]], [np.nan], weighting="equal", is_log=[True])
    assert joint.quantiles[0] == pytest.approx([1.0, 10.0, 100.0])


def test_a_cutoff_that_nobody_reaches_is_refused() -> None:
    with pytest.raises(NoWeightError, match="No expert reaches the cut-off"):
        join_experts(ANSWERS, TRUTH, cutoff=1.0)


def test_a_question_that_nobody_with_weight_answered_is_refused() -> None:
    answers = ANSWERS.copy()
    answers[:2, 4] = np.nan
    with pytest.raises(NoWeightError, match="question 5 has any weight"):
        join_experts(answers, TRUTH, cutoff=0.05)


def test_weights_by_performance_need_two_calibration_questions() -> None:
    with pytest.raises(TooFewQuestionsError, match="otherwise use equal weights"):
        join_experts(ANSWERS[:, 3:], TRUTH[3:])


@pytest.mark.parametrize("setting", [{"weighting": "best"}, {"joining": "sum"}, {"cutoff": 1.5}])
def test_settings_that_mean_nothing_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ElicitationSettingError):
        join_experts(ANSWERS, TRUTH, **setting)  # type: ignore[arg-type]  # wrong on purpose
