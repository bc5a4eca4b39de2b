"""Which records of a strategy lead nowhere: barriers, needs, indicators, sectors, provisions, script steps, readings?"""

from collections import defaultdict
from collections.abc import Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.inconsistency import Gravity, Inconsistency
from tocsin.strategy.lacks import find_pointer


def find_loose_ends(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    """Records that nothing answers, that answer nothing, or that contradict another."""
    yield from _check_assistance(dossier)
    yield from _check_indicators(dossier, strategy)
    yield from _check_provisions(dossier)
    yield from _check_ground(dossier)


def _say(dossier: Dossier, kind: str, key: str, *, field: str, rule: str, message: str) -> Inconsistency:
    severity = Gravity.NOTE if rule in _NOTES else Gravity.WARNING
    return Inconsistency(rule, severity, message, find_pointer(dossier, kind, key=key, field=field))


_NOTES = ("indicator-unused", "reading-not-cited", "sector-uncovered", "step-without-task")


def _check_assistance(dossier: Dossier) -> Iterator[Inconsistency]:
    for barrier in dossier.barriers.values():
        if not (barrier.actions or barrier.needs):
            message = f"no action and no need answers the barrier {barrier.key!r}."
            yield _say(dossier, "barriers", barrier.key, field="actions", rule="barrier-unanswered", message=message)
    answered = {key for barrier in dossier.barriers.values() for key in barrier.needs}
    for need in dossier.needs.values():
        if not (need.duties or need.threats or need.measures or need.barriers or need.key in answered):
            message = f"the need {need.key!r} comes from no duty, threat, measure or barrier."
            yield _say(dossier, "needs", need.key, field="duties", rule="need-without-origin", message=message)


def _check_indicators(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    used = {objective.indicator for objective in strategy.objectives}
    used |= {key for block in strategy.blocks.values() for key in block.indicators}
    for indicator in dossier.indicators.values():
        if indicator.key not in used and not indicator.measures:
            message = f"the indicator {indicator.key!r} belongs to no objective, block or measure."
            yield _say(dossier, "indicators", indicator.key, field="measures", rule="indicator-unused", message=message)
    for reading in dossier.readings.values():
        if not reading.is_cited:
            message = f"the reading {reading.key!r} names no item and no figure, so it verifies nothing."
            yield _say(dossier, "readings", reading.key, field="item", rule="reading-not-cited", message=message)


def _check_provisions(dossier: Dossier) -> Iterator[Inconsistency]:
    states: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for provision in dossier.provisions.values():
        before = states[provision.duty]
        other = next((key for key, state in before.items() if {state, provision.state} in _OPPOSED), None)
        before[provision.key] = provision.state
        if other:
            message = (
                f"{provision.duty} is {provision.state!r} by {provision.key!r} and {before[other]!r} by {other!r}."
            )
            yield _say(
                dossier, "provisions", provision.key, field="state", rule="provisions-contradict", message=message
            )


_OPPOSED = ({"in force", "absent"}, {"partial", "absent"}, {"in force", "unknown"}, {"partial", "unknown"})


def _check_ground(dossier: Dossier) -> Iterator[Inconsistency]:
    for sector in dossier.sectors.values():
        if not sector.covers:
            message = (
                f"no measure of article 31(2) is named that covers the sector {sector.key!r}, and no gap declared."
            )
            yield _say(dossier, "sectors", sector.key, field="covers", rule="sector-uncovered", message=message)
    for script in dossier.scripts.values():
        for step in script.steps:
            if step.owner is None or (not step.barrier and not step.measures):
                message = (
                    f"step {step.key!r} of {script.key!r} has no barrier, measure or owner that would make it harder."
                )
                field = f"steps.{step.key}"
                yield _say(dossier, "scripts", script.key, field=field, rule="step-without-task", message=message)
