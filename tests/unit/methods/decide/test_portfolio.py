"""Is a portfolio what it says: the best set, what it averts, and which limits hold it back?"""

import numpy as np
import pytest

from tocsin.methods.decide.portfolio import Portfolio, choose_portfolio, draw_averted, value_choice
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count
from tocsin.methods.decide.portfolio_problem import (
    CostDraws,
    InfeasibleChoiceError,
    Limit,
    PortfolioInputError,
    Problem,
    state_problem,
)
from tocsin.methods.decide.portfolio_regret import find_regret

# Two draws of 80 and 120, one threat; measures leave 0.5, 0.6 and 0.9 of it and cost 3, 2 and 2.
HARM = np.array([80.0, 120.0]).reshape(2, 1, 1, 1)
LEFT = np.array([0.5, 0.6, 0.9]).reshape(1, 3, 1, 1)
COSTS = np.array([[3.0], [2.0], [2.0]])


def pose(*limits: Limit, budget: float = 4.0, costs: CostDraws | None = None) -> Problem:
    money = limit_amounts(COSTS, [budget], names=["budget"])
    return state_problem(HARM, LEFT, limits=[*money, *limits], costs=costs)


def draw_wide(*, measures: int = 15) -> Problem:
    """One threat that more measures touch than are tabled."""
    rng = np.random.default_rng(4)
    left = 1 - rng.uniform(0.01, 0.2, (5, measures, 1, 1))
    budget = limit_amounts(rng.integers(1, 9, (measures, 1)), [20.0], names=["budget"])
    return state_problem(rng.lognormal(0, 1, (5, 1, 1, 1)), left, limits=budget)


def find_binding(found: Portfolio) -> list[str]:
    return [use.name for use in found.limits if use.is_binding]


def test_best_set_is_chosen() -> None:
    assert choose_portfolio(pose(), gap=0.0).outcome.chosen == (0,)


def test_effects_on_one_threat_compound() -> None:
    assert value_choice(pose(), [0, 1]).averted.mean == pytest.approx(70.0)


def test_interval_holds_the_ends_of_the_draws() -> None:
    averted = value_choice(pose(), [0]).averted
    assert [averted.low, averted.high] == pytest.approx([41.0, 59.0])


def test_worst_decile_of_two_draws_is_the_lower() -> None:
    assert value_choice(pose(), [0]).worst_decile == pytest.approx(40.0)


def test_worst_decile_counts_the_draw_at_its_edge_in_part() -> None:
    harm = np.arange(1.0, 16.0).reshape(15, 1, 1, 1)
    problem = state_problem(harm, np.full((1, 1, 1, 1), 0.5), limits=[])
    assert value_choice(problem, [0]).worst_decile == pytest.approx((0.5 + 0.5 * 1.0) / 1.5)


def test_harm_of_a_kind_is_neither_weighted_nor_discounted() -> None:
    harm = np.ones((1, 1, 2, 2)) * np.array([10.0, 30.0]).reshape(1, 1, 2, 1)
    problem = state_problem(harm, np.full((1, 1, 1, 1), 0.5), limits=[], weights=[2.0, 7.0], discount=[1.0, 0.5])
    assert [kind.mean for kind in value_choice(problem, [0]).by_kind] == [10.0, 30.0]


def test_weighted_harm_is_discounted() -> None:
    harm = np.ones((1, 1, 2, 2)) * np.array([10.0, 30.0]).reshape(1, 1, 2, 1)
    problem = state_problem(harm, np.full((1, 1, 1, 1), 0.5), limits=[], weights=[2.0, 7.0], discount=[1.0, 0.5])
    assert value_choice(problem, [0]).averted.mean == pytest.approx((5 * 2 + 15 * 7) * 1.5)


def test_measure_that_only_worsens_is_not_chosen() -> None:
    left = np.array([0.9, 1.5]).reshape(1, 2, 1, 1)
    assert choose_portfolio(state_problem(HARM, left, limits=[]), gap=0.0).outcome.chosen == (0,)


def test_measure_that_worsens_is_chosen_if_a_duty_binds() -> None:
    left = np.array([0.9, 1.5]).reshape(1, 2, 1, 1)
    duty = limit_count([1], measures=2, name="duty", kind="duty", least=1)
    assert choose_portfolio(state_problem(HARM, left, limits=[duty]), gap=0.0).outcome.chosen == (0, 1)


def test_nothing_to_avert_leaves_no_gap() -> None:
    problem = state_problem(np.zeros((1, 1, 1, 1)), LEFT, limits=[])
    assert choose_portfolio(problem).gap == 0.0


def test_limit_that_costs_harm_is_binding() -> None:
    assert find_binding(choose_portfolio(pose(), gap=0.0)) == ["budget"]


def test_limit_with_room_is_not_binding() -> None:
    assert find_binding(choose_portfolio(pose(budget=100.0), gap=0.0)) == []


def test_use_of_a_limit_is_that_of_the_choice() -> None:
    assert choose_portfolio(pose(), gap=0.0).limits[0].used == 3.0


def test_limits_that_a_choice_breaks_are_named() -> None:
    assert value_choice(pose(), [0, 1]).broken == ("budget",)


def test_lack_of_cover_is_named() -> None:
    costs = CostDraws(np.repeat(COSTS[None], 4, axis=0) * 2, np.array([4.0]), cover=0.8)
    assert value_choice(pose(costs=costs), [0]).broken == ("cover",)


def test_overrun_is_the_share_of_cost_draws_above_the_budget() -> None:
    drawn = COSTS[None] * np.array([1.0, 1.2, 1.4, 1.5]).reshape(4, 1, 1)
    costs = CostDraws(drawn, np.array([4.0]))
    assert value_choice(pose(costs=costs), [0]).overrun_probs == (0.5,)


def test_cover_forbids_what_overruns_too_often() -> None:
    drawn = COSTS[None] * np.array([1.0, 1.2, 1.4, 1.5]).reshape(4, 1, 1)
    costs = CostDraws(drawn, np.array([4.0]), cover=0.75)
    assert choose_portfolio(pose(costs=costs), gap=0.0).outcome.chosen == (1,)


def test_cover_that_nothing_has_is_refused() -> None:
    duty = limit_count([0], measures=3, name="duty", kind="duty", least=1)
    costs = CostDraws(np.full((4, 3, 1), 9.0), np.array([4.0]), cover=0.75)
    with pytest.raises(InfeasibleChoiceError, match="less cover"):
        choose_portfolio(pose(duty, costs=costs))


def test_conflict_is_named_where_nothing_keeps_all_limits() -> None:
    both = limit_count([0, 1], measures=3, name="both", kind="fixed", least=2)
    with pytest.raises(InfeasibleChoiceError, match="'budget' with 'both'"):
        choose_portfolio(pose(both))


def test_bound_of_a_search_that_was_stopped_holds() -> None:
    problem = draw_wide()
    stopped = choose_portfolio(problem, gap=0.0, most_rounds=1, most_nodes=1)
    best = choose_portfolio(problem, gap=0.0).outcome.averted.mean
    assert stopped.most >= best * (1 - 1e-9)


def test_threat_with_more_measures_than_are_tabled_is_solved_too() -> None:
    assert choose_portfolio(draw_wide(), gap=0.0).gap == 0.0


def test_pool_of_cuts_changes_no_result() -> None:
    problem = draw_wide()
    pool = CutPool(problem.model)
    choose_portfolio(problem.with_budget(0.7), gap=0.0, pool=pool)
    assert choose_portfolio(problem, gap=0.0, pool=pool).outcome == choose_portfolio(problem, gap=0.0).outcome


def test_same_problem_gives_the_same_portfolio() -> None:
    assert choose_portfolio(draw_wide()) == choose_portfolio(draw_wide())


def test_draws_of_harm_averted_have_the_expected_mean() -> None:
    problem = pose()
    drawn = draw_averted(problem, np.array([True, False, True]))
    assert drawn.mean() == pytest.approx(value_choice(problem, [0, 2]).averted.mean)


@pytest.mark.parametrize("gap", [-0.1, 1.0, np.nan])
def test_impossible_gap_is_refused(gap: float) -> None:
    with pytest.raises(PortfolioInputError, match="the gap is"):
        choose_portfolio(pose(), gap=gap)


def test_search_without_rounds_is_refused() -> None:
    with pytest.raises(PortfolioInputError, match="0 rounds"):
        choose_portfolio(pose(), most_rounds=0)


def test_regret_of_the_best_choice_is_none() -> None:
    best = choose_portfolio(pose(), gap=0.0)
    assert find_regret(pose(), [0], best=best).expected == 0.0


def test_regret_is_told_draw_by_draw() -> None:
    regret = find_regret(pose(), [1], best=choose_portfolio(pose(), gap=0.0))
    assert [regret.spread.low, regret.spread.high] == pytest.approx([8.2, 11.8])


def test_own_choice_that_breaks_a_limit_can_avert_more() -> None:
    regret = find_regret(pose(), [0, 1], best=choose_portfolio(pose(), gap=0.0))
    assert [regret.expected, regret.better_share] == pytest.approx([-20.0, 1.0])
