"""What stops the drivers of a model from being drawn: ranges, claims, tables, conversions, correlations?"""

from collections.abc import Iterator, Mapping

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import DossierError
from tocsin.dossier.records.model import Driver, Model
from tocsin.estimate.claims import Factor, find_claims, state_matching
from tocsin.estimate.correlations import list_declared
from tocsin.estimate.drivers import BARE_FACTOR
from tocsin.estimate.hidden.tables import read_capture_table
from tocsin.estimate.judgement.panel import CUTOFF, WEIGHTS_FROM, pool_driver
from tocsin.estimate.pool import find_credence
from tocsin.estimate.quantity import quantity_of, unit_of
from tocsin.estimate.spread import plausible_distribution, set_distribution
from tocsin.methods.draws.distributions import Distribution
from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem, nearest
from tocsin.terms.unit import UnitText, find_factor


def find_driver_problems(dossier: Dossier, model: Model, *, has_sheet: bool) -> Iterator[Problem]:
    """Every problem of the drivers of one model; claims are only read where the method sheet allows it."""
    for name, driver in model.drivers.items():
        at = f"drivers.{name}"
        yield from _check_conversions(dossier, model, name=name)
        try:
            _try_distributions(dossier, driver)
        except DossierError as error:  # of the file of a table, which says where
            yield from error.problems
            continue
        except TocsinError as error:
            yield problem_in(dossier, model, field=at, why=str(error))
            continue
        if has_sheet and driver.claims is not None:
            yield from _check_claims(dossier, model, driver=driver)
    yield from _check_correlations(dossier, model)


def problem_in(dossier: Dossier, model: Model, *, field: str, why: str, value: str = "", mend: str = "") -> Problem:
    """A problem in a field of a model, with the file and row of the model."""
    position = dossier.position_of("models", model.key)
    file, row = (position.file, position.row) if position else (f"models/{model.key}.yaml", None)
    return Problem(file, row, field, value, why, mend)


def _try_distributions(dossier: Dossier, driver: Driver) -> None:
    """Make every distribution that the driver declares, so that an impossible one says so."""
    if driver.plausible is not None:
        plausible_distribution(driver.plausible, driver.scale)
    if driver.elicited is not None:
        is_asked = any(row.question == driver.elicited for row in dossier.elicitations)
        if is_asked and {WEIGHTS_FROM, CUTOFF} <= set(dossier.sheet.choices):
            pool_driver(dossier, driver)
    elif driver.lists is not None:
        read_capture_table(dossier, driver.lists)
    elif driver.claims is None and driver.table is None:
        set_distribution(driver)
    if driver.table is not None and driver.table.of and driver.table.aggregate != "count":
        column = dossier.tables[driver.table.table].columns[driver.table.of]
        if column.unit:
            find_factor(UnitText.parse(column.unit), unit_of(driver.unit, driver.price_year))


def _check_conversions(dossier: Dossier, model: Model, *, name: str) -> Iterator[Problem]:
    for conversion in model.drivers[name].conversions:
        other = model.drivers.get(conversion.multiply_by)
        if other is None or other.conversions or conversion.multiply_by == name:
            yield problem_in(
                dossier,
                model,
                field=f"drivers.{name}.conversions",
                value=conversion.multiply_by,
                why="a conversion multiplies by a driver of the same model that has no conversions itself.",
                mend=nearest(conversion.multiply_by, model.drivers) or "Name such a driver.",
            )


def _check_claims(dossier: Dossier, model: Model, *, driver: Driver) -> Iterator[Problem]:
    quantity = quantity_of(dossier, model=model, driver=driver)
    factors = _list_factors(dossier, model)
    bare_factor = dossier.sheet.choices[BARE_FACTOR].value
    for claim, conversion in find_claims(dossier.claims.values(), quantity).matching:
        try:
            state_matching(claim, conversion, quantity=quantity, factors=factors, bare_factor=bare_factor)
            grade = dossier.grade_of(claim)
            if grade.coarse.is_judged and grade.coarse.item.value != "false_suspected":
                find_credence(grade, dossier.sheet)
        except TocsinError as error:
            position = dossier.position_of("claims", claim.key)
            file, row = (position.file, position.row) if position else ("claims.csv", None)
            yield Problem(file, row, "", claim.key, str(error), "")


def _list_factors(dossier: Dossier, model: Model) -> Mapping[str, Factor]:
    """The drivers that conversions may multiply by, as wide as they can be: enough to see whether a claim can be read."""
    factors = {}
    for name, driver in model.drivers.items():
        try:
            found: Distribution | None
            if driver.elicited is not None:
                found = pool_driver(dossier, driver).pool.distribution
            elif driver.claims is None and driver.table is None and driver.lists is None:
                found = set_distribution(driver)
            else:
                found = plausible_distribution(driver.plausible, driver.scale) if driver.plausible else None
        except TocsinError:
            continue  # told where the driver itself is checked
        if found is not None:
            factors[name] = Factor(found, unit_of(driver.unit, driver.price_year))
    return factors


def _check_correlations(dossier: Dossier, model: Model) -> Iterator[Problem]:
    """Unknown drivers, drivers that are one variable, and pairs that another declaration gives another rank."""
    for correlation in model.correlations:
        for name in correlation.drivers:
            if name not in model.drivers:
                yield problem_in(
                    dossier,
                    model,
                    field="correlations",
                    value=name,
                    why="a correlation names a driver this model does not have.",
                    mend=nearest(name, model.drivers) or "Name one of its drivers.",
                )
    first: dict[tuple[str, str], tuple[float, str]] = {}
    for each in list_declared(dossier):
        rank, owner = first.setdefault(each.pair, (each.rank, each.model))
        if each.model != model.key:
            continue
        pair = " and ".join(each.drivers)
        if each.pair[0] == each.pair[1]:
            why = (
                f"{pair} draw from one variable ({each.pair[0]}), so they rise and fall together whatever is declared."
            )
            mend = "Drop the correlation, or set `independent: true` on one of them."
            yield problem_in(dossier, model, field="correlations", value=pair, why=why, mend=mend)
        elif each.rank != rank:
            why = (
                f"{pair} are given the rank correlation {each.rank:g}, but the same variables have {rank:g} in model {owner!r}; "
                "one pair of variables can only vary together in one way."
            )
            mend = "Declare one rank, or set `independent: true` on the driver that is meant apart."
            yield problem_in(dossier, model, field="correlations", value=pair, why=why, mend=mend)
