"""Does the exact worth of information about two normal inputs come out?"""

import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.decide.voi import VoiResult, evpi, evppi

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
INPUTS = CASE["inputs"]


@cache
def value_case() -> dict[str, VoiResult]:
    rng = np.random.default_rng(INPUTS["seed"])
    x, y = (rng.normal(INPUTS[key]["mean"], INPUTS[key]["sd"], INPUTS["draws"]) for key in ("x", "y"))
    benefit = np.stack([np.zeros(INPUTS["draws"]), x + y - INPUTS["cost"]], axis=1)
    return {"evpi": evpi(benefit), "evppi_x": evppi(benefit, x), "evppi_y": evppi(benefit, y)}


@pytest.mark.parametrize("name", list(CASE["expect"]))
def test_worth_is_the_exact_one(name: str) -> None:
    result = value_case()[name]
    assert abs(result.value - CASE["expect"][name]) < CASE["tolerance_in_errors"] * result.error


@pytest.mark.parametrize("name", list(CASE["expect"]))
def test_error_is_small_enough_to_mean_something(name: str) -> None:
    assert 0 < value_case()[name].error < CASE["greatest_error"]


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "voi" / "expected.json").read_text(encoding="utf-8")
    kept = json.loads(text)["exact_two_decision_normal"]
    assert [kept["EVPI"], kept["EVPPI_X"], kept["EVPPI_Y"]] == list(CASE["expect"].values())
