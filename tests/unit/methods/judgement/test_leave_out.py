"""Are weights tried on questions that did not set them?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError, TooFewQuestionsError
from tocsin.methods.judgement.leave_out import WeightValidation, validate_weights

RNG_SEED = 1
ANSWERS = np.array([[[1.0, 5.0, 9.0]] * 6, [[9.1, 9.2, 9.3]] * 6])
TRUTH = np.array([2.0, 4.0, 6.0, 8.0, 3.0, 7.0])


def validate(answers: np.ndarray = ANSWERS, truth: np.ndarray = TRUTH, **settings: object) -> WeightValidation:
    return validate_weights(answers, truth, rng=np.random.default_rng(RNG_SEED), **settings)  # type: ignore[arg-type]


def test_all_training_sets_are_tried_where_they_are_few() -> None:
    found = validate()
    assert (found.sets, found.sets_possible, found.training_size) == (6 * 5 // 2, 15, 4)


def test_a_sample_is_taken_where_they_are_many() -> None:
    found = validate(most_sets=5)
    assert (found.sets, found.sets_possible) == (5, 15)


def test_weights_without_each_question_are_given_for_every_expert() -> None:
    assert validate().left_out_weights.shape == (6, 2)


def test_two_equal_experts_do_as_well_weighted_as_not() -> None:
    assert validate(np.repeat(ANSWERS[:1], 2, axis=0)).ratio == pytest.approx(1.0)


def test_sets_in_which_nobody_reaches_a_set_cutoff_are_counted() -> None:
    assert validate(ANSWERS[1:], cutoff=0.9).sets_without_weights == 15


def test_equal_weights_stand_in_where_nobody_reaches_a_set_cutoff() -> None:
    assert validate(cutoff=1.0).ratio == pytest.approx(1.0)


def test_three_questions_are_too_few() -> None:
    with pytest.raises(TooFewQuestionsError, match="There are 3 calibration questions"):
        validate(ANSWERS[:, :3], TRUTH[:3])


def test_calibration_that_rounds_to_nothing_leaves_no_weights() -> None:
    with pytest.raises(NoWeightError, match="no weights to try"):
        validate(np.array([[[9.1, 9.2, 9.3]] * 400]), np.full(400, 1.0), most_sets=1)


@pytest.mark.parametrize(
    "setting", [{"weighting": "equal"}, {"training_share": 1.0}, {"most_sets": 0}, {"cutoff": 2.0}]
)
def test_settings_that_mean_nothing_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ElicitationSettingError, match="cannot be tried"):
        validate(**setting)
