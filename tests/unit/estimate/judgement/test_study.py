"""Does a study show every expert, every pool and every doubt?"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from tocsin.estimate.judgement.answers import Answer, Answers, Question, collect_answers
from tocsin.estimate.judgement.records import JudgementStudy, ToldQuestion
from tocsin.estimate.judgement.study import study_elicitations

LEVELS = (0.05, 0.5, 0.95)
WIDTHS = {"e1": 1.0, "e2": 1.2, "e3": 0.05}


def make_answers(*, calibration: int = 12, seed: int = 3, camps: bool = False) -> Answers:
    """Two calibrated experts and one who is far too sure, on calibration questions and one of interest."""
    rng = np.random.default_rng(seed)
    truth = rng.uniform(20, 80, calibration)
    asked = [Question(f"c{at:02}", "kg", realised=float(each)) for at, each in enumerate(truth)]
    asked.append(Question("interest", "kg"))
    rows = []
    for expert, width in WIDTHS.items():
        for question in asked:
            centre = (question.realised or 50.0) + rng.normal(0, 6)
            if camps and expert == "e3" and question.key == "interest":
                centre = 500.0
            half = 10 * width
            rows.append(Answer(expert, question.key, (centre - half, centre, centre + half)))
    return collect_answers(asked, rows, probabilities=LEVELS)


@cache
def study(**settings: int) -> JudgementStudy:
    return study_elicitations(make_answers(**settings))  # type: ignore[arg-type]  # camps is a number that counts as yes


def find(told: JudgementStudy, question: str = "interest") -> ToldQuestion:
    return next(each for each in told.questions if each.question == question)


def drop(answers: Answers, expert: str, questions: Sequence[str]) -> Answers:
    kept = [each for each in answers.answers if not (each.expert == expert and each.question in questions)]
    return collect_answers(answers.questions, kept, probabilities=LEVELS)


def test_every_expert_stands_beside_the_pools() -> None:
    told = find(study())
    assert ([each.expert for each in told.answers], [each.weighting for each in told.pools]) == (
        ["e1", "e2", "e3"],
        ["equal", "global", "item"],
    )


def test_an_expert_who_is_too_sure_weighs_nothing() -> None:
    assert find(study()).pools[1].weights["e3"] == 0.0


def test_an_answer_is_printed_as_it_was_given() -> None:
    answer = make_answers().answers[0]
    told = find(study(), answer.question).answers[0]
    assert (told.low, told.value, told.high) == pytest.approx(answer.quantiles)


def test_camps_are_told() -> None:
    told = find(study(camps=1))
    assert (told.is_split, "do not meet" in told.disagreement) == (True, True)


def test_the_verdict_counts_the_questions_that_split() -> None:
    told = study(camps=1)
    assert f"On {sum(each.is_split for each in told.questions)} of 13 questions" in told.verdict


def test_weights_are_recommended_where_they_did_better_on_questions_held_out() -> None:
    told = study()
    assert told.validation is not None
    assert (told.recommended == "global") == (told.validation.ratio > 1)


def test_few_calibration_questions_recommend_equal_weights() -> None:
    told = study(calibration=6)
    assert (told.recommended, "equal weights are recommended" in told.verdict) == ("equal", True)


def test_three_calibration_questions_cannot_be_validated() -> None:
    told = study(calibration=3)
    assert (told.validation, "cannot be tried on others" in told.verdict) == (None, True)


@pytest.mark.parametrize("calibration", [0, 1])
def test_without_calibration_questions_nobody_is_scored(calibration: int) -> None:
    told = study(calibration=calibration)
    assert (told.joint, told.experts[0].calibration, told.recommended) == ((), None, "equal")


def test_a_calibration_question_that_somebody_left_open_scores_nobody() -> None:
    told = study_elicitations(drop(make_answers(), "e1", ["c00"]))
    assert (told.calibration_questions, any("Not every expert answered c00" in each for each in told.warnings)) == (
        11,
        True,
    )


def test_an_expert_without_calibration_questions_is_named() -> None:
    told = study_elicitations(drop(make_answers(), "e2", [f"c{at:02}" for at in range(12)]))
    assert any("e2 answered no calibration question" in each for each in told.warnings)


def test_a_question_that_nobody_with_weight_answered_has_no_weighted_pool() -> None:
    answers = drop(drop(make_answers(), "e1", ["interest"]), "e2", ["interest"])
    told = study_elicitations(answers)
    assert [each.weighting for each in find(told).pools] == ["equal"]


def test_one_expert_alone_is_told() -> None:
    answers = drop(drop(make_answers(), "e1", ["interest"]), "e2", ["interest"])
    assert find(study_elicitations(answers)).disagreement.startswith("One expert only")


def test_agreement_is_told_for_questions_of_one_unit() -> None:
    assert [(each.unit, each.questions) for each in study().agreement] == [("kg", 13)]


def test_the_recipe_keeps_what_the_answers_were() -> None:
    assert study().recipe.inputs_hash != study(seed=4).recipe.inputs_hash
