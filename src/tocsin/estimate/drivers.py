"""What distribution does each driver of a model have, and what does it rest on?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Driver, Model
from tocsin.estimate.claims import Factor, find_claims, state_matching
from tocsin.estimate.hidden.mixture import ListMixture, list_list_findings, mix_lists
from tocsin.estimate.hidden.study import FittedLists
from tocsin.estimate.judgement.panel import PooledQuestion, list_panel_findings, pool_driver
from tocsin.estimate.notices import Evidence, find_in_claims
from tocsin.estimate.pool import GradedStatement, Pooled, pool_statements
from tocsin.estimate.quantity import quantity_of, unit_of
from tocsin.estimate.spread import measured_distribution, mix_components, plausible_distribution, set_distribution
from tocsin.estimate.tables import TableReading
from tocsin.methods.draws.distributions import Constant, Distribution
from tocsin.terms.finding import Finding

BARE_FACTOR = "bare_point_factor"


@dataclass(frozen=True)
class Prepared:
    """A driver before it is drawn: its distribution in one or two readings, its evidence, and what was noticed."""

    key: str
    driver: Driver
    distribution: Distribution | None
    with_unjudged: Distribution | None = None
    pooled: Pooled | None = None
    elicited: PooledQuestion | None = None
    listed: ListMixture | None = None
    statements: tuple[GradedStatement, ...] = ()
    item: str | None = None
    is_gap: bool = False
    findings: tuple[Finding, ...] = ()


def prepare_model(
    dossier: Dossier,
    *,
    model: Model,
    tables: Mapping[str, TableReading],
    lists: Mapping[str, FittedLists] | None = None,
) -> dict[str, Prepared]:
    """Every driver of a model with its distribution; drivers that convert claims of others come first.

    ``tables`` holds what the table query of each driver ``MODEL.NAME`` came to, ``lists`` what every table of lists says;
    those whose table is not at hand lack. With None for ``lists``, which take seconds to fit, nothing is said of them.
    """
    prepared: dict[str, Prepared] = {}
    converting = {each.multiply_by for driver in model.drivers.values() for each in driver.conversions}
    for name in sorted(model.drivers, key=lambda name: (name not in converting, name)):
        driver, key = model.drivers[name], f"{model.key}.{name}"
        if driver.claims is not None:
            factors = {
                name: Factor(each.distribution, unit_of(each.driver.unit, each.driver.price_year))
                for name, each in prepared.items()
                if each.distribution is not None
            }
            prepared[name] = _from_claims(dossier, model=model, name=name, factors=factors)
        elif driver.table is not None:
            prepared[name] = _from_table(key, driver=driver, reading=tables.get(key))
        elif driver.lists is not None:
            prepared[name] = _from_lists(dossier, key, driver=driver, lists=lists)
        elif driver.elicited is not None:
            prepared[name] = _from_experts(dossier, key, driver=driver)
        else:
            item = driver.range.item if driver.range else None
            prepared[name] = Prepared(key, driver, set_distribution(driver), item=item)
    return {name: prepared[name] for name in model.drivers}


def _from_table(key: str, *, driver: Driver, reading: TableReading | None) -> Prepared:
    about = f"driver:{key}"
    if reading is not None and driver.table is not None:
        found = measured_distribution(reading, relative_error=driver.table.relative_error, scale=driver.scale)
        notes = (_certain(about, driver),) if isinstance(found, Constant) else ()
        return Prepared(key, driver, found, findings=notes)
    return _open(key, driver, why="the table it is read from is not at hand")


def _from_lists(dossier: Dossier, key: str, *, driver: Driver, lists: Mapping[str, FittedLists] | None) -> Prepared:
    if lists is None:
        return Prepared(key, driver, None)
    fitted = lists.get(driver.lists or "")
    if fitted is None:
        return _open(key, driver, why="the table of lists it is estimated from is not at hand")
    found = mix_lists(fitted, sheet=dossier.sheet)
    findings = tuple(list_list_findings(found, about=f"driver:{key}", title=driver.title))
    if found.distribution is None:
        gap = _open(key, driver, why=f"its lists allow no estimate ({found.study.verdict})")
        return replace(gap, listed=found, findings=(*gap.findings, *findings))
    return Prepared(key, driver, found.distribution, listed=found, findings=findings)


def _open(key: str, driver: Driver, *, why: str) -> Prepared:
    """A driver on which there is nothing: its plausible range, or no draws at all."""
    outcome = "its whole plausible range is used." if driver.plausible else "no figure that needs it is computed."
    note = Finding("gap", f"driver:{key}", f"{driver.title}: {why}, so {outcome}")
    open_range = plausible_distribution(driver.plausible, driver.scale) if driver.plausible else None
    return Prepared(key, driver, open_range, is_gap=True, findings=(note,))


def _from_experts(dossier: Dossier, key: str, *, driver: Driver) -> Prepared:
    pooled = pool_driver(dossier, driver)
    findings = tuple(list_panel_findings(pooled, about=f"driver:{key}", title=driver.title))
    return Prepared(key, driver, pooled.pool.distribution, elicited=pooled, findings=findings)


def _certain(about: str, driver: Driver) -> Finding:
    return Finding(
        "no-interval",
        about,
        f"{driver.title}: the table gives one number with nothing about its error, so it is used as if it were certain. "
        "State `relative_error` in the model, or read a table that holds more than zeros.",
    )


def _from_claims(dossier: Dossier, *, model: Model, name: str, factors: Mapping[str, Factor]) -> Prepared:
    driver, key = model.drivers[name], f"{model.key}.{name}"
    quantity = quantity_of(dossier, model=model, driver=driver)
    selected = find_claims(dossier.claims.values(), quantity)
    bare_factor = dossier.sheet.choices[BARE_FACTOR].value
    told = [
        (claim, state_matching(claim, conversion, quantity=quantity, factors=factors, bare_factor=bare_factor))
        for claim, conversion in selected.matching
    ]
    statements = tuple(
        GradedStatement(statement, dossier.grade_of(claim), dossier.source_of(claim).group)
        for claim, statement in told
        if statement is not None
    )
    waiting = tuple(claim for claim, statement in told if statement is None)
    pooled = pool_statements(statements, scale=driver.scale, plausible=quantity.plausible, sheet=dossier.sheet)
    evidence = Evidence(key, driver, quantity, selected, waiting, statements, pooled)
    return Prepared(
        key,
        driver,
        mix_components(pooled.components),
        with_unjudged=mix_components(pooled.with_unjudged) if pooled.with_unjudged else None,
        pooled=pooled,
        statements=statements,
        is_gap=evidence.is_gap,
        findings=tuple(find_in_claims(evidence)),
    )
