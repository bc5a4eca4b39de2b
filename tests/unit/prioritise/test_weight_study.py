"""Are the weights of several decision-makers told apart, with what each answer changed and what to ask next?"""

from dataclasses import replace

import pytest

from tests.support.rankings import know
from tests.support.threats import POINTS, make_dossier, make_framework, make_threat, no_figures
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.judgement import Weight
from tocsin.dossier.records.picture import Harm
from tocsin.prioritise.weight_study import AuthorWeights, WeightStudy, study_weights

HIGH = [claim for claim in know("a", 9) if claim.variable == "c1"]
LOW = [claim for claim in know("a", 1) if claim.variable != "c1"]
OTHER_LOW = [claim for claim in know("b", 1) if claim.variable == "c1"]
OTHER_HIGH = [claim for claim in know("b", 9) if claim.variable != "c1"]


def say(about: str, kind: str, value: float, *, author: str = "minister", **named: object) -> Weight:
    return Weight.model_validate(
        {"author": author, "mandate": "law", "about": about, "kind": kind, "value": value, **named}
    )


def make_harm(kind: str, amount: float, unit: str) -> Harm:
    return Harm.model_validate(
        {
            "key": kind[:3], "threat": "a", "bearer": "individuals", "kind": kind, "title": kind, "low": amount, "high": amount,
            "unit": unit, "mechanism": "m", "cause": "intrinsic",
        }
    )  # fmt: skip


def make_case(*weights: Weight) -> Dossier:
    """Threat `a` is worst on the first axis, `b` on the second; people die and money is lost."""
    threats = [make_threat(key) for key in "ab"]
    dossier = make_dossier(threats, [*HIGH, *LOW, *OTHER_LOW, *OTHER_HIGH], framework=make_framework(3))
    harms = {
        each.key: each for each in (make_harm("deaths", 10, "death/year"), make_harm("money lost", 1e6, "USD/year"))
    }
    head = dossier.head.model_copy(update={"top": 1})
    return replace(dossier, weights=weights, harms=harms, head=head)


def study(*weights: Weight, author: str | None = None) -> WeightStudy:
    dossier = make_case(*weights)
    return study_weights(dossier, figures=no_figures(dossier), points=POINTS, author=author)


def told(*weights: Weight) -> AuthorWeights:
    return study(*weights).spaces[0].authors[0]


def test_the_ends_of_a_weight_are_all_that_is_admitted() -> None:
    first = told(say("first", "at_least", 3, than="second")).weights[0]
    assert (first.name, first.least, first.most) == ("first", pytest.approx(0.75), pytest.approx(1.0))


def test_the_interval_of_a_weight_lies_inside_its_ends() -> None:
    assert all(
        each.least <= each.low <= each.mean <= each.high <= each.most for each in told(say("c2", "lower", 0.1)).weights
    )


def test_each_answer_is_told_with_what_it_kept() -> None:
    effects = told(say("first", "at_least", 1, than="second"), say("first", "at_least", 3, than="second")).effects
    assert [each.kept_share for each in effects] == pytest.approx([0.5, 0.5], abs=0.03)


def test_a_statement_that_puts_another_threat_first_says_so() -> None:
    effects = told(say("first", "lower", 0.6), say("c1", "upper", 0.61)).effects
    assert [(each.first, each.moves_first) for each in effects[1:]] == [(("a",), False)]


def test_the_threat_that_is_first_follows_the_weights() -> None:
    space = study(say("first", "lower", 0.7), say("first", "upper", 0.3, author="council")).spaces[0]
    assert [each.first for each in space.authors] == [("a",), ("b",)]


def test_the_places_of_one_order_are_one_statement() -> None:
    assert len(told(say("first", "order", 1), say("second", "order", 2)).effects) == 1


def test_the_next_question_is_the_one_that_decides() -> None:
    question = study().spaces[0].nobody.question
    assert ({question.about, question.than}, question.is_distinguishable) == ({"first", "second"}, True)


def test_once_the_choice_is_settled_questions_are_worth_nothing_to_it() -> None:
    assert told(say("first", "at_least", 20, than="second")).question.is_distinguishable is False


def test_contradictory_statements_are_told_and_no_weights() -> None:
    found = told(say("first", "at_least", 3, than="second"), say("first", "upper", 0.5))
    names = ("'first' worth at least 3 times 'second'", "'first' at most 0.5")
    assert (found.contradictions, found.weights) == ((names,), ())


def test_authors_with_no_common_weight_are_told_apart() -> None:
    space = study(say("first", "lower", 0.7), say("first", "upper", 0.3, author="council")).spaces[0]
    (pair,) = space.disagreements
    assert (pair.authors, "first" in pair.apart, pair.first_differ) == (("minister", "council"), True, True)


def test_statements_of_several_authors_that_cannot_all_hold_are_named() -> None:
    space = study(say("first", "lower", 0.7), say("first", "upper", 0.3, author="council")).spaces[0]
    assert space.conflicts == (("minister: 'first' at least 0.7", "council: 'first' at most 0.3"),)


def test_authors_who_could_agree_have_no_conflict() -> None:
    space = study(say("first", "lower", 0.3), say("first", "upper", 0.7, author="council")).spaces[0]
    assert (space.conflicts, space.disagreements[0].apart) == ((), ())


def test_one_author_can_be_shown_alone() -> None:
    found = study(say("first", "lower", 0.7), say("first", "upper", 0.3, author="council"), author="council")
    assert [each.author for each in found.spaces[0].authors] == ["council"]


def test_kinds_of_harm_are_told_apart_with_their_amounts() -> None:
    deaths = study().spaces[1].nobody.weights[0]
    assert (deaths.name, deaths.amount, deaths.unit) == ("harm:deaths", 10.0, "death/year")


def test_a_question_on_harm_is_put_in_single_units() -> None:
    question = study().spaces[1].nobody.question
    assert (question.about, question.unit) == ("harm:deaths", "USD/death")
    assert question.times == pytest.approx(1e5, rel=0.2)


def test_a_statement_on_harm_is_not_one_on_criteria() -> None:
    found = study(say("harm:deaths", "lower", 0.6))
    assert ([each.author for each in found.spaces[0].authors], found.spaces[1].authors[0].weights[0].least) == ([], 0.6)


def test_statements_that_only_a_later_answer_makes_fit_are_still_told_one_by_one() -> None:
    said = (say("c2", "weight", 0.25), say("first", "lower", 0.2), say("first", "at_most", 1, than="second"))
    found = told(*said)
    assert (len(found.effects), found.problem, found.weights[-2].mean) == (3, "", pytest.approx(0.25))
