"""Do the exact shares of a three-way choice come out?"""

import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.score.ranks import rank_totals
from tocsin.methods.score.smaa import SmaaResult, smaa
from tocsin.methods.score.weights import simplex_weights

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
EXPECT, NAMES = CASE["expect"], list(CASE["inputs"]["values"])
VALUES = np.array(list(CASE["inputs"]["values"].values()))


@cache
def draw_weights() -> np.ndarray:
    return simplex_weights(2, draws=CASE["inputs"]["draws"], rng=np.random.default_rng(CASE["inputs"]["seed"]))


@cache
def rank_case() -> SmaaResult:
    return smaa(VALUES, draw_weights())


def is_close(expected: object) -> object:
    return pytest.approx(np.array(expected), abs=CASE["tolerance"])


def test_rank_acceptabilities_are_the_exact_ones() -> None:
    assert rank_case().rank_acceptability == is_close([EXPECT["rank_acceptability"][name] for name in NAMES])


def test_mean_places_are_the_exact_ones() -> None:
    assert rank_case().expected_rank == is_close([EXPECT["expected_rank"][name] for name in NAMES])


def test_pairwise_wins_are_the_exact_ones() -> None:
    assert rank_case().pairwise[[0, 2], 1] == is_close(list(EXPECT["pairwise_wins_over_b"].values()))


def test_central_weights_are_the_exact_ones() -> None:
    assert rank_case().central_weights[:, 0] == is_close(list(EXPECT["central_weight_of_first"].values()))


def test_confidence_factors_are_the_exact_ones() -> None:
    assert rank_case().confidence.tolist() == list(EXPECT["confidence"].values())


def test_ready_totals_rank_alike() -> None:
    assert (rank_totals(draw_weights() @ VALUES.T).rank_acceptability == rank_case().rank_acceptability).all()


def test_exact_values_are_within_three_errors() -> None:
    exact = np.array([EXPECT["rank_acceptability"][name] for name in NAMES])
    assert (np.abs(rank_case().rank_acceptability - exact) <= 3 * rank_case().rank_acceptability_error).all()


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    kept = json.loads((shared / "golden" / "smaa" / "expected.json").read_text(encoding="utf-8"))["analytic"]
    own = {name: shares[0] for name, shares in EXPECT["rank_acceptability"].items()}
    assert (kept["alternatives"], kept["first_rank_acceptability"]) == (CASE["inputs"]["values"], own)
