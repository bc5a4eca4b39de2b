"""Does the exact worth of information about two normal inputs come out of a smooth process too?"""

from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.decide.process import evppi_gp
from tocsin.methods.decide.voi import VoiResult

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
INPUTS = CASE["inputs"]
NAMES = ("evpi", "evppi_x", "evppi_y")


@cache
def value_case(name: str) -> VoiResult:
    rng = np.random.default_rng(INPUTS["seed"])
    x, y = (rng.normal(INPUTS[key]["mean"], INPUTS[key]["sd"], INPUTS["draws"]) for key in ("x", "y"))
    benefit = np.stack([np.zeros(INPUTS["draws"]), x + y - INPUTS["cost"]], axis=1)
    return evppi_gp(benefit, {"evpi": np.stack([x, y], axis=1), "evppi_x": x, "evppi_y": y}[name])


@pytest.mark.parametrize("name", NAMES)
def test_worth_is_the_exact_one(name: str) -> None:
    result = value_case(name)
    assert abs(result.value - CASE["expect"][name]) < CASE["tolerance_in_errors"] * result.error


@pytest.mark.parametrize("name", NAMES)
def test_error_is_small_enough_to_mean_something(name: str) -> None:
    assert 0 < value_case(name).error < CASE["greatest_error"]
