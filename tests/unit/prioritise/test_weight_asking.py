"""Are questions worded so that a decision-maker can answer them?"""

from datetime import date

import pytest

from tocsin.dossier.records.judgement import Weight
from tocsin.prioritise.errors import WeightStatementError
from tocsin.prioritise.harm_weights import HarmStep
from tocsin.prioritise.weight_asking import answer_question, check_answer, find_question
from tocsin.prioritise.weight_spaces import HarmSpace

SPACE = HarmSpace((HarmStep("deaths", 10, "death/year"), HarmStep("money lost", 1e6, "USD/year")), 1)


def test_a_question_on_harm_names_amounts_with_their_units() -> None:
    words = find_question([], space=SPACE).words
    assert words.startswith("Is averting 1 death/year (deaths) worth at least as much as averting ")
    assert words.endswith("0 USD/year (money lost)?")


def test_one_thing_alone_cannot_be_compared() -> None:
    assert find_question([], space=HarmSpace(SPACE.steps[:1], 1)) is None


def test_an_answer_is_numbered_after_the_highest_before() -> None:
    question = find_question([], space=SPACE)
    before = answer_question(question, own=[], author="a", mandate="m", on=date(2026, 1, 1), is_yes=True)
    after = answer_question(question, own=[before], author="a", mandate="m", on=date(2026, 1, 1), is_yes=False)
    assert (before.question, after.question) == (1, 2)


def test_an_answer_beside_its_opposite_is_refused_with_both() -> None:
    said = {"author": "a", "mandate": "m", "about": "harm:deaths", "than": "harm:money_lost", "unit": "USD/death"}
    before = Weight.model_validate({**said, "kind": "at_most", "value": 10})
    answer = Weight.model_validate({**said, "kind": "at_least", "value": 20, "question": 1})
    with pytest.raises(WeightStatementError, match=r"at most 10 USD/death.*at least 20 USD/death"):
        check_answer(answer, own=[before], space=SPACE)


def test_an_answer_that_holds_beside_those_before_passes() -> None:
    said = {"author": "a", "mandate": "m", "about": "harm:deaths", "than": "harm:money_lost", "unit": "USD/death"}
    before = Weight.model_validate({**said, "kind": "at_least", "value": 10})
    answer = Weight.model_validate({**said, "kind": "at_least", "value": 20, "question": 1})
    assert check_answer(answer, own=[before], space=SPACE) is None
