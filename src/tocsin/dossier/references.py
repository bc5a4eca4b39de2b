"""Does every key that a record names lead to a record?"""

from collections.abc import Callable, Iterator, Mapping

from tocsin.dossier.named_keys import Reference, list_keys, list_one
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.evidence import Claim, Item
from tocsin.dossier.records.judgement import KeyJudgement, Score, Weight
from tocsin.dossier.records.law import Party
from tocsin.dossier.records.model import Model
from tocsin.dossier.records.picture import Card, Facet, Factor, Group, Harm, Market, Sector, Threat
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.study import Study
from tocsin.dossier.records.table import TableDeclaration
from tocsin.dossier.strategy_references import STRATEGY_REFERENCES
from tocsin.dossier.targets import Targets
from tocsin.dossier.yaml_text import Location
from tocsin.terms.problem import nearest, nearest_or_all


def check_references(placed: Mapping[str, Mapping[str, Placed]], *, targets: Targets, notebook: Notebook) -> None:
    """Note every key that leads nowhere, with the nearest one that does; ``targets`` holds the known keys by kind."""
    for shelf in placed.values():
        for one in shelf.values():
            for reference in list_references(one.record):
                _check_reference(reference, one, targets=targets, notebook=notebook)


def list_references(record: Record) -> Iterator[Reference]:
    """Every key that a record names."""
    list_of = _REFERENCES.get(type(record))
    if list_of is not None:
        yield from list_of(record)


def _check_reference(reference: Reference, placed: Placed, *, targets: Targets, notebook: Notebook) -> None:
    known: set[str] = set()
    for name in reference.targets:
        keys = targets[name]
        if keys is None or reference.key in keys:
            return
        known |= keys
    called = " or ".join(_CALLED[name] for name in reference.targets)
    placed.note(
        notebook,
        reference.at,
        why=f"no {called} has this key, so what rests on it would hang in the air.",
        mend=f"{_say_known(reference.key, known)} Correct the key, or add the {called}.".strip(),
        value=reference.key,
    )


def _say_known(key: str, known: set[str]) -> str:
    """The nearest known key, or all of them where they are few."""
    return nearest_or_all(key, sorted(known)) if 0 < len(known) <= _FEW else nearest(key, sorted(known))


_FEW = 15
_CALLED = {
    "sources": "source",
    "items": "item",
    "claims": "claim",
    "tables": "table",
    "threats": "threat",
    "markets": "market",
    "groups": "group",
    "figures": "figure (a formula of a model)",
    "drivers": "driver (MODEL.NAME)",
    "criteria": "criterion of the framework",
    "axes": "axis of the framework",
    "kinds_of_harm": "kind of harm",
    "questions": "question of elicitations.csv",
    "studies": "study",
    "provisions": "provision of national law",
    "measures": "measure",
    "actions": "action",
    "indicators": "indicator",
    "needs": "need",
    "practices": "practice",
    "barriers": "barrier",
    "bodies": "body of strategy.yaml",
    "objectives": "objective of strategy.yaml",
    "duties": "duty of the Convention or a Protocol",
    "prevention": "measure of article 31",
}


def _of_item(record: Item) -> Iterator[Reference]:
    yield from list_one(("source",), record.source, "sources")


def _of_claim(record: Claim) -> Iterator[Reference]:
    yield from list_one(("item",), record.item, "items")


def _of_table(record: TableDeclaration) -> Iterator[Reference]:
    yield from list_one(("item",), record.item, "items")


def _of_study(record: Study) -> Iterator[Reference]:
    yield from list_one(("table",), record.table, "tables")
    yield from list_keys(("threats",), record.threats, "threats")
    for index, margin in enumerate(record.flows.margins if record.flows else ()):
        if margin.figure:
            yield Reference(("flows", "margins", index, "figure"), margin.figure, ("figures",))
        if margin.item:
            yield Reference(("flows", "margins", index, "item"), margin.item, ("items",))


def _of_model(record: Model) -> Iterator[Reference]:
    yield from list_keys(("items",), record.items, "items")
    for name, driver in record.drivers.items():
        if driver.range and driver.range.item:
            yield Reference(("drivers", name, "range", "item"), driver.range.item, ("items",))
        if driver.table:
            yield Reference(("drivers", name, "table", "table"), driver.table.table, ("tables",))
        if driver.lists:
            yield Reference(("drivers", name, "lists"), driver.lists, ("tables",))
        if driver.elicited:
            yield Reference(("drivers", name, "elicited"), driver.elicited, ("questions",))


def _of_threat(record: Threat) -> Iterator[Reference]:
    facets: list[tuple[Location, Facet]] = [(("trend",), record.trend), (("response",), record.response)]
    facets += [(("card", name), getattr(record.card, name)) for name in Card.model_fields]
    for location, facet in facets:
        for index, key in enumerate(facet.claims):
            yield Reference((*location, "claims", index), key, ("claims",))
    for criterion, figure in record.figures.items():
        yield Reference(("figures", criterion), criterion, ("criteria",))
        yield Reference(("figures", criterion), figure, ("figures",))
    yield from list_keys(("shown",), record.shown, "figures")
    yield from list_keys(("markets",), record.markets, "markets")
    yield from list_keys(("groups",), record.groups, "groups")
    if record.outlook.figure:
        yield Reference(("outlook", "figure"), record.outlook.figure, ("figures",))


def _of_group(record: Group) -> Iterator[Reference]:
    yield from list_one(("designated_by",), record.designated_by, "items")
    yield from list_keys(("items",), record.items, "items")


def _of_market(record: Market) -> Iterator[Reference]:
    yield from list_keys(("items",), record.items, "items")


def _of_surroundings(record: Sector | Factor) -> Iterator[Reference]:
    yield from list_keys(("threats",), record.threats, "threats")
    yield from list_keys(("items",), record.items, "items")
    for index, cover in enumerate(record.covers if isinstance(record, Sector) else ()):
        at: Location = ("covers", index)
        yield Reference((*at, "prevention"), cover.prevention, ("prevention",))
        yield from list_keys((*at, "measures"), cover.measures, "measures")
        yield from list_keys((*at, "provisions"), cover.provisions, "provisions")
        yield from list_one((*at, "owner"), cover.owner, "bodies")


def _of_harm(record: Harm) -> Iterator[Reference]:
    yield from list_one(("threat",), record.threat, "threats")
    yield from list_one(("figure",), record.figure, "figures")
    yield from list_one(("item",), record.item, "items")


def _of_score(record: Score) -> Iterator[Reference]:
    yield from list_one(("threat",), record.threat, "threats")
    yield from list_one(("criterion",), record.criterion, "criteria")
    yield from list_one(("item",), record.item, "items")
    yield from list_one(("elicited",), record.elicited, "questions")


def _of_weight(record: Weight) -> Iterator[Reference]:
    targets = ("kinds_of_harm",) if record.is_of_harm else ("criteria", "axes")
    yield from list_one(("about",), record.about, *targets)
    yield from list_one(("than",), record.than or None, *targets)


def _of_judgement(record: KeyJudgement) -> Iterator[Reference]:
    evidence = ("claims", "items", "figures", "drivers")
    yield from list_keys(("evidence_for",), record.evidence_for, *evidence)
    yield from list_keys(("evidence_against",), record.evidence_against, *evidence)


def _of_party(record: Party) -> Iterator[Reference]:
    yield from list_one(("item",), record.item, "items")


# Any record of a class listed here is handed to the function beside it, and to no other.
_REFERENCES: dict[type[Record], Callable[..., Iterator[Reference]]] = {
    Item: _of_item,
    Claim: _of_claim,
    TableDeclaration: _of_table,
    Study: _of_study,
    Model: _of_model,
    Threat: _of_threat,
    Group: _of_group,
    Market: _of_market,
    Sector: _of_surroundings,
    Factor: _of_surroundings,
    Harm: _of_harm,
    Score: _of_score,
    Weight: _of_weight,
    KeyJudgement: _of_judgement,
    Party: _of_party,
    **STRATEGY_REFERENCES,
}
