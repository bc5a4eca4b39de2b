"""Does balancing give the adjusted table of a textbook?"""

from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.flow.balance import Balanced, balance

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))


def balance_case() -> Balanced:
    return balance(**CASE["inputs"])


def test_every_cell_is_the_published_one() -> None:
    assert balance_case().flows[0] == pytest.approx(np.array(CASE["expect"]), abs=CASE["tolerance"])


def test_an_empty_cell_stays_empty() -> None:
    assert balance_case().flows[0, 0, 2] == 0.0


def test_a_thousand_draws_of_it_are_all_alike() -> None:
    inputs = CASE["inputs"]
    many = balance(inputs["seed"], rows=np.tile(inputs["rows"], (1_000, 1)), columns=inputs["columns"])
    assert np.abs(many.flows - balance_case().flows).max() < 1e-3
