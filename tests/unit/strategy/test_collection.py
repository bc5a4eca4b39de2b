"""Is what could be found out worth what it should be, and nothing where no answer changes the choice?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.choices import (
    STRATEGY,
    answer_choice,
    assess_choice,
    change_measure,
    pose_choice,
    read_choice_dossier,
)
from tocsin.methods.decide.portfolio_frontier import Frontier, find_frontier
from tocsin.methods.decide.portfolio_problem import read_choice
from tocsin.strategy.collection import draw_benefits, find_options
from tocsin.strategy.collection_inputs import list_inputs
from tocsin.strategy.collection_record import CollectionPlan
from tocsin.strategy.collection_rows import find_inputs
from tocsin.strategy.portfolio import PlanSettings

HEAD = "key,question,about,collector,deadline,state,study_size,study_sd,cost,currency,price_year\n"
ROWS = HEAD + (
    "big,Do scanners work?,effect:scanners/cocaine,customs,2022-03-01,open,1000000,0.01,1,USD,2021\n"
    "small,Do they really?,effect:scanners/cocaine,,,open,1,10,0.5,EUR,2021\n"
    "dear,And at any price?,effect:scanners/cocaine,,,open,,,1000,USD,2021\n"
    "free,How much of all cocaine?,cocaine,,,open,,,,,\n"
    "score,How grave?,score:cocaine/violence,,,open,,,,,\n"
    "other,What of the weather?,weather,,,open,,,,,\n"
    "done,Was it asked?,effect:scanners/cocaine,,,closed,,,,,\n"
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> CollectionPlan:
    folder = tmp_path_factory.mktemp("collection")
    settings = PlanSettings(has_collection=True)
    found = answer_choice(folder, settings=settings, requirements_dot_csv=ROWS).collection
    assert found is not None
    return found


def find_gain(plan: CollectionPlan, key: str) -> float | None:
    return next(row.gain for row in plan.rows if row.key == key)


@pytest.mark.slow
def test_options_keep_the_limits_and_hold_the_best(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    frontier = find_frontier(case.problem, [0.5, 1.0, 1.5], budget=case.budget)
    options = find_options(case, frontier=frontier, core=None, gap=0.01)
    assert all(case.problem.allows(read_choice(list(each), measures=6)) for each in options)
    assert frontier.points[1].portfolio.outcome.chosen in options


@pytest.mark.slow
def test_options_hold_the_own_choice_if_it_keeps_the_limits(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    assert case.own in find_options(case, frontier=Frontier((), ()), core=None, gap=0.01)


@pytest.mark.slow
def test_an_own_choice_beyond_the_money_is_no_option(tmp_path: Path) -> None:
    case = pose_choice(tmp_path, strategy_dot_yaml=STRATEGY.replace("amount: 40", "amount: 24"))
    assert case.own not in find_options(case, frontier=Frontier((), ()), core=None, gap=0.01)


def test_benefits_are_shares_of_all_weighted_harm(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    benefit = draw_benefits(case, [(), (0,)])
    assert (benefit[:, 0].tolist(), 0 < benefit[:, 1].mean() < 1) == ([0.0] * len(benefit), True)


def test_drivers_typed_harms_and_effects_are_open(tmp_path: Path) -> None:
    dossier = read_choice_dossier(tmp_path)
    _, figures, points = assess_choice(dossier)
    about = {each.about for each in list_inputs(pose_choice(tmp_path / "again"), figures=figures, points=points)}
    assert {"driver:area.seen", "harm:deaths", "harm:shots", "effect:campaign/guns"} <= about
    assert "harm:bribes" not in about


def test_what_is_the_same_in_every_draw_is_not_open(tmp_path: Path) -> None:
    fixed = change_measure("campaign", "low: 0.25, best: 0.5, high: 0.75", "low: 0.2, best: 0.2, high: 0.2")
    dossier = read_choice_dossier(tmp_path, **fixed)
    _, figures, points = assess_choice(dossier)
    case = pose_choice(tmp_path / "again", **fixed)
    assert all(each.about != "effect:campaign/guns" for each in list_inputs(case, figures=figures, points=points))


@pytest.mark.parametrize(
    ("about", "count"),
    [
        ("area.seen", 1),
        ("driver:area.seen", 1),
        ("estimate:coca_area", 1),
        ("cocaine", 5),
        ("threat:guns", 4),
        ("x", 0),
    ],
)
def test_a_question_is_about_what_it_names(tmp_path: Path, about: str, count: int) -> None:
    dossier = read_choice_dossier(tmp_path)
    _, figures, points = assess_choice(dossier)
    inputs = list_inputs(pose_choice(tmp_path / "again"), figures=figures, points=points)
    assert len(find_inputs(about, inputs=inputs)) == count


def test_nothing_is_worth_more_than_knowing_everything(plan: CollectionPlan) -> None:
    assert max(each.value for each in plan.questions) <= plan.everything


def test_questions_stand_by_worth(plan: CollectionPlan) -> None:
    values = [each.value for each in plan.questions]
    assert values == sorted(values, reverse=True)


def test_what_changes_no_choice_is_said_to_be_worth_nothing(plan: CollectionPlan) -> None:
    posters = next(each for each in plan.questions if each.about == "effect:posters/cocaine")
    assert (posters.is_distinguishable, posters.words.startswith("Worth nothing")) == (False, True)


def test_a_harm_without_amount_cannot_be_valued_and_is_not_nothing(plan: CollectionPlan) -> None:
    assert [text.split(":")[0] for text in plan.unvalued] == ["Posts bought"]


def test_a_great_study_is_worth_nearly_what_knowing_is_and_a_poor_one_nothing(plan: CollectionPlan) -> None:
    known = next(each for each in plan.questions if each.about == "effect:scanners/cocaine")
    assert find_gain(plan, "big") == pytest.approx(known.value, abs=2 * known.error)
    assert find_gain(plan, "small") == 0


def test_without_a_study_the_worth_is_called_an_upper_limit(plan: CollectionPlan) -> None:
    words = {row.key: row.words for row in plan.rows}
    assert "upper limit" in words["dear"]
    assert "a study of 1,000,000" in words["big"]


def test_costs_are_harm_forgone_in_the_money_of_the_strategy(plan: CollectionPlan) -> None:
    shares = {row.key: row.cost_share for row in plan.rows}
    assert shares["big"] is not None
    assert shares["small"] is not None
    assert shares["small"] == pytest.approx(0.625 * shares["big"])
    assert shares["free"] is None


def test_an_answer_that_costs_more_than_it_brings_is_not_worth_it(plan: CollectionPlan) -> None:
    row = next(row for row in plan.rows if row.key == "dear")
    assert (row.net_gain is not None and row.net_gain < 0, row.words.endswith(": not worth it.")) == (True, True)


def test_scores_are_worth_nothing_as_the_harm_does_not_rest_on_them(plan: CollectionPlan) -> None:
    assert find_gain(plan, "score") == 0


def test_a_question_about_nothing_that_counts_has_no_value_and_comes_last(plan: CollectionPlan) -> None:
    assert (plan.rows[-1].key, plan.rows[-1].gain) == ("other", None)


def test_closed_questions_are_not_planned(plan: CollectionPlan) -> None:
    assert "done" not in {row.key for row in plan.rows}


@pytest.mark.slow
def test_a_choice_without_rivals_leaves_nothing_to_find_out(tmp_path: Path) -> None:
    rich = STRATEGY.replace("amount: 40", "amount: 4000")
    found = answer_choice(tmp_path, settings=PlanSettings(has_collection=True), strategy_dot_yaml=rich).collection
    assert found is not None
    assert not any(each.is_distinguishable for each in found.questions)
