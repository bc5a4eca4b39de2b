"""Do costs and budgets come to the same money, year by year?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import read_strategy, replace_in
from tocsin.dossier.records.money import AmountRange
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.spending import convert_amount, evaluate_budget, evaluate_costs, find_measure, list_lines
from tocsin.terms.money import MixedMoneyError
from tocsin.terms.period import Period

PLAIN = Strategy(key="s", title="S", period=Period.parse("2022"), currency="USD", price_year=2021)


def test_an_amount_in_the_money_of_the_strategy_stays(tmp_path: Path) -> None:
    assert convert_amount(7.0, currency="USD", price_year=2021, strategy=PLAIN) == 7.0


def test_another_money_is_brought_by_its_rate(tmp_path: Path) -> None:
    strategy = read_strategy(tmp_path).strategy
    assert strategy is not None
    assert convert_amount(8.0, currency="EUR", price_year=2021, strategy=strategy) == 10.0


def test_prices_of_another_year_are_another_money() -> None:
    with pytest.raises(MixedMoneyError, match=r"USD 2020 to USD 2021.*`rates`"):
        convert_amount(7.0, currency="USD", price_year=2020, strategy=PLAIN)


def test_building_and_running_add_up(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path)
    assert dossier.strategy is not None
    assert evaluate_costs(dossier.measures["port-checks"], strategy=dossier.strategy) == {
        2022: AmountRange(low=88, best=110, high=165),
        2023: AmountRange(low=40, best=50, high=60),
    }


def test_a_measure_without_costs_has_none_and_not_zero(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path)
    bare = dossier.measures["port-checks"].model_copy(update={"costs": None})
    assert evaluate_costs(bare, strategy=PLAIN) == {}


def test_lines_add_up_by_year(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path)
    assert dossier.strategy is not None
    assert evaluate_budget(dossier.budget.values(), strategy=dossier.strategy) == {2022: 110.0, 2023: 50.0}


def test_lines_of_actions_count_for_their_measure(tmp_path: Path) -> None:
    assert [line.key for line in list_lines(read_strategy(tmp_path), "port-checks")] == ["b1", "b2", "b3"]


def test_a_line_for_an_action_is_for_its_measure(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path)
    assert find_measure(dossier.budget["b1"], dossier=dossier) == "port-checks"


def test_a_dearer_rate_sets_more_aside(tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path, **replace_in("strategy.yaml", "rate: 1.25", "rate: 2.5"))
    assert dossier.strategy is not None
    assert evaluate_budget(dossier.budget.values(), strategy=dossier.strategy)[2022] == 120.0
