"""Does the average over graphs give the quantiles of another program?"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.hidden.graphs import GraphsResult, average_graphs
from tocsin.methods.hidden.table import CaptureTable

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
ROWS = np.array(CASE["inputs"]["patterns"])


@cache
def average_case() -> GraphsResult:
    table = CaptureTable.from_patterns(CASE["inputs"]["lists"], ROWS[:, :-1], counts=ROWS[:, -1])
    return average_graphs(table, delta=CASE["inputs"]["delta"])


@pytest.mark.parametrize("percent", list(CASE["expect"]["quantiles"]))
def test_quantile_is_the_one_of_the_other_program(percent: float) -> None:
    expected = CASE["expect"]["quantiles"][percent]
    assert float(average_case().quantile(percent / 100)) == pytest.approx(expected, abs=CASE["tolerance"])


def test_nothing_rests_on_the_greatest_number_allowed() -> None:
    assert average_case().near_limit < 1e-6


def test_counts_are_those_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "mse" / "uk2013_5lists.csv").read_text(encoding="utf-8")
    kept = {tuple(map(int, row)) for row in list(csv.reader(text.splitlines()))[1:]}
    assert kept == set(map(tuple, ROWS.tolist()))


def test_quantiles_are_those_kept_with_the_published_results(shared: Path) -> None:
    kept = json.loads((shared / "golden" / "mse" / "expected.json").read_text(encoding="utf-8"))
    told = kept["latent classes and decomposable graphs"]["dga uk2013_5lists (delta 2^-5, prior 1/N)"]
    assert {percent: told[f"{percent:g}"] for percent in CASE["expect"]["quantiles"]} == CASE["expect"]["quantiles"]
