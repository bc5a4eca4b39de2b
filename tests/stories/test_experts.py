"""Can a researcher see what experts believe together, where they part, and whom to follow?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.repository import ROOT
from tests.support.shell import run_tocsin

ANSWERS = """expert,question,low,best,high,confidence,unit,scale,realisation
e1,arrivals,800,1000,1300,0.8,person/year,log,1100
e2,arrivals,500,900,1500,0.8,person/year,log,1100
e1,boats,100,120,150,0.8,item/year,log,
e2,boats,700,900,1100,0.8,item/year,log,
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "elicitations.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def test_two_camps_are_named_and_not_averaged_away(answers: Path) -> None:
    told = run_tocsin("experts", answers)
    assert (told.code, "2 groups whose intervals do not meet (e1; e2)" in told.out) == (0, True)


def test_too_few_calibration_questions_are_counted_and_explained(answers: Path) -> None:
    assert "With 1 usable calibration question nobody's calibration can be judged" in run_tocsin("experts", answers).out


def test_the_json_has_every_expert_and_every_pool(answers: Path) -> None:
    told = run_tocsin("experts", answers, "--json").record()
    boats = next(each for each in told["questions"] if each["question"] == "boats")
    assert ([each["expert"] for each in boats["answers"]], len(boats["pools"]), boats["is_split"]) == (
        ["e1", "e2"],
        1,
        True,
    )


def test_another_level_gives_wider_intervals(answers: Path) -> None:
    low, high = (
        run_tocsin("experts", answers, "--level", level, "--json").record()["questions"][0]["pools"][0]
        for level in ("0.5", "0.95")
    )
    assert high["high"] > low["high"]


def test_faults_are_refused_all_at_once(answers: Path) -> None:
    faulty = ANSWERS.replace("500,900,1500", "900,900,1500").replace("100,120", "one,120").replace("1100,0.8", "1100,8")
    answers.write_text(faulty, encoding="utf-8")
    told = run_tocsin("experts", answers)
    assert (told.code, "3 problems" in told.err) == (2, True)


def test_the_published_case_is_readable_as_it_stands(shared: Path) -> None:
    told = run_tocsin("experts", shared / "golden" / "elicitation" / "create.csv", "--json").record()
    joint = {each["weighting"]: each["combined"] for each in told["joint"]}
    assert joint == pytest.approx({"equal": 0.0125867, "global": 0.1087726, "item": 0.0935372}, rel=1e-5)


def test_the_answers_of_a_dossier_are_readable_as_they_stand() -> None:
    told = run_tocsin("experts", ROOT / "examples" / "exercise" / "elicitations.csv", "--json").record()
    assert (len(told["experts"]), told["calibration_questions"]) == (6, 12)
