"""The scope test, branch by branch, for each purpose, with the facts it lacks."""

from pathlib import Path

import pytest

from tocsin.convention.facts import ScopeFacts
from tocsin.convention.instruments import find_unit
from tocsin.convention.reasoning import Answer
from tocsin.convention.scope import Purpose, ScopeResult, evaluate_scope, evaluate_scope_file

T, F, U = Answer.TRUE, Answer.FALSE, Answer.UNKNOWN
GENERAL, CRIMINALIZATION = Purpose.GENERAL, Purpose.CRIMINALIZATION
EXTRADITION, ASSISTANCE = Purpose.EXTRADITION, Purpose.MUTUAL_LEGAL_ASSISTANCE

FULL: dict[str, dict[str, object]] = {
    "offence": {"established_under": "none", "max_penalty": "8"},
    "transnational": {
        "several_states": True,
        "planned_abroad": False,
        "group_active_in_several_states": False,
        "effects_abroad": False,
    },
    "group": {
        "involved": True,
        "persons": 5,
        "formed_at_random": False,
        "lasting": True,
        "acting_in_concert": True,
        "aims_at_serious_crime": True,
        "seeks_material_benefit": True,
    },
    "request": {
        "person_in_requested_state": False,
        "dual_criminality": True,
        "covers_another_serious_crime": False,
        "suspected_transnational": False,
        "suspected_group": False,
        "evidence_in_requested_state": False,
    },
}
ALL_BOUND = ["untoc", "tip", "som", "firearms"]
AT_HOME = {"transnational.several_states": False}
NO_GROUP = {"group.involved": False}


def result(
    purpose: Purpose, changes: dict[str, object] | None = None, *, bound_by: list[str] | None = ALL_BOUND
) -> ScopeResult:
    sections: dict[str, dict[str, object]] = {section: dict(facts) for section, facts in FULL.items()}
    for name, value in (changes or {}).items():
        section, fact = name.split(".")
        sections[section][fact] = value
    return evaluate_scope(ScopeFacts.model_validate({**sections, "bound_by": bound_by}), purpose=purpose)


TRUE_FOR_ALL = {
    "offence.established_under": "untoc/6",
    "request.person_in_requested_state": True,
}


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize(("bound_by", "answer"), [(["untoc"], T), ([], F), (None, U)])
def test_the_convention_applies_between_its_parties_alone(
    purpose: Purpose, bound_by: list[str] | None, answer: Answer
) -> None:
    assert result(purpose, TRUE_FOR_ALL, bound_by=bound_by).answer is answer


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_unknown_treaty_status_is_named_alone(purpose: Purpose) -> None:
    assert result(purpose, TRUE_FOR_ALL, bound_by=None).lacks == ("bound_by",)


def test_states_that_are_not_bound_have_no_choice_under_the_convention() -> None:
    changes: dict[str, object] = {**AT_HOME, "request.covers_another_serious_crime": True}
    assert result(EXTRADITION, changes, bound_by=[]).may_apply is F


@pytest.mark.parametrize("under", ["tip/5", "som/6", "firearms/5"])
@pytest.mark.parametrize(("bound_by", "answer"), [(ALL_BOUND, T), (["untoc"], F)])
def test_an_offence_under_a_protocol_counts_only_where_it_binds(
    under: str, bound_by: list[str], answer: Answer
) -> None:
    changes = {"offence.established_under": under, "offence.max_penalty": "2", "offence.excluded_state_transfer": False}
    assert result(GENERAL, changes, bound_by=bound_by).answer is answer


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, T),
        ({"offence.max_penalty": "2"}, F),
        ({"offence.max_penalty": "2", "offence.established_under": "untoc/6"}, T),
        ({"offence.max_penalty": "2", "offence.established_under": "tip/5"}, T),
        (AT_HOME, F),
        (NO_GROUP, F),
    ],
)
def test_generally_an_offence_of_the_right_class_must_be_transnational_with_a_group(
    changes: dict[str, object], answer: Answer
) -> None:
    assert result(GENERAL, changes).answer is answer


@pytest.mark.parametrize(
    "name",
    [
        "offence.max_penalty",
        "transnational.several_states",
        "group.involved",
        "group.persons",
        "group.formed_at_random",
        "group.lasting",
        "group.acting_in_concert",
        "group.aims_at_serious_crime",
        "group.seeks_material_benefit",
    ],
)
def test_each_missing_fact_leaves_the_general_answer_open_and_is_named(name: str) -> None:
    asked = result(GENERAL, {name: None})
    assert (asked.answer, asked.lacks) == (U, (name,))


def test_an_unknown_basis_matters_only_under_the_penalty_threshold() -> None:
    assert result(GENERAL, {"offence.established_under": None}).answer is T


def test_under_the_threshold_the_unknown_basis_is_named() -> None:
    asked = result(GENERAL, {"offence.established_under": None, "offence.max_penalty": "2"})
    assert (asked.answer, asked.lacks) == (U, ("offence.established_under",))


@pytest.mark.parametrize(
    ("under", "changes", "answer"),
    [
        ("untoc/6", {}, T),
        ("untoc/8", {}, T),
        ("untoc/23", {}, T),
        ("tip/5", {}, T),
        ("som/6", {}, T),
        ("firearms/5", {"offence.excluded_state_transfer": False}, T),
        ("firearms/5", {"offence.excluded_state_transfer": True}, F),
        ("untoc/5/1/a/i", {"offence.agreement_needs_group": False}, T),
        ("untoc/5/1/a/i", {"offence.agreement_needs_group": True}, F),
        ("untoc/5/1/a/ii", {}, F),
        ("untoc/5/1/b", {}, F),
        ("untoc/5/1/b", {"group.involved": True}, T),
        ("none", {}, F),
    ],
)
def test_national_law_needs_no_transnational_element_and_a_group_only_for_article_5(
    under: str, changes: dict[str, object], answer: Answer
) -> None:
    assert (
        result(CRIMINALIZATION, {**AT_HOME, **NO_GROUP, "offence.established_under": under, **changes}).answer is answer
    )


@pytest.mark.parametrize(
    ("under", "lacks"),
    [
        (None, "offence.established_under"),
        ("untoc/5", "offence.established_under (which item of article 5)"),
        ("untoc/5/1/a/i", "offence.agreement_needs_group"),
        ("firearms/5", "offence.excluded_state_transfer"),
    ],
)
def test_each_missing_fact_on_criminalization_is_named(under: str | None, lacks: str) -> None:
    asked = result(CRIMINALIZATION, {**NO_GROUP, "offence.established_under": under})
    assert (asked.answer, asked.lacks) == (U, (lacks,))


def test_an_unproven_group_is_named_where_article_5_needs_it() -> None:
    asked = result(CRIMINALIZATION, {"offence.established_under": "untoc/5/1/b", "group.involved": None})
    assert (asked.answer, asked.lacks) == (U, ("group.involved",))


def test_trafficking_by_its_elements_must_be_an_offence_whatever_its_legal_basis() -> None:
    elements = {"intentional": True, "act": True, "means": True, "exploitation_purpose": True}
    facts = ScopeFacts.model_validate({"trafficking": elements, "bound_by": ["untoc", "tip"]})
    assert evaluate_scope(facts, purpose=CRIMINALIZATION).answer is T


LOCATED = {"request.person_in_requested_state": True}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, T),
        ({"request.dual_criminality": False}, F),
        (AT_HOME, F),
        ({**AT_HOME, **LOCATED}, T),
        ({**NO_GROUP, **LOCATED}, F),
        ({**LOCATED, "offence.max_penalty": "2"}, F),
    ],
)
def test_extradition_needs_dual_criminality_and_scope_or_the_person_on_the_spot(
    changes: dict[str, object], answer: Answer
) -> None:
    assert result(EXTRADITION, changes).answer is answer


@pytest.mark.parametrize(
    ("changes", "name"),
    [({}, "request.dual_criminality"), (AT_HOME, "request.person_in_requested_state"), (LOCATED, "group.involved")],
)
def test_each_missing_fact_on_extradition_is_named(changes: dict[str, object], name: str) -> None:
    asked = result(EXTRADITION, {**changes, name: None})
    assert (asked.answer, asked.lacks) == (U, (name,))


COMPANION = {"request.covers_another_serious_crime": True}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({**AT_HOME, **COMPANION}, T),
        (AT_HOME, F),
        (COMPANION, F),
        ({**AT_HOME, **COMPANION, "offence.max_penalty": "2"}, F),
        ({**AT_HOME, "request.covers_another_serious_crime": None}, U),
        ({**AT_HOME, **COMPANION, "offence.max_penalty": None}, U),
        ({**COMPANION, "transnational.several_states": None}, U),
    ],
)
def test_a_serious_crime_may_ride_along_with_one_that_is_covered(changes: dict[str, object], answer: Answer) -> None:
    assert result(EXTRADITION, changes).may_apply is answer


def test_the_fact_lacking_for_the_choice_is_named_apart() -> None:
    asked = result(EXTRADITION, {**AT_HOME, "request.covers_another_serious_crime": None})
    assert (asked.lacks, asked.may_apply_lacks) == ((), ("request.covers_another_serious_crime",))


SUSPECTED = {**AT_HOME, **NO_GROUP, "request.suspected_transnational": True, "request.suspected_group": True}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, T),
        (SUSPECTED, T),
        ({**SUSPECTED, "request.suspected_transnational": False}, F),
        ({**SUSPECTED, "request.suspected_transnational": False, "request.evidence_in_requested_state": True}, T),
        ({**SUSPECTED, "request.suspected_group": False}, F),
        ({**SUSPECTED, "offence.max_penalty": "2"}, F),
        ({**AT_HOME, "request.suspected_transnational": True}, T),
        ({**NO_GROUP, "request.suspected_group": True}, T),
    ],
)
def test_assistance_is_due_on_reasonable_grounds_to_suspect(changes: dict[str, object], answer: Answer) -> None:
    assert result(ASSISTANCE, changes).answer is answer


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        (SUSPECTED, "request.suspected_group"),
        ({**SUSPECTED, "request.suspected_transnational": False}, "request.evidence_in_requested_state"),
        ({**SUSPECTED, "request.evidence_in_requested_state": False}, "request.suspected_transnational"),
        (SUSPECTED, "offence.max_penalty"),
    ],
)
def test_each_missing_fact_on_assistance_is_named(changes: dict[str, object], name: str) -> None:
    asked = result(ASSISTANCE, {**changes, name: None})
    assert (asked.answer, asked.lacks) == (U, (name,))


@pytest.mark.parametrize("purpose", [GENERAL, CRIMINALIZATION, ASSISTANCE])
def test_only_extradition_knows_a_choice(purpose: Purpose) -> None:
    assert result(purpose).may_apply is None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_paragraph_cited_exists(purpose: Purpose) -> None:
    steps = [*result(purpose).steps, *result(purpose, {"offence.established_under": "untoc/5/1/a/i"}).steps]
    assert all(find_unit(unit_id) for step in steps for unit_id in step.cites)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_step_gives_a_paragraph_and_a_reason(purpose: Purpose) -> None:
    assert all(step.cites and step.reason for step in result(purpose).steps)


def test_knowing_nothing_is_unknown_for_every_purpose() -> None:
    assert {evaluate_scope(ScopeFacts(), purpose=purpose).answer for purpose in Purpose} == {U}


def test_a_file_is_asked_for_all_four_purposes(tmp_path: Path) -> None:
    path = tmp_path / "FACTS.yaml"
    path.write_text("case: Invented\noffence:\n  established_under: untoc/6\nbound_by: [untoc]\n")
    report = evaluate_scope_file(path)
    assert {each.purpose: each.answer for each in report.results} == {
        GENERAL: U,
        CRIMINALIZATION: T,
        EXTRADITION: U,
        ASSISTANCE: U,
    }


def test_a_file_may_be_asked_for_one_purpose(tmp_path: Path) -> None:
    path = tmp_path / "FACTS.yaml"
    path.write_text("case: Invented\n")
    assert [each.purpose for each in evaluate_scope_file(path, purpose=EXTRADITION).results] == [EXTRADITION]
