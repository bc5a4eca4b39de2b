"""Do latent classes give the quantiles of another program?"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.hidden.latent import LatentResult, simulate_classes
from tocsin.methods.hidden.table import CaptureTable

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
ROWS = np.array(CASE["inputs"]["patterns"])


INPUTS = CASE["inputs"]

pytestmark = pytest.mark.slow


@cache
def simulate_case() -> LatentResult:
    table = CaptureTable.from_patterns(INPUTS["lists"], ROWS[:, :-1], counts=ROWS[:, -1])
    rng = np.random.default_rng(INPUTS["seed"])
    return simulate_classes(table, rng=rng, classes=INPUTS["classes"], steps=INPUTS["steps"], warm_up=INPUTS["warm_up"])


@pytest.mark.parametrize("percent", list(CASE["expect"]["quantiles"]))
def test_quantile_is_that_of_the_other_program(percent: float) -> None:
    expected = CASE["expect"]["quantiles"][percent]
    assert float(simulate_case().quantile(percent / 100)) == pytest.approx(expected, rel=CASE["relative_tolerance"])


def test_chains_come_to_agree() -> None:
    assert simulate_case().convergence.has_converged


def test_counts_are_those_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "mse" / "uk2013.csv").read_text(encoding="utf-8")
    kept = {tuple(map(int, row)) for row in list(csv.reader(text.splitlines()))[1:]}
    assert kept == set(map(tuple, ROWS.tolist()))


def test_quantiles_are_those_kept_with_the_published_results(shared: Path) -> None:
    kept = json.loads((shared / "golden" / "mse" / "expected.json").read_text(encoding="utf-8"))
    told = kept["latent classes and decomposable graphs"]["LCMCR uk2013 (K=10, seed 1234)"]
    assert {percent: told[f"{percent:g}"] for percent in CASE["expect"]["quantiles"]} == CASE["expect"]["quantiles"]
