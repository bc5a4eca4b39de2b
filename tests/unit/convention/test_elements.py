"""Each element of group, offence, serious crime and reach across borders: met, missed and unknown."""

import pytest

from tocsin.convention.elements import (
    evaluate_bound,
    evaluate_convention_offence,
    evaluate_criminal_group,
    evaluate_serious_crime,
    evaluate_transnational,
    list_protocol_conduct,
)
from tocsin.convention.facts import GroupFacts, ScopeFacts
from tocsin.convention.instruments import find_unit
from tocsin.convention.law import InstrumentId
from tocsin.convention.reasoning import Answer

T, F, U = Answer.TRUE, Answer.FALSE, Answer.UNKNOWN

GROUP = {
    "persons": 3,
    "formed_at_random": False,
    "lasting": True,
    "acting_in_concert": True,
    "aims_at_serious_crime": True,
    "seeks_material_benefit": True,
}
TRAFFICKING = {"intentional": True, "act": True, "means": True, "exploitation_purpose": True, "victim_consented": True}
SMUGGLING = {
    "intentional": True,
    "procured_illegal_entry": True,
    "for_material_benefit": True,
    "accused_only_smuggled": False,
}
FIREARMS = {"intentional": True, "marking_tampered": True}
ALL_BOUND = ["untoc", "tip", "som", "firearms"]
NOWHERE = {
    "several_states": False,
    "planned_abroad": False,
    "group_active_in_several_states": False,
    "effects_abroad": False,
}


def case(**sections: object) -> ScopeFacts:
    return ScopeFacts.model_validate(sections)


def group(**changes: object) -> GroupFacts:
    return GroupFacts.model_validate({**GROUP, **changes})


def test_three_people_with_every_element_are_an_organized_criminal_group() -> None:
    assert evaluate_criminal_group(group()).answer is T


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("persons", 2),
        ("formed_at_random", True),
        ("lasting", False),
        ("acting_in_concert", False),
        ("aims_at_serious_crime", False),
        ("seeks_material_benefit", False),
    ],
)
def test_a_group_without_one_element_is_none(name: str, value: object) -> None:
    assert evaluate_criminal_group(group(**{name: value})).answer is F


@pytest.mark.parametrize("name", GROUP)
def test_an_unknown_element_leaves_the_group_open_and_is_named(name: str) -> None:
    reasoning = evaluate_criminal_group(group(**{name: None}))
    assert (reasoning.answer, reasoning.lacks) == (U, (f"group.{name}",))


@pytest.mark.parametrize("name", ["several_states", "planned_abroad", "effects_abroad"])
def test_one_link_with_another_state_makes_it_transnational(name: str) -> None:
    assert evaluate_transnational(case(transnational={**NOWHERE, name: True})).answer is T


def test_a_group_active_in_several_states_makes_it_transnational() -> None:
    facts = case(transnational={**NOWHERE, "group_active_in_several_states": True}, group={**GROUP, "involved": True})
    assert evaluate_transnational(facts).answer is T


def test_people_active_in_several_states_who_are_no_group_do_not_make_it_transnational() -> None:
    facts = case(
        transnational={**NOWHERE, "group_active_in_several_states": True},
        group={**GROUP, "involved": True, "persons": 2},
    )
    assert evaluate_transnational(facts).answer is F


def test_without_any_link_it_is_not_transnational() -> None:
    assert evaluate_transnational(case(transnational=NOWHERE)).answer is F


@pytest.mark.parametrize("name", ["several_states", "planned_abroad", "effects_abroad"])
def test_an_unknown_link_is_named(name: str) -> None:
    reasoning = evaluate_transnational(case(transnational={**NOWHERE, name: None}))
    assert (reasoning.answer, reasoning.lacks) == (U, (f"transnational.{name}",))


def test_an_unknown_reach_of_a_proven_group_is_named() -> None:
    reasoning = evaluate_transnational(
        case(transnational={**NOWHERE, "group_active_in_several_states": None}, group={**GROUP, "involved": True})
    )
    assert (reasoning.answer, reasoning.lacks) == (U, ("transnational.group_active_in_several_states",))


@pytest.mark.parametrize(("penalty", "answer"), [("4", T), ("life", T), ("death", T), ("3.9", F), ("", U)])
def test_serious_crime_follows_the_maximum_penalty(penalty: str, answer: Answer) -> None:
    assert evaluate_serious_crime(case(offence={"max_penalty": penalty})).answer is answer


@pytest.mark.parametrize(
    "under",
    ["untoc/5", "untoc/5/1/a/i", "untoc/5/1/a/ii", "untoc/5/1/b", "untoc/6", "untoc/8", "untoc/23", "tip/5", "som/6"],
)
def test_an_offence_created_under_a_treaty_article_is_a_convention_offence(under: str) -> None:
    assert evaluate_convention_offence(case(offence={"established_under": under}, bound_by=ALL_BOUND)).answer is T


@pytest.mark.parametrize(("excluded", "answer"), [(False, T), (True, F), (None, U)])
def test_dealings_of_states_left_out_by_the_firearms_protocol_do_not_count(
    excluded: bool | None, answer: Answer
) -> None:
    facts = case(offence={"established_under": "firearms/5", "excluded_state_transfer": excluded}, bound_by=ALL_BOUND)
    assert evaluate_convention_offence(facts).answer is answer


def test_an_offence_that_carries_out_no_article_is_none() -> None:
    assert evaluate_convention_offence(case(offence={"established_under": "none"})).answer is F


def test_an_unknown_basis_is_named() -> None:
    assert evaluate_convention_offence(case()).lacks == ("offence.established_under",)


CONDUCT = {"trafficking": TRAFFICKING, "smuggling": SMUGGLING, "firearms": FIREARMS}
PROTOCOL = {"trafficking": "tip", "smuggling": "som", "firearms": "firearms"}


@pytest.mark.parametrize("section", CONDUCT)
@pytest.mark.parametrize("status", [T, F, U])
def test_conduct_counts_only_where_its_protocol_binds(section: str, status: Answer) -> None:
    bound_by = {T: ["untoc", PROTOCOL[section]], F: ["untoc"], U: None}[status]
    offence = {"established_under": "none", "excluded_state_transfer": False}
    facts = case(offence=offence, bound_by=bound_by, **{section: CONDUCT[section]})
    assert evaluate_convention_offence(facts).answer is status


@pytest.mark.parametrize(("excluded", "answer"), [(False, T), (True, F), (None, U)])
def test_conduct_of_states_left_out_by_the_firearms_protocol_does_not_count(
    excluded: bool | None, answer: Answer
) -> None:
    offence = {"established_under": "none", "excluded_state_transfer": excluded}
    facts = case(offence=offence, firearms=FIREARMS, bound_by=ALL_BOUND)
    assert evaluate_convention_offence(facts).answer is answer


def test_conduct_under_no_protocol_is_not_asked_about() -> None:
    assert list_protocol_conduct(case()) == ()


@pytest.mark.parametrize(("bound_by", "answer"), [(["untoc"], T), ([], F), (None, U)])
def test_an_instrument_binds_those_named_as_its_parties(bound_by: list[str] | None, answer: Answer) -> None:
    reasoning = evaluate_bound(case(bound_by=bound_by), instrument=InstrumentId.UNTOC, cites="untoc/38/2")
    assert (reasoning.answer, reasoning.lacks) == (answer, ("bound_by",) if answer is U else ())


def test_every_paragraph_cited_exists() -> None:
    facts = case(offence={"established_under": "firearms/5"}, **CONDUCT)
    steps = [
        *evaluate_convention_offence(facts).steps,
        *evaluate_transnational(facts).steps,
        *evaluate_serious_crime(facts).steps,
    ]
    assert all(find_unit(unit_id) for step in steps for unit_id in step.cites)
