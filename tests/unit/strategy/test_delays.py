from datetime import date
from pathlib import Path

import pytest

from tests.support.strategies import FILES, read_strategy, replace_in
from tocsin.strategy.delays import find_delay


def test_an_action_that_waits_moves_with_the_one_it_waits_for(tmp_path: Path) -> None:
    found = find_delay(read_strategy(tmp_path / "d"), "buy", days=30)
    assert [(each.action, each.days, each.ends_on) for each in found.late] == [
        ("buy", 30, date(2022, 7, 30)), ("run", 30, date(2024, 1, 30)),
    ]  # fmt: skip


def test_room_between_two_actions_takes_a_delay_up(tmp_path: Path) -> None:
    changed = replace_in("actions.csv", "customs,,2022-07-01", "customs,,2022-09-01")
    assert find_delay(read_strategy(tmp_path / "d", **changed), "buy", days=30).is_absorbed


@pytest.mark.parametrize(("days", "uncovered"), [(30, ()), (400, ("less-cocaine",))])
def test_an_objective_is_uncovered_once_its_measure_runs_beyond_its_day(
    days: int, uncovered: tuple[str, ...], tmp_path: Path
) -> None:
    assert find_delay(read_strategy(tmp_path / "d"), "buy", days=days).objectives == uncovered


def test_duties_of_the_measures_that_move_are_named(tmp_path: Path) -> None:
    assert find_delay(read_strategy(tmp_path / "d"), "run", days=10).duties == ("untoc/31/2/a", "untoc/20/1")


def test_an_action_without_days_moves_nothing(tmp_path: Path) -> None:
    actions = FILES["actions.csv"] + "plan,Plan,port-checks,customs,,,,,,planned\n"
    assert find_delay(read_strategy(tmp_path / "d", actions_dot_csv=actions), "plan", days=10).late == ()
