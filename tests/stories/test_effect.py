"""The journey of somebody who asks whether a measure worked, and whether the problem only moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.panels import make_panel, write_panel
from tests.support.shell import run_tocsin

QUESTION = ("--start", "2012-01", "--counted-in", "t")
EXPECTED = ("--expected", "falls by 10 to 40 percent", "--declared-on", "2011-11-30")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_panel(tmp_path / "panel.csv", make_panel())


def test_the_answer_comes_first_in_plain_words(table: Path) -> None:
    told = run_tocsin("effect", table, "--design", "interrupted", *QUESTION, "--treated", "A", *EXPECTED)
    assert (told.code, told.out.startswith("From 2012-01 on A was lower than it would have been by")) == (0, True)


def test_when_the_expectation_was_declared_is_said(table: Path) -> None:
    told = run_tocsin("effect", table, "--design", "interrupted", *QUESTION, "--treated", "A", *EXPECTED)
    assert "The expectation was declared before the measure began." in told.out


def test_a_synthetic_control_prints_its_placebos(table: Path) -> None:
    told = run_tocsin("effect", table, "--design", "synthetic", *QUESTION, "--treated", "A", *EXPECTED)
    assert [words in told.out for words in ("A (treated)", "is made of", "without one of them")] == [True] * 3


def test_what_moved_next_door_is_told(tmp_path: Path) -> None:
    table = write_panel(tmp_path / "panel.csv", make_panel(moved=10.0))
    told = run_tocsin(
        "effect", table, "--design", "interrupted", *QUESTION, "--treated", "A", "--neighbours", "B", *EXPECTED
    )
    assert ["no success" in told.out, "Weighted displacement quotient: −0.8" in told.out] == [True, True]


def test_adoption_at_several_times_needs_no_start(tmp_path: Path) -> None:
    adopted = {"A": "2012-01", "B": "2012-01", "C": "2013-01", "D": "2013-01"}
    table = write_panel(tmp_path / "panel.csv", make_panel(effect=0.0), adopted=adopted)
    told = run_tocsin("effect", table, "--design", "did", "--no-expectation", "--replicates", 200)
    assert (told.code, told.out.startswith("Cannot tell: since adoption A, B, C, D")) == (0, True)


def test_json_holds_the_whole_study(table: Path) -> None:
    found = run_tocsin(
        "effect", table, "--design", "synthetic", *QUESTION, "--treated", "A", *EXPECTED, "--json"
    ).record()
    assert (found["answer"], found["expectation"]["standing"], len(found["placebos"])) == (
        "fell",
        "declared beforehand",
        14,
    )


def test_a_study_without_an_expectation_must_say_so(table: Path) -> None:
    told = run_tocsin("effect", table, "--design", "interrupted", *QUESTION, "--treated", "A")
    assert (told.code, "--no-expectation" in told.err) == (2, True)


def test_an_expectation_that_was_declared_and_denied_is_refused(table: Path) -> None:
    told = run_tocsin(
        "effect", table, "--design", "interrupted", *QUESTION, "--treated", "A", *EXPECTED, "--no-expectation"
    )
    assert told.code == 2


def test_every_fault_of_a_table_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text("period,unit,value\n2010-01,A,many\n2010-01,A,3\n2010-04,A,2\nlast year,A,1\n", encoding="utf-8")
    told = run_tocsin("effect", path, "--design", "interrupted", *QUESTION, "--no-expectation")
    assert [told.code, *(words in told.err for words in ("'many'", "already", "does not follow", "'last year'"))] == [
        2,
        *[True] * 4,
    ]


def test_too_short_a_series_ends_with_three(tmp_path: Path) -> None:
    table = write_panel(tmp_path / "panel.csv", make_panel(units=1, periods=12), unit=False)
    told = run_tocsin("effect", table, "--design", "interrupted", "--start", "2010-05", "--no-expectation")
    assert (told.code, "at least 6" in told.err) == (3, True)
