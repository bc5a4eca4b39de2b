"""What does each record of a strategy rest on, so that an action can be traced to the sources behind it, and back?"""

from collections.abc import Container, Iterable, Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.strategy import Objective
from tocsin.terms.graph import Node
from tocsin.terms.recipe import hash_content


def list_strategy_nodes(dossier: Dossier, *, known: Container[str]) -> tuple[Node, ...]:
    """Nodes of a dossier's strategy, on top of those of its picture; what is not ``known`` there or here is left out of inputs."""
    named = list(_list_inputs(dossier))
    keys = {key for key, _, _, _ in named}
    return tuple(
        Node(
            key, hash_content(record.model_dump(mode="json")),
            tuple(dict.fromkeys(each for each in inputs if each in known or each in keys)), title,
        )
        for key, record, inputs, title in named
    )  # fmt: skip


_Named = tuple[str, Record, list[str], str]


def _list_inputs(dossier: Dossier) -> Iterator[_Named]:
    for measure in dossier.measures.values():
        yield f"measure:{measure.key}", measure, _of_measure(dossier, measure), measure.title
    for action in dossier.actions.values():
        waits = _of("action", action.depends_on)
        yield f"action:{action.key}", action, [f"measure:{action.measure}", *waits], action.title
    for line in dossier.budget.values():
        purpose = f"action:{line.action}" if line.action else f"measure:{line.measure}"
        yield f"budget:{line.key}", line, [purpose], line.title or line.key
    for indicator in dossier.indicators.values():
        inputs = [f"item:{indicator.baseline_item}", *_of("threat", indicator.threats)]
        yield f"indicator:{indicator.key}", indicator, inputs, indicator.title
    for reading in dossier.readings.values():
        inputs = [f"indicator:{reading.indicator}", f"item:{reading.item}", f"estimate:{reading.figure}"]
        yield f"reading:{reading.key}", reading, inputs, f"{reading.indicator}, {reading.period}"
    for objective in dossier.strategy.objectives if dossier.strategy else ():
        yield f"objective:{objective.key}", objective, _of_objective(objective), objective.title
    yield from _list_beside(dossier)


def _list_beside(dossier: Dossier) -> Iterator[_Named]:
    """Law, assistance, practices and other plans."""
    for provision in dossier.provisions.values():
        yield f"provision:{provision.key}", provision, [f"item:{provision.item}"], provision.title or provision.duty
    for need in dossier.needs.values():
        inputs = [*_of("measure", need.measures), *_of("threat", need.threats)]
        yield f"need:{need.key}", need, inputs, need.title
    for offer in dossier.offers.values():
        yield f"offer:{offer.key}", offer, [f"item:{offer.item}", *_of("threat", offer.threats)], offer.title
    for practice in dossier.practices.values():
        yield (
            f"practice:{practice.key}",
            practice,
            [*_of("claim", practice.claims), *_of("item", practice.items)],
            practice.title,
        )
    for plan in dossier.plans.values():
        yield f"plan:{plan.key}", plan, [f"item:{plan.item}", *_of("threat", plan.threats)], plan.title
    for script in dossier.scripts.values():
        steps = script.steps
        inputs = [*_of("item", script.items), *_of("threat", script.threats)]
        inputs += [
            key
            for step in steps
            for key in (*_of("claim", step.claims), *_of("item", step.items), *_of("measure", step.measures))
        ]
        yield f"script:{script.key}", script, inputs, script.title


def _of(kind: str, keys: Iterable[str]) -> list[str]:
    return [f"{kind}:{key}" for key in keys]


def _of_measure(dossier: Dossier, measure: Measure) -> list[str]:
    """Its effects with the claims behind them, the harms it would lower, its costs, and what it requires."""
    inputs = [*_of("item", measure.costs.items if measure.costs else ()), *_of("measure", measure.requires)]
    for effect in measure.effects:
        inputs += [f"threat:{effect.threat}", *_of("claim", effect.claims)]
        inputs += [f"harm:{harm.key}" for harm in dossier.harms.values() if harm.threat == effect.threat]
    return [*inputs, *_of("practice", measure.practices)]


def _of_objective(objective: Objective) -> list[str]:
    inputs = [
        *_of("threat", objective.threats),
        *_of("measure", objective.measures),
        f"indicator:{objective.indicator}",
    ]
    if objective.baseline:
        inputs += [f"estimate:{objective.baseline.figure}", f"item:{objective.baseline.item}"]
        inputs += _of("claim", objective.baseline.claims)
    return inputs
