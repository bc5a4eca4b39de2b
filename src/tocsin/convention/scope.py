"""Does the Convention apply to this case, for this purpose?

Article 3(1) gives the general test and lets other articles state otherwise. Three do: 34(2) on what national law must
make an offence, 16(1)-(2) on extradition, and 18(1) on mutual legal assistance, where reasonable grounds to suspect
are enough. A treaty applies between its Parties alone, so each purpose also asks whether the States are bound.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tocsin.convention.elements import (
    evaluate_bound,
    evaluate_established,
    evaluate_group_involvement,
    evaluate_offence_class,
    evaluate_serious_crime,
    evaluate_transnational,
    list_protocol_conduct,
)
from tocsin.convention.facts import EstablishedUnder, ScopeFacts, read_facts
from tocsin.convention.law import InstrumentId
from tocsin.convention.reasoning import Answer, Reasoning, Step, all_of, answer_of, any_of, ask, ask_yes_no, none_of


class Purpose(StrEnum):
    """What the question is asked for."""

    GENERAL = "general"
    CRIMINALIZATION = "criminalization"
    EXTRADITION = "extradition"
    MUTUAL_LEGAL_ASSISTANCE = "mutual-legal-assistance"


class ScopeResult(BaseModel):
    """Whether the Convention applies for one purpose, every step to that answer, and the facts still lacking.

    `may_apply` is what a State may do at its choice although it need not (untoc/16/2); None where no such choice exists.
    """

    model_config = ConfigDict(frozen=True)

    purpose: Purpose
    answer: Answer
    steps: tuple[Step, ...]
    lacks: tuple[str, ...]
    may_apply: Answer | None = None
    may_apply_lacks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class ScopeReport(BaseModel):
    """The scope test of one case for every purpose asked."""

    model_config = ConfigDict(frozen=True)

    case: str
    results: tuple[ScopeResult, ...]


def evaluate_scope(facts: ScopeFacts, *, purpose: Purpose) -> ScopeResult:
    """Ask whether the Convention applies to a case for one purpose."""
    test = {
        Purpose.GENERAL: _general,
        Purpose.CRIMINALIZATION: _criminalization,
        Purpose.EXTRADITION: _extradition,
        Purpose.MUTUAL_LEGAL_ASSISTANCE: _assistance,
    }[purpose]
    bound = evaluate_bound(facts, instrument=InstrumentId.UNTOC, cites="untoc/38/2")
    matter = test(facts)
    question = "All in all, does the Convention apply for this purpose between the States concerned?"
    reasoning = all_of(question, [bound, matter], cites=["untoc/38/2", *matter.steps[-1].cites])
    choice = _extradition_choice(facts, bound=bound, matter=matter) if purpose is Purpose.EXTRADITION else None
    return ScopeResult(
        purpose=purpose,
        answer=reasoning.answer,
        steps=tuple(dict.fromkeys((*reasoning.steps, *(choice.steps if choice else ())))),
        lacks=reasoning.lacks,
        may_apply=choice.answer if choice else None,
        may_apply_lacks=choice.lacks if choice else (),
        notes=_NOTES[purpose],
    )


def evaluate_scope_file(path: Path, *, purpose: str | None = None) -> ScopeReport:
    """Read the facts of a case from a file and ask for one purpose, or for all four."""
    facts = read_facts(path)
    purposes = tuple(Purpose) if purpose is None else (Purpose(purpose),)
    return ScopeReport(case=facts.case, results=tuple(evaluate_scope(facts, purpose=each) for each in purposes))


def _general(facts: ScopeFacts) -> Reasoning:
    return all_of(
        "Does the Convention apply to preventing, investigating and prosecuting it?",
        [evaluate_offence_class(facts), evaluate_transnational(facts), evaluate_group_involvement(facts)],
        cites=["untoc/3/1"],
    )


def _criminalization(facts: ScopeFacts) -> Reasoning:
    """Article 34(2): neither transnationality nor a group is needed, unless Article 5 itself needs the group."""
    without_group = none_of(
        "Is it free of article 5's need for a group?",
        [_evaluate_group_element(facts)],
        cites=["untoc/34/2", "untoc/5/1/b"],
    )
    group = any_of(
        "Is no group needed, or is there one?", [without_group, evaluate_group_involvement(facts)], cites=["untoc/34/2"]
    )
    under_convention = all_of(
        "Does the national offence carry out a treaty article on these terms?",
        [evaluate_established(facts), group],
        cites=["untoc/34/2"],
    )
    return any_of(
        "Must it be an offence in national law, with or without a transnational element?",
        [under_convention, *list_protocol_conduct(facts)],
        cites=["untoc/34/2"],
    )


def _evaluate_group_element(facts: ScopeFacts) -> Reasoning:
    """Tell whether article 5 makes the group part of the offence."""
    under = facts.offence.established_under
    question = "Does article 5 make an organized criminal group part of the offence?"
    if under is EstablishedUnder.UNTOC_5_AGREEMENT:
        needs = facts.offence.agreement_needs_group
        return ask(
            question,
            answer=answer_of(value=needs),
            cites=["untoc/5/1/a/i", "untoc/5/3"],
            reason="For the agreement offence it depends on whether national law requires a group.",
            fact="offence.agreement_needs_group",
        )
    if under is EstablishedUnder.UNTOC_5:
        reason = "It depends on the item of article 5(1): (a)(i), (a)(ii) or (b)."
        fact = "offence.established_under (which item of article 5)"
        return ask(question, answer=Answer.UNKNOWN, cites=["untoc/5/1/a/i"], reason=reason, fact=fact)
    needs_group = under in (EstablishedUnder.UNTOC_5_PARTICIPATION, EstablishedUnder.UNTOC_5_ORGANIZING)
    return ask(
        question,
        answer=answer_of(value=None if under is None else needs_group),
        cites=["untoc/5/1/a/ii", "untoc/5/1/b"],
        reason="The treaty provision is not known." if under is None else f"The offence carries out: {under}.",
        fact="offence.established_under",
    )


def _extradition(facts: ScopeFacts) -> Reasoning:
    """Article 16(1): general scope, or group and person in the requested State; both with dual criminality."""
    request = facts.request
    located = _ask_request(
        "Is the person sought in the requested State?",
        value=request.person_in_requested_state,
        name="person_in_requested_state",
    )
    second = all_of(
        "Is it an article 3(1) offence involving a group, with the person in the requested State?",
        [evaluate_offence_class(facts), evaluate_group_involvement(facts), located],
        cites=["untoc/16/1"],
    )
    covered = any_of("Is it of a kind that article 16 covers?", [_general(facts), second], cites=["untoc/16/1"])
    dual = _ask_request(
        "Is it punishable under the law of both States?", value=request.dual_criminality, name="dual_criminality"
    )
    return all_of("Does article 16 on extradition apply?", [covered, dual], cites=["untoc/16/1"])


def _extradition_choice(facts: ScopeFacts, *, bound: Reasoning, matter: Reasoning) -> Reasoning:
    """Article 16(2): a serious crime outside the article may ride along with one inside it."""
    outside = none_of("Is the offence outside article 16(1)?", [matter], cites=["untoc/16/1"])
    other = _ask_request(
        "Does the request also name another serious crime that article 16 covers?",
        value=facts.request.covers_another_serious_crime,
        name="covers_another_serious_crime",
        cites="untoc/16/2",
    )
    question = "May the requested State apply article 16 to it all the same?"
    return all_of(question, [bound, outside, evaluate_serious_crime(facts), other], cites=["untoc/16/2"])


def _assistance(facts: ScopeFacts) -> Reasoning:
    """Article 18(1): general scope, or reasonable grounds to suspect a transnational offence with a group."""
    request = facts.request
    suspected = _ask_request(
        "Are there reasonable grounds to suspect that it is transnational?",
        value=request.suspected_transnational,
        name="suspected_transnational",
        cites="untoc/18/1/s2",
    )
    located = _ask_request(
        "Are victims, witnesses, proceeds, instruments or evidence in the requested State?",
        value=request.evidence_in_requested_state,
        name="evidence_in_requested_state",
        cites="untoc/18/1/s2",
    )
    suspected_group = _ask_request(
        "Are there reasonable grounds to suspect that a group is involved?",
        value=request.suspected_group,
        name="suspected_group",
        cites="untoc/18/1/s2",
    )
    cites = ["untoc/18/1/s2"]
    parts = [
        evaluate_offence_class(facts),
        any_of(
            "Is it transnational, or reasonably suspected so?",
            [evaluate_transnational(facts), suspected, located],
            cites=cites,
        ),
        any_of(
            "Is a group involved, or reasonably suspected?",
            [evaluate_group_involvement(facts), suspected_group],
            cites=cites,
        ),
    ]
    on_suspicion = all_of("Is assistance due on reasonable grounds to suspect?", parts, cites=cites)
    return any_of(
        "Does article 18 on mutual legal assistance apply?", [_general(facts), on_suspicion], cites=["untoc/18/1"]
    )


def _ask_request(question: str, *, value: bool | None, name: str, cites: str = "untoc/16/1") -> Reasoning:
    return ask_yes_no(question, value=value, cites=[cites], fact=f"request.{name}")


_NOTES = {
    Purpose.GENERAL: (
        "Article 3(1) yields where another article states otherwise: 34(2), 16(1)-(2) and 18(1) are asked apart.",
        "The maximum penalty is that of the national law under which the conduct is charged. A Protocol's own scope "
        "(tip/4, som/4, firearms/4/1) is not asked here.",
    ),
    Purpose.CRIMINALIZATION: (
        "Article 34(2) speaks of offences under articles 5, 6, 8 and 23; offences under a Protocol count with them "
        "through its article 1. Serious crime as such need not be created.",
        "Of 5(1)(a)(i) and (ii) a State owes one, at its choice.",
    ),
    Purpose.EXTRADITION: (
        "Conditions and grounds of refusal of national law and of treaties remain (untoc/16/7), also where a State makes "
        "use of 16(2).",
    ),
    Purpose.MUTUAL_LEGAL_ASSISTANCE: (
        "That victims, witnesses, proceeds, instruments or evidence are in the requested State is read as one of the "
        "reasonable grounds to suspect a transnational offence. Suspicion is enough for the transnational nature and the "
        "group, not for the class of the offence. Assistance may be declined without dual criminality (untoc/18/9).",
    ),
}
