"""Can the chosen measures stand together, and do their actions come in the order that they need?"""

from collections.abc import Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Body, Strategy
from tocsin.strategy.inconsistency import Gravity, Inconsistency
from tocsin.strategy.lacks import find_pointer, find_strategy_pointer


def find_measure_conflicts(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    """What chosen measures need and do not have, exclude and stand beside, or leave unsaid."""
    for measure in dossier.measures.values():
        if measure.is_adopted:
            yield from _check_company(dossier, measure)
            yield from _check_care(dossier, measure)
            yield from _check_effects(dossier, measure)
    yield from _check_actions(dossier)
    yield from _check_capacity(dossier, strategy)


def _say(
    dossier: Dossier, measure: Measure, field: str, *, rule: str, message: str, severity: Gravity = Gravity.WARNING
) -> Inconsistency:
    return Inconsistency(rule, severity, message, find_pointer(dossier, "measures", key=measure.key, field=field))


def _check_company(dossier: Dossier, measure: Measure) -> Iterator[Inconsistency]:
    for key in measure.requires:
        other = dossier.measures[key]
        if not other.is_adopted:
            message = f"{measure.key!r} is {measure.standing} and requires {key!r}, which is {other.standing}."
            yield _say(dossier, measure, "requires", rule="prerequisite-not-chosen", message=message)
    for key in measure.excludes:
        if dossier.measures[key].is_adopted:
            message = f"{measure.key!r} excludes {key!r}, and both are to be carried out."
            yield _say(dossier, measure, "excludes", rule="exclusion-broken", message=message)
    if not any(action.measure == measure.key for action in dossier.actions.values()):
        message = f"{measure.key!r} is {measure.standing}, and no action carries it out."
        pointer = find_pointer(dossier, "actions", field="measure")
        yield Inconsistency("measure-without-action", Gravity.WARNING, message, pointer)


def _check_care(dossier: Dossier, measure: Measure) -> Iterator[Inconsistency]:
    if measure.rights is None:
        message = f"how {measure.key!r} could harm human rights is not assessed, which does not mean that it cannot."
        yield _say(dossier, measure, "rights", rule="rights-not-assessed", message=message)
    if not measure.gender_analysis:
        message = f"whom {measure.key!r} touches as offender, victim or worker, and whether differently, is not said."
        yield _say(dossier, measure, "gender_analysis", rule="gender-not-analysed", message=message)


def _check_effects(dossier: Dossier, measure: Measure) -> Iterator[Inconsistency]:
    for effect in measure.effects:
        field = f"effects.{effect.threat}"
        if not effect.has_evidence:
            message = (
                f"the effect of {measure.key!r} on {effect.threat!r} rests on an assumption alone: {effect.assumption}"
            )
            yield _say(dossier, measure, field, rule="effect-without-evidence", message=message, severity=Gravity.NOTE)
        if effect.direction == "raises":
            message = f"{measure.key!r} raises the harm of {effect.threat!r}. What is done about it should be said."
            yield _say(dossier, measure, field, rule="threat-made-worse", message=message, severity=Gravity.NOTE)


def _check_actions(dossier: Dossier) -> Iterator[Inconsistency]:
    for action in dossier.actions.values():
        measure = dossier.measures[action.measure]
        if not measure.is_adopted:
            message = f"the action {action.key!r} carries out {measure.key!r}, which is {measure.standing}."
            pointer = find_pointer(dossier, "actions", key=action.key, field="measure")
            yield Inconsistency("action-of-measure-not-chosen", Gravity.WARNING, message, pointer)
        for key in action.depends_on:
            ends_on = dossier.actions[key].ends_on
            if action.starts_on and ends_on and action.starts_on <= ends_on:
                message = f"the action {action.key!r} starts on {action.starts_on}, and {key!r}, on which it depends, ends on {ends_on}."
                pointer = find_pointer(dossier, "actions", key=action.key, field="starts_on")
                yield Inconsistency("starts-before-dependency-ends", Gravity.WARNING, message, pointer)


def _check_capacity(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    """Years in which chosen measures need more of a body than it says it has."""
    for body in strategy.bodies:
        for unit in dict.fromkeys(held.unit for held in body.capacity):
            for year in strategy.period.years:
                had = sum(held.amount for held in body.capacity if held.unit == unit and held.year in (None, year))
                needed = _sum_needed(dossier, body, unit=unit, year=year)
                if needed > had:
                    message = f"in {year} chosen measures need {needed:g} {unit} of {body.key!r}, which has {had:g}."
                    pointer = find_strategy_pointer(dossier, f"bodies.{body.key}.capacity")
                    yield Inconsistency("capacity-exceeded", Gravity.WARNING, message, pointer)


def _sum_needed(dossier: Dossier, body: Body, *, unit: str, year: int) -> float:
    return sum(
        need.amount
        for measure in dossier.measures.values()
        if measure.is_adopted
        for need in measure.capacity
        if need.body == body.key and need.unit == unit and need.year in (None, year)
    )
