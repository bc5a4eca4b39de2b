"""Which keys may records of a dossier name, kind by kind?"""

from typing import get_args

from tocsin.convention.instruments import load_duties
from tocsin.convention.prevention import load_prevention_catalogue
from tocsin.dossier.records.framework import Framework
from tocsin.dossier.records.judgement import HARM, Elicitation
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.picture import Harm
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.shelves import Shelves


class Targets(dict[str, frozenset[str] | None]):
    """The known keys by kind; ``None`` where a file could not be read, so that nothing can be said about its keys.

    What the law knows is loaded when it is first asked for: most dossiers name no duty.
    """

    def __missing__(self, name: str) -> frozenset[str] | None:
        if name not in ("duties", "prevention"):
            raise KeyError(name)
        self[name] = _list_duties() if name == "duties" else _list_preventions()
        return self[name]


def list_targets(shelves: Shelves, *, framework: Framework | None) -> Targets:
    """Every key that a record may name."""
    targets = Targets(
        {name: None if name in shelves.unread else frozenset(keys) for name, keys in shelves.keys.items()}
    )
    models = shelves.all("models", Model).values()
    is_whole = has_all_models(shelves)
    targets["figures"] = frozenset(name for model in models for name in model.formulas) if is_whole else None
    targets["drivers"] = (
        frozenset(f"{model.key}.{name}" for model in models for name in model.drivers) if is_whole else None
    )
    told = shelves.all("elicitations", Elicitation).values()
    targets["questions"] = (
        None
        if "elicitations" in shelves.unread or len(told) < len(shelves.keys["elicitations"])
        else frozenset(row.question for row in told)
    )
    targets["criteria"] = frozenset(criterion.key for criterion in framework.criteria) if framework else None
    targets["kinds_of_harm"] = frozenset(list_kinds_of_harm())
    targets["axes"] = frozenset(axis.key for axis in framework.axes) if framework else None
    strategy, is_readable = shelves.one("strategy", Strategy), "strategy" not in shelves.unread
    if strategy or (is_readable and not shelves.keys["strategy"]):
        targets["bodies"] = frozenset(body.key for body in strategy.bodies) if strategy else frozenset()
        targets["objectives"] = frozenset(each.key for each in strategy.objectives) if strategy else frozenset()
    else:
        targets["bodies"] = targets["objectives"] = None
    return targets


def has_all_models(shelves: Shelves) -> bool:
    """Whether every model of the dossier could be read."""
    return "models" not in shelves.unread and len(shelves.placed["models"]) == len(shelves.keys["models"])


def list_kinds_of_harm() -> tuple[str, ...]:
    """Every kind of harm as decision-makers name it when they weigh it, such as ``harm:money_lost``."""
    return tuple(f"{HARM}{kind.replace(' ', '_')}" for kind in get_args(Harm.model_fields["kind"].annotation))


def _list_duties() -> frozenset[str]:
    """Every duty and option of the four instruments, and every paragraph and article that has one at or below it."""
    found: set[str] = set()
    for unit in load_duties():
        steps = unit.id.split("/")
        found |= {"/".join(steps[:count]) for count in range(2, len(steps) + 1)}
    return frozenset(found)


def _list_preventions() -> frozenset[str]:
    return frozenset(measure.id for measure in load_prevention_catalogue().measures)
