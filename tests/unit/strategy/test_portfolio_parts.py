"""Is each part of the answer the right one: shares, costs, what hangs on a measure, limits, other budgets, the own choice?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.choices import MEASURES, STRATEGY, answer_choice, change_measure, pose_choice
from tocsin.methods.decide.portfolio import draw_averted, value_choice
from tocsin.methods.decide.portfolio_problem import read_choice
from tocsin.strategy.portfolio import PlanSettings
from tocsin.strategy.portfolio_parts import find_evidence, share_outcome
from tocsin.strategy.portfolio_record import PortfolioAnswer

EXACT = PlanSettings(gap=0.0)


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> PortfolioAnswer:
    return answer_choice(tmp_path_factory.mktemp("choice"), settings=EXACT)


def test_amounts_are_summed_over_the_years_in_the_unit_of_their_kind(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    deaths = share_outcome(case, value_choice(case.problem, [0])).kinds[0]
    left = case.harms.amounts[:, 0, 0, None] * (1 - case.effects.left[:, 0, 0])
    assert deaths.unit == "person"
    assert deaths.mean == pytest.approx(float(left.sum(axis=1).mean()))
    assert deaths.expected == pytest.approx(2 * float(case.harms.amounts[:, :, 0].sum(axis=1).mean()))


def test_what_hangs_on_a_measure_is_what_goes_without_it(answer: PortfolioAnswer, tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    keys = [measure.key for measure in case.measures]
    chosen = [keys.index(each.key) for each in answer.chosen]
    whole, less = (
        float(draw_averted(case.problem, read_choice(held, measures=6)).mean()) for held in (chosen, chosen[1:])
    )
    assert answer.chosen[0].alone == pytest.approx((whole - less) / case.whole)


def test_a_measure_that_worsens_things_has_less_than_nothing_to_add(tmp_path: Path) -> None:
    before = "direction: lowers, low: 0.005, best: 0.01, high: 0.015"
    worse = change_measure("posters", before, "direction: raises, low: -0.3, best: -0.2, high: -0.1")
    posters = next(each for each in answer_choice(tmp_path, settings=EXACT, **worse).measures if each.key == "posters")
    assert (posters.is_chosen, posters.alone < 0) == (False, True)


def test_costs_stand_with_their_bounds(answer: PortfolioAnswer) -> None:
    scanners = next(each for each in answer.measures if each.key == "scanners")
    assert (scanners.cost_low, scanners.cost, scanners.cost_high) == (32, 40, 60)


def test_each_year_tells_cost_budget_and_chance_of_overrun(answer: PortfolioAnswer) -> None:
    spent = sum(each.cost or 0.0 for each in answer.chosen) / 2
    assert [(each.year, each.budget, each.cost) for each in answer.money] == [(2022, 40, spent), (2023, 40, spent)]
    assert all(0 < each.overrun_prob < 1 for each in answer.money)


@pytest.mark.slow
def test_planning_for_cover_leaves_less_chance_of_overrun(tmp_path: Path) -> None:
    covered = answer_choice(tmp_path, settings=PlanSettings(cover=0.8))
    assert all(each.overrun_prob <= 0.2 for each in covered.money)


@pytest.mark.parametrize(("key", "evidence"), [("scanners", "graded"), ("campaign", "assumed")])
def test_what_an_effect_rests_on_is_told(answer: PortfolioAnswer, key: str, evidence: str) -> None:
    assert next(each.evidence for each in answer.measures if each.key == key) == evidence


def test_a_measure_without_effect_on_known_harm_rests_on_nothing(tmp_path: Path) -> None:
    case = pose_choice(tmp_path)
    assert find_evidence(case, case.measures[0].model_copy(update={"effects": ()})) == "none"


def test_other_budgets_are_shares_and_multiples_of_this_one(answer: PortfolioAnswer) -> None:
    here = next(point for point in answer.frontier if point.factor == 1.0)
    assert (here.budget, here.averted, len(answer.frontier)) == (80, answer.averted, 11)


def test_a_change_tells_its_amounts_by_kind(answer: PortfolioAnswer) -> None:
    assert answer.budget_value is not None
    assert answer.budget_value.down is not None
    before = next(point for point in answer.frontier if point.factor == 0.9).averted.kinds
    told = [amount for _, amount, _ in answer.budget_value.down.kinds]
    assert told == pytest.approx([old.mean - new.mean for old, new in zip(before, answer.averted.kinds, strict=True)])


def test_the_regret_is_what_the_own_choice_averts_less(answer: PortfolioAnswer) -> None:
    assert answer.own is not None
    assert answer.own.regret == pytest.approx(answer.averted.share - answer.own.averted.share)


def test_limits_of_the_own_choice_that_are_broken_are_named(tmp_path: Path) -> None:
    poor = answer_choice(tmp_path, strategy_dot_yaml=STRATEGY.replace("2022, amount: 40", "2022, amount: 24"))
    assert poor.own is not None
    assert poor.own.broken == ("the budget of 2022",)


def test_a_committee_that_chose_nothing_has_no_regret(tmp_path: Path) -> None:
    text = "".join(MEASURES.values())
    bare = text.replace("standing: chosen", "standing: proposed").replace("standing: running", "standing: proposed")
    assert answer_choice(tmp_path, measures_dot_yaml=bare).own is None
