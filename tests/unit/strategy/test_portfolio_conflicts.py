"""Are rules that cannot be kept together named, with where each stands, and no others?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.choices import STRATEGY, answer_choice
from tocsin.strategy.portfolio import PlanSettings
from tocsin.strategy.portfolio_conflicts import InfeasiblePortfolioError

FLOOR = STRATEGY.replace(
    "bodies:\n", "floors:\n  - {key: most, pillar: pursue, least_amount: 90, reason: as promised}\nbodies:\n", 1
)


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> InfeasiblePortfolioError:
    with pytest.raises(InfeasiblePortfolioError) as caught:
        answer_choice(tmp_path_factory.mktemp("refused"), strategy_dot_yaml=FLOOR)
    return caught.value


def test_only_what_conflicts_is_named(refusal: InfeasiblePortfolioError) -> None:
    (conflict,) = refusal.conflicts
    assert set(conflict) <= {"the budget of 2022", "the budget of 2023", "the floor most (as promised)"}
    assert "the floor most (as promised)" in conflict


def test_each_rule_stands_with_its_place(refusal: InfeasiblePortfolioError) -> None:
    assert "the floor most (as promised) [strategy.yaml, floors]" in str(refusal)
    assert "[strategy.yaml, envelope]" in str(refusal)


def test_without_one_of_them_there_is_a_choice(tmp_path: Path) -> None:
    rich = FLOOR.replace("amount: 40}", "amount: 400}")
    assert answer_choice(tmp_path, strategy_dot_yaml=rich).chosen


@pytest.mark.slow
def test_cover_that_cannot_be_had_is_refused_without_blaming_a_rule(tmp_path: Path) -> None:
    floor = FLOOR.replace("least_amount: 90", "least_amount: 80")
    with pytest.raises(InfeasiblePortfolioError, match="No portfolio was found"):
        answer_choice(tmp_path, settings=PlanSettings(cover=0.99), strategy_dot_yaml=floor)
