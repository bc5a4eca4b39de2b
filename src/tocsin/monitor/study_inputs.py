"""What is the method of a study given, and what in the plan or the table keeps it from being asked at all?

Everything here is reading and comparing, never computing: a check of the dossier and a build of the report put the same
questions, so that nothing is found in the one and missed in the other.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from tocsin.assess.network_ties import TieRows
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.study import FlowPlan, MirrorPlan, Study
from tocsin.dossier.study_rows import count_unplaced, list_period_texts, list_study_rows
from tocsin.dossier.tables import Row, find_row, open_both
from tocsin.estimate.flow.inputs import LegRecord
from tocsin.estimate.flow.mirror import USUAL_CIF
from tocsin.estimate.flow.reports import TradeReport, check_hubs, pair_reports
from tocsin.estimate.quantity import unit_of
from tocsin.monitor.effect.expectation import parse_expectation
from tocsin.monitor.effect.panel import EffectSettings, Panel, assign_roles
from tocsin.monitor.periods import Every, parse_moment
from tocsin.monitor.watch_rows import WatchRows, build_panel
from tocsin.terms.errors import MethodError, TermError, TocsinError
from tocsin.terms.period import Period
from tocsin.terms.problem import nearest_or_all
from tocsin.terms.unit import find_factor, parse_unit

# How many networks are drawn for an interval: a choice of the method sheet.
NETWORKS = "network_perturbations"
_MOST_NETWORKS = 20_000
_SHOWN = 5


class StudyRowsError(MethodError):
    """The rows of a table do not make what the method of a study needs."""


class StudyPlanError(TermError):
    """A plan of a study names what its table, its figures or the calendar do not have."""


@dataclass(frozen=True)
class WatchInputs:
    """Counts to watch, and the length of the periods they are added up to; None for that in which they are written."""

    rows: WatchRows
    every: Every | None


@dataclass(frozen=True)
class EffectInputs:
    """A panel, and what is asked of it."""

    panel: Panel
    settings: EffectSettings


@dataclass(frozen=True)
class FlowInputs:
    """What was seen on each leg."""

    legs: tuple[LegRecord, ...]


@dataclass(frozen=True)
class MirrorInputs:
    """What each side reports."""

    reports: tuple[TradeReport, ...]


@dataclass(frozen=True)
class NetworkInputs:
    """The ties, and in how many networks they are measured."""

    ties: TieRows
    networks: int


Given = WatchInputs | EffectInputs | FlowInputs | MirrorInputs | NetworkInputs


@dataclass(frozen=True)
class StudyInputs:
    """What a method is given, if anything; all the faults for which it cannot be asked; what a reader must know of it."""

    given: Given | None
    faults: tuple[TocsinError, ...] = ()
    notes: tuple[str, ...] = ()


def read_inputs(dossier: Dossier, study: Study) -> StudyInputs:
    """Read what a study needs from its table, which is at hand, and try all that can be tried without computing."""
    wrong = tuple(_list_period_faults(dossier, study))
    if wrong:
        return StudyInputs(None, wrong)
    rows = list_study_rows(dossier, study)
    if not rows:
        return StudyInputs(None, (StudyRowsError(f"no row of table {study.table!r} could be used. Check its cells."),))
    try:
        given, faults = _READ[study.method](dossier, study, rows)
    except (MethodError, TermError) as error:
        return StudyInputs(None, (error,))
    return StudyInputs(given, tuple(faults), _note_unplaced(dossier, study))


def find_margin_factor(plan: FlowPlan, *, unit: str, price_year: int | None) -> float:
    """What the figure of a margin is multiplied by to be in the unit of the flows."""
    return find_factor(unit_of(unit, price_year), parse_unit(plan.unit))


def _note_unplaced(dossier: Dossier, study: Study) -> tuple[str, ...]:
    count = count_unplaced(dossier, study)
    if not count:
        return ()
    told = "1 row was" if count == 1 else f"{count:,} rows were"
    return (
        f"{told} left out of table {study.table!r}: a cell that says when, where or who is empty or cannot be read, and no value "
        "stands for an unknown one.",
    )


def _list_period_faults(dossier: Dossier, study: Study) -> Iterator[StudyPlanError]:
    """Texts that are no period, each with the row it stands in; the method reads them as it would."""
    parse: Callable[[str], object] | None = {"watch": parse_moment, "effect": Period.parse, "mirror": Period.parse}.get(
        study.method
    )
    if parse is None:
        return
    wrong: dict[str, str] = {}
    for text in list_period_texts(dossier, study):
        try:
            parse(text)
        except TermError as error:
            wrong[text] = str(error)
    declaration, role = dossier.tables[study.table], getattr(study, study.method).period
    opened = open_both(declaration, folder=dossier.folder, tables_root=dossier.tables_root) if wrong else None
    for text in list(wrong)[:_SHOWN]:
        assert opened is not None  # opened where anything is wrong
        row = find_row(opened, role=role, text=text)
        heading = declaration.columns[role].column
        at = f"row {row}, " if row else ""
        yield StudyPlanError(f"In {declaration.file}, {at}column {heading!r}: {wrong[text]}")
    if len(wrong) > _SHOWN:
        yield StudyPlanError(f"{len(wrong) - _SHOWN:,} more texts in that column are no periods. Check the column.")


def _read_counts(dossier: Dossier, study: Study, rows: Sequence[Row]) -> tuple[Given, list[TocsinError]]:
    plan = study.watch
    assert plan is not None  # the method of the study is named for its plan
    kept = _keep_between(rows, first=plan.first, last=plan.last, table=study.table)
    counts = WatchRows(
        periods=tuple(str(row["period"]) for row in kept),
        counts=tuple(_number(row["count"]) for row in kept),
        series=tuple(str(row["series"] or "not named") for row in kept) if plan.by else (),
        amounts=tuple(_number(row["amount"]) for row in kept) if plan.amount else (),
        reporters=tuple(str(row["reporter"] or "not named") for row in kept) if plan.reporter else (),
    )
    given = WatchInputs(counts, Every(plan.every) if plan.every else None)
    return given, _try(lambda: build_panel(counts, every=given.every))


def _read_panel(dossier: Dossier, study: Study, rows: Sequence[Row]) -> tuple[Given, list[TocsinError]]:
    plan = study.effect
    assert plan is not None  # the method of the study is named for its plan
    settings = EffectSettings(
        design=plan.design,
        start=str(plan.start),
        treated=plan.treated,
        neighbours=plan.neighbours,
        expected=plan.expected,
        declared_on=plan.declared_on,
        counted_in=plan.counted_in,
        seed=dossier.head.seed,
    )
    panel = _line_up(_keep_between(rows, first=plan.first, last=plan.last, table=study.table))
    faults = [
        *_try(lambda: _check_roles(panel, settings)),
        *_try(lambda: panel.find_start(settings.start)),
        *_try(lambda: parse_expectation(settings, panel=panel, start=0)),
        *_try(lambda: _check_whole(panel)),
    ]
    return EffectInputs(panel, settings), faults


def _line_up(rows: Sequence[Row]) -> Panel:
    told = {(str(row["unit"]), str(row["period"])): _number(row["value"]) for row in rows}
    units, periods = sorted({unit for unit, _ in told}), sorted({period for _, period in told})
    values = np.array([[told.get((unit, period), math.nan) for period in periods] for unit in units])
    return Panel(tuple(map(Period.parse, periods)), tuple(units), values)


def _check_roles(panel: Panel, settings: EffectSettings) -> None:
    roles = assign_roles(panel, settings)
    if settings.design == "synthetic" and len(roles.treated) != 1:
        names = ", ".join(panel.units[row] for row in roles.treated)
        raise StudyPlanError(
            f"a synthetic control is made for one treated unit, and here are several ({names}). Name one."
        )
    if settings.design != "interrupted" and not roles.controls:
        raise StudyPlanError(
            f"every unit of the panel ({', '.join(panel.units[:_SHOWN])}) is treated or a neighbour, so none is left to compare with. "
            "Add untouched units to the table, or choose the design `interrupted`."
        )


def _check_whole(panel: Panel) -> None:
    lacking = [
        f"{panel.units[row]} in {panel.periods[at]}"
        for row, at in product(range(len(panel.units)), range(len(panel.periods)))
        if math.isnan(panel.values[row, at])
    ]
    if lacking:
        shown = "; ".join(lacking[:_SHOWN])
        told = "1 value of the panel is" if len(lacking) == 1 else f"{len(lacking):,} values of the panel are"
        raise StudyRowsError(
            f"{told} missing ({shown}{' …' if len(lacking) > _SHOWN else ''}), and no value stands for an unknown one. "
            "Leave out the units or periods that lack them, or add the values."
        )


def _read_legs(dossier: Dossier, study: Study, rows: Sequence[Row]) -> tuple[Given, list[TocsinError]]:
    plan = study.flows
    assert plan is not None  # the method of the study is named for its plan
    legs = tuple(
        LegRecord(str(row["sender"]), str(row["receiver"]), float(row["amount"]), float(row["records"]))
        for row in rows
        if row["amount"] is not None
    )
    places = sorted({place for leg in legs for place in (leg.sender, leg.receiver)})
    faults: list[TocsinError] = [
        StudyPlanError(
            f"the margin of {node!r} is of a place that no row of table {study.table!r} names, so nothing could reach or leave it. "
            + nearest_or_all(node, places)
        )
        for node in dict.fromkeys(margin.node for margin in plan.margins)
        if node not in places
    ]
    formulas = {key: formula for model in dossier.models.values() for key, formula in model.formulas.items()}
    named = dict.fromkeys(formulas[margin.figure] for margin in plan.margins if margin.figure in formulas)
    for made in named:
        faults += _try(partial(find_margin_factor, plan, unit=made.unit, price_year=made.price_year))
    return FlowInputs(legs), faults


def _read_reports(dossier: Dossier, study: Study, rows: Sequence[Row]) -> tuple[Given, list[TocsinError]]:
    plan = study.mirror
    assert plan is not None  # the method of the study is named for its plan
    reports = tuple(report for row in rows for report in _pair_reports(row, plan))
    faults = [
        *_try(lambda: check_hubs(plan.hubs, reports=reports)),
        *_try(lambda: pair_reports(reports, cif=USUAL_CIF)),
    ]
    return MirrorInputs(reports), faults


def _pair_reports(row: Row, plan: MirrorPlan) -> Iterator[TradeReport]:
    """What both sides report of one flow, where they do."""
    importer, exporter, period = str(row[plan.importer]), str(row[plan.exporter]), Period.parse(str(row[plan.period]))
    if row[plan.imported] is not None:
        value = _number(row[plan.imported])
        yield TradeReport(importer, exporter, "import", period, value, valuation=plan.valuation)
    if row[plan.exported] is not None:
        yield TradeReport(exporter, importer, "export", period, _number(row[plan.exported]))


def _read_ties(dossier: Dossier, study: Study, rows: Sequence[Row]) -> tuple[Given, list[TocsinError]]:
    plan = study.network
    assert plan is not None  # the method of the study is named for its plan
    ties = TieRows(
        tuple(str(row[plan.sender]) for row in rows),
        tuple(str(row[plan.receiver]) for row in rows),
        phase=tuple(str(row[plan.phase] or "not named") for row in rows) if plan.phase else (),
    )
    choice = dossier.sheet.choices.get(NETWORKS)
    if choice is None or not (choice.value.is_integer() and 2 <= choice.value <= _MOST_NETWORKS):
        told = f"has {NETWORKS}: {choice.value:g}" if choice else f"lacks {NETWORKS}"
        raise StudyPlanError(
            f"the method sheet {dossier.sheet.key!r} {told} under `choices`, so how many networks to draw is not known. Write a whole "
            f"number from 2 to {_MOST_NETWORKS}."
        )
    return NetworkInputs(ties, int(choice.value)), []


def _keep_between(rows: Sequence[Row], *, first: Period | None, last: Period | None, table: str) -> list[Row]:
    """The rows whose period begins within the stretch between two others, both included."""
    kept = []
    for row in rows:
        begins = parse_moment(str(row["period"])).begins_on
        if (first is None or begins >= first.start) and (last is None or begins <= last.end):
            kept.append(row)
    if not kept:
        ends = f"{rows[0]['period']} to {rows[-1]['period']}"
        raise StudyPlanError(
            f"no row of table {table!r} lies between {first or 'its beginning'} and {last or 'its end'}: it holds {ends}. "
            "Correct `first` or `last`."
        )
    return kept


def _try(check: Callable[[], object]) -> list[TocsinError]:
    """What keeps a check from passing."""
    try:
        check()
    except (MethodError, TermError) as error:
        return [error]
    return []


def _number(value: object) -> float:
    return math.nan if value is None else float(str(value))


_READ: Mapping[str, Callable[[Dossier, Study, Sequence[Row]], tuple[Given, list[TocsinError]]]] = {
    "watch": _read_counts,
    "effect": _read_panel,
    "flows": _read_legs,
    "mirror": _read_reports,
    "network": _read_ties,
}
