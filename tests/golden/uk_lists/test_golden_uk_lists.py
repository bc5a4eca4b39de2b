"""Do the estimates and intervals published for the United Kingdom's lists of 2013 come out?"""

from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tests.support.captures import build_table, name_pairs, read_table
from tocsin.methods.hidden.bootstrap import BootstrapLimits, BootstrapResult, bootstrap_bca
from tocsin.methods.hidden.existence import count_models
from tocsin.methods.hidden.loglinear import fit_loglinear
from tocsin.methods.hidden.search import BicRule, ModelSearch, search_models
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.tails import settle_limits

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
INPUTS, EXPECT = CASE["inputs"], CASE["expect"]
SIX = build_table(INPUTS["lists"], counts=INPUTS["counts"])
TABLES = {"six": SIX, "five": SIX.merged(*INPUTS["merge"])}
RULES = {"stepwise": StepwiseRule(INPUTS["threshold"]), "bic": BicRule()}
ENDS = {0.025: ("low", 0.95), 0.1: ("low", 0.8), 0.9: ("high", 0.8), 0.975: ("high", 0.95)}


@cache
def search(name: str) -> ModelSearch:
    return search_models(TABLES[name.partition(",")[0]], order=EXPECT["best_by_bic"][name]["order"])


@cache
def resample(name: str, *, rule: str, replicates: int, seed: int) -> BootstrapResult:
    rng = np.random.default_rng(seed)
    return bootstrap_bca(TABLES[name], RULES[rule], replicates=replicates, rng=rng)


def find_limit(result: BootstrapResult, *, tail: float) -> float:
    end, level = ENDS[tail]
    return float(getattr(result.limits(level), end))


@pytest.mark.parametrize("name", list(TABLES))
def test_estimate_of_main_effects_is_the_published_one(name: str) -> None:
    assert fit_loglinear(TABLES[name]).estimate == pytest.approx(EXPECT["main_effects"][name], rel=CASE["tolerance"])


@pytest.mark.parametrize("name", list(TABLES))
def test_stepwise_estimate_is_the_published_one(name: str) -> None:
    estimate = select_stepwise(TABLES[name], threshold=INPUTS["threshold"]).fit.estimate
    assert estimate == pytest.approx(EXPECT["stepwise"][name]["estimate"], rel=CASE["tolerance"])


@pytest.mark.parametrize("name", list(TABLES))
def test_stepwise_model_is_the_published_one(name: str) -> None:
    found = select_stepwise(TABLES[name], threshold=INPUTS["threshold"]).fit.terms
    assert set(found) == set(name_pairs(TABLES[name], EXPECT["stepwise"][name]["terms"]))


@pytest.mark.parametrize("name", list(TABLES))
def test_stepwise_estimate_lies_in_the_published_range(name: str) -> None:
    estimate = select_stepwise(TABLES[name], threshold=INPUTS["threshold"]).fit.estimate
    assert EXPECT["published_range"]["low"] < estimate < EXPECT["published_range"]["high"]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(EXPECT["best_by_bic"]))
def test_best_model_by_bic_is_the_published_one(name: str) -> None:
    found = search(name).models[0].terms
    assert set(found) == set(name_pairs(TABLES[name.partition(",")[0]], EXPECT["best_by_bic"][name]["terms"]))


@pytest.mark.slow
@pytest.mark.parametrize("name", list(EXPECT["best_by_bic"]))
def test_estimate_of_the_best_model_is_the_published_one(name: str) -> None:
    expected = EXPECT["best_by_bic"][name]["estimate"]
    assert search(name).models[0].estimate == pytest.approx(expected, rel=CASE["tolerance"])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, row in EXPECT["best_by_bic"].items() if "bic" in row])
def test_bic_of_the_best_model_is_the_published_one(name: str) -> None:
    assert search(name).models[0].bic == pytest.approx(EXPECT["best_by_bic"][name]["bic"], abs=CASE["printed_bic"])


@pytest.mark.slow
@pytest.mark.parametrize("name", list(EXPECT["best_by_bic"]))
def test_all_models_are_compared(name: str) -> None:
    assert search(name).compared == EXPECT["best_by_bic"][name]["compared"]


@pytest.mark.slow
def test_as_many_models_exist_as_published() -> None:
    found = count_models(TABLES["five"], order=EXPECT["models_that_exist"]["order"])
    assert found.existing == EXPECT["models_that_exist"]["count"]


@pytest.mark.slow
@pytest.mark.parametrize("tail", list(ENDS))
@pytest.mark.parametrize("name", list(TABLES))
def test_stepwise_limits_are_near_the_published_ones(name: str, tail: float) -> None:
    result = resample(name, rule="stepwise", replicates=1000, seed=INPUTS["seed"])
    expected = EXPECT["stepwise_limits"][name][tail]
    assert find_limit(result, tail=tail) == pytest.approx(expected, rel=CASE["limits"])


@pytest.mark.slow
@pytest.mark.parametrize("tail", list(ENDS))
def test_limits_over_all_models_are_near_the_published_ones(tail: float) -> None:
    result = resample("five", rule="bic", replicates=1000, seed=INPUTS["seed"])
    expected = EXPECT["bic_limits"]["five"][tail]
    assert find_limit(result, tail=tail) == pytest.approx(expected, rel=CASE["limits"])


@pytest.mark.slow
@pytest.mark.parametrize("tail", list(EXPECT["published_bic_limits"]))
def test_limits_over_all_models_are_near_those_of_the_paper(tail: float) -> None:
    result = resample("five", rule="bic", replicates=1000, seed=INPUTS["seed"])
    expected = EXPECT["published_bic_limits"][tail]
    assert find_limit(result, tail=tail) == pytest.approx(expected, rel=CASE["limits"])


@pytest.mark.slow
def test_no_refit_fails() -> None:
    assert resample("six", rule="stepwise", replicates=1000, seed=INPUTS["seed"]).failed_refits == 0


@cache
def settle(seed: int) -> BootstrapLimits:
    result = resample("five", rule="bic", replicates=10_000, seed=seed)
    rng = np.random.default_rng(seed + 100)
    return settle_limits(TABLES["five"], RULES["bic"], result=result, level=0.95, replicates=10_000, rng=rng)


@pytest.mark.slow
@pytest.mark.parametrize("tail", [0.1, 0.9])
def test_ten_thousand_replicates_agree_with_ten_thousand_others(tail: float) -> None:
    first, second = (
        find_limit(resample("five", rule="bic", replicates=10_000, seed=INPUTS["seed"] + step), tail=tail)
        for step in (1, 2)
    )
    assert first == pytest.approx(second, rel=CASE["limits_at_10000"])


@pytest.mark.slow
@pytest.mark.parametrize("end", ["low", "high"])
def test_settled_ends_agree_with_those_of_ten_thousand_others(end: str) -> None:
    first, second = (float(getattr(settle(INPUTS["seed"] + step), end)) for step in (1, 2))
    assert first == pytest.approx(second, rel=CASE["limits_at_10000"])


@pytest.mark.slow
def test_upper_end_over_all_models_is_settled() -> None:
    assert settle(INPUTS["seed"] + 1).has_converged


@pytest.mark.slow
def test_upper_end_of_the_plain_replicates_is_said_not_to_have_converged() -> None:
    result = resample("five", rule="bic", replicates=10_000, seed=INPUTS["seed"] + 1)
    assert result.limits(0.95).high_beyond < 1


@pytest.mark.parametrize(("name", "file"), [("six", "uk2013.csv"), ("five", "uk2013_5lists.csv")])
def test_table_is_the_one_kept_with_the_published_results(shared: Path, name: str, file: str) -> None:
    kept: CaptureTable = read_table(shared / "golden" / "mse" / file)
    assert (kept.full()[1] == TABLES[name].full()[1]).all()
