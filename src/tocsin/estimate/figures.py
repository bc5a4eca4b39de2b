"""What does every figure of a dossier come to, with its interval, its drivers and its evidence?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.model import Driver, Formula, Model
from tocsin.dossier.table_warnings import list_all_table_findings
from tocsin.estimate.correlations import Correlated, draw_correlated, list_correlated
from tocsin.estimate.drivers import Prepared, prepare_model
from tocsin.estimate.errors import DifferentPointsError
from tocsin.estimate.evaluate import evaluate_formula
from tocsin.estimate.evidence_mix import mix_evidence, weigh_mixes
from tocsin.estimate.formula import names_in, parse_formula
from tocsin.estimate.graph import (
    METHOD,
    VERSION,
    find_dependencies,
    list_upstream_drivers,
    list_variables,
    resolve_name,
)
from tocsin.estimate.hidden.tables import fit_list_tables
from tocsin.estimate.ledger import Ledger, variable_of
from tocsin.estimate.plausibility import find_implausible
from tocsin.estimate.quantity import unit_of
from tocsin.estimate.shares import DriverShare, Shares, share_variance
from tocsin.estimate.tables import read_table_drivers
from tocsin.estimate.units import convert_formula
from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import summarise
from tocsin.terms.estimate import Estimate, NumericalError
from tocsin.terms.finding import Finding, Severity
from tocsin.terms.graph import Graph
from tocsin.terms.recipe import Recipe
from tocsin.terms.unit import UnitText

Draws = NDArray[np.float64]


class Store(Protocol):
    """Keeps arrays under the fingerprint of what they rest on."""

    def load(self, fingerprint: str) -> Mapping[str, Draws] | None:
        """The arrays kept under a fingerprint, or None."""
        ...

    def save(self, fingerprint: str, arrays: Mapping[str, Draws]) -> None:
        """Keep arrays under a fingerprint."""
        ...


@dataclass(frozen=True)
class Figure:
    """One figure or driver: its estimate, its draws (D,), what they rest on, and what a reader must know of it.

    ``draws_with_unjudged`` is the second reading, in which claims whose grade cannot be judged count, or None.
    ``gaps`` names the drivers for which there is no evidence at all; ``formula`` is empty for a driver.
    """

    key: str
    title: str
    estimate: Estimate
    draws: Draws = field(repr=False)
    model: str
    formula: str = ""
    note: str = ""
    draws_with_unjudged: Draws | None = field(default=None, repr=False)
    drivers: tuple[DriverShare, ...] = ()
    interactions: float = 0.0
    grade_mix: Mapping[str, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Figures:
    """All figures by key and all drivers by ``MODEL.NAME``, what could not be computed, findings, and the graph behind them."""

    figures: Mapping[str, Figure]
    drivers: Mapping[str, Figure]
    prepared: Mapping[str, Prepared]
    missing: Mapping[str, str]
    findings: tuple[Finding, ...]
    graph: Graph
    ledger: Ledger


def estimate_figures(
    dossier: Dossier, *, points: Points, ledger: Ledger | None = None, store: Store | None = None
) -> Figures:
    """Compute every driver and figure of a dossier on the same draws; what a store holds is not computed again.

    Raises
    ------
    DifferentPointsError
        If the points are not those that the dossier's head asks for.
    FormulaError, UndefinedResultError, ClaimScaleError, UnknownCredenceError, DriverRangeError
        If a model cannot be computed; ``check_models`` finds most of it beforehand.
    """
    _check_points(dossier, points)
    ledger = (ledger or Ledger.of(dossier.draws)).extended(list_variables(dossier))
    graph = find_dependencies(dossier, ledger=ledger)
    job = _Job(dossier, points=points, ledger=ledger, graph=graph, store=store)
    for _, model in sorted(dossier.models.items()):
        job.draw_drivers(model)
    for node in (graph.nodes[key] for key in graph.order()):
        if node.kind == "estimate":
            job.compute_figure(node.name)
    findings = [*job.findings, *find_implausible(dossier, figures=job.figures, drivers=job.drivers)]
    return Figures(
        _with_warnings(job.figures, graph=graph, findings=findings),
        _with_warnings(job.drivers, graph=graph, findings=findings),
        job.prepared,
        job.missing,
        tuple(findings),
        graph,
        ledger,
    )


def _check_points(dossier: Dossier, points: Points) -> None:
    head = dossier.head
    asked = (head.seed, head.randomisations, head.log2_points)
    given = (points.seed, points.randomisations, points.log2_points)
    if given != asked:
        raise DifferentPointsError(
            f"The points have seed, randomisations and log2_points {given}, and the dossier's head asks for {asked}: results would "
            "be kept and printed under a recipe that does not make them. Make the points from the head."
        )


def _with_warnings(figures: Mapping[str, Figure], *, graph: Graph, findings: Sequence[Finding]) -> dict[str, Figure]:
    """Every figure with the findings about itself and about all it rests on."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.about, []).append(finding)
    found = {}
    for key, figure in figures.items():
        node = f"estimate:{key}" if figure.formula else f"driver:{key}"
        behind = [*(each.key for each in graph.upstream(node)), node]
        found[key] = replace(figure, warnings=tuple(finding for each in behind for finding in told.get(each, ())))
    return found


class _Job:
    """One computation of all figures, in the order of the graph."""

    def __init__(self, dossier: Dossier, *, points: Points, ledger: Ledger, graph: Graph, store: Store | None) -> None:
        self.dossier, self.points, self.ledger, self.graph, self.store = dossier, points, ledger, graph, store
        self.correlated: Correlated = list_correlated(dossier)
        joint = draw_correlated(self.correlated, points=points, ledger=ledger)
        self.joint, self.moved, self.tables = joint.uniforms, joint.moved, read_table_drivers(dossier)
        self.lists = fit_list_tables(dossier, store=store)
        self.findings: list[Finding] = [*dossier.warnings, *list_all_table_findings(dossier)]
        self.prepared: dict[str, Prepared] = {}
        self.drivers: dict[str, Figure] = {}
        self.figures: dict[str, Figure] = {}
        self.missing: dict[str, str] = {}

    def draw_drivers(self, model: Model) -> None:
        """Prepare and draw every driver of a model."""
        for name, prepared in prepare_model(self.dossier, model=model, tables=self.tables, lists=self.lists).items():
            self.prepared[prepared.key] = prepared
            self.findings += prepared.findings
            if prepared.distribution is None:
                self.missing[prepared.key] = _say_missing(prepared)
                continue
            variable = variable_of(model.key, name, driver=prepared.driver)
            if variable in self.moved:
                self.findings.append(_moved(prepared, *self.moved[variable]))
            self.drivers[prepared.key] = self._driver(model, prepared, variable=variable)

    def compute_figure(self, key: str) -> None:
        """Evaluate one formula, or say which part it lacks."""
        model = next(model for model in self.dossier.models.values() if key in model.formulas)
        formula = model.formulas[key]
        expression = parse_formula(formula.formula)
        inputs = {name: self._find(name, model) for name in names_in(expression)}
        absent = [name for name, figure in inputs.items() if figure is None]
        if absent:
            self.missing[key] = f"{formula.title}: not computed, for lack of {', '.join(absent)}."
            self.findings.append(Finding("gap", f"estimate:{key}", self.missing[key]))
            return
        known = {name: figure for name, figure in inputs.items() if figure is not None}
        self.figures[key] = self._figure(key, model=model, formula=formula, inputs=known)
        self.findings += self._find_shared(key)

    def _find(self, name: str, model: Model) -> Figure | None:
        node = resolve_name(name, model=model, dossier=self.dossier) or ""
        kind, _, key = node.partition(":")
        return self.drivers.get(key) if kind == "driver" else self.figures.get(key)

    def _kept(self, node: str) -> Mapping[str, Draws] | None:
        return self.store.load(self.graph.fingerprint(node)) if self.store else None

    def _keep(self, node: str, arrays: Mapping[str, Draws]) -> None:
        if self.store:
            self.store.save(self.graph.fingerprint(node), arrays)

    def _driver(self, model: Model, prepared: Prepared, *, variable: str) -> Figure:
        node = f"driver:{prepared.key}"
        kept = self._kept(node)
        if kept is None:
            kept = self._draw(prepared, variable=variable)
            self._keep(node, kept)
        draws, second = kept["draws"], kept.get("second")
        return Figure(
            prepared.key,
            prepared.driver.title,
            self._estimate(node, record=prepared.driver, model=model, draws=draws, second=second),
            draws,
            model.key,
            draws_with_unjudged=second,
            grade_mix=mix_evidence(prepared, dossier=self.dossier),
            gaps=(prepared.key,) if prepared.is_gap else (),
            sources=self._behind(node, "source"),
            claims=self._behind(node, "claim"),
        )

    def _draw(self, prepared: Prepared, *, variable: str) -> dict[str, Draws]:
        """The draws of a driver, in one or two readings of the evidence."""
        is_joint = variable in self.joint
        uniforms = self.joint[variable] if is_joint else self.points.uniforms(self.ledger.dimensions[variable])
        readings = {"draws": prepared.distribution, "second": prepared.with_unjudged}
        return {name: each.quantile(uniforms) for name, each in readings.items() if each is not None}

    def _figure(self, key: str, *, model: Model, formula: Formula, inputs: Mapping[str, Figure]) -> Figure:
        node = f"estimate:{key}"
        upstream = [self.drivers[name] for name in list_upstream_drivers(self.graph, node) if name in self.drivers]
        kept = self._kept(node)
        if kept is None:
            kept = self._compute(formula, inputs=inputs)
            kept |= share_variance(
                upstream,
                output=kept["draws"],
                blocks=self.points.randomisations,
                is_correlated=self._is_joint(upstream),
            ).arrays()
            self._keep(node, kept)
        draws, second, shares = kept["draws"], kept.get("second"), Shares.from_arrays(kept)
        told = shares.told(upstream)
        return Figure(
            key,
            formula.title,
            self._estimate(node, record=formula, model=model, draws=draws, second=second),
            draws,
            model.key,
            formula=formula.formula,
            note=formula.note,
            draws_with_unjudged=second,
            drivers=told,
            interactions=shares.interactions,
            grade_mix=weigh_mixes({each.key: each.grade_mix for each in upstream}, shares=told),
            gaps=tuple(gap for each in upstream for gap in each.gaps),
            sources=self._behind(node, "source"),
            claims=self._behind(node, "claim"),
        )

    def _compute(self, formula: Formula, *, inputs: Mapping[str, Figure]) -> dict[str, Draws]:
        """The draws of a formula, in a second reading too if any of its inputs has one."""
        text, result = formula.formula, unit_of(formula.unit, formula.price_year)
        units = {name: unit_of(figure.estimate.unit, figure.estimate.price_year) for name, figure in inputs.items()}
        converted = convert_formula(text, parse_formula(text), units=units, result=result)
        first = {name: figure.draws for name, figure in inputs.items()}
        other = {name: each.draws_with_unjudged for name, each in inputs.items()}
        second = {name: first[name] if draws is None else draws for name, draws in other.items()}
        is_open = any(draws is not None for draws in other.values())
        readings = {"draws": first, "second": second} if is_open else {"draws": first}
        # A formula of fixed values alone comes to one number, which is then the same at every draw.
        return {
            name: np.broadcast_to(evaluate_formula(text, converted, values=values), (self.points.draws,)).astype(
                np.float64
            )
            for name, values in readings.items()
        }

    def _is_joint(self, drivers: Sequence[Figure]) -> bool:
        """Whether any of the drivers vary together: they draw from one variable, or from variables declared correlated."""
        variables = [self._variable(each.key) for each in drivers]
        tied = [set(variables).intersection(each) for each in self.correlated.sets]
        return len(set(variables)) < len(variables) or any(len(each) > 1 for each in tied)

    def _find_shared(self, key: str) -> Iterator[Finding]:
        """A note where a figure compares or joins one variable at several places or periods."""
        by_variable: dict[str, dict[tuple[str, str], Figure]] = {}
        for share in self.figures[key].drivers:
            driver = self.drivers[share.key]
            where = (str(driver.estimate.place), str(driver.estimate.period))
            by_variable.setdefault(self._variable(share.key), {}).setdefault(where, driver)
        for _, found in sorted(by_variable.items()):
            if len(found) > 1:
                yield _shared(key, self.figures[key].title, sorted(each.key for each in found.values()))

    def _variable(self, key: str) -> str:
        model, _, name = key.rpartition(".")
        return variable_of(model, name, driver=self.dossier.models[model].drivers[name])

    def _estimate(
        self, node: str, *, record: Driver | Formula, model: Model, draws: Draws, second: Draws | None
    ) -> Estimate:
        """The printed numbers; with a second reading the interval is the hull of both, each end with its own error."""
        head, parts = self.dossier.head, self.points.randomisations
        summary = summarise(draws, randomisations=parts)
        other = summary if second is None else summarise(second, randomisations=parts)
        lower = min(summary, other, key=lambda reading: reading.low)
        upper = max(summary, other, key=lambda reading: reading.high)
        settings = {"randomisations": parts, "log2_points": self.points.log2_points, "level": summary.level}
        claims = record.claims if isinstance(record, Driver) else None
        return Estimate(
            value=summary.value,
            mean=summary.mean,
            low=lower.low,
            high=upper.high,
            unit=str(UnitText.parse(record.unit)),
            place=record.place or model.place or head.place,
            period=record.period or model.period or head.period,
            recipe=Recipe(METHOD, VERSION, self.graph.fingerprint(node), settings, head.seed),
            concept=record.concept,
            price_year=record.price_year,
            scope=record.scope if isinstance(record, Formula) else (claims.scope if claims else ""),
            level=summary.level,
            error=NumericalError(summary.error_value, summary.error_mean, lower.error_low, upper.error_high),
        )

    def _behind(self, node: str, kind: str) -> tuple[str, ...]:
        """The sources or claims a node rests on."""
        return tuple(each.name for each in self.graph.upstream(node) if each.kind == kind)


def _moved(prepared: Prepared, names: tuple[str, ...], moved: float) -> Finding:
    return Finding(
        "correlations-moved",
        f"driver:{prepared.key}",
        f"{prepared.driver.title}: the correlations declared between {', '.join(names)} cannot hold together; the nearest "
        f"possible ones are used, which differ by up to {moved:.3f}.",
        examples=names,
    )


def _shared(key: str, title: str, drivers: Sequence[str]) -> Finding:
    return Finding(
        "shared-quantile",
        f"estimate:{key}",
        f"{title}: {', '.join(drivers)} are one variable, so they are taken to err alike and together. Where their errors differ, a ratio "
        "or difference of them is less certain than shown; `independent: true` on one of them shows by how much.",
        Severity.NOTE,
        examples=tuple(drivers),
    )


def _say_missing(prepared: Prepared) -> str:
    why = "its lists allow no estimate" if prepared.listed is not None else "its table is not at hand"
    return f"{prepared.driver.title}: {why}."
