"""Do the rate ratios of the Sicilian smoking ban come out, with their errors?"""

from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.effect.interrupted import InterruptedResult, interrupted_series
from tocsin.methods.effect.interrupted_counts import interrupted_counts

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
TOLERANCE = CASE["tolerance"]


@cache
def fit_events(name: str) -> InterruptedResult:
    """A change of level alone, as the source has it."""
    return interrupted_counts(
        CASE["events"],
        starts=[CASE["start"]],
        exposure=CASE["population"],
        season=CASE["season"] if CASE["expect"][name]["season"] else 0,
        harmonics=CASE["harmonics"],
        slopes=False,
        family=CASE["expect"][name]["family"],
        errors="model",
    )


@pytest.mark.parametrize("name", list(CASE["expect"]))
def test_the_rate_ratio_is_that_of_another_program(name: str) -> None:
    assert fit_events(name).ratio == pytest.approx(CASE["expect"][name]["ratio"], abs=TOLERANCE["ratio"])


@pytest.mark.parametrize("name", list(CASE["expect"]))
def test_its_error_is_that_of_another_program(name: str) -> None:
    fit = fit_events(name)
    error = float(np.sqrt(fit.covariance[2, 2]))
    assert error == pytest.approx(CASE["expect"][name]["log_error"], rel=TOLERANCE["log_error"])


def test_scatter_is_more_than_that_of_poisson_counts() -> None:
    assert fit_events("seasonal").dispersion == pytest.approx(CASE["expect"]["seasonal"]["dispersion"], rel=1e-6)


@pytest.mark.parametrize("part", ["coefficients", "errors"])
def test_the_linear_regression_is_that_of_another_program(part: str) -> None:
    expected = CASE["linear"]
    fit = interrupted_series(CASE["events"], starts=[CASE["start"]], errors="newey-west", lags=expected["lags"])
    found = fit.coefficients if part == "coefficients" else np.sqrt(np.diag(fit.covariance))
    assert found == pytest.approx(expected[part], rel=1e-6)
