"""Does the proved optimum of a published instance come out, when each measure halves a threat of its own?"""

import json
from functools import cache
from pathlib import Path
from typing import Any  # the case is read as plain YAML

import numpy as np
import pytest
import yaml

from tocsin.methods.decide.portfolio import Portfolio, choose_portfolio
from tocsin.methods.decide.portfolio_limits import limit_amounts, require_first
from tocsin.methods.decide.portfolio_problem import state_problem

CASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("case.yaml").read_text(encoding="utf-8"))
EXPECT = CASE["expect"]


@cache
def choose(shared: Path) -> Portfolio:
    text = (shared / "golden" / "portfolio" / "instance.json").read_text(encoding="utf-8")
    instance = json.loads(text)["60"]
    values = np.array(instance["value"])
    measures = len(values)
    names = [f"measure {place}" for place in range(measures)]
    needs = [(needing, needed) for needing, needed in instance["precedence_i_needs_j"]]
    budgets = ["first year", "second year", "third year"]
    limits = [
        *limit_amounts(np.array(instance["costs"]).T, instance["budgets"], names=budgets),
        *require_first(needs, names=names),
    ]
    harm = 2 * values.reshape(1, measures, 1, 1)
    left = np.where(np.eye(measures, dtype=np.bool_), 0.5, 1.0).reshape(1, measures, measures, 1)
    return choose_portfolio(state_problem(harm, left, limits=limits), gap=0.0)


@pytest.mark.slow
def test_harm_averted_is_the_proved_optimum(shared: Path) -> None:
    assert choose(shared).outcome.averted.mean == pytest.approx(EXPECT["averted"], rel=CASE["tolerance"])


@pytest.mark.slow
def test_measures_chosen_are_the_published_ones(shared: Path) -> None:
    assert list(choose(shared).outcome.chosen) == EXPECT["chosen"]


@pytest.mark.slow
def test_gap_is_proved_to_be_none(shared: Path) -> None:
    assert choose(shared).gap == 0.0
