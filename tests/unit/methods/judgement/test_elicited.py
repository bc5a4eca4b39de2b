"""Are answers checked, and put on one range per question?"""

import numpy as np
import pytest

from tocsin.methods.judgement.elicited import check_elicited
from tocsin.methods.judgement.errors import (
    ElicitationScaleError,
    ElicitationSettingError,
    ElicitationShapeError,
    QuantileOrderError,
)

ANSWERS = np.array([[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]], [[2.0, 4.0, 6.0], [5.0, 6.0, 7.0]]])


def test_the_range_reaches_a_tenth_beyond_all_answers_and_the_truth() -> None:
    assert check_elicited(ANSWERS, [11.0, 6.0]).ends.tolist() == [[0.0, 12.0], [2.5, 32.5]]


def test_a_range_on_logarithms_reaches_a_tenth_of_their_width() -> None:
    ends = check_elicited([[[1.0, 10.0, 100.0]]], is_log=[True]).ends
    assert np.exp(ends[0]) == pytest.approx([100**-0.1, 100**1.1])


def test_an_answer_that_says_nothing_has_no_information() -> None:
    told = check_elicited([[[0.05, 0.5, 0.95]]], overshoot=0.05 / 0.9)
    assert told.information[0, 0] == pytest.approx(0.0, abs=1e-12)


def test_a_value_equal_to_a_quantile_falls_below_it() -> None:
    told = check_elicited(ANSWERS, [2.0, 30.0])
    assert told.count_bins(told.answers).tolist() == [[1, 2], [0, 3]]


def test_a_question_left_open_has_no_information() -> None:
    open_answers = ANSWERS.copy()
    open_answers[0, 1] = np.nan
    assert np.isnan(check_elicited(open_answers).information[0, 1])


@pytest.mark.parametrize(
    ("answers", "probabilities", "message"),
    [
        ([[1.0, 2.0, 3.0]], (0.05, 0.5, 0.95), "expected .experts, questions, quantiles."),
        (ANSWERS, (0.05, 0.95), "expected .experts, questions, quantiles."),
        ([[[1.0, np.nan, 3.0]]], (0.05, 0.5, 0.95), "some quantiles are missing or infinite"),
        ([[[np.nan] * 3]], (0.05, 0.5, 0.95), "Nobody answered question 1"),
    ],
)
def test_answers_of_the_wrong_shape_are_refused(
    answers: object, probabilities: tuple[float, ...], message: str
) -> None:
    with pytest.raises(ElicitationShapeError, match=message):
        check_elicited(answers, probabilities=probabilities)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("realised", [[1.0], [np.inf, 1.0]])
def test_realised_values_that_do_not_fit_are_refused(realised: list[float]) -> None:
    with pytest.raises(ElicitationShapeError, match="Give one of each per question"):
        check_elicited(ANSWERS, realised)


def test_quantiles_that_do_not_rise_are_refused_by_expert_and_question() -> None:
    falling = ANSWERS.copy()
    falling[1, 0] = [2.0, 2.0, 6.0]
    with pytest.raises(QuantileOrderError, match="expert 2 for question 1"):
        check_elicited(falling)


def test_probabilities_that_do_not_rise_are_refused() -> None:
    with pytest.raises(QuantileOrderError, match="do not rise strictly between 0 and 1"):
        check_elicited(ANSWERS, probabilities=(0.05, 0.95, 0.5))


def test_a_value_that_logarithms_cannot_hold_is_refused() -> None:
    with pytest.raises(ElicitationScaleError, match="Question 2 is on a logarithmic scale"):
        check_elicited(ANSWERS, [1.0, 0.0], is_log=[False, True])


def test_no_overshoot_is_refused() -> None:
    with pytest.raises(ElicitationSettingError, match="a tail would have no width"):
        check_elicited(ANSWERS, overshoot=0.0)
