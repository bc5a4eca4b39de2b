"""Do budgets and weights lead to the portfolios that they should, and is what changes between them told?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.decide.portfolio_core import find_core
from tocsin.methods.decide.portfolio_frontier import Frontier, find_frontier, find_margin
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count
from tocsin.methods.decide.portfolio_problem import InfeasibleChoiceError, PortfolioInputError, Problem, state_problem

# One threat; measures leave 0.6 and 0.75 of 100 and cost 3 and 2.
HARM, LEFT = [[[[100.0]]]], [[[[0.6]], [[0.75]]]]
BUDGET = limit_amounts([[3.0], [2.0]], [4.0], names=["budget"])
DUTY = limit_count([0], measures=2, name="duty", kind="duty", least=1)
PROBLEM = state_problem(HARM, LEFT, limits=BUDGET)


def draw_frontier(*, factors: tuple[float, ...] = (0.5, 1.0, 1.5)) -> Frontier:
    return find_frontier(PROBLEM, factors, budget=4.0, gap=0.0)


def pose_kinds() -> Problem:
    """Two threats of one kind of harm each, and one measure against each, of which one can be taken."""
    one = limit_count([0, 1], measures=2, name="one of two", kind="exclusion", most=1)
    harm = [[[[10.0], [0.0]], [[0.0], [10.0]]]]
    return state_problem(harm, [[[[0.5], [1.0]], [[1.0], [0.5]]]], limits=[one])


def test_frontier_rises_with_the_budget() -> None:
    averted = [point.portfolio.outcome.averted.mean for point in draw_frontier().points]
    assert averted == pytest.approx([25.0, 40.0, 55.0])


def test_budgets_are_told_in_money() -> None:
    assert [point.budget for point in draw_frontier().points] == [2.0, 4.0, 6.0]


def test_factors_are_sorted_and_told_once() -> None:
    assert [point.factor for point in draw_frontier(factors=(1.0, 0.5, 1.0)).points] == [0.5, 1.0]


def test_budget_that_a_duty_outgrows_is_infeasible() -> None:
    problem = state_problem(HARM, LEFT, limits=[*BUDGET, DUTY])
    assert find_frontier(problem, [0.5, 1.0], budget=4.0).infeasible == (0.5,)


def test_frontier_without_any_feasible_budget_is_refused() -> None:
    problem = state_problem(HARM, LEFT, limits=[*BUDGET, DUTY])
    with pytest.raises(InfeasibleChoiceError, match="'budget' with 'duty'"):
        find_frontier(problem, [0.1, 0.5], budget=4.0)


def test_bound_never_falls_along_a_rough_frontier() -> None:
    most = [point.portfolio.most for point in find_frontier(PROBLEM, [0.5, 1.0, 1.5], budget=4.0, gap=0.5).points]
    assert most == sorted(most)


def test_progress_over_budgets_is_told() -> None:
    told: list[tuple[int, int]] = []
    find_frontier(PROBLEM, [0.5, 1.0], budget=4.0, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_margin_is_the_slope_between_neighbours() -> None:
    assert find_margin(draw_frontier()).slope == pytest.approx((55 - 25) / 4)


def test_margin_at_an_end_uses_its_only_neighbour() -> None:
    assert find_margin(draw_frontier(), factor=1.5).slope == pytest.approx((55 - 40) / 2)


def test_margin_at_an_end_has_no_step_beyond_it() -> None:
    assert find_margin(draw_frontier(), factor=1.5).up is None


def test_margin_lies_between_what_the_gaps_allow() -> None:
    margin = find_margin(find_frontier(PROBLEM, [0.5, 1.0, 1.5], budget=4.0, gap=0.3))
    assert margin.low <= margin.slope <= margin.high


def test_measures_taken_up_and_given_up_are_told() -> None:
    margin = find_margin(draw_frontier())
    assert margin.down is not None
    assert (margin.down.added, margin.down.dropped) == ((1,), (0,))


WRONG: dict[str, Callable[[], object]] = {
    "no limit is of the kind 'budget'": lambda: find_frontier(
        state_problem(HARM, LEFT, limits=[DUTY]), [1.0], budget=4.0
    ),
    "there are 0 budgets": lambda: find_frontier(PROBLEM, [], budget=4.0),
    "the whole budget is 0": lambda: find_frontier(PROBLEM, [1.0], budget=0.0),
    "budgets are multiplied by -1": lambda: find_frontier(PROBLEM, [-1.0], budget=4.0),
    "its slope at 0.7 is not known": lambda: find_margin(draw_frontier(), factor=0.7),
    "weights have shape": lambda: find_core(pose_kinds(), [1.0, 2.0]),
    "weights are all 0": lambda: find_core(pose_kinds(), [[0.0, 0.0]]),
}


@pytest.mark.parametrize("told", list(WRONG))
def test_impossible_question_is_refused(told: str) -> None:
    with pytest.raises(PortfolioInputError, match=told):
        WRONG[told]()


def test_core_index_counts_weights() -> None:
    core = find_core(pose_kinds(), [[2.0, 1.0], [3.0, 1.0], [1.0, 2.0], [4.0, 1.0]])
    assert [index.share for index in core.indices] == [0.75, 0.25]


def test_portfolios_stand_by_how_often_they_were_chosen() -> None:
    core = find_core(pose_kinds(), [[1.0, 2.0], [2.0, 1.0], [3.0, 1.0]])
    assert core.portfolios == (((0,), 2), ((1,), 1))


def test_interval_of_a_measure_that_all_weights_choose_is_open_below() -> None:
    index = find_core(pose_kinds(), [[2.0, 1.0]] * 10).indices[0]
    assert [index.high, index.low] == pytest.approx([1.0, 10 / (10 + 1.6448536**2)])


def test_choice_near_the_best_gives_way_to_the_one_that_is_best_for_these_weights() -> None:
    core = find_core(pose_kinds(), [[1.001, 1.0], [1.0, 1.001]], gap=0.0)
    assert [index.share for index in core.indices] == [0.5, 0.5]


def test_progress_over_weights_is_told() -> None:
    told: list[tuple[int, int]] = []
    find_core(pose_kinds(), np.ones((3, 2)), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
