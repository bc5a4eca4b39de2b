"""Is money that no rate joins told, and is one that a rate joins left alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import list_strategy_problems, replace_in

RATE = ("strategy.yaml", "rates:\n  - {currency: EUR, price_year: 2021, rate: 1.25, source: An invented bank}\n", "")


def test_two_currencies_without_a_rate_are_told(tmp_path: Path) -> None:
    (problem,) = list_strategy_problems(tmp_path, **replace_in(*RATE))
    assert (problem.file, problem.row, problem.value, "`rates`" in problem.mend) == ("budget.csv", 3, "EUR 2021", True)


@pytest.mark.parametrize(
    ("file", "before", "after", "field"),
    [
        ("budget.csv", "50,USD,2021", "50,USD,2020", "currency"),
        ("measures.yaml", "currency: USD", "currency: COP", "costs.currency"),
    ],
)
def test_each_amount_in_another_money_is_told(tmp_path: Path, file: str, before: str, after: str, field: str) -> None:
    (problem,) = list_strategy_problems(tmp_path, **replace_in(file, before, after))
    assert (problem.file, problem.field) == (file, field)


def test_without_a_strategy_amounts_must_be_in_one_money(tmp_path: Path) -> None:
    budget = "key,measure,year,amount,currency,price_year,funder,state\na,m,2022,1,USD,2021,T,planned\nb,m,2022,1,EUR,2021,T,planned\n"
    names = (
        "actions.csv",
        "indicators.csv",
        "readings.csv",
        "needs.csv",
        "barriers.csv",
        "scripts.yaml",
        "sectors.yaml",
    )
    names = (*names, "plans/drugs.yaml", "regional.yaml", "strategy.yaml")
    dropped: dict[str, str | None] = {name.replace("/", "__").replace(".", "_dot_"): None for name in names}
    measures = "- {key: m, title: M, pillar: prevent}\n"
    (problem,) = list_strategy_problems(tmp_path, **dropped, measures_dot_yaml=measures, budget_dot_csv=budget)
    assert (problem.value, "the first amount is USD 2021" in problem.why) == ("EUR 2021", True)


def test_a_strategy_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    problems = list_strategy_problems(
        tmp_path, **replace_in("strategy.yaml", "currency: USD\nprice_year", "currency: USX\nprice_year")
    )
    assert [problem.file for problem in problems] == ["strategy.yaml"]


@pytest.mark.parametrize("file", ["budget.csv", "measures.yaml", "strategy.yaml"])
def test_a_missing_price_year_says_why_it_matters(tmp_path: Path, file: str) -> None:
    before, after = {
        "budget.csv": ("100,USD,2021", "100,USD,"),
        "measures.yaml": ("    price_year: 2021\n", ""),
        "strategy.yaml": ("currency: USD\nprice_year: 2021\n", "currency: USD\n"),
    }[file]
    problems = list_strategy_problems(tmp_path, **replace_in(file, before, after))
    assert [(problem.file, "whether prices have risen" in problem.why) for problem in problems] == [(file, True)]
