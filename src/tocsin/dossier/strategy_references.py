"""Which keys do the records of a strategy name: threats, measures, actions, bodies, duties, evidence?"""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from tocsin.dossier.named_keys import Reference, list_keys, list_one
from tocsin.dossier.records.actions import Action, BudgetLine
from tocsin.dossier.records.assistance import Authority, Need, Offer, Practice
from tocsin.dossier.records.indicators import Indicator, Reading
from tocsin.dossier.records.law import Provision
from tocsin.dossier.records.measures import Effect, Measure
from tocsin.dossier.records.plans import RegionalStrategy, ThematicPlan
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.scripts import Barrier, CrimeScript, Step
from tocsin.dossier.records.strategy import Block, Objective, Strategy
from tocsin.dossier.yaml_text import Location


def _of_strategy(record: Strategy) -> Iterator[Reference]:
    for index, rate in enumerate(record.rates):
        yield from list_one(("rates", index, "item"), rate.item, "items")
    for index, body in enumerate(record.bodies):
        yield from list_one(("bodies", index, "item"), body.item, "items")
    for index, objective in enumerate(record.objectives):
        yield from _of_objective(objective, ("objectives", index))
    for letter, block in record.blocks.items():
        yield from _of_block(block, ("blocks", letter))


def _of_objective(objective: Objective, at: Location) -> Iterator[Reference]:
    yield from list_keys((*at, "threats"), objective.threats, "threats")
    yield from list_keys((*at, "measures"), objective.measures, "measures")
    yield from list_one((*at, "indicator"), objective.indicator, "indicators")
    yield from list_one((*at, "owner"), objective.owner, "bodies")
    if baseline := objective.baseline:
        yield from list_one((*at, "baseline", "figure"), baseline.figure, "figures")
        yield from list_keys((*at, "baseline", "claims"), baseline.claims, "claims")
        yield from list_one((*at, "baseline", "item"), baseline.item, "items")


def _of_block(block: Block, at: Location) -> Iterator[Reference]:
    for name, answer in block.answers.items():
        yield from list_keys((*at, "answers", name, "items"), answer.items, "items")
    yield from list_one((*at, "owner"), block.owner, "bodies")
    yield from list_keys((*at, "measures"), block.measures, "measures")
    yield from list_keys((*at, "indicators"), block.indicators, "indicators")
    yield from list_keys((*at, "evaluations"), block.evaluations, "items", "studies")


def _of_measure(record: Measure) -> Iterator[Reference]:
    for index, effect in enumerate(record.effects):
        yield from _of_effect(effect, ("effects", index))
    if record.costs:
        yield from list_keys(("costs", "items"), record.costs.items, "items")
    for index, need in enumerate(record.capacity):
        yield Reference(("capacity", index, "body"), need.body, ("bodies",))
    yield from list_keys(("requires",), record.requires, "measures")
    yield from list_keys(("excludes",), record.excludes, "measures")
    yield from list_keys(("duties",), record.duties, "duties")
    yield from list_keys(("barriers",), record.barriers, "barriers")
    yield from list_keys(("practices",), record.practices, "practices")


def _of_effect(effect: Effect, at: Location) -> Iterator[Reference]:
    yield Reference((*at, "threat"), effect.threat, ("threats",))
    yield from list_keys((*at, "claims"), effect.claims, "claims")
    yield from list_keys((*at, "studies"), effect.studies, "studies")


def _of_action(record: Action) -> Iterator[Reference]:
    yield from list_one(("measure",), record.measure, "measures")
    yield from list_one(("owner",), record.owner, "bodies")
    yield from list_keys(("partners",), record.partners, "bodies")
    yield from list_keys(("depends_on",), record.depends_on, "actions")


def _of_budget_line(record: BudgetLine) -> Iterator[Reference]:
    yield from list_one(("action",), record.action, "actions")
    yield from list_one(("measure",), record.measure, "measures")
    yield from list_one(("agency",), record.agency, "bodies")


def _of_indicator(record: Indicator) -> Iterator[Reference]:
    yield from list_one(("owner",), record.owner, "bodies")
    yield from list_keys(("measures",), record.measures, "measures")
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_one(("baseline_item",), record.baseline_item, "items")


def _of_reading(record: Reading) -> Iterator[Reference]:
    yield from list_one(("indicator",), record.indicator, "indicators")
    yield from list_one(("figure",), record.figure, "figures")
    yield from list_one(("item",), record.item, "items")


def _of_provision(record: Provision) -> Iterator[Reference]:
    yield from list_one(("duty",), record.duty, "duties")
    yield from list_one(("item",), record.item, "items")
    yield from list_keys(("practices",), record.practices, "practices")


def _of_need(record: Need) -> Iterator[Reference]:
    yield from list_one(("body",), record.body, "bodies")
    yield from list_keys(("duties",), record.duties, "duties")
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_keys(("measures",), record.measures, "measures")
    yield from list_keys(("barriers",), record.barriers, "barriers")


def _of_offer(record: Offer) -> Iterator[Reference]:
    yield from list_keys(("duties",), record.duties, "duties")
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_one(("item",), record.item, "items")


def _of_practice(record: Practice) -> Iterator[Reference]:
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_keys(("duties",), record.duties, "duties")
    yield from list_keys(("claims",), record.claims, "claims")
    yield from list_keys(("items",), record.items, "items")


def _of_authority(record: Authority) -> Iterator[Reference]:
    yield from list_keys(("duties",), record.duties, "duties")
    yield from list_one(("item",), record.item, "items")


def _of_plan(record: ThematicPlan) -> Iterator[Reference]:
    yield from list_one(("item",), record.item, "items")
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_keys(("duties",), record.duties, "duties")
    for index, target in enumerate(record.targets):
        yield from list_one(("targets", index, "indicator"), target.indicator, "indicators")
        yield from list_one(("targets", index, "threat"), target.threat, "threats")
    for index, measure in enumerate(record.measures):
        yield from list_one(("measures", index, "same_as"), measure.same_as, "measures")
        yield from list_keys(("measures", index, "threats"), measure.threats, "threats")
        yield from list_keys(("measures", index, "duties"), measure.duties, "duties")


def _of_regional(record: RegionalStrategy) -> Iterator[Reference]:
    yield from list_one(("item",), record.item, "items")
    for index, objective in enumerate(record.objectives):
        at: Location = ("objectives", index)
        yield from list_keys((*at, "threats"), objective.threats, "threats")
        yield from list_keys((*at, "duties"), objective.duties, "duties")
        for place, match in enumerate(objective.matches):
            yield Reference((*at, "matches", place, "objective"), match.objective, ("objectives",))


def _of_script(record: CrimeScript) -> Iterator[Reference]:
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_keys(("items",), record.items, "items")
    yield from chain.from_iterable(_of_step(step, ("steps", index)) for index, step in enumerate(record.steps))


def _of_step(step: Step, at: Location) -> Iterator[Reference]:
    yield from list_one((*at, "owner"), step.owner, "bodies")
    yield from list_keys((*at, "measures"), step.measures, "measures")
    yield from list_keys((*at, "claims"), step.claims, "claims")
    yield from list_keys((*at, "items"), step.items, "items")


def _of_barrier(record: Barrier) -> Iterator[Reference]:
    yield from list_keys(("actions",), record.actions, "actions")
    yield from list_keys(("needs",), record.needs, "needs")
    yield from list_one(("item",), record.item, "items")


# Any record of a class listed here is handed to the function beside it, and to no other.
STRATEGY_REFERENCES: Mapping[type[Record], Callable[..., Iterator[Reference]]] = MappingProxyType(
    {
        Strategy: _of_strategy,
        Measure: _of_measure,
        Action: _of_action,
        BudgetLine: _of_budget_line,
        Indicator: _of_indicator,
        Reading: _of_reading,
        Provision: _of_provision,
        Need: _of_need,
        Offer: _of_offer,
        Practice: _of_practice,
        Authority: _of_authority,
        ThematicPlan: _of_plan,
        RegionalStrategy: _of_regional,
        CrimeScript: _of_script,
        Barrier: _of_barrier,
    }
)
