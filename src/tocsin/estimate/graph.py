"""Which claims, tables and settings does each driver and figure of a dossier rest on?"""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Model
from tocsin.estimate.claims import find_claims
from tocsin.estimate.correlations import Correlated, list_correlated
from tocsin.estimate.formula import names_in, parse_formula
from tocsin.estimate.ledger import Ledger, variable_of
from tocsin.estimate.quantity import quantity_of
from tocsin.terms.graph import Graph, Node
from tocsin.terms.recipe import hash_content

METHOD, VERSION = "estimate.formula", 2
SETTINGS, SHEET = "settings:draws", "sheet:method"


def list_variables(dossier: Dossier) -> tuple[str, ...]:
    """The uncertain variables of all models, in the order in which new ones are given dimensions."""
    return tuple(
        dict.fromkeys(
            variable_of(model.key, name, driver=driver)
            for _, model in sorted(dossier.models.items())
            for name, driver in model.drivers.items()
        )
    )


def find_dependencies(dossier: Dossier, *, ledger: Ledger) -> Graph:
    """The graph from sources to figures; drivers and figures carry all that can change their draws."""
    nodes = [*_evidence(dossier), *_settings(dossier)]
    correlated = list_correlated(dossier)
    for _, model in sorted(dossier.models.items()):
        nodes += _drivers(dossier, model=model, ledger=ledger, correlated=correlated)
        nodes += _formulas(dossier, model=model)
    return Graph.of(nodes)


def hash_record(record: BaseModel) -> str:
    """Fingerprint of everything a record says."""
    return hash_content(record.model_dump(mode="json"))


def resolve_name(name: str, *, model: Model, dossier: Dossier) -> str | None:
    """The node a name in a formula stands for: a driver of the same model first, then a figure, then ``MODEL.DRIVER``."""
    if name in model.drivers:
        return f"driver:{model.key}.{name}"
    if any(name in other.formulas for other in dossier.models.values()):
        return f"estimate:{name}"
    other, _, driver = name.rpartition(".")
    if other in dossier.models and driver in dossier.models[other].drivers:
        return f"driver:{name}"
    return None


def _evidence(dossier: Dossier) -> Iterator[Node]:
    for key, source in dossier.sources.items():
        yield Node(f"source:{key}", hash_record(source), title=source.name)
    for key, item in dossier.items.items():
        yield Node(f"item:{key}", hash_record(item), (f"source:{item.source}",), title=item.title)
    for key, claim in dossier.claims.items():
        yield Node(
            f"claim:{key}", hash_record(claim), (f"item:{claim.item}",), title=f"{claim.subject} {claim.variable}"
        )
    for key, table in dossier.tables.items():
        digest = hash_content([hash_record(table), _hash_file(dossier, file=table.file)])
        yield Node(f"table:{key}", digest, (f"item:{table.item}",), title=table.title)
    # Experts weigh by the calibration questions, so an answer to one of these bears on every question.
    seeds = [hash_record(row) for row in dossier.elicitations if row.realisation is not None]
    for question in dict.fromkeys(row.question for row in dossier.elicitations):
        own = [hash_record(row) for row in dossier.elicitations if row.question == question]
        yield Node(f"elicitation:{question}", hash_content([own, seeds]), title=f"experts on {question}")


def _hash_file(dossier: Dossier, *, file: str) -> str:
    """The hash of a table's file, inside the dossier or outside; empty where it is not at hand."""
    hashes = dossier.file_hashes
    return hashes.get(f"tables/{file}") or hashes.get(f"outside:{file}") or ""


def _settings(dossier: Dossier) -> Iterator[Node]:
    head = dossier.head
    yield Node(
        SETTINGS, hash_content([head.seed, head.randomisations, head.log2_points]), title="seed and number of draws"
    )
    yield Node(SHEET, hash_record(dossier.sheet), title="method sheet")


def _drivers(dossier: Dossier, *, model: Model, ledger: Ledger, correlated: Correlated) -> Iterator[Node]:
    for name, driver in model.drivers.items():
        variable = variable_of(model.key, name, driver=driver)
        joint = [(each, ledger.dimensions[each]) for each in correlated.with_(variable)]
        told = [hash_record(driver), variable, ledger.dimensions[variable], joint, correlated.ranks_of(variable)]
        where = [
            str(driver.place or model.place or dossier.head.place),
            str(driver.period or model.period or dossier.head.period),
        ]
        inputs = [SETTINGS, *(f"driver:{model.key}.{each.multiply_by}" for each in driver.conversions)]
        if driver.claims is not None:
            found = find_claims(dossier.claims.values(), quantity_of(dossier, model=model, driver=driver))
            inputs += [SHEET, *(f"claim:{claim.key}" for claim, _ in found.matching)]
        if driver.elicited is not None:
            inputs += [SHEET, f"elicitation:{driver.elicited}"]
        if driver.lists is not None:
            inputs += [SHEET, f"table:{driver.lists}"]
        if driver.table is not None:
            inputs.append(f"table:{driver.table.table}")
        if driver.range is not None and driver.range.item is not None:
            inputs.append(f"item:{driver.range.item}")
        yield Node(
            f"driver:{model.key}.{name}", hash_content([VERSION, told, where]), _once(inputs), title=driver.title
        )


def _formulas(dossier: Dossier, *, model: Model) -> Iterator[Node]:
    place, period = str(model.place or dossier.head.place), str(model.period or dossier.head.period)
    for key, formula in model.formulas.items():
        used = (resolve_name(name, model=model, dossier=dossier) for name in names_in(parse_formula(formula.formula)))
        inputs = _once([SETTINGS, *(node or f"unknown:{key}" for node in used)])
        yield Node(
            f"estimate:{key}", hash_content([VERSION, hash_record(formula), place, period]), inputs, title=formula.title
        )


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def list_upstream_drivers(graph: Graph, key: str) -> tuple[str, ...]:
    """The drivers, as ``MODEL.NAME``, that a figure rests on."""
    return tuple(node.name for node in graph.upstream(key) if node.kind == "driver")


def titles(graph: Graph) -> Mapping[str, str]:
    """What each node is called in print."""
    return {key: node.title or node.name for key, node in graph.nodes.items()}
