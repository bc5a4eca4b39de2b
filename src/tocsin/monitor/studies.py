"""What do the studies of a dossier come to: each question put to its table by its method, or the reason why it cannot be?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from tocsin.assess.network import study_network
from tocsin.assess.network_record import NetworkSettings, NetworkStudy
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import CheckReport, DossierError
from tocsin.dossier.records.study import FlowMargin, FlowPlan, Study
from tocsin.dossier.study_check import fits_table
from tocsin.dossier.study_rows import find_missing_table
from tocsin.estimate.figures import Figures
from tocsin.estimate.flow.inputs import Margin
from tocsin.estimate.flow.mirror import MirrorStudy, study_mirror
from tocsin.estimate.flow.records import FlowStudy
from tocsin.estimate.flow.study import study_flows
from tocsin.monitor.effect.records import EffectStudy
from tocsin.monitor.effect.study import study_effect
from tocsin.monitor.study_inputs import (
    EffectInputs,
    FlowInputs,
    Given,
    MirrorInputs,
    NetworkInputs,
    StudyInputs,
    StudyRowsError,
    WatchInputs,
    find_margin_factor,
    read_inputs,
)
from tocsin.monitor.watch import study_watch
from tocsin.monitor.watch_record import WatchSettings, WatchStudy
from tocsin.monitor.watch_rows import WatchRows
from tocsin.terms.errors import MethodError, TermError, TocsinError
from tocsin.terms.finding import Finding
from tocsin.terms.problem import Problem

Result = WatchStudy | EffectStudy | FlowStudy | MirrorStudy | NetworkStudy
# An error with this code is one of the plan, which whoever wrote it can mend; any other says what the rows do not allow.
_OF_THE_PLAN = TermError.exit_code


@dataclass(frozen=True)
class Answer:
    """A study with its result, or with the reason why there is none; ``counted`` are the rows that a watch looked at."""

    study: Study
    result: Result | None
    missing: str = ""
    counted: WatchRows | None = None
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True)
class FigureRange:
    """A figure that a study rests on, without its draws."""

    low: float
    value: float
    high: float
    unit: str
    price_year: int | None = None


@dataclass(frozen=True)
class FigureRanges:
    """The figures that studies may rest on, by key, and why others could not be computed."""

    ranges: Mapping[str, FigureRange]
    missing: Mapping[str, str]

    @classmethod
    def of(cls, figures: Figures) -> Self:
        """What studies need of the figures: little enough to be handed to another process."""
        estimates = {key: figure.estimate for key, figure in figures.figures.items()}
        ranges = {
            key: FigureRange(told.low, told.value, told.high, told.unit, told.price_year)
            for key, told in estimates.items()
        }
        return cls(ranges, dict(figures.missing))


NO_FIGURES = FigureRanges({}, {})


def has_figures(study: Study) -> bool:
    """Whether a study rests on figures, so that it waits for them."""
    return study.flows is not None and any(margin.figure for margin in study.flows.margins)


def check_studies(dossier: Dossier) -> CheckReport:
    """What keeps studies from being answered, as far as it shows without computing: faults of plans, and of rows as warnings.

    A study whose table is absent, or lacks what the plan names, is passed over: that is told elsewhere.
    """
    problems: list[Problem] = []
    findings: list[Finding] = []
    for study in dossier.studies.values():
        table = dossier.tables.get(study.table)
        if table is None or not fits_table(study, table) or find_missing_table(dossier, study):
            continue
        try:
            faults = read_inputs(dossier, study).faults
        except DossierError as error:
            problems += error.problems
            continue
        problems += [_blame(dossier, study, fault) for fault in faults if fault.exit_code == _OF_THE_PLAN]
        findings += [_refused(study, fault) for fault in faults if fault.exit_code != _OF_THE_PLAN]
    return CheckReport(tuple(dict.fromkeys(problems)), tuple(findings))


def answer_studies(dossier: Dossier, *, figures: FigureRanges) -> tuple[Answer, ...]:
    """Answer every study of a dossier; one that cannot be answered says why and stops nothing else."""
    return tuple(_answer(dossier, study, figures=figures) for study in dossier.studies.values())


def _answer(dossier: Dossier, study: Study, *, figures: FigureRanges) -> Answer:
    if missing := find_missing_table(dossier, study):
        return Answer(study, None, missing)
    try:
        inputs = read_inputs(dossier, study)
        given = _require(inputs)
        result = _ask(dossier, study, given=given, figures=figures)
    except (MethodError, TermError) as error:
        return Answer(study, None, str(error), findings=(_refused(study, error),))
    told = result.model_copy(update={"warnings": (*inputs.notes, *result.warnings)})
    return Answer(study, told, counted=given.rows if isinstance(given, WatchInputs) else None)


def _require(inputs: StudyInputs) -> Given:
    if inputs.faults:
        raise inputs.faults[0]
    assert inputs.given is not None  # without a fault there is something to ask
    return inputs.given


def _ask(dossier: Dossier, study: Study, *, given: Given, figures: FigureRanges) -> Result:
    seed = dossier.head.seed
    match given:
        case WatchInputs(rows, every):
            return study_watch(rows, every=every, settings=WatchSettings())
        case EffectInputs(panel, settings):
            return study_effect(panel, settings)
        case FlowInputs(legs):
            plan = study.flows
            assert plan is not None  # the method of the study is named for its plan
            return study_flows(legs, margins=list(_list_margins(plan, figures)), unit=plan.unit, seed=seed)
        case MirrorInputs(reports):
            assert study.mirror is not None  # the method of the study is named for its plan
            return study_mirror(reports, unit=study.mirror.currency, hubs=study.mirror.hubs)
        case NetworkInputs(ties, networks):
            assert study.network is not None  # the method of the study is named for its plan
            low, high = study.network.missing_low, study.network.missing_high
            chosen = NetworkSettings(missing_low=low, missing_high=high, perturbations=networks)
            return study_network(ties, settings=chosen, seed=seed)


def _list_margins(plan: FlowPlan, figures: FigureRanges) -> Iterator[Margin]:
    for margin in plan.margins:
        if margin.figure is None:
            assert margin.low is not None  # a margin has either a figure or a range
            assert margin.high is not None
            yield Margin(margin.node, margin.kind, margin.low, margin.high, margin.best)
        else:
            yield _read_figure(plan, margin, key=margin.figure, figures=figures)


def _read_figure(plan: FlowPlan, margin: FlowMargin, *, key: str, figures: FigureRanges) -> Margin:
    """A margin that is a figure of the dossier, with its interval, in the unit of the flows."""
    told = figures.ranges.get(key)
    if told is None:
        reason = figures.missing.get(key, "it could not be computed.")
        raise StudyRowsError(f"the margin of {margin.node} is the figure {key!r}, and {reason}")
    factor = find_margin_factor(plan, unit=told.unit, price_year=told.price_year)
    return Margin(margin.node, margin.kind, told.low * factor, told.high * factor, told.value * factor)


def _blame(dossier: Dossier, study: Study, fault: TocsinError) -> Problem:
    found = dossier.position_of("studies", study.key)
    return Problem(
        found.file if found else "studies.yaml",
        found.row if found else None,
        f"{study.key}.{study.method}",
        "",
        str(fault),
        "",
    )


def _refused(study: Study, error: TocsinError) -> Finding:
    return Finding("study-refused", f"study:{study.key}", f"The study {study.title!r} was not answered: {error}")
