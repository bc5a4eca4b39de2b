"""Are experts' answers in a dossier refused where they cannot be joined, all at once?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem, list_problems, write_small
from tocsin.dossier.read import check_dossier, read_dossier

HEADER = "expert,question,low,best,high,confidence,round,rationale,unit,scale,realisation,least,greatest\n"
ROWS = "e01,boats,10,20,40,0.8,1,,ha,log,,,\ne02,boats,30,40,60,0.8,1,,ha,log,,,\n"
DRIVER = SMALL["models/area.yaml"].replace(
    "    claims: {subject: coca, variable: area}\n    plausible: {low: 1, high: 100, reason: invented}\n",
    "    elicited: boats\n",
)
SCORES = "threat,criterion,low,best,high,level,author,date,rationale,item,elicited\n"
SCORED = "e01,spread,2,4,6,0.8,1,,score,linear,,0,10\n"


def test_sound_answers_are_read(tmp_path: Path) -> None:
    write_small(tmp_path, elicitations_dot_csv=HEADER + ROWS, models__area_dot_yaml=DRIVER)
    dossier = read_dossier(tmp_path)
    assert ([row.expert for row in dossier.elicitations], dossier.models["area"].drivers["seen"].elicited) == (
        ["e01", "e02"],
        "boats",
    )


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("ana.perez,boats,10,20,40,0.8,1,,ha,log,,,", "expert"),
        ("e01,boats,10,20,40,1.2,1,,ha,log,,,", "confidence"),
        ("e01,boats,10,20,40,0.8,0,,ha,log,,,", "round"),
        ("e01,boats,10,10,40,0.8,1,,ha,log,,,", ""),
        ("e01,boats,-1,10,40,0.8,1,,ha,log,,,", ""),
        ("e01,boats,10,20,40,0.8,1,,ha,linear,,15,", ""),
        ("e01,boats,10,20,40,0.8,1,,ha,cubic,,,", "scale"),
        ("e01,boats,10,20,40,0.8,1,,furlongs,log,,,", "unit"),
    ],
)
def test_an_impossible_answer_is_refused(tmp_path: Path, row: str, field: str) -> None:
    assert find_problem(tmp_path, elicitations_dot_csv=f"{HEADER}{row}\n").field == field


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("e02,boats,30,40,60,0.8,1,,kg,log,,,", "unit"),
        ("e02,boats,30,40,60,0.8,1,,ha,linear,,,", "scale"),
        ("e02,boats,30,40,60,0.8,1,,ha,log,33,,", "realisation"),
        ("e02,boats,30,40,60,0.8,1,,ha,log,,1,", "least"),
        ("e02,boats,30,40,60,0.8,1,,ha,log,,,99", "greatest"),
    ],
)
def test_rows_of_one_question_that_differ_are_refused(tmp_path: Path, row: str, field: str) -> None:
    problem = find_problem(tmp_path, elicitations_dot_csv=f"{HEADER}{ROWS.splitlines()[0]}\n{row}\n")
    assert (problem.field, problem.row) == (field, 3)


def test_the_same_answer_twice_is_refused(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + ROWS + ROWS.splitlines()[0] + "\n")
    assert "stands already in row 2" in problem.why


def test_a_second_round_is_not_the_same_answer(tmp_path: Path) -> None:
    again = ROWS.splitlines()[0].replace("0.8,1", "0.8,2")
    assert list_problems(tmp_path, elicitations_dot_csv=f"{HEADER}{ROWS}{again}\n") == ()


def test_a_driver_of_a_question_nobody_was_asked_is_refused(tmp_path: Path) -> None:
    model = DRIVER.replace("elicited: boats", "elicited: boots")
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + ROWS, models__area_dot_yaml=model)
    assert "question of elicitations.csv" in problem.why


def test_a_driver_from_experts_and_claims_is_refused(tmp_path: Path) -> None:
    model = SMALL["models/area.yaml"].replace("    claims:", "    elicited: boats\n    claims:")
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + ROWS, models__area_dot_yaml=model)
    assert "found: claims, elicited" in problem.why


def test_a_plausible_range_of_an_elicited_driver_is_refused(tmp_path: Path) -> None:
    model = DRIVER.replace("elicited: boats\n", "elicited: boats\n    plausible: {low: 1, high: 2, reason: none}\n")
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + ROWS, models__area_dot_yaml=model)
    assert "ranges over what the experts said" in problem.why


def test_a_score_elicited_on_its_scale_is_sound(tmp_path: Path) -> None:
    scores = f"{SCORES}cocaine,spread,,,,,panel,,asked,,spread\n"
    assert list_problems(tmp_path, elicitations_dot_csv=HEADER + SCORED, scores_dot_csv=scores) == ()


@pytest.mark.parametrize("change", [("score,linear", "ha,linear"), (",0,10", ",0,100"), ("linear,,0", "log,,1")])
def test_a_score_elicited_on_another_scale_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    scores = f"{SCORES}cocaine,spread,,,,,panel,,asked,,spread\n"
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + SCORED.replace(*change), scores_dot_csv=scores)
    assert (problem.file, problem.field) == ("scores.csv", "elicited")


def test_a_score_with_numbers_and_experts_is_refused(tmp_path: Path) -> None:
    scores = f"{SCORES}cocaine,spread,2,,4,,panel,,asked,,spread\n"
    problem = find_problem(tmp_path, elicitations_dot_csv=HEADER + SCORED, scores_dot_csv=scores)
    assert "keep one of the two" in problem.why


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = "ana.perez,boats,10,20,40,0.8,1,,ha,log,,,\ne02,boats,30,20,60,0.8,1,,ha,log,,,\ne03,planes,1,2,3,2,1,,ha,log,,,\n"
    assert len(list_problems(tmp_path, elicitations_dot_csv=HEADER + rows)) == 3


def list_unused(folder: Path, rows: str) -> list[str]:
    write_small(folder, elicitations_dot_csv=HEADER + rows, models__area_dot_yaml=DRIVER)
    return [found.message for found in check_dossier(folder).warnings if found.rule == "unused-question"]


def test_a_question_that_nothing_names_is_told_with_the_nearest(tmp_path: Path) -> None:
    (message,) = list_unused(tmp_path, ROWS + "e03,boat,30,40,60,0.8,1,,ha,log,,,\n")
    assert ["row 4" in message, "Did you mean 'boats'?" in message] == [True, True]


def test_a_calibration_question_need_not_be_named(tmp_path: Path) -> None:
    assert list_unused(tmp_path, ROWS + "e01,seed,30,40,60,0.8,1,,ha,log,45,,\n") == []
