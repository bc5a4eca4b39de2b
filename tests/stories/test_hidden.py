"""Does a researcher get every class of models from a plain table, and a refusal that says what to mend?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.shell import run_tocsin

FOUR = """police,charity,labour,border,people
1,0,0,0,180
0,1,0,0,240
0,0,1,0,150
0,0,0,1,90
1,1,0,0,48
1,0,1,0,20
0,1,1,0,26
1,0,0,1,11
0,1,0,1,15
0,0,1,1,9
1,1,1,0,6
1,1,0,1,3
0,1,1,1,2
"""
CLASSES = ["main", "stepwise", "bic", "graphs", "chapman"]


def write(folder: Path, text: str) -> Path:
    path = folder / "lists.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def four(tmp_path: Path) -> Path:
    return write(tmp_path, FOUR)


def run(path: Path, *words: str) -> list[object]:
    return [path, "--methods", ",".join(CLASSES), "--replicates", "100", *words]


@pytest.mark.slow
def test_all_classes_stand_side_by_side(four: Path) -> None:
    answer = run_tocsin("hidden", *run(four))
    told = ("Stepwise selection of pairs", "Average over decomposable graphs", "Chapman, two lists", "Without one list")
    assert (answer.code, [words in answer.out for words in told]) == (0, [True] * 4)


@pytest.mark.slow
def test_json_has_what_other_programs_need(four: Path) -> None:
    record = run_tocsin("hidden", *run(four, "--json")).record()
    assert [model["class"] for model in record["models"]] == CLASSES
    keys = {"class", "estimate", "low", "high", "level", "terms", "failed_refits"}
    assert keys <= set(record["models"][0])
    assert {"lists", "seen", "models", "leave_one_out", "verdict"} <= set(record)


@pytest.mark.slow
def test_every_estimate_has_its_interval(four: Path) -> None:
    models = run_tocsin("hidden", *run(four, "--json")).record()["models"]
    assert all(model["low"] <= model["estimate"] <= model["high"] for model in models)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_answer(four: Path) -> None:
    words = (four, "--methods", "stepwise", "--replicates", "100", "--seed", "7", "--json")
    assert run_tocsin("hidden", *words).out == run_tocsin("hidden", *words).out


def test_kinds_are_fitted_together(tmp_path: Path) -> None:
    lines = FOUR.splitlines()
    doubled = "\n".join([f"sex,{lines[0]}", *(f"{sex},{line}" for sex in ("women", "men") for line in lines[1:])])
    answer = run_tocsin(
        "hidden", write(tmp_path, doubled), "--methods", "main", "--replicates", "100", "--strata", "sex"
    )
    assert "By sex, fitted together" in answer.out


def test_planted_faults_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, FOUR + "1,0,0,0,5\n0,maybe,1,0,3\n0,0,0,0,4\n1,1,1,1,-2\n")
    answer = run_tocsin("hidden", path)
    assert (answer.code, answer.out) == (2, "")
    told = (
        "row 15, police: line 2 has the same pattern",
        "row 16, charity: 'maybe'",
        "row 17: the row is on no list",
        "'-2'",
    )
    assert [words in answer.err for words in told] == [True] * 4


def test_two_lists_are_refused_with_chapman_beside(tmp_path: Path) -> None:
    answer = run_tocsin("hidden", write(tmp_path, "A,B,n\n1,0,90\n0,1,40\n1,1,10\n"))
    assert (answer.code, "never mixed" in answer.out, "Find a third list" in answer.err) == (3, True, True)


def test_lists_that_share_nobody_are_refused(tmp_path: Path) -> None:
    answer = run_tocsin("hidden", write(tmp_path, "A,B,C,n\n1,0,0,9\n0,1,0,8\n0,0,1,7\n"))
    assert (answer.code, answer.out, "none of the 24 cases" in answer.err) == (3, "", True)


def test_an_unknown_class_is_refused(four: Path) -> None:
    answer = run_tocsin("hidden", four, "--methods", "main,grafs")
    assert (answer.code, "Did you mean 'graphs'" in answer.err) == (2, True)
