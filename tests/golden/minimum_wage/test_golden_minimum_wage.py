"""Do the published effects of staggered minimum wages come out, with their errors?"""

from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.effect.group_summary import Kind, summarise_groups
from tocsin.methods.effect.group_time import Controls, GroupTimeResult, group_time_effects

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
TOLERANCE = CASE["tolerance"]
CONTROLS: tuple[Controls, ...] = ("never", "not-yet")


@cache
def make_counties() -> tuple[np.ndarray, np.ndarray]:
    """Counties with exactly the size, means and covariances of each group, and when they adopted."""
    rng = np.random.default_rng(1)
    values, adopted = [], []
    for year, group in CASE["groups"].items():
        covariances = np.zeros((5, 5))
        for row, cells in enumerate(group["covariances"]):
            covariances[row, : row + 1] = covariances[: row + 1, row] = cells
        raw = rng.normal(size=(group["size"], 5))
        raw -= raw.mean(axis=0)
        white = raw @ np.linalg.inv(np.linalg.cholesky(raw.T @ raw / group["size"])).T
        values.append(white @ np.linalg.cholesky(covariances).T + group["means"])
        adopted += [year - CASE["first_year"] if year else np.nan] * group["size"]
    return np.concatenate(values), np.array(adopted)


@cache
def find_effects(controls: Controls) -> GroupTimeResult:
    return group_time_effects(*make_counties(), controls=controls)


@pytest.mark.parametrize("controls", CONTROLS)
def test_effects_by_group_and_year_are_the_published_ones(controls: Controls) -> None:
    expected = [row[2] for row in CASE["expect"][controls]["effects"]]
    assert np.abs(find_effects(controls).effects - expected).max() < TOLERANCE


@pytest.mark.parametrize("controls", CONTROLS)
def test_their_errors_are_the_published_ones(controls: Controls) -> None:
    expected = [row[3] for row in CASE["expect"][controls]["effects"]]
    assert np.abs(find_effects(controls).errors - expected).max() < TOLERANCE


def test_groups_and_years_stand_in_the_published_order() -> None:
    result = find_effects("never")
    found = np.stack([result.groups, result.periods], axis=1) + CASE["first_year"]
    assert found.tolist() == [row[:2] for row in CASE["expect"]["never"]["effects"]]


@pytest.mark.parametrize("controls", CONTROLS)
@pytest.mark.parametrize("kind", ["simple", "event", "group"])
def test_means_and_their_errors_are_the_published_ones(controls: Controls, kind: Kind) -> None:
    summary = summarise_groups(find_effects(controls), kind=kind, rng=np.random.default_rng(1))
    assert [summary.effect, summary.effect_error] == pytest.approx(
        CASE["expect"][controls]["means"][kind], abs=TOLERANCE
    )


@pytest.mark.parametrize("controls", CONTROLS)
def test_steps_since_adoption_are_the_published_ones(controls: Controls) -> None:
    summary = summarise_groups(find_effects(controls), kind="event", rng=np.random.default_rng(1))
    found = np.stack([summary.steps, summary.step_effects, summary.step_errors], axis=1)
    assert np.abs(found - CASE["expect"][controls]["steps"]).max() < TOLERANCE


def test_the_test_of_trends_before_is_the_published_one() -> None:
    assert round(find_effects("never").pretrend_p, 5) == CASE["expect"]["pretrend_p"]
