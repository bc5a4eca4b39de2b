"""What do the studies of a dossier come to: each question put to its table by its method, or the reason why it cannot be?"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from tocsin.assess.network import study_network
from tocsin.assess.network_record import NetworkSettings, NetworkStudy
from tocsin.assess.network_ties import TieRows
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.study import EffectPlan, FlowMargin, MirrorPlan, Study, WatchPlan
from tocsin.dossier.study_rows import find_missing_table, list_study_rows
from tocsin.dossier.tables import Row
from tocsin.estimate.figures import Figures
from tocsin.estimate.flow.inputs import LegRecord, Margin
from tocsin.estimate.flow.mirror import MirrorStudy, study_mirror
from tocsin.estimate.flow.records import FlowStudy
from tocsin.estimate.flow.reports import TradeReport
from tocsin.estimate.flow.study import study_flows
from tocsin.monitor.effect.panel import EffectSettings, Panel
from tocsin.monitor.effect.records import EffectStudy
from tocsin.monitor.effect.study import study_effect
from tocsin.monitor.periods import parse_moment
from tocsin.monitor.watch import study_watch
from tocsin.monitor.watch_record import WatchSettings, WatchStudy
from tocsin.monitor.watch_rows import WatchRows
from tocsin.terms.errors import MethodError, TermError, TocsinError
from tocsin.terms.finding import Finding
from tocsin.terms.period import Period

# Networks drawn for an interval: enough for its ends to a place or two, at half the time of what the command takes.
_NETWORKS = 100

Result = WatchStudy | EffectStudy | FlowStudy | MirrorStudy | NetworkStudy


class StudyRowsError(MethodError):
    """The rows of a table do not make what the method of a study needs."""


@dataclass(frozen=True)
class Answer:
    """A study with its result, or with the reason why there is none; ``counted`` are the rows that a watch looked at."""

    study: Study
    result: Result | None
    missing: str = ""
    counted: WatchRows | None = None
    findings: tuple[Finding, ...] = field(default=())


def answer_studies(dossier: Dossier, *, figures: Figures) -> tuple[Answer, ...]:
    """Answer every study of a dossier; one that cannot be answered says why and stops nothing else."""
    return tuple(_answer(dossier, study, figures=figures) for study in dossier.studies.values())


def _answer(dossier: Dossier, study: Study, *, figures: Figures) -> Answer:
    if missing := find_missing_table(dossier, study):
        return Answer(study, None, missing)
    try:
        rows = list_study_rows(dossier, study)
        if study.watch:
            counted = _read_counts(rows, study.watch)
            return Answer(study, study_watch(counted, settings=WatchSettings()), counted=counted)
        return Answer(study, _METHODS[study.method](dossier, study, rows, figures))
    except (MethodError, TermError) as error:
        return Answer(study, None, str(error), findings=(_refused(study, error),))


def _refused(study: Study, error: TocsinError) -> Finding:
    return Finding("study-refused", f"study:{study.key}", f"The study {study.title!r} was not answered: {error}")


def _read_counts(rows: Sequence[Row], plan: WatchPlan) -> WatchRows:
    kept = [row for row in rows if _is_between(str(row["period"]), first=plan.first, last=plan.last)]
    return WatchRows(
        periods=tuple(str(row["period"]) for row in kept),
        counts=tuple(_number(row["count"]) for row in kept),
        series=tuple(str(row["series"] or "not named") for row in kept) if plan.by else (),
        amounts=tuple(_number(row["amount"]) for row in kept) if plan.amount else (),
        reporters=tuple(str(row["reporter"] or "not named") for row in kept) if plan.reporter else (),
    )


def _effect(dossier: Dossier, study: Study, rows: Sequence[Row], figures: Figures) -> EffectStudy:
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
    return study_effect(_line_up(rows, plan), settings)


def _line_up(rows: Sequence[Row], plan: EffectPlan) -> Panel:
    kept = [row for row in rows if _is_between(str(row["period"]), first=plan.first, last=plan.last)]
    told = {(str(row["unit"]), str(row["period"])): _number(row["value"]) for row in kept}
    units, periods = sorted({unit for unit, _ in told}), sorted({period for _, period in told})
    lacking = [pair for pair in product(units, periods) if math.isnan(told.get(pair, math.nan))]
    if lacking:
        shown = "; ".join(f"{unit} in {period}" for unit, period in lacking[:5])
        raise StudyRowsError(
            f"{len(lacking)} values of the panel are missing ({shown}{' …' if len(lacking) > 5 else ''}), and no value stands for an "
            "unknown one. Leave out the units or periods that lack them, or add the values."
        )
    values = np.array([[told[unit, period] for period in periods] for unit in units])
    return Panel(tuple(map(Period.parse, periods)), tuple(units), values)


def _flows(dossier: Dossier, study: Study, rows: Sequence[Row], figures: Figures) -> FlowStudy:
    plan = study.flows
    assert plan is not None  # the method of the study is named for its plan
    legs = [
        LegRecord(str(row["sender"]), str(row["receiver"]), float(row["amount"]), float(row["records"]))
        for row in rows
        if row["amount"] is not None
    ]
    margins = [_read_margin(margin, figures=figures) for margin in plan.margins]
    return study_flows(legs, margins=margins, unit=plan.unit, seed=dossier.head.seed)


def _read_margin(margin: FlowMargin, *, figures: Figures) -> Margin:
    if margin.figure is None:
        assert margin.low is not None  # a margin has either a figure or a range
        assert margin.high is not None
        return Margin(margin.node, margin.kind, margin.low, margin.high, margin.best)
    figure = figures.figures.get(margin.figure)
    if figure is None:
        reason = figures.missing.get(margin.figure, "it could not be computed.")
        raise StudyRowsError(f"the margin of {margin.node} is the figure {margin.figure!r}, and {reason}")
    told = figure.estimate
    return Margin(margin.node, margin.kind, told.low, told.high, told.value)


def _mirror(dossier: Dossier, study: Study, rows: Sequence[Row], figures: Figures) -> MirrorStudy:
    plan = study.mirror
    assert plan is not None  # the method of the study is named for its plan
    reports = [report for row in rows for report in _pair_reports(row, plan)]
    return study_mirror(reports, unit=plan.currency, hubs=plan.hubs)


def _pair_reports(row: Row, plan: MirrorPlan) -> Iterator[TradeReport]:
    """What both sides report of one flow, where they do."""
    importer, exporter, period = str(row[plan.importer]), str(row[plan.exporter]), Period.parse(str(row[plan.period]))
    if row[plan.imported] is not None:
        value = _number(row[plan.imported])
        yield TradeReport(importer, exporter, "import", period, value, valuation=plan.valuation)
    if row[plan.exported] is not None:
        yield TradeReport(exporter, importer, "export", period, _number(row[plan.exported]))


def _network(dossier: Dossier, study: Study, rows: Sequence[Row], figures: Figures) -> NetworkStudy:
    plan = study.network
    assert plan is not None  # the method of the study is named for its plan
    ties = TieRows(
        tuple(str(row[plan.sender]) for row in rows),
        tuple(str(row[plan.receiver]) for row in rows),
        phase=tuple(str(row[plan.phase]) for row in rows) if plan.phase else (),
    )
    settings = NetworkSettings(missing_low=plan.missing_low, missing_high=plan.missing_high, perturbations=_NETWORKS)
    return study_network(ties, settings=settings, seed=dossier.head.seed)


def _is_between(period: str, *, first: Period | None, last: Period | None) -> bool:
    """Whether a period begins within the stretch between two others, both included."""
    begins = parse_moment(period).begins_on
    return (first is None or begins >= first.start) and (last is None or begins <= last.end)


def _number(value: object) -> float:
    return math.nan if value is None else float(str(value))


_METHODS: Mapping[str, Callable[[Dossier, Study, Sequence[Row], Figures], Result]] = {
    "effect": _effect,
    "flows": _flows,
    "mirror": _mirror,
    "network": _network,
}
