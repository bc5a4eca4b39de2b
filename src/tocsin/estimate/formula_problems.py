"""What stops the formulas of a model from being computed: grammar, names, units, circles, checks that check nothing?"""

from collections.abc import Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Formula, Model, PlausibilityCheck
from tocsin.estimate.driver_problems import problem_in
from tocsin.estimate.errors import FormulaError
from tocsin.estimate.formula import Expression, names_in, parse_formula
from tocsin.estimate.graph import resolve_name
from tocsin.estimate.quantity import unit_of
from tocsin.estimate.units import convert_formula
from tocsin.terms.errors import TocsinError
from tocsin.terms.graph import CircularDependencyError, Graph, Node
from tocsin.terms.problem import Problem, nearest_or_all
from tocsin.terms.unit import UnitText, find_factor


def find_formula_problems(dossier: Dossier, model: Model, *, has_all_models: bool = True) -> Iterator[Problem]:
    """Every problem of the formulas and plausibility checks of one model, circles apart."""
    for key, formula in model.formulas.items():
        yield from _check_key(dossier, model, key=key)
        try:
            expression = parse_formula(formula.formula)
        except FormulaError as error:
            yield problem_in(dossier, model, field=f"formulas.{key}", value=formula.formula, why=str(error))
            continue
        if has_all_models:
            yield from _check_names(dossier, model, key=key, expression=expression)
        yield from _check_units(dossier, model, key=key, expression=expression)
    for check in model.checks:
        yield from _check_check(dossier, model, check=check, has_all_models=has_all_models)


def find_circles(dossier: Dossier) -> Iterator[Problem]:
    """The first circle in which figures rest on each other, if there is any."""
    parsed = {
        key: (model, expression)
        for _, model in sorted(dossier.models.items())
        for key, formula in model.formulas.items()
        if (expression := _parse(formula)) is not None
    }
    nodes = []
    for key, (model, expression) in parsed.items():
        used = (resolve_name(name, model=model, dossier=dossier) or "" for name in names_in(expression))
        figures = (node for node in used if node.startswith("estimate:"))
        nodes.append(Node(f"estimate:{key}", "", tuple(node for node in figures if node.partition(":")[2] in parsed)))
    try:
        Graph.of(nodes)
    except CircularDependencyError as error:
        yield Problem("models", None, "formulas", "", str(error).replace("estimate:", ""), "")


def _parse(formula: Formula) -> Expression | None:
    try:
        return parse_formula(formula.formula)
    except FormulaError:
        return None


def _check_key(dossier: Dossier, model: Model, *, key: str) -> Iterator[Problem]:
    owners = [other.key for _, other in sorted(dossier.models.items()) if key in other.formulas]
    if owners[0] != model.key:
        why = f"model {owners[0]!r} already has a figure of this name, so [[{key}]] would be ambiguous."
        yield problem_in(dossier, model, field=f"formulas.{key}", value=key, why=why, mend="Rename one of them.")
    if key in model.drivers:
        why = "a driver of this model has the same name, so a formula that says it could mean either."
        yield problem_in(dossier, model, field=f"formulas.{key}", value=key, why=why, mend="Rename one of them.")


def _check_names(dossier: Dossier, model: Model, *, key: str, expression: Expression) -> Iterator[Problem]:
    for name in names_in(expression):
        if resolve_name(name, model=model, dossier=dossier) is None:
            yield problem_in(
                dossier,
                model,
                field=f"formulas.{key}",
                value=model.formulas[key].formula,
                why=f"{name!r} is neither a driver of this model nor a figure of the dossier.",
                mend=_mend_name(name, model=model, dossier=dossier),
            )


def _mend_name(name: str, *, model: Model, dossier: Dossier) -> str:
    known = [*model.drivers, *(key for other in dossier.models.values() for key in other.formulas)]
    return nearest_or_all(name, known)


def _check_units(dossier: Dossier, model: Model, *, key: str, expression: Expression) -> Iterator[Problem]:
    formula = model.formulas[key]
    try:
        units = {name: find_unit(name, model=model, dossier=dossier) for name in names_in(expression)}
        known = {name: unit for name, unit in units.items() if unit is not None}
        if len(known) == len(units):
            convert_formula(formula.formula, expression, units=known, result=unit_of(formula.unit, formula.price_year))
    except TocsinError as error:
        yield problem_in(dossier, model, field=f"formulas.{key}", value=formula.formula, why=str(error))


def _check_check(
    dossier: Dossier, model: Model, *, check: PlausibilityCheck, has_all_models: bool
) -> Iterator[Problem]:
    names = [name for name in (check.figure, check.against) if name is not None]
    for name in names:
        if has_all_models and resolve_name(name, model=model, dossier=dossier) is None:
            mend = _mend_name(name, model=model, dossier=dossier)
            why = "the check names a figure that does not exist."
            yield problem_in(dossier, model, field="checks", value=name, why=why, mend=mend)
    if check.against is None and (
        check.rule == "supply-demand" or (check.limit is None and check.rule != "interception")
    ):
        what = (
            "`against`, another figure"
            if check.rule == "supply-demand"
            else "`limit`, a number, or `against`, another figure"
        )
        why = f"the check {check.rule} compares {check.figure} with nothing, so it could never fire."
        yield problem_in(dossier, model, field="checks", value=check.figure, why=why, mend=f"Give it {what}.")
    units = [find_unit(name, model=model, dossier=dossier) for name in names]
    if len(units) == 2 and units[0] is not None and units[1] is not None:
        try:
            find_factor(units[1], units[0])
        except TocsinError as error:
            yield problem_in(dossier, model, field="checks", value=" against ".join(names), why=str(error))


def find_unit(name: str, *, model: Model, dossier: Dossier) -> UnitText | None:
    """The declared unit of what a name in a model stands for; None if it stands for nothing."""
    kind, _, key = (resolve_name(name, model=model, dossier=dossier) or "").partition(":")
    if kind == "driver":
        owner, _, driver_name = key.rpartition(".")
        driver = dossier.models[owner].drivers[driver_name]
        return unit_of(driver.unit, driver.price_year)
    for other in dossier.models.values():
        if key in other.formulas:
            return unit_of(other.formulas[key].unit, other.formulas[key].price_year)
    return None
