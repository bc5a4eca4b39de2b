"""Can every model of a dossier be computed? All that stands in the way, at once."""

from collections.abc import Iterator
from functools import partial

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import Survey
from tocsin.estimate.driver_problems import find_driver_problems
from tocsin.estimate.drivers import BARE_FACTOR
from tocsin.estimate.formula_problems import find_circles, find_formula_problems
from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem


def check_models(dossier: Dossier) -> tuple[Problem, ...]:
    """Every problem of the models: names, grammar, units, circles, ranges, correlations, claims that do not fit their driver."""
    problems = list(_check_sheet(dossier))
    has_sheet = not problems
    for _, model in sorted(dossier.models.items()):
        problems += find_driver_problems(dossier, model, has_sheet=has_sheet)
        problems += find_formula_problems(dossier, model)
    return (*problems, *find_circles(dossier))


def _check_beside(dossier: Dossier, *, has_all_models: bool) -> Iterator[Problem]:
    """Problems of the models of a dossier whose files have problems too; what a check stumbles over there is told already.

    Without all models a name that nothing defines is no problem: it may stand in one that could not be read.
    """
    for _, model in sorted(dossier.models.items()):
        for find in (
            partial(find_driver_problems, has_sheet=True),
            partial(find_formula_problems, has_all_models=has_all_models),
        ):
            try:
                yield from tuple(find(dossier, model))
            except (TocsinError, LookupError):
                continue
    yield from find_circles(dossier)


def check_survey(survey: Survey) -> tuple[Problem, ...]:
    """Every problem of the models that could be read."""
    if survey.dossier is None:
        return ()
    if survey.problems:
        return tuple(_check_beside(survey.dossier, has_all_models=survey.has_all_models))
    return check_models(survey.dossier)


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
