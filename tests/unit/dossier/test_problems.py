"""Does a problem say where, what, why and how to mend it?"""

from __future__ import annotations

from tocsin.dossier.problems import CheckReport, DossierError, Notebook
from tocsin.terms.problem import Problem, nearest, shorten

PROBLEM = Problem("claims.csv", 12, "high", "1,5", "a decimal comma.", "Write 1.5.")


def test_a_problem_is_one_line() -> None:
    assert str(PROBLEM) == "claims.csv, row 12, high: '1,5': a decimal comma. Write 1.5."


def test_a_problem_of_a_whole_file_names_no_row() -> None:
    assert str(Problem("a.csv", None, "", "", "empty.", "Restore it.")) == "a.csv: empty. Restore it."


def test_the_error_lists_every_problem() -> None:
    assert str(DossierError([PROBLEM, PROBLEM])).count("claims.csv, row 12") == 2


def test_the_error_says_that_nothing_was_written() -> None:
    assert "nothing was built or written" in str(DossierError([PROBLEM]))


def test_a_report_with_problems_is_not_sound() -> None:
    assert not CheckReport((PROBLEM,), ()).is_sound


def test_a_notebook_keeps_what_is_added() -> None:
    notebook = Notebook()
    notebook.add("a.csv", "why.", mend="mend.", row=3)
    assert notebook.problems == [Problem("a.csv", 3, "", "", "why.", "mend.")]


def test_nothing_near_is_no_suggestion() -> None:
    assert nearest("zzz", ["high", "low"]) == ""


def test_long_values_are_cut() -> None:
    assert len(shorten("x" * 500)) == 60
