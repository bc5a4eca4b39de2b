"""Does the published synthetic Basque Country come out?"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.effect.placebo import leave_one_out, placebo_test
from tocsin.methods.effect.synthetic import SyntheticResult, synthetic_control

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
TOLERANCE = CASE["tolerance"]
START = CASE["start"] - CASE["first_year"]
FITTED = range(CASE["fit"][0] - CASE["first_year"], CASE["fit"][1] - CASE["first_year"] + 1)


@cache
def read_regions(shared: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names (treated first), outcomes (T, N), predictors (K, N)."""
    with (shared / "golden" / "evaluation" / "basque.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["regionname"] != CASE["left_out"]]
    names = list(dict.fromkeys(row["regionname"] for row in rows))
    names.sort(key=lambda name: name != CASE["treated"])
    cells = {(row["regionname"], int(row["year"])): row for row in rows}

    def average(column: str, years: list[int]) -> np.ndarray:
        texts = [[cells[name, year][column] for year in range(years[0], years[1] + 1)] for name in names]
        return np.array([np.mean([float(text) for text in row if text != "NA"]) for row in texts])

    school = np.array([average(column, CASE["schooling"]["years"]) for column in CASE["schooling"]["columns"]])
    school = np.vstack([school[:3], school[3] + school[4]])
    others = [average(column, years) for column, years in CASE["predictors"].items()]
    years = sorted({year for _, year in cells})
    outcomes = np.array([[float(cells[name, year][CASE["outcome"]]) for name in names] for year in years])
    return names, outcomes, np.vstack([100 * school / school.sum(axis=0), others])


@cache
def fit_basque(shared: Path) -> SyntheticResult:
    _, outcomes, predictors = read_regions(shared)
    return synthetic_control(
        outcomes[:, 0],
        outcomes[:, 1:],
        start=START,
        treated_predictors=predictors[:, 0],
        donor_predictors=predictors[:, 1:],
        fit_periods=FITTED,
    )


def test_weights_are_the_published_ones(shared: Path) -> None:
    names = read_regions(shared)[0]
    expected = [CASE["expect"]["weights"].get(name, 0.0) for name in names[1:]]
    assert np.abs(fit_basque(shared).weights - expected).max() < TOLERANCE["weights"]


def test_loss_is_the_published_one(shared: Path) -> None:
    expected = CASE["expect"]["loss_outcome"]
    assert fit_basque(shared).loss_outcome == pytest.approx(expected, rel=TOLERANCE["loss_outcome"])


def test_mean_effect_is_the_published_one(shared: Path) -> None:
    assert fit_basque(shared).effect == pytest.approx(CASE["expect"]["effect"], abs=TOLERANCE["effect"])


@pytest.mark.parametrize("year", list(CASE["expect"]["gaps"]))
def test_gap_of_a_year_is_the_published_one(shared: Path, year: int) -> None:
    found = fit_basque(shared).gap[year - CASE["first_year"]]
    assert found == pytest.approx(CASE["expect"]["gaps"][year], abs=TOLERANCE["gaps"])


def test_path_is_the_published_one(shared: Path) -> None:
    with (shared / "golden" / "evaluation" / "expected_basque_path.csv").open(encoding="utf-8") as file:
        expected = [float(row["synthetic"]) for row in csv.DictReader(file)]
    assert np.abs(fit_basque(shared).synthetic - expected).max() < TOLERANCE["path"]


def test_no_mix_could_follow_better_than_the_least_loss_told(shared: Path) -> None:
    fit = fit_basque(shared)
    assert 0 < fit.loss_possible < fit.loss_outcome


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(CASE["placebos"]["at_least_as_large"]))
def test_as_many_regions_as_told_show_as_large_a_gap_as_the_treated(shared: Path, kind: str) -> None:
    _, outcomes, predictors = read_regions(shared)
    used = predictors if kind == "all_predictors" else predictors[-len(CASE["predictors"]) :]
    test = placebo_test(outcomes, treated=0, start=START, predictors=used, fit_periods=FITTED)
    assert test.p_value == CASE["placebos"]["at_least_as_large"][kind] / CASE["placebos"]["regions"]


@pytest.mark.slow
def test_no_placebo_fits_worse_than_that_of_another_program(shared: Path) -> None:
    names, outcomes, predictors = read_regions(shared)
    used = predictors[-len(CASE["predictors"]) :]
    test = placebo_test(outcomes, treated=0, start=START, predictors=used, fit_periods=FITTED)
    losses = (test.gaps[list(FITTED)] ** 2).mean(axis=0)
    others = np.array([CASE["placebos"]["losses_of_pysyncon"][name] for name in names])
    assert (losses <= others + CASE["tolerance"]["losses_of_pysyncon"]).all()


@pytest.mark.slow
def test_each_of_the_two_donors_is_left_out_in_turn(shared: Path) -> None:
    names, outcomes, predictors = read_regions(shared)
    left = leave_one_out(outcomes, treated=0, start=START, predictors=predictors, fit_periods=FITTED)
    assert {names[unit] for unit in left.left_out} == set(CASE["expect"]["weights"])


def test_case_is_the_one_kept_with_the_published_results(shared: Path) -> None:
    text = (shared / "golden" / "evaluation" / "expected.json").read_text(encoding="utf-8")
    kept = json.loads(text)["R_Synth_1.1-8_basque"]
    assert (kept["loss_v"], kept["mean_gap_1970_1997"]) == (CASE["expect"]["loss_outcome"], CASE["expect"]["effect"])
