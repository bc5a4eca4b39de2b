"""Is everything that cannot be in a strategy told, in one pass, and is what can be left alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.strategies import FILES, list_strategy_problems, replace_in
from tocsin.terms.problem import Problem


def find_problem(folder: Path, file: str, before: str, after: str) -> Problem:
    (problem,) = list_strategy_problems(folder, **replace_in(file, before, after))
    return problem


def test_the_invented_strategy_is_sound(tmp_path: Path) -> None:
    assert list_strategy_problems(tmp_path) == ()


def test_actions_that_wait_for_one_another_are_named_in_order(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, "actions.csv", "2022-06-30,,2022", "2022-06-30,run,2022")
    assert (problem.row, problem.field, "buy → run → buy" in problem.why) == (2, "depends_on", True)


def test_an_action_that_waits_for_itself_is_told(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, "actions.csv", "2023-12-31,buy", "2023-12-31,run")
    assert "run → run" in problem.why


def test_two_circles_are_both_told(tmp_path: Path) -> None:
    rows = "".join(f"{one},T,port-checks,{other}\n" for one, other in ("ab", "ba", "cd", "dc"))
    changed: dict[str, str | None] = {"actions_dot_csv": "key,title,measure,depends_on\n" + rows}
    problems = list_strategy_problems(
        tmp_path, **changed, budget_dot_csv=None, **replace_in("barriers.csv", "night,run", "night,a")
    )
    assert [problem.row for problem in problems] == [2, 4]


def test_an_action_that_only_leads_to_a_circle_is_not_named(tmp_path: Path) -> None:
    rows = "".join(f"{one},T,port-checks,{other}\n" for one, other in ("ea", "ab", "ba"))
    changed: dict[str, str | None] = {"actions_dot_csv": "key,title,measure,depends_on\n" + rows}
    (problem,) = list_strategy_problems(
        tmp_path, **changed, budget_dot_csv=None, **replace_in("barriers.csv", "night,run", "night,a")
    )
    assert (problem.row, "a → b → a" in problem.why) == (3, True)


def test_actions_that_share_a_dependency_make_no_circle(tmp_path: Path) -> None:
    text = FILES["actions.csv"] + "close,Close,port-checks,customs,,2023-01-01,2023-12-31,buy; run,,planned\n"
    assert list_strategy_problems(tmp_path, actions_dot_csv=text) == ()


def test_measures_that_require_one_another_are_told(tmp_path: Path) -> None:
    text = (
        FILES["measures.yaml"]
        + "  requires: [other]\n- {key: other, title: O, pillar: prevent, requires: [port-checks]}\n"
    )
    (problem,) = list_strategy_problems(tmp_path, measures_dot_yaml=text)
    assert (problem.field, "port-checks → other → port-checks" in problem.why) == ("requires", True)


def test_an_answer_to_no_field_names_the_nearest(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, "strategy.yaml", "      procurement:", "      procurment:")
    assert (problem.field, "'procurement'" in problem.mend) == ("blocks.E.answers.procurment", True)


@pytest.mark.parametrize(
    ("file", "before", "after", "field"),
    [
        ("strategy.yaml", "{value: 80}", "{value: 100}", "objectives.1.target.value"),
        ("strategy.yaml", "{value: 80}", "{value: 130}", "objectives.1.target.value"),
        ("strategy.yaml", "{value: 80}", "{change_share: 0.2}", "objectives.1.target.change_share"),
        ("strategy.yaml", "{value: 80}", "{change_share: 0}", "objectives.1.target.change_share"),
        ("indicators.csv", "report,0.5,", "report,0.1,", "target"),
    ],
)
def test_a_target_that_is_met_already_is_told(tmp_path: Path, file: str, before: str, after: str, field: str) -> None:
    assert find_problem(tmp_path, file, before, after).field == field


@pytest.mark.parametrize("after", ["{value: 99.9}", "{change_share: -0.01}"])
def test_a_target_just_beyond_the_baseline_is_left_alone(tmp_path: Path, after: str) -> None:
    assert list_strategy_problems(tmp_path, **replace_in("strategy.yaml", "{value: 80}", after)) == ()


def test_a_baseline_said_twice_is_told(tmp_path: Path) -> None:
    problem = find_problem(
        tmp_path, "indicators.csv", "yearly,customs,,,,,,", "yearly,customs,100,counted in full,2020,report,,"
    )
    assert problem.field == "objectives.1.baseline"


def test_an_unknown_unit_of_an_indicator_is_told(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, "indicators.csv", ",share,higher", ",shore,higher")
    assert (problem.field, problem.value) == ("unit", "shore")


def test_a_dossier_without_strategy_has_measures_checked_too(tmp_path: Path) -> None:
    text = (
        "- {key: a, title: A, pillar: prevent, requires: [b]}\n- {key: b, title: B, pillar: prevent, requires: [a]}\n"
    )
    everything = dict.fromkeys((name.replace("/", "__").replace(".", "_dot_") for name in FILES), None)
    keep = ("dossier_dot_yaml", "claims_dot_csv", "models__area_dot_yaml", "threats_dot_yaml")
    dropped = {name: None for name in everything if name not in keep}
    (problem,) = list_strategy_problems(tmp_path, **{**dropped, "measures_dot_yaml": text})
    assert problem.field == "requires"


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    planted = [
        ("actions.csv", "2022-06-30,,2022", "2022-06-30,run,2022"),
        ("measures.yaml", "{threat: cocaine,", "{threat: cocane,"),
        ("budget.csv", "100,USD,2021", "100,USD,"),
        ("strategy.yaml", "{value: 80}", "{value: 130}"),
        ("barriers.csv", "night,run,n1", "night,run,n9"),
        ("sectors.yaml", "private-sector-cooperation", "private-sector"),
        ("law/provisions.csv", "p2,untoc/20/1", "p2,untoc/20/9"),
    ]
    changed: dict[str, str | None] = {}
    for file, before, after in planted:
        changed |= replace_in(file, before, after)
    files = [problem.file for problem in list_strategy_problems(tmp_path, **changed)]
    assert sorted(files) == sorted(file for file, _, _ in planted)
