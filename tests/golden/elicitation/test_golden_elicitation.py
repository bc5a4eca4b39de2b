"""Do published cases of the classical model, and of joint bins, come out?"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.judgement.classical import ExpertScores, score_experts
from tocsin.methods.judgement.decision_maker import DecisionMaker, Weighting, join_experts
from tocsin.methods.judgement.joint_bins import join_by_bins

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
CREATE, THREE = CASE["create"], CASE["three"]
ANSWERS, REALISED = np.array(list(CREATE["answers"].values())), np.array(CREATE["realised"])
FEW = np.array(list(THREE["answers"].values()))
JOINT: dict[str, Weighting] = {"GLopt": "global", "ITopt": "item", "EQ": "equal"}


@cache
def score_create() -> ExpertScores:
    return score_experts(ANSWERS, REALISED, probabilities=CREATE["probabilities"])


def join_three(**settings: Any) -> DecisionMaker:
    known = np.array([*THREE["realised"], np.nan])
    settings = {"joining": "quantiles", "degrees_of_freedom": THREE["degrees_of_freedom"]} | settings
    return join_experts(FEW, known, probabilities=THREE["probabilities"], **settings)


@pytest.mark.parametrize("name", list(CREATE["answers"]))
def test_each_expert_has_the_published_calibration(name: str) -> None:
    found = score_create().calibration[list(CREATE["answers"]).index(name)]
    assert found == pytest.approx(CREATE["expect"][name][0], rel=CREATE["tolerance"])


@pytest.mark.parametrize("name", list(CREATE["answers"]))
def test_each_expert_has_the_published_information(name: str) -> None:
    found = score_create().mean_information[list(CREATE["answers"]).index(name)]
    assert found == pytest.approx(CREATE["expect"][name][1], rel=CREATE["tolerance"])


@pytest.mark.parametrize("name", list(JOINT))
def test_each_joint_expert_has_the_published_scores(name: str) -> None:
    joint = join_experts(ANSWERS, REALISED, weighting=JOINT[name], probabilities=CREATE["probabilities"])
    assert (joint.calibration, joint.information) == pytest.approx(CREATE["expect"][name], rel=CREATE["tolerance"])


def test_weights_at_a_set_cutoff_give_the_published_quantiles() -> None:
    expect = THREE["expect"]["set_cutoff"]
    joint = join_three(cutoff=expect["cutoff"])
    assert joint.quantiles[2] == pytest.approx(expect["quantiles"], rel=THREE["tolerance"])


def test_the_optimised_cutoff_is_the_published_one() -> None:
    assert join_three().cutoff == pytest.approx(THREE["expect"]["optimised"]["cutoff"], rel=THREE["tolerance"])


def test_the_optimised_cutoff_gives_the_published_quantiles() -> None:
    expect = THREE["expect"]["optimised"]["quantiles"]
    assert join_three().quantiles[2] == pytest.approx(expect, rel=THREE["tolerance"])


def test_equal_weights_average_the_quantiles_as_published() -> None:
    joint = join_three(weighting="equal")
    assert joint.quantiles[2] == pytest.approx(THREE["expect"]["equal"], rel=THREE["tolerance"])


def test_joint_bins_have_the_published_probabilities() -> None:
    found = join_by_bins(FEW, THREE["realised"], probabilities=THREE["probabilities"])
    expect = THREE["expect"]["joint_bins"]
    assert found.probabilities == pytest.approx(expect, abs=THREE["tolerance_joint_bins"])


def test_the_intrinsic_range_is_the_published_one() -> None:
    found = join_by_bins(FEW, THREE["realised"], probabilities=THREE["probabilities"])
    assert found.edges[[0, -1]].tolist() == pytest.approx(THREE["expect"]["ends"])


def test_answers_are_those_kept_with_the_published_results(shared: Path) -> None:
    with (shared / "golden" / "elicitation" / "create.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = np.array([[float(row[f"q{p}"]) for p in CREATE["probabilities"]] for row in rows]).reshape(ANSWERS.shape)
    assert (kept == ANSWERS).all()


def test_scores_are_those_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "elicitation" / "expected_create.json").read_text(encoding="utf-8")
    kept = {each["id"]: [each["calibration"], each["info_total"]] for each in json.loads(text)["create"]["experts"]}
    assert kept == CREATE["expect"]
