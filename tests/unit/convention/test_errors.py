"""Every error of the law room is of its family, and names all problems."""

import pytest

from tocsin.convention import errors
from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem

PROBLEM = Problem("t.csv", 3, "crime", "", "is empty.", "Fill it in.")


def test_all_problems_stand_in_one_message() -> None:
    message = str(errors.OffenceTableError([PROBLEM, PROBLEM]))
    assert message.splitlines() == ["2 problems to mend; nothing was used.", *[f"- {PROBLEM}"] * 2]


def test_one_problem_is_said_in_the_singular() -> None:
    assert str(errors.FactsError([PROBLEM])).startswith("1 problem to mend")


@pytest.mark.parametrize(
    "kind",
    [
        errors.YamlTextError,
        errors.LawDataError,
        errors.FactsError,
        errors.OffenceTableError,
        errors.PenaltyError,
        errors.EmptySearchError,
    ],
)
def test_bad_values_are_value_errors_of_the_law_room(kind: type[Exception]) -> None:
    assert issubclass(kind, errors.ConventionError)
    assert issubclass(kind, ValueError)


def test_bad_input_has_the_exit_code_of_bad_input() -> None:
    assert errors.ConventionError.exit_code == 2


def test_an_unknown_id_is_a_lookup_error_with_the_same_exit_code() -> None:
    assert issubclass(errors.UnknownLawError, LookupError)
    assert errors.UnknownLawError.exit_code == errors.ConventionError.exit_code


@pytest.mark.parametrize("family", [errors.ConventionError, errors.UnknownLawError])
def test_every_family_descends_from_the_one_error(family: type[Exception]) -> None:
    assert issubclass(family, TocsinError)
