"""Can every model of a dossier be computed? All that stands in the way, at once."""

from collections.abc import Iterator
from pathlib import Path

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.problems import CheckReport, DossierError, Problem
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.dossier.table_warnings import list_all_table_findings
from tocsin.estimate.driver_problems import find_driver_problems
from tocsin.estimate.drivers import BARE_FACTOR
from tocsin.estimate.formula_problems import find_circles, find_formula_problems


def check_models(dossier: Dossier) -> tuple[Problem, ...]:
    """Every problem of the models: names, grammar, units, circles, ranges, correlations, claims that do not fit their driver."""
    problems = list(_check_sheet(dossier))
    for _, model in sorted(dossier.models.items()):
        problems += find_driver_problems(dossier, model, has_sheet=not problems)
        problems += find_formula_problems(dossier, model)
    return (*problems, *find_circles(dossier))


def refuse_unsound(dossier: Dossier) -> None:
    """Raise all problems of the models at once."""
    problems = check_models(dossier)
    if problems:
        raise DossierError(problems)


def check_folder(folder: Path, *, tables: Path | None = None) -> CheckReport:
    """Check a dossier folder: its files, and where those are sound its models."""
    report = check_dossier(folder, tables=tables)
    if not report.is_sound:
        return report
    dossier = read_dossier(folder, tables=tables)
    return CheckReport(check_models(dossier), (*report.warnings, *list_all_table_findings(dossier)))


def _check_sheet(dossier: Dossier) -> Iterator[Problem]:
    choice = dossier.sheet.choices.get(BARE_FACTOR)
    if choice is None or choice.value <= 1:
        yield Problem(
            "method_sheet.yaml",
            None,
            f"choices.{BARE_FACTOR}",
            "" if choice is None else f"{choice.value:g}",
            "claims without an interval are read as theirs divided and multiplied by this, which must be above 1.",
            f"Add {BARE_FACTOR} to `choices`, with a value such as 1.5 and a reason.",
        )
