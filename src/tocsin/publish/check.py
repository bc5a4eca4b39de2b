"""Could a report be made of this dossier: files, models, and the figures its texts cite?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tocsin.assess.choices import list_choice_problems
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import CheckReport, DossierError
from tocsin.dossier.read import Survey, survey_dossier
from tocsin.dossier.table_warnings import list_all_table_findings
from tocsin.estimate.check import check_survey
from tocsin.estimate.drivers import prepare_model
from tocsin.estimate.tables import read_table_drivers
from tocsin.monitor.studies import check_studies
from tocsin.prioritise.weights import list_weight_problems
from tocsin.publish.document.citations import check_citations
from tocsin.publish.texts import find_contradicting_phrases
from tocsin.strategy.completeness import Completeness, evaluate_completeness
from tocsin.strategy.consistency import find_inconsistencies
from tocsin.strategy.inconsistency import Inconsistency
from tocsin.terms.finding import Finding
from tocsin.terms.problem import Problem


@dataclass(frozen=True)
class FolderReport(CheckReport):
    """All that a check of a folder found; of a sound dossier with a strategy also how far that is filled in, and what does not fit."""

    completeness: Completeness | None = None
    inconsistencies: tuple[Inconsistency, ...] = ()


def check_folder(folder: Path, *, tables: Path | None = None) -> FolderReport:
    """Check a dossier folder all the way: all that must be mended, at once, and all that is worth knowing."""
    survey = survey_dossier(folder, tables=tables)
    problems = _list_problems(survey)
    if problems or survey.dossier is None:
        return FolderReport(problems, survey.findings)
    noticed = (
        *list_all_table_findings(survey.dossier),
        *_list_claim_findings(survey.dossier),
        *check_studies(survey.dossier).warnings,
        *find_contradicting_phrases(survey.dossier),
    )
    return FolderReport(
        (),
        (*survey.findings, *noticed),
        evaluate_completeness(survey.dossier),
        find_inconsistencies(survey.dossier),
    )


def read_sound(folder: Path, *, tables: Path | None = None) -> Dossier:
    """Read a dossier that a report can be made of; every problem of files, models and citations is raised at once."""
    survey = survey_dossier(folder, tables=tables)
    problems = _list_problems(survey)
    if problems or survey.dossier is None:
        raise DossierError(problems)
    return survey.dossier


def _list_claim_findings(dossier: Dossier) -> Iterator[Finding]:
    """What a reader must know of the claims behind each driver: those left out, those that contradict, and none at all."""
    tables = read_table_drivers(dossier)
    for _, model in sorted(dossier.models.items()):
        for prepared in prepare_model(dossier, model=model, tables=tables).values():
            yield from prepared.findings


def _list_problems(survey: Survey) -> tuple[Problem, ...]:
    cited = check_citations(survey.dossier) if survey.dossier and survey.has_all_models else ()
    values = _list_value_problems(survey.dossier) if survey.dossier and not survey.problems else ()
    asked = check_studies(survey.dossier).problems if survey.dossier else ()
    citations = (Problem(fault.where, None, "", f"[[{fault.cited}]]", fault.why, fault.mend) for fault in cited)
    return (*survey.problems, *check_survey(survey), *asked, *values, *citations)


def _list_value_problems(dossier: Dossier) -> tuple[Problem, ...]:
    """Choices of the method sheet that scoring cannot work with, and weights that cannot all hold."""
    from numpy.random import default_rng

    rng = default_rng(dossier.head.seed)
    weights = list_weight_problems(dossier.weights, framework=dossier.framework, rng=rng)
    return (*list_choice_problems(dossier.sheet), *weights)
