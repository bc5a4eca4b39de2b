"""Are days and years outside the period of a strategy told, and those inside left alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import list_strategy_problems, replace_in

HORIZON = ("strategy.yaml", "period: 2022/2024\n", "period: 2022/2024\nhorizon: 2022/2026\n")


@pytest.mark.parametrize(
    ("file", "before", "after", "field"),
    [
        ("strategy.yaml", "due_on: 2024-12-31", "due_on: 2025-01-01", "objectives.1.due_on"),
        ("strategy.yaml", "{year: 2023, amount: 60}", "{year: 2025, amount: 60}", "envelope.2.year"),
        ("measures.yaml", "{year: 2023, run", "{year: 2025, run", "costs.years.2.year"),
        ("measures.yaml", "amount: 4}", "amount: 4, year: 2021}", "capacity.1.year"),
        ("actions.csv", "2022-01-01,2022-06-30", "2021-12-31,2022-06-30", "starts_on"),
        ("actions.csv", "2022-07-01,2023-12-31", "2022-07-01,2025-01-01", "ends_on"),
        ("budget.csv", "port-checks,2023", "port-checks,2025", "year"),
    ],
)
def test_what_lies_outside_the_period_is_told(tmp_path: Path, file: str, before: str, after: str, field: str) -> None:
    (problem,) = list_strategy_problems(tmp_path, **replace_in(file, before, after))
    assert (problem.file, problem.field) == (file, field)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("strategy.yaml", "due_on: 2024-12-31", "due_on: 2022-01-01"),
        ("strategy.yaml", "evaluation_on: 2025-06-30\nblocks", "evaluation_on: 2027-06-30\nblocks"),
        ("actions.csv", "2022-07-01,2023-12-31", "2022-07-01,2024-12-31"),
    ],
)
def test_what_lies_inside_is_left_alone(tmp_path: Path, file: str, before: str, after: str) -> None:
    assert list_strategy_problems(tmp_path, **replace_in(file, before, after)) == ()


def test_costs_may_run_to_the_end_of_the_horizon(tmp_path: Path) -> None:
    changed = replace_in("measures.yaml", "{year: 2023, run", "{year: 2026, run") | replace_in(*HORIZON)
    assert list_strategy_problems(tmp_path, **changed) == ()


def test_costs_beyond_the_horizon_are_told(tmp_path: Path) -> None:
    changed = replace_in("measures.yaml", "{year: 2023, run", "{year: 2027, run") | replace_in(*HORIZON)
    (problem,) = list_strategy_problems(tmp_path, **changed)
    assert "the horizon of the strategy, which is 2022/2026" in problem.why
