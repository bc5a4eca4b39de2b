"""Do the bounds of the field's own program come out, week by week?"""

import csv
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.series.farrington_classic import FarringtonResult, farrington_classic
from tocsin.methods.series.farrington_flexible import farrington_flexible

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
EXPECT, COUNTS = CASE["expect"], np.array([CASE["inputs"]["counts"]], dtype=float)
WEEKS = np.arange(CASE["inputs"]["first_week"] - 1, COUNTS.shape[1])
CLOSE = CASE["tolerance"]["delta"]


@cache
def run_quantile() -> FarringtonResult:
    return farrington_flexible(COUNTS, at=WEEKS)


@cache
def run_delta() -> FarringtonResult:
    return farrington_flexible(
        COUNTS,
        at=WEEKS,
        seasons=1,
        threshold=1.0,
        left_out=3,
        trend_level=0.05,
        alpha=0.1,
        method="delta",
        error_residuals="relative",
    )


def test_classic_bounds_are_the_published_ones() -> None:
    assert farrington_classic(COUNTS, at=WEEKS).bound[0] == pytest.approx(EXPECT["classic_bounds"], abs=1e-9)


def test_classic_alarms_are_the_published_ones() -> None:
    assert farrington_classic(COUNTS, at=WEEKS).alarm[0].tolist() == EXPECT["classic_alarms"]


def test_quantile_bounds_are_exactly_the_published_ones() -> None:
    assert run_quantile().bound[0].tolist() == EXPECT["quantile_bounds"]


@pytest.mark.parametrize(
    ("name", "field"),
    [("quantile_expected", "expected"), ("quantile_dispersions", "dispersion"), ("quantile_p_values", "p_value")],
)
def test_what_leads_to_quantile_bounds_is_the_same(name: str, field: str) -> None:
    assert getattr(run_quantile(), field)[0] == pytest.approx(EXPECT[name], abs=1e-9)


@pytest.mark.parametrize(("name", "field"), [("delta_expected", "expected"), ("delta_dispersions", "dispersion")])
def test_what_leads_to_delta_bounds_is_the_same(name: str, field: str) -> None:
    assert getattr(run_delta(), field)[0] == pytest.approx(EXPECT[name], abs=1e-9)


def test_delta_bounds_are_the_published_ones() -> None:
    assert run_delta().bound[0] == pytest.approx(EXPECT["delta_bounds"], abs=CLOSE)


def test_trends_are_kept_in_the_same_weeks() -> None:
    assert run_delta().has_trend[0].tolist() == EXPECT["delta_trends"]


def test_delta_alarms_are_the_published_ones() -> None:
    assert run_delta().alarm[0].tolist() == EXPECT["delta_alarms"]


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    with (shared / "golden" / "surveillance" / "salmonella_agona.csv").open(encoding="utf-8") as file:
        kept = [int(row["observed"]) for row in csv.DictReader(file)]
    assert kept == CASE["inputs"]["counts"]
