"""Do objectives fit the threats, the measures, the bodies, the calendar and the region?"""

from collections.abc import Iterator, Mapping

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.strategy import Objective, Strategy
from tocsin.strategy.inconsistency import Gravity, Inconsistency
from tocsin.strategy.lacks import find_pointer, find_strategy_pointer
from tocsin.strategy.measurement import point_at


def find_objective_conflicts(
    dossier: Dossier, strategy: Strategy, *, figures: Mapping[str, float]
) -> Iterator[Inconsistency]:
    """Objectives that nothing serves or that are met already, threats that nothing touches, and aims the region does not share."""
    for objective in strategy.objectives:
        yield from _check_objective(dossier, objective)
        yield from _check_figure(dossier, objective, figures=figures)
    yield from _check_threats(dossier, strategy)
    yield from _check_bodies(dossier, strategy)
    yield from _check_region(dossier, strategy)


def _check_objective(dossier: Dossier, objective: Objective) -> Iterator[Inconsistency]:
    if not objective.measures:
        message = f"no measure serves the objective {objective.key!r}."
        yield Inconsistency(
            "objective-without-measure", Gravity.WARNING, message, point_at(dossier, objective, field="measures")
        )
    lowered = {
        effect.threat
        for key in objective.measures
        for effect in dossier.measures[key].effects
        if effect.direction != "raises"
    }
    missed = [threat for threat in objective.threats if threat not in lowered] if objective.measures else []
    if missed:
        message = f"the objective {objective.key!r} is for {', '.join(missed)}, and none of its measures is said to lower its harm."
        yield Inconsistency(
            "objective-misses-threat", Gravity.WARNING, message, point_at(dossier, objective, field="threats")
        )
    if objective.evaluation_on and objective.due_on and objective.evaluation_on < objective.due_on:
        message = f"the objective {objective.key!r} is evaluated on {objective.evaluation_on}, before it is due on {objective.due_on}."
        pointer = point_at(dossier, objective, field="evaluation_on")
        yield Inconsistency("evaluated-before-due", Gravity.NOTE, message, pointer)


def _check_figure(dossier: Dossier, objective: Objective, *, figures: Mapping[str, float]) -> Iterator[Inconsistency]:
    """A target that the computed baseline meets already; typed baselines are held against theirs when the dossier is read."""
    indicator, baseline, target = (
        dossier.indicators.get(objective.indicator or ""),
        objective.baseline,
        objective.target,
    )
    if indicator is None or baseline is None or target is None or target.value is None:
        return
    value = figures.get(baseline.figure or "")
    if value is not None and (target.value - value) * (-1 if indicator.better == "lower" else 1) <= 0:
        message = (
            f"the target of {objective.key!r} is {target.value:g} {indicator.unit}, {indicator.better} is better, and the figure "
            f"{baseline.figure!r} is {value:.3g} already."
        )
        yield Inconsistency(
            "target-already-met", Gravity.WARNING, message, point_at(dossier, objective, field="target")
        )


def _check_threats(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    touched = {
        effect.threat
        for measure in dossier.measures.values()
        if measure.is_adopted
        for effect in measure.effects
        if effect.direction != "raises"
    }
    aimed_at = {threat for objective in strategy.objectives for threat in objective.threats}
    for threat in dossier.threats.values():
        if threat.role != "threat":
            continue
        pointer = find_pointer(dossier, "threats", key=threat.key)
        if threat.key not in touched:
            message = f"no chosen measure is said to lower the harm of the threat {threat.key!r}."
            yield Inconsistency("threat-without-measure", Gravity.WARNING, message, pointer)
        if threat.key not in aimed_at:
            yield Inconsistency(
                "threat-without-objective", Gravity.NOTE, f"no objective is for the threat {threat.key!r}.", pointer
            )


def _check_bodies(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    owners = {action.owner for action in dossier.actions.values()} | {each.owner for each in strategy.objectives}
    for body in strategy.bodies:
        if body.key in owners and not (body.mandate and body.legal_basis):
            message = f"{body.key!r} owns an action or an objective, and its mandate or its legal basis is not said."
            pointer = find_strategy_pointer(dossier, f"bodies.{body.key}.mandate")
            yield Inconsistency("owner-without-mandate", Gravity.WARNING, message, pointer)
        if "oversight" in body.roles and ({"lead", "committee", "secretariat", "owner"} & set(body.roles)):
            message = (
                f"{body.key!r} oversees what it leads, decides or carries out, so its oversight is not independent."
            )
            pointer = find_strategy_pointer(dossier, f"bodies.{body.key}.roles")
            yield Inconsistency("oversight-not-independent", Gravity.WARNING, message, pointer)


def _check_region(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    matched = set()
    for each in dossier.regional.values():
        for objective in each.objectives:
            matched |= {match.objective for match in objective.matches}
            if not objective.matches and not objective.not_followed:
                message = (
                    f"nothing national answers the objective {objective.key!r} of {each.title}, and why is not said."
                )
                pointer = find_pointer(dossier, "regional", key=each.key, field=f"objectives.{objective.key}.matches")
                yield Inconsistency("regional-objective-unmatched", Gravity.NOTE, message, pointer)
    for own in strategy.objectives if dossier.regional else ():
        if own.key not in matched:
            message = f"the objective {own.key!r} matches none of the region."
            yield Inconsistency("objective-not-in-region", Gravity.NOTE, message, point_at(dossier, own, field="key"))
