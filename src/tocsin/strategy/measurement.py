"""Can it be read whether an indicator moves from its baseline to its target, and has anybody read it?"""

from collections.abc import Iterator
from datetime import date

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.indicators import Indicator
from tocsin.dossier.records.strategy import Objective
from tocsin.strategy.lacks import Lack, Pointer, State, find_pointer, find_strategy_pointer


def list_indicator_lacks(dossier: Dossier, indicator: Indicator) -> Iterator[Lack]:
    """What an indicator lacks to be measurable; of an objective, baseline, target and day stand with the objective."""
    objectives = find_objectives(dossier, indicator.key)
    for name, called in (("frequency", "how often it is read"), ("owner", "who reads it")):
        if getattr(indicator, name) is None:
            yield _lack(dossier, indicator, name, called)
    if objectives:
        for objective in objectives:
            yield from list_target_lacks(dossier, objective, towards=State.MEASURABLE)
        return
    for name, called in (("baseline", "its baseline"), ("target", "its target"), ("due_on", "the day of its target")):
        if getattr(indicator, name) is None:
            yield _lack(dossier, indicator, name, called)


def list_target_lacks(dossier: Dossier, objective: Objective, *, towards: State) -> Iterator[Lack]:
    """What an objective lacks to be held to: indicator, baseline, target, day."""
    indicator = dossier.indicators.get(objective.indicator or "")
    has_baseline = objective.baseline is not None or (indicator is not None and indicator.baseline is not None)
    given = {
        "indicator": indicator is not None,
        "baseline": has_baseline,
        "target": objective.target is not None,
        "due_on": objective.due_on is not None,
    }
    for name, is_given in given.items():
        if not is_given:
            yield Lack(
                towards,
                f"the objective {objective.key!r} has no {_CALLED[name]}.",
                point_at(dossier, objective, field=name),
            )


def list_reading_lacks(dossier: Dossier, indicator: Indicator) -> Iterator[Lack]:
    """A cited reading from after the baseline verifies an indicator; a text never does."""
    before = _find_baseline_end(dossier, indicator)
    cited = [one for one in dossier.readings.values() if one.indicator == indicator.key and one.is_cited]
    if not any(one.period.end > before for one in cited):
        message = (
            f"the indicator {indicator.key!r} has no reading from after its baseline that names an item or a figure."
        )
        yield Lack(State.VERIFIED, message, find_pointer(dossier, "readings", field="item"))


def find_objectives(dossier: Dossier, indicator: str) -> list[Objective]:
    """The objectives that are read by an indicator."""
    return [each for each in (dossier.strategy.objectives if dossier.strategy else ()) if each.indicator == indicator]


def point_at(dossier: Dossier, objective: Objective, *, field: str) -> Pointer:
    """Where a field of an objective stands."""
    return find_strategy_pointer(dossier, f"objectives.{objective.key}.{field}")


_CALLED = {
    "indicator": "indicator",
    "baseline": "baseline",
    "target": "target",
    "due_on": "day by which it is to be reached",
}


def _lack(dossier: Dossier, indicator: Indicator, name: str, called: str) -> Lack:
    pointer = find_pointer(dossier, "indicators", key=indicator.key, field=name)
    return Lack(State.MEASURABLE, f"of the indicator {indicator.key!r} it is not said: {called}.", pointer)


def _find_baseline_end(dossier: Dossier, indicator: Indicator) -> date:
    """The last day of the latest baseline that the indicator is read against."""
    ends = [each.baseline.period.end for each in find_objectives(dossier, indicator.key) if each.baseline]
    ends += [indicator.baseline_period.end] if indicator.baseline_period else []
    return max(ends, default=date.min)
