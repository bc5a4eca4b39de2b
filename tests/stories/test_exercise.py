"""Can somebody learn to ask experts: build the exercise, score what came out, and see where the experts part?"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.countries import replace_text
from tests.support.repository import ROOT
from tests.support.shell import run_tocsin

FOLDER = ROOT / "examples" / "exercise"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
FIGURES: dict[str, float] = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)[0])["figures"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of the exercise."""
    folder = tmp_path_factory.mktemp("exercise") / "dossier"
    shutil.copytree(FOLDER, folder)
    assert run_tocsin("build", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def told(built: Path) -> Any:
    return json.loads((built / "build" / "assessment.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return (built / "build" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", FIGURES)
def test_each_figure_holds_the_planted_truth(told: Any, figure: str) -> None:
    estimate = told["estimates"][figure]
    assert estimate["low"] <= FIGURES[figure] <= estimate["high"]


@pytest.mark.parametrize("figure", FIGURES)
def test_each_median_is_within_a_factor_of_two_of_the_planted_truth(told: Any, figure: str) -> None:
    assert 0.5 <= told["estimates"][figure]["value"] / FIGURES[figure] <= 2


def test_the_report_says_that_all_of_it_is_fictional(page: str) -> None:
    assert ("Fictional exercise" in page, "Fictional country XXA" in page) == (True, True)


def test_the_report_shows_every_expert_and_where_they_part(page: str) -> None:
    assert ("What experts believe" in page, "intervals do not meet" in page) == (True, True)


def test_every_elicited_driver_and_score_tells_its_experts(told: Any) -> None:
    used = {use for question in told["experts"].values() for use in question["used_by"]}
    assert (len(used), {len(each["answers"]) for each in told["experts"].values()}) == (8, {6})


def test_why_names_the_experts_behind_a_figure(built: Path) -> None:
    assert "what 6 experts believe" in run_tocsin("why", built, "cocaine_through_ports").out


def test_a_name_in_place_of_a_code_and_a_lost_question_are_refused_together(tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    shutil.copytree(FOLDER, folder)
    replace_text(folder / "elicitations.csv", {"e01,cal-arrivals": "ana.perez,cal-arrivals"})
    replace_text(folder / "models" / "ports.yaml", {"elicited: cocaine-through-ports": "elicited: cocaine-by-air"})
    answer = run_tocsin("check", folder)
    assert (answer.code, "ana.perez" in answer.out, "cocaine-by-air" in answer.out) == (2, True, True)
