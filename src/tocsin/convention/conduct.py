"""Is what was done trafficking in persons, smuggling of migrants or illicit dealing in firearms?

The elements of the offences that each Protocol obliges its Parties to create, whatever national law calls them.
"""

from tocsin.convention.facts import FirearmsFacts, SmugglingFacts, TraffickingFacts
from tocsin.convention.reasoning import Answer, Reasoning, Step, all_of, any_of, ask_yes_no


def evaluate_trafficking(facts: TraffickingFacts) -> Reasoning:
    """Is the conduct trafficking in persons: an act, a means (not needed for a child) and the purpose of exploitation?"""
    means = ask_yes_no(
        "Was one of the listed means used?", value=facts.means, cites=["tip/3/a"], fact="trafficking.means"
    )
    child = ask_yes_no(
        "Is the victim under eighteen?",
        value=facts.victim_under_18,
        cites=["tip/3/c", "tip/3/d"],
        fact="trafficking.victim_under_18",
    )
    parts = [
        _ask_intention(value=facts.intentional, section="trafficking", cites="tip/5/1"),
        ask_yes_no(
            "Was someone recruited, transported, transferred, harboured or received?",
            value=facts.act,
            cites=["tip/3/a"],
            fact="trafficking.act",
        ),
        any_of("Was a means used, or is the victim a child?", [means, child], cites=["tip/3/a", "tip/3/c"]),
        ask_yes_no(
            "Was exploitation the purpose?",
            value=facts.exploitation_purpose,
            cites=["tip/3/a"],
            fact="trafficking.exploitation_purpose",
        ),
    ]
    reasoning = all_of("Is the conduct trafficking in persons?", parts, cites=["tip/3/a", "tip/5/1"])
    if facts.victim_consented:
        return reasoning.model_copy(update={"steps": (_weigh_consent(facts), *reasoning.steps)})
    return reasoning


def evaluate_smuggling(facts: SmugglingFacts) -> Reasoning:
    """Is the conduct punishable smuggling of migrants, or punishable conduct around it, by someone else than the migrant?"""
    forms = {
        "procured_illegal_entry": (
            "Was the illegal entry into a State Party of someone neither its national nor permanent resident procured?",
            ["som/6/1/a", "som/3/a", "som/3/b"],
        ),
        "fraudulent_document": (
            "Was a fraudulent travel or identity document made, procured, provided or held to enable smuggling?",
            ["som/6/1/b/i", "som/6/1/b/ii", "som/3/c"],
        ),
        "enabled_illegal_stay": (
            "Was someone neither national nor permanent resident enabled by illegal means to stay?",
            ["som/6/1/c"],
        ),
    }
    only_smuggled = facts.accused_only_smuggled
    parts = [
        _ask_intention(value=facts.intentional, section="smuggling", cites="som/6/1/a"),
        any_of(
            "Is it one of the forms of conduct that article 6(1) lists?",
            _ask_each(facts, forms, section="smuggling"),
            cites=["som/6/1/a", "som/6/1/b/i", "som/6/1/b/ii", "som/6/1/c"],
        ),
        ask_yes_no(
            "Was it in order to obtain, directly or indirectly, a financial or other material benefit?",
            value=facts.for_material_benefit,
            cites=["som/6/1/a", "som/3/a"],
            fact="smuggling.for_material_benefit",
        ),
        ask_yes_no(
            "Is the accused someone other than a migrant who was merely the object of it?",
            value=None if only_smuggled is None else not only_smuggled,
            cites=["som/5"],
            fact="smuggling.accused_only_smuggled",
        ),
    ]
    return all_of("Is the conduct punishable under the Migrants Protocol?", parts, cites=["som/5", "som/6/1/a"])


def evaluate_firearms(facts: FirearmsFacts) -> Reasoning:
    """Is the conduct illicit manufacturing, illicit trafficking or tampering with markings?"""
    tampered = ask_yes_no(
        "Was a required marking falsified or illicitly obliterated, removed or altered?",
        value=facts.marking_tampered,
        cites=["firearms/5/1/c"],
        fact="firearms.marking_tampered",
    )
    kinds = [_evaluate_manufacturing(facts), _evaluate_arms_trafficking(facts), tampered]
    cites = ["firearms/5/1/a", "firearms/5/1/b", "firearms/5/1/c"]
    parts = [
        _ask_intention(value=facts.intentional, section="firearms", cites="firearms/5/1/a"),
        any_of("Is it one of the kinds of conduct that article 5(1) lists?", kinds, cites=cites),
    ]
    return all_of("Is the conduct punishable under the Firearms Protocol?", parts, cites=cites)


def _evaluate_manufacturing(facts: FirearmsFacts) -> Reasoning:
    faults = {
        "from_trafficked_parts": ("Was it from illicitly trafficked parts and components?", ["firearms/3/d"]),
        "without_licence": ("Was it without a licence or authorization where it took place?", ["firearms/3/d"]),
        "unmarked_at_manufacture": ("Were the firearms left unmarked when made?", ["firearms/3/d", "firearms/8/1/a"]),
    }
    made = ask_yes_no(
        "Were firearms, parts, components or ammunition manufactured or assembled?",
        value=facts.manufactured,
        cites=["firearms/3/d"],
        fact="firearms.manufactured",
    )
    fault = any_of("Was the making illicit?", _ask_each(facts, faults, section="firearms"), cites=["firearms/3/d"])
    return all_of("Is it illicit manufacturing?", [made, fault], cites=["firearms/3/d", "firearms/5/1/a"])


def _evaluate_arms_trafficking(facts: FirearmsFacts) -> Reasoning:
    faults = {
        "unauthorized_by_a_party": ("Did a State Party concerned not authorize it?", ["firearms/3/e"]),
        "unmarked_in_transfer": ("Were the firearms not marked as article 8 requires?", ["firearms/3/e"]),
    }
    moved = ask_yes_no(
        "Were they traded or moved from or across one State Party's territory to another's?",
        value=facts.moved_between_parties,
        cites=["firearms/3/e"],
        fact="firearms.moved_between_parties",
    )
    fault = any_of("Was the movement illicit?", _ask_each(facts, faults, section="firearms"), cites=["firearms/3/e"])
    return all_of("Is it illicit trafficking?", [moved, fault], cites=["firearms/3/e", "firearms/5/1/b"])


def _ask_each(
    facts: SmugglingFacts | FirearmsFacts, questions: dict[str, tuple[str, list[str]]], *, section: str
) -> list[Reasoning]:
    return [
        ask_yes_no(question, value=getattr(facts, name), cites=cites, fact=f"{section}.{name}")
        for name, (question, cites) in questions.items()
    ]


def _ask_intention(*, value: bool | None, section: str, cites: str) -> Reasoning:
    return ask_yes_no("Was it intentional?", value=value, cites=[cites], fact=f"{section}.intentional")


def _weigh_consent(facts: TraffickingFacts) -> Step:
    """Say that consent changes nothing, and why."""
    if facts.victim_under_18:
        reason = "The victim is a child, for whom no means is needed and consent plays no part."
    elif facts.means:
        reason = "One of the listed means was used, which makes consent irrelevant."
    else:
        reason = "Consent is no test of its own: whether a listed means was used decides."
    return Step(
        question="Does the victim's consent change the answer?",
        answer=Answer.FALSE,
        cites=("tip/3/b", "tip/3/c"),
        reason=reason,
    )
