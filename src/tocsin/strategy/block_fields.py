"""Is each field of a block answered: by the records that carry it, or where no record can, by a text?"""

from collections.abc import Callable, Iterator, Mapping

from tocsin.convention.blocks import find_block
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Card, Threat
from tocsin.dossier.records.strategy import Body, Strategy
from tocsin.strategy.lacks import Lack, Pointer, State, find_pointer, find_strategy_pointer
from tocsin.strategy.measurement import list_target_lacks, point_at

# What is lacking, in words, and where; the letter and the field decide what it is lacking for.
Shortfalls = Iterator[tuple[str, Pointer]]


def list_field_lacks(dossier: Dossier, strategy: Strategy, *, letter: str) -> Iterator[Lack]:
    """What the required fields of one block lack."""
    for name in find_block(letter).fields_required:
        by_records = _BY_RECORDS.get((letter, name))
        found = by_records(dossier, strategy) if by_records else _of_text(dossier, strategy, letter=letter, name=name)
        for message, pointer in found:
            yield Lack(State.SPECIFIED, message, pointer)


def _of_text(dossier: Dossier, strategy: Strategy, *, letter: str, name: str) -> Shortfalls:
    block = strategy.blocks.get(letter)  # type: ignore[call-overload]  # the letter comes from the list of blocks
    answer = block.answers.get(name) if block else None
    pointer = find_strategy_pointer(dossier, f"blocks.{letter}.answers.{name}")
    if answer is None:
        yield f"block {letter} says nothing of {name.replace('_', ' ')}.", pointer
    elif answer.gap:
        yield f"block {letter} declares a gap under {name.replace('_', ' ')}: {answer.gap}", pointer


def _of_scope(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if dossier.terms_of_reference is None:
        yield "the scope of the assessment is not agreed.", find_pointer(dossier, "terms_of_reference", field="scope")


def _list_ranked(dossier: Dossier) -> list[Threat]:
    return [threat for threat in dossier.threats.values() if threat.role == "threat"]


def _of_nature(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for threat in _list_ranked(dossier):
        if not any(getattr(threat.card, name).text for name in Card.model_fields):
            message = f"the card of the threat {threat.key!r} is nothing but gaps."
            yield message, find_pointer(dossier, "threats", key=threat.key, field="card")
    yield from _of_any_threat(dossier)


def _of_scale(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    measured = {harm.threat for harm in dossier.harms.values() if not harm.gap}
    for threat in _list_ranked(dossier):
        if not (threat.shown or threat.figures or threat.key in measured):
            message = f"no figure and no line of the harm ledger says how large the threat {threat.key!r} is."
            yield message, find_pointer(dossier, "threats", key=threat.key, field="figures")
    yield from _of_any_threat(dossier)


def _of_trends(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for threat in _list_ranked(dossier):
        if not threat.trend.text:
            message = f"where the threat {threat.key!r} is heading is a gap."
            yield message, find_pointer(dossier, "threats", key=threat.key, field="trend")
    yield from _of_any_threat(dossier)


def _of_any_threat(dossier: Dossier, strategy: Strategy | None = None) -> Shortfalls:
    if not _list_ranked(dossier):
        yield "no threat is ranked.", find_pointer(dossier, "threats")


def _of_gaps(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not dossier.requirements and not any(threat.gaps for threat in dossier.threats.values()):
        yield (
            "neither a threat nor the collection plan names a gap.",
            find_pointer(dossier, "requirements", field="question"),
        )


def _of_vision(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not strategy.aim:
        yield "the aim of the strategy is not said.", find_strategy_pointer(dossier, "aim")


def _of_objectives(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not strategy.objectives:
        yield "the strategy has no objective.", find_strategy_pointer(dossier, "objectives")
    for objective in strategy.objectives:
        for name, called in (("owner", "owner"), ("threats", "threat that it is for")):
            if not getattr(objective, name):
                yield f"the objective {objective.key!r} has no {called}.", point_at(dossier, objective, field=name)


def _of_target_fields(*names: str) -> "Callable[[Dossier, Strategy], Shortfalls]":
    def find(dossier: Dossier, strategy: Strategy) -> Shortfalls:
        for objective in strategy.objectives:
            for lack in list_target_lacks(dossier, objective, towards=State.SPECIFIED):
                if lack.pointer.field.rpartition(".")[2] in names:
                    yield lack.message, lack.pointer

    return find


def _list_bodies(strategy: Strategy, role: str) -> list[Body]:
    return [body for body in strategy.bodies if role in body.roles]


def _of_body(role: str, called: str) -> "Callable[[Dossier, Strategy], Shortfalls]":
    def find(dossier: Dossier, strategy: Strategy) -> Shortfalls:
        if not _list_bodies(strategy, role):
            yield f"no body is {called}.", find_strategy_pointer(dossier, "bodies")

    return find


def _of_committee(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    yield from _of_body("committee", "the national committee")(dossier, strategy)
    yield from _of_body("member", "a member of the committee")(dossier, strategy)


def _of_mandate(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for body in strategy.bodies:
        if {"lead", "committee", "secretariat"} & set(body.roles):
            for name, called in (("mandate", "mandate"), ("legal_basis", "legal basis")):
                if not getattr(body, name):
                    yield (
                        f"the body {body.key!r} has no {called}.",
                        find_strategy_pointer(dossier, f"bodies.{body.key}.{name}"),
                    )


def _of_treaties(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not dossier.provisions:
        yield (
            "how national law answers the duties of the Convention is not said.",
            find_pointer(dossier, "provisions", field="duty"),
        )


def _of_prevention(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    adopted = [measure for measure in dossier.measures.values() if measure.is_adopted]
    if not any(f"{duty}/".startswith("untoc/31/") for measure in adopted for duty in measure.duties):
        yield (
            "no measure that is chosen serves article 31 of the Convention.",
            find_pointer(dossier, "measures", field="duties"),
        )


def _of_owners(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not dossier.actions:
        yield "there is no action that anybody could own.", find_pointer(dossier, "actions")
    for action in dossier.actions.values():
        if action.owner is None:
            pointer = find_pointer(dossier, "actions", key=action.key, field="owner")
            yield f"the action {action.key!r} has no owner.", pointer


def _of_indicators(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not dossier.indicators:
        yield "nothing is read to tell whether the strategy works.", find_pointer(dossier, "indicators")


def _of_cadence(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for indicator in dossier.indicators.values():
        if indicator.frequency is None:
            pointer = find_pointer(dossier, "indicators", key=indicator.key, field="frequency")
            yield f"how often the indicator {indicator.key!r} is read is not said.", pointer


def _of_region(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    if not dossier.regional:
        yield "no strategy of the region is named.", find_pointer(dossier, "regional")
    for each in dossier.regional.values():
        if each.item is None:
            yield (
                f"the regional strategy {each.key!r} names no item.",
                find_pointer(dossier, "regional", key=each.key, field="item"),
            )


def _of_shared_aims(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for each in dossier.regional.values():
        if not any(match.extent != "against" for objective in each.objectives for match in objective.matches):
            pointer = find_pointer(dossier, "regional", key=each.key, field="objectives")
            yield f"no national objective matches one of the regional strategy {each.key!r}.", pointer


def _of_differences(dossier: Dossier, strategy: Strategy) -> Shortfalls:
    for each in dossier.regional.values():
        if not each.differences:
            pointer = find_pointer(dossier, "regional", key=each.key, field="differences")
            yield f"where the strategy differs from the regional strategy {each.key!r} is not said.", pointer


# Fields that records answer; all others are answered by a text under `answers`.
_BY_RECORDS: Mapping[tuple[str, str], Callable[[Dossier, Strategy], Shortfalls]] = {
    ("A", "scope"): _of_scope,
    ("A", "nature"): _of_nature,
    ("A", "scale"): _of_scale,
    ("A", "trends"): _of_trends,
    ("A", "confidence"): _of_any_threat,
    ("A", "gaps"): _of_gaps,
    ("B", "vision"): _of_vision,
    ("B", "objectives"): _of_objectives,
    ("B", "targets"): _of_target_fields("indicator", "target", "due_on"),
    ("B", "baselines"): _of_target_fields("baseline"),
    ("C", "lead_body"): _of_body("lead", "the lead"),
    ("C", "national_committee"): _of_committee,
    ("C", "mandate"): _of_mandate,
    ("C", "secretariat"): _of_body("secretariat", "the secretariat"),
    ("D", "treaty_coverage"): _of_treaties,
    ("J", "article_31_measures"): _of_prevention,
    ("L", "owner_of_each_action"): _of_owners,
    ("M", "indicators"): _of_indicators,
    ("M", "cadence"): _of_cadence,
    ("M", "independent_body"): _of_body("oversight", "charged with oversight, independent of those overseen"),
    ("N", "regional_strategy"): _of_region,
    ("N", "shared_aims"): _of_shared_aims,
    ("N", "differences"): _of_differences,
}
