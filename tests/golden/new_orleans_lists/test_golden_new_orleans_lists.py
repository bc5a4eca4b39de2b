"""Do the estimates and intervals published for the lists of New Orleans come out?"""

from functools import cache, reduce
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tests.support.captures import build_table, name_pairs, read_table
from tocsin.methods.hidden.bootstrap import BootstrapLimits, bootstrap_bca
from tocsin.methods.hidden.existence import count_models
from tocsin.methods.hidden.loglinear import FixedRule, fit_loglinear
from tocsin.methods.hidden.search import search_models
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.tails import settle_limits

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
INPUTS, EXPECT = CASE["inputs"], CASE["expect"]
EIGHT = build_table(INPUTS["lists"], counts=INPUTS["counts"])
FIVE = build_table(["A", "BEFG", "C", "D", "H"], counts=INPUTS["five_counts"])
TABLES = {"eight": EIGHT, "five": FIVE}


@cache
def find_limits(name: str, *, level: float, replicates: int, seed: int) -> BootstrapLimits:
    rng = np.random.default_rng(seed)
    rule = StepwiseRule(INPUTS["threshold"])
    return bootstrap_bca(TABLES[name], rule, replicates=replicates, rng=rng).limits(level)


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
    assert found == name_pairs(TABLES[name], EXPECT["stepwise"][name]["terms"])


@pytest.mark.slow
def test_best_model_by_bic_is_the_published_one() -> None:
    best = search_models(FIVE, order=4).models[0]
    expected = EXPECT["best_by_bic"]
    assert (best.estimate, best.bic) == pytest.approx((expected["estimate"], expected["bic"]), rel=CASE["tolerance"])


@pytest.mark.slow
def test_as_many_models_exist_as_published() -> None:
    found = count_models(FIVE, order=EXPECT["models_that_exist"]["order"])
    assert found.existing == EXPECT["models_that_exist"]["count"]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_upper_limit_is_near_the_published_one(name: str) -> None:
    high = find_limits(name, level=0.95, replicates=1000, seed=INPUTS["seed"]).high
    assert high == pytest.approx(EXPECT["published_limits"][name][0.975], rel=CASE["limits"])


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_upper_limit_at_80_percent_is_near_the_published_one(name: str) -> None:
    high = find_limits(name, level=0.8, replicates=1000, seed=INPUTS["seed"]).high
    assert high == pytest.approx(EXPECT["stepwise_limits"][name][0.9], rel=CASE["limits"])


@pytest.mark.slow
def test_limits_of_main_effects_are_near_the_published_ones() -> None:
    rng = np.random.default_rng(INPUTS["seed"])
    limits = bootstrap_bca(EIGHT, FixedRule(), replicates=1000, rng=rng).limits(0.95)
    expected = EXPECT["published_limits"]["eight, main effects"]
    assert [limits.low, limits.high] == pytest.approx([expected[0.025], expected[0.975]], rel=CASE["limits"])


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_lower_limit_at_1000_replicates_lies_in_its_window(name: str) -> None:
    low = find_limits(name, level=0.95, replicates=1000, seed=INPUTS["seed"]).low
    window = EXPECT["lower_windows"][name]
    assert window["least"] < low < window["greatest"]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_lower_limit_at_1000_replicates_is_said_not_to_have_converged(name: str) -> None:
    assert not find_limits(name, level=0.95, replicates=1000, seed=INPUTS["seed"]).has_converged


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_settled_lower_limit_is_that_of_many_replicates(name: str) -> None:
    rule = StepwiseRule(INPUTS["threshold"])
    rng = np.random.default_rng(INPUTS["seed"])
    result = bootstrap_bca(TABLES[name], rule, replicates=1000, rng=rng)
    limits = settle_limits(TABLES[name], rule, result=result, level=0.95, replicates=5000, rng=rng)
    assert limits.has_converged
    assert limits.low == pytest.approx(EXPECT["settled_lower"][name], rel=CASE["limits"])


@pytest.mark.parametrize(("name", "file"), [("eight", "new_orleans.csv"), ("five", "new_orleans_5lists.csv")])
def test_table_is_the_one_kept_with_the_published_results(shared: Path, name: str, file: str) -> None:
    kept = read_table(shared / "golden" / "mse" / file)
    assert (kept.full()[1] == TABLES[name].full()[1]).all()


def test_five_lists_are_eight_with_four_merged() -> None:
    first, *others = INPUTS["merge"]
    merged: CaptureTable = reduce(lambda table, name: table.merged(table.lists[1], name), others, EIGHT)
    assert merged.lists[1].replace("+", "") == "".join([first, *others])
    assert (merged.full()[1] == FIVE.full()[1]).all()
