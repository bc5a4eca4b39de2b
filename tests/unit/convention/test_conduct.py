"""Each element of trafficking, smuggling and illicit firearms: met, missed and unknown."""

import pytest

from tocsin.convention.conduct import evaluate_firearms, evaluate_smuggling, evaluate_trafficking
from tocsin.convention.facts import FirearmsFacts, SmugglingFacts, TraffickingFacts
from tocsin.convention.instruments import find_unit
from tocsin.convention.reasoning import Answer

T, F, U = Answer.TRUE, Answer.FALSE, Answer.UNKNOWN

TRAFFICKING = {
    "intentional": True,
    "act": True,
    "means": True,
    "victim_under_18": False,
    "exploitation_purpose": True,
}
SMUGGLING = {
    "intentional": True,
    "procured_illegal_entry": True,
    "fraudulent_document": False,
    "enabled_illegal_stay": False,
    "for_material_benefit": True,
    "accused_only_smuggled": False,
}
NO_FORM = {"procured_illegal_entry": False}
NOTHING = {
    "intentional": True,
    "manufactured": False,
    "from_trafficked_parts": False,
    "without_licence": False,
    "unmarked_at_manufacture": False,
    "moved_between_parties": False,
    "unauthorized_by_a_party": False,
    "unmarked_in_transfer": False,
    "marking_tampered": False,
}
MAKING = {"manufactured": True, "without_licence": True}
MOVING = {"moved_between_parties": True, "unauthorized_by_a_party": True}


def trafficking(**changes: object) -> TraffickingFacts:
    return TraffickingFacts.model_validate({**TRAFFICKING, **changes})


def smuggling(**changes: object) -> SmugglingFacts:
    return SmugglingFacts.model_validate({**SMUGGLING, **changes})


def firearms(**changes: object) -> FirearmsFacts:
    return FirearmsFacts.model_validate({**NOTHING, **changes})


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, T),
        ({"means": False, "victim_under_18": True}, T),
        ({"means": None, "victim_under_18": True}, T),
        ({"means": False}, F),
        ({"intentional": False}, F),
        ({"act": False}, F),
        ({"exploitation_purpose": False}, F),
        ({"act": None}, U),
        ({"exploitation_purpose": None}, U),
        ({"means": None}, U),
        ({"means": False, "victim_under_18": None}, U),
    ],
)
def test_trafficking_needs_act_purpose_and_means_or_a_child(changes: dict[str, object], answer: Answer) -> None:
    assert evaluate_trafficking(trafficking(**changes)).answer is answer


@pytest.mark.parametrize("consented", [True, False, None])
@pytest.mark.parametrize("changes", [{}, {"means": False}, {"means": False, "victim_under_18": True}])
def test_consent_never_changes_the_answer(consented: bool | None, changes: dict[str, object]) -> None:
    with_consent = trafficking(**changes, victim_consented=consented)
    assert evaluate_trafficking(with_consent).answer is evaluate_trafficking(trafficking(**changes)).answer


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "makes consent irrelevant"),
        ({"means": False, "victim_under_18": True}, "consent plays no part"),
        ({"means": False}, "no test of its own"),
    ],
)
def test_consent_is_answered_with_its_reason(changes: dict[str, object], reason: str) -> None:
    assert reason in evaluate_trafficking(trafficking(**changes, victim_consented=True)).steps[0].reason


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"intentional": None}, ("trafficking.intentional",)),
        ({"act": None}, ("trafficking.act",)),
        ({"means": None}, ("trafficking.means",)),
        ({"means": False, "victim_under_18": None}, ("trafficking.victim_under_18",)),
        ({"exploitation_purpose": None}, ("trafficking.exploitation_purpose",)),
    ],
)
def test_each_missing_element_of_trafficking_is_named(changes: dict[str, object], lacks: tuple[str, ...]) -> None:
    reasoning = evaluate_trafficking(trafficking(**changes))
    assert (reasoning.answer, reasoning.lacks) == (U, lacks)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, T),
        (NO_FORM, F),
        ({**NO_FORM, "fraudulent_document": True}, T),
        ({**NO_FORM, "enabled_illegal_stay": True}, T),
        ({"intentional": False}, F),
        ({"for_material_benefit": False}, F),
        ({"accused_only_smuggled": True}, F),
    ],
)
def test_smuggling_needs_a_form_of_conduct_and_benefit_and_spares_the_migrant(
    changes: dict[str, object], answer: Answer
) -> None:
    assert evaluate_smuggling(smuggling(**changes)).answer is answer


@pytest.mark.parametrize("name", SMUGGLING)
def test_each_missing_element_of_smuggling_is_named(name: str) -> None:
    only = NO_FORM if name in ("fraudulent_document", "enabled_illegal_stay") else {}
    reasoning = evaluate_smuggling(smuggling(**{**only, name: None}))
    assert (reasoning.answer, reasoning.lacks) == (U, (f"smuggling.{name}",))


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, F),
        ({"manufactured": True}, F),
        ({"without_licence": True}, F),
        ({"manufactured": True, "from_trafficked_parts": True}, T),
        (MAKING, T),
        ({"manufactured": True, "unmarked_at_manufacture": True}, T),
        ({"moved_between_parties": True}, F),
        ({"unauthorized_by_a_party": True}, F),
        (MOVING, T),
        ({"moved_between_parties": True, "unmarked_in_transfer": True}, T),
        ({"marking_tampered": True}, T),
        ({"marking_tampered": True, "intentional": False}, F),
    ],
)
def test_firearms_conduct_is_illicit_making_moving_or_tampering(changes: dict[str, object], answer: Answer) -> None:
    assert evaluate_firearms(firearms(**changes)).answer is answer


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"marking_tampered": True}, "intentional"),
        (MAKING, "manufactured"),
        ({"manufactured": True}, "from_trafficked_parts"),
        ({"manufactured": True}, "without_licence"),
        ({"manufactured": True}, "unmarked_at_manufacture"),
        (MOVING, "moved_between_parties"),
        ({"moved_between_parties": True}, "unauthorized_by_a_party"),
        ({"moved_between_parties": True}, "unmarked_in_transfer"),
        ({}, "marking_tampered"),
    ],
)
def test_each_missing_element_of_firearms_conduct_is_named(changes: dict[str, object], name: str) -> None:
    reasoning = evaluate_firearms(firearms(**{**changes, name: None}))
    assert (reasoning.answer, reasoning.lacks) == (U, (f"firearms.{name}",))


def test_every_paragraph_cited_exists() -> None:
    steps = [
        *evaluate_trafficking(trafficking(victim_consented=True)).steps,
        *evaluate_smuggling(smuggling()).steps,
        *evaluate_firearms(firearms()).steps,
    ]
    assert all(find_unit(unit_id) for step in steps for unit_id in step.cites)
