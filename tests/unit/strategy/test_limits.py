"""Do the limits of a dossier bind the choice that they should, and name themselves?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.choices import MEASURES, STRATEGY, change_measure, pose_choice, write_effect, write_measure
from tocsin.methods.decide.portfolio_problem import Limit
from tocsin.strategy.limits import name_measures

PARTY = "instrument,status,since,as_of,reservations,item\nuntoc,party,2005-01-01,2021-11-01,,report\n"
ABSENT = "key,duty,state,title,citation,as_of,item\np2,untoc/20/1,absent,,,2021-12-01,report\n"


def find_limits(folder: Path, kind: str, **changed: str | None) -> list[Limit]:
    return [limit for limit in pose_choice(folder, **changed).problem.limits if limit.kind == kind]


def change_strategy(before: str, after: str) -> dict[str, str | None]:
    assert STRATEGY.count(before) == 1
    return {"strategy_dot_yaml": STRATEGY.replace(before, after)}


def test_each_year_with_money_is_a_budget(tmp_path: Path) -> None:
    budgets = find_limits(tmp_path, "budget")
    assert [(limit.name, limit.high) for limit in budgets] == [("the budget of 2022", 40), ("the budget of 2023", 40)]


def test_a_budget_is_held_at_best_cost(tmp_path: Path) -> None:
    assert find_limits(tmp_path, "budget")[0].coefficients.tolist() == [20, 10, 15, 5, 10, 30]


def test_a_year_without_money_is_not_limited_and_that_is_told(tmp_path: Path) -> None:
    case = pose_choice(tmp_path, **change_strategy("  - {year: 2023, amount: 40}\n", ""))
    told = [finding.message for finding in case.findings if finding.rule == "no-budget"]
    assert (case.budget_years, len(told), "2023" in told[0]) == ((2022,), 1, True)


def test_an_amount_of_one_year_stands_before_that_of_every_year(tmp_path: Path) -> None:
    more = change_measure("patrols", "  pillar:", "  capacity: [{body: customs, unit: staff, amount: 4}]\n  pillar:")
    held = change_strategy(
        "capacity: [{unit: full-time staff, amount: 10}]",
        "capacity: [{unit: staff, amount: 10}, {unit: staff, amount: 3, year: 2023}]",
    )
    found = find_limits(tmp_path, "capacity", **more, **held)
    assert [(limit.name, limit.high) for limit in found] == [
        ("staff of Customs in 2022", 10.0),
        ("staff of Customs in 2023", 3.0),
    ]


def test_a_measure_is_taken_only_with_what_it_requires(tmp_path: Path) -> None:
    (limit,) = find_limits(
        tmp_path, "prerequisite", **change_measure("patrols", "  pillar:", "  requires: [amnesty]\n  pillar:")
    )
    assert not limit.allows(np.array([False, True, False, False, False, False]))


def test_what_requires_a_rejected_measure_cannot_be_taken(tmp_path: Path) -> None:
    changed = {
        **MEASURES,
        "patrols": MEASURES["patrols"] + "  requires: [posters]\n",
        "posters": MEASURES["posters"] + "  standing: rejected\n",
    }
    (limit,) = find_limits(tmp_path, "prerequisite", measures_dot_yaml="".join(changed.values()))
    assert (limit.high, "posters, which was rejected" in limit.name) == (0, True)


def test_measures_that_exclude_each_other_are_one_limit_though_both_say_so(tmp_path: Path) -> None:
    changed = {
        **MEASURES,
        "patrols": MEASURES["patrols"] + "  excludes: [amnesty]\n",
        "amnesty": MEASURES["amnesty"] + "  excludes: [patrols]\n",
    }
    (limit,) = find_limits(tmp_path, "exclusion", measures_dot_yaml="".join(changed.values()))
    assert (limit.name, limit.high) == ("not both The patrols and The amnesty", 1)


def test_a_measure_whose_cost_is_unknown_is_not_free(tmp_path: Path) -> None:
    more = write_measure("hotline", effects=write_effect("guns", best=0.1), cost="")
    (limit,) = find_limits(tmp_path, "fixed", measures_dot_yaml="".join(MEASURES.values()) + more)
    assert (limit.high, limit.coefficients.tolist()[-1]) == (0, 1)


@pytest.mark.parametrize(
    ("least", "used"), [("least_measures: 1", 1.0), ("least_amount: 30", 40.0), ("least_share: 0.5", 20.0)]
)
def test_a_floor_counts_measures_money_or_a_share_of_it(tmp_path: Path, least: str, used: float) -> None:
    changed = change_strategy("bodies:\n", f"floors:\n  - {{key: f, pillar: pursue, {least}, reason: fair}}\nbodies:\n")
    (limit,) = find_limits(tmp_path, "floor", **changed)
    assert limit.coefficients[0] == used


@pytest.mark.parametrize(("state", "is_limit"), [("absent", True), ("in force", False), ("unknown", False)])
def test_a_hard_duty_binds_where_the_law_is_known_to_lack_it(tmp_path: Path, state: str, is_limit: bool) -> None:
    law = ABSENT.replace("absent,,", f"{state},,art. 3")
    duty = change_measure("patrols", "  pillar:", "  duties: [untoc/20/1]\n  pillar:")
    found = find_limits(tmp_path, "duty", law__parties_dot_csv=PARTY, law__provisions_dot_csv=law, **duty)
    assert any(limit.name.startswith("the duty untoc/20/1 (") for limit in found) == is_limit


def test_a_duty_of_an_instrument_that_does_not_bind_is_no_limit(tmp_path: Path) -> None:
    duty = change_measure("patrols", "  pillar:", "  duties: [untoc/20/1]\n  pillar:")
    party = PARTY.replace("party,2005-01-01", "not party,")
    assert not find_limits(tmp_path, "duty", law__parties_dot_csv=party, law__provisions_dot_csv=ABSENT, **duty)


def test_costs_lie_about_their_bounds_and_move_together_over_the_years(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    assert case.problem.costs is not None
    drawn = case.problem.costs.costs
    assert np.quantile(drawn[:, 0, 0], [0.05, 0.5, 0.95]) == pytest.approx([16, 20, 30], rel=0.1)
    assert np.array_equal(drawn[:, 0, 0], drawn[:, 0, 1])


def test_two_measures_of_one_title_are_told_apart(tmp_path: Path) -> None:
    first = pose_choice(tmp_path).measures[0]
    assert name_measures([first, first.model_copy(update={"key": "again"})]) == [
        "The scanners (scanners)",
        "The scanners (again)",
    ]
