"""Do models of uncertain quantities come out at their exact moments and quantiles?"""

import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import pytest
import yaml

from tocsin.methods.draws.intervals import lognormal_from_interval, normal_from_interval
from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import Summary, summarise

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
INPUTS, EXPECT, TOLERANCE = CASE["inputs"], CASE["expect"], CASE["tolerance"]
POINTS = Points(**INPUTS["points"])
FIELDS = {"mean": "mean", "sd": "sd", "p05": "low", "p50": "value", "p95": "high"}


@cache
def summarise_piano() -> Summary:
    people, share, each = (
        lognormal_from_interval(*ends).at_normals(POINTS.normals(i)) for i, ends in enumerate(INPUTS["piano"].values())
    )
    return summarise(people * share / each, randomisations=POINTS.randomisations)


@cache
def summarise_difference() -> Summary:
    first, second = (
        normal_from_interval(*ends).at_normals(POINTS.normals(i)) for i, ends in enumerate(INPUTS["diffnorm"].values())
    )
    return summarise(first - second, randomisations=POINTS.randomisations)


@pytest.mark.parametrize("figure", EXPECT["piano"])
def test_a_product_of_lognormals_is_lognormal(figure: str) -> None:
    found = getattr(summarise_piano(), FIELDS[figure])
    assert found == pytest.approx(EXPECT["piano"][figure], rel=TOLERANCE["piano"][figure])


@pytest.mark.parametrize("figure", EXPECT["diffnorm"])
def test_a_difference_of_normals_is_normal(figure: str) -> None:
    found = getattr(summarise_difference(), FIELDS[figure])
    assert found == pytest.approx(EXPECT["diffnorm"][figure], abs=TOLERANCE["diffnorm"][figure])


def test_the_exact_mean_is_within_four_printed_errors() -> None:
    found = summarise_piano()
    assert abs(found.mean - EXPECT["piano"]["mean"]) < 4 * found.error_mean


def test_the_square_of_one_draw_has_mean_one() -> None:
    x = POINTS.normals(0)
    assert (x * x).mean() == pytest.approx(EXPECT["shared_variable"]["mean_xx"], abs=TOLERANCE["shared_variable"])


def test_the_square_of_one_draw_is_never_negative() -> None:
    x = POINTS.normals(0)
    assert (x * x).min() >= EXPECT["shared_variable"]["min_xx"]


def test_a_quantity_less_itself_is_nothing() -> None:
    x = POINTS.normals(0)
    assert (x - x).std() == EXPECT["shared_variable"]["sd_x_minus_x"]


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    kept = json.loads((shared / "golden" / "fermi" / "expected.json").read_text(encoding="utf-8"))
    own = (EXPECT["piano"], EXPECT["diffnorm"], EXPECT["shared_variable"])
    assert (kept["piano"]["exact"], kept["diffnorm"]["exact"], kept["shared_variable"]["exact"]) == own
