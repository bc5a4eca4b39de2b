"""Do the facts make a group, a serious crime, a transnational offence, an offence under a treaty?

Each function answers one legal question from the facts of a case and cites the paragraphs it rests on.
"""

from tocsin.convention.conduct import evaluate_firearms, evaluate_smuggling, evaluate_trafficking
from tocsin.convention.facts import EstablishedUnder, GroupFacts, ScopeFacts
from tocsin.convention.law import InstrumentId
from tocsin.convention.penalty import evaluate_penalty
from tocsin.convention.reasoning import Reasoning, all_of, answer_of, any_of, ask, ask_yes_no

LEAST_PERSONS = 3

_PROTOCOL_OF = {
    EstablishedUnder.TIP_5: InstrumentId.TIP,
    EstablishedUnder.SOM_6: InstrumentId.SOM,
    EstablishedUnder.FIREARMS_5: InstrumentId.FIREARMS,
}


def evaluate_convention_offence(facts: ScopeFacts) -> Reasoning:
    """Is the offence one established under the Convention or, counting as such, under a Protocol?"""
    parts = [evaluate_established(facts), *list_protocol_conduct(facts)]
    return any_of("Is it an offence established under the Convention or a Protocol?", parts, cites=["untoc/3/1/a"])


def list_protocol_conduct(facts: ScopeFacts) -> tuple[Reasoning, ...]:
    """List whether the conduct described counts as a Convention offence through a Protocol; nothing if none is."""
    described: list[tuple[Reasoning, InstrumentId]] = []
    if facts.trafficking is not None:
        described.append((evaluate_trafficking(facts.trafficking), InstrumentId.TIP))
    if facts.smuggling is not None:
        described.append((evaluate_smuggling(facts.smuggling), InstrumentId.SOM))
    if facts.firearms is not None:
        described.append((evaluate_firearms(facts.firearms), InstrumentId.FIREARMS))
    return tuple(_evaluate_under_protocol(facts, conduct, protocol=protocol) for conduct, protocol in described)


def evaluate_bound(facts: ScopeFacts, *, instrument: InstrumentId, cites: str) -> Reasoning:
    """Are the States concerned Party to an instrument?"""
    bound = facts.bound_by
    return ask(
        f"Are the States concerned bound by {instrument}?",
        answer=answer_of(value=None if bound is None else instrument in bound),
        cites=[cites],
        reason="Their treaty status is not known." if bound is None else f"Bound by: {', '.join(bound) or 'none'}.",
        fact="bound_by",
    )


def evaluate_serious_crime(facts: ScopeFacts) -> Reasoning:
    """Is the offence serious crime?"""
    penalty = facts.offence.max_penalty
    known = "The maximum penalty is not known." if penalty is None else f"The maximum penalty is {penalty}."
    return ask(
        "Is it serious crime, with a maximum of at least four years or a graver penalty?",
        answer=evaluate_penalty(penalty),
        cites=["untoc/2/b", "untoc/3/1/b"],
        reason=known,
        fact="offence.max_penalty",
    )


def evaluate_offence_class(facts: ScopeFacts) -> Reasoning:
    """Is the offence of a class that Article 3(1) names?"""
    return any_of(
        "Is it of a class that article 3(1) names?",
        [evaluate_convention_offence(facts), evaluate_serious_crime(facts)],
        cites=["untoc/3/1/a", "untoc/3/1/b"],
    )


def evaluate_transnational(facts: ScopeFacts) -> Reasoning:
    """Is the offence transnational in nature?"""
    seen = facts.transnational
    through_group = all_of(
        "Is a group involved that is active in crime in several States?",
        [
            evaluate_group_involvement(facts),
            ask_yes_no(
                "Is the group active in crime in several States?",
                value=seen.group_active_in_several_states,
                cites=["untoc/3/2/c"],
                fact="transnational.group_active_in_several_states",
            ),
        ],
        cites=["untoc/3/2/c"],
    )
    parts = [
        ask_yes_no(
            "Was it committed in more than one State?",
            value=seen.several_states,
            cites=["untoc/3/2/a"],
            fact="transnational.several_states",
        ),
        ask_yes_no(
            "Was much of its preparation, planning, direction or control in another State?",
            value=seen.planned_abroad,
            cites=["untoc/3/2/b"],
            fact="transnational.planned_abroad",
        ),
        through_group,
        ask_yes_no(
            "Did it have substantial effects in another State?",
            value=seen.effects_abroad,
            cites=["untoc/3/2/d"],
            fact="transnational.effects_abroad",
        ),
    ]
    return any_of("Is it transnational in nature?", parts, cites=["untoc/3/1"])


def evaluate_group_involvement(facts: ScopeFacts) -> Reasoning:
    """Does the offence involve an organized criminal group?"""
    involved = ask_yes_no(
        "Does the offence involve the group?", value=facts.group.involved, cites=["untoc/3/1"], fact="group.involved"
    )
    return all_of(
        "Does it involve an organized criminal group?",
        [evaluate_criminal_group(facts.group), involved],
        cites=["untoc/3/1"],
    )


def evaluate_criminal_group(group: GroupFacts) -> Reasoning:
    """Is the group an organized criminal group?"""
    persons = group.persons
    enough = ask(
        f"Are they at least {LEAST_PERSONS} people?",
        answer=answer_of(value=None if persons is None else persons >= LEAST_PERSONS),
        cites=["untoc/2/a"],
        reason="Their number is not known." if persons is None else f"They are {persons}.",
        fact="group.persons",
    )
    at_random = group.formed_at_random
    structured = ask_yes_no(
        "Is the group structured, not formed at random for one immediate offence?",
        value=None if at_random is None else not at_random,
        cites=["untoc/2/a", "untoc/2/c"],
        fact="group.formed_at_random",
    )
    plain = {
        "lasting": ("Has it existed for some time?", group.lasting),
        "acting_in_concert": ("Do its members act together?", group.acting_in_concert),
        "aims_at_serious_crime": ("Does it aim at serious crimes or Convention offences?", group.aims_at_serious_crime),
        "seeks_material_benefit": ("Does it seek a financial or other material benefit?", group.seeks_material_benefit),
    }
    others = [
        ask_yes_no(question, value=value, cites=["untoc/2/a"], fact=f"group.{name}")
        for name, (question, value) in plain.items()
    ]
    return all_of("Is there an organized criminal group?", [enough, structured, *others], cites=["untoc/2/a"])


def evaluate_established(facts: ScopeFacts) -> Reasoning:
    """Does the offence of national law carry out an article by which a treaty creates offences?"""
    under = facts.offence.established_under
    reason = {
        None: "The treaty provision behind the offence is not known.",
        EstablishedUnder.NONE: "It carries out none.",
    }
    established = ask(
        "Does the national offence carry out article 5, 6, 8 or 23, or a Protocol's criminalization article?",
        answer=answer_of(value=None if under is None else under is not EstablishedUnder.NONE),
        cites=["untoc/3/1/a"],
        reason=reason.get(under, f"It carries out {under}."),
        fact="offence.established_under",
    )
    protocol = _PROTOCOL_OF.get(under) if under else None
    return _evaluate_under_protocol(facts, established, protocol=protocol) if protocol else established


def _evaluate_under_protocol(facts: ScopeFacts, offence: Reasoning, *, protocol: InstrumentId) -> Reasoning:
    """Count an offence as one of the Convention only where its Protocol binds, and reaches it."""
    parts = [offence, evaluate_bound(facts, instrument=protocol, cites="untoc/37/3")]
    if protocol is InstrumentId.FIREARMS:
        parts.append(_evaluate_reach(facts))
    question = f"Does it count as a Convention offence through {protocol}?"
    return all_of(question, parts, cites=[f"{protocol}/1/3"])


def _evaluate_reach(facts: ScopeFacts) -> Reasoning:
    excluded = facts.offence.excluded_state_transfer
    return ask_yes_no(
        "Is it something other than a dealing between States, or transfer by a State, left out for national security?",
        value=None if excluded is None else not excluded,
        cites=["firearms/4/2"],
        fact="offence.excluded_state_transfer",
    )
