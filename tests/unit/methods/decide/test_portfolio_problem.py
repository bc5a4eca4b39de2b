"""Is a problem of choice refused, with its place named, where a number in it is impossible?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.decide.portfolio_harm import evaluate, find_left
from tocsin.methods.decide.portfolio_problem import (
    CostDraws,
    Limit,
    PortfolioInputError,
    Problem,
    TotalRemovalError,
    read_choice,
    state_problem,
)

HARM, LEFT = np.full((2, 1, 2, 3), 5.0), np.full((2, 2, 1, 3), 0.5)
BUDGET = Limit("budget", "budget", np.array([1.0, 2.0]), high=2.0)


def spoil(array: np.ndarray, value: float) -> np.ndarray:
    spoilt = array.copy()
    spoilt[1, 0, 0, 2] = value
    return spoilt


WRONG: dict[str, Callable[[], Problem]] = {
    r"harms have nan at \[1, 0, 0, 2\]": lambda: state_problem(spoil(HARM, np.nan), LEFT, limits=[]),
    r"harms have -1.0 at": lambda: state_problem(spoil(HARM, -1.0), LEFT, limits=[]),
    r"harm has shape \(2,\)": lambda: state_problem([1.0, 2.0], LEFT, limits=[]),
    r"what is left is nan at .* \[1, 0, 0, 2\]": lambda: state_problem(HARM, spoil(LEFT, np.nan), limits=[]),
    r"what is left is 5000.0": lambda: state_problem(HARM, spoil(LEFT, 5000.0), limits=[]),
    r"what is left has shape \(1,\)": lambda: state_problem(HARM, [0.5], limits=[]),
    r"cannot be matched": lambda: state_problem(HARM, np.full((2, 2, 4, 3), 0.5), limits=[]),
    r"multiply it by 1e\+09": lambda: state_problem(HARM, np.full((1, 3, 1, 1), 1e3), limits=[]),
    r"a harm is 1e\+308": lambda: state_problem(np.full((2, 1, 2, 3), 1e308), LEFT, limits=[]),
    r"weights have shape": lambda: state_problem(HARM, LEFT, limits=[], weights=[1.0]),
    r"weights have -1.0": lambda: state_problem(HARM, LEFT, limits=[], weights=[1.0, -1.0]),
    r"weights are all 0": lambda: state_problem(HARM, LEFT, limits=[], weights=[0.0, 0.0]),
    r"discount factors are all 0": lambda: state_problem(HARM, LEFT, limits=[], discount=[0.0, 0.0, 0.0]),
    r"share the name 'budget'": lambda: state_problem(HARM, LEFT, limits=[BUDGET, BUDGET]),
    r"limit 'short' has coefficients": lambda: state_problem(
        HARM, LEFT, limits=[Limit("short", "floor", np.ones(3), low=1)]
    ),
    r"limit 'blank' has coefficients": lambda: state_problem(
        HARM, LEFT, limits=[Limit("blank", "floor", np.array([1.0, np.nan]), low=1)]
    ),
    r"drawn costs have shape": lambda: state_problem(
        HARM, LEFT, limits=[], costs=CostDraws(np.ones((4, 3, 1)), np.ones(1))
    ),
    r"drawn costs have -1.0": lambda: state_problem(
        HARM, LEFT, limits=[], costs=CostDraws(np.full((4, 2, 1), -1.0), np.ones(1))
    ),
    r"the cover is 1.2": lambda: state_problem(
        HARM, LEFT, limits=[], costs=CostDraws(np.ones((4, 2, 1)), np.ones(1), cover=1.2)
    ),
}


@pytest.mark.parametrize("told", list(WRONG))
def test_impossible_number_is_refused_with_its_place(told: str) -> None:
    with pytest.raises(PortfolioInputError, match=told):
        WRONG[told]()


@pytest.mark.parametrize("value", [0.0, -0.2])
def test_effect_that_leaves_nothing_is_refused(value: float) -> None:
    with pytest.raises(TotalRemovalError, match=r"measure 0 leaves .* of threat 0 in draw 1, year 2"):
        state_problem(HARM, spoil(LEFT, value), limits=[])


@pytest.mark.parametrize("factor", [-1.0, np.nan, np.inf])
def test_impossible_budget_factor_is_refused(factor: float) -> None:
    with pytest.raises(PortfolioInputError, match="budgets are multiplied by"):
        state_problem(HARM, LEFT, limits=[BUDGET]).with_budget(factor)


def test_budget_without_end_stays_without_end() -> None:
    endless = Limit("budget", "budget", np.ones(2))
    assert state_problem(HARM, LEFT, limits=[endless]).with_budget(0.0).limits[0].high == np.inf


def test_other_budgets_move_those_of_drawn_costs() -> None:
    costs = CostDraws(np.ones((4, 2, 1)), np.array([3.0]))
    moved = state_problem(HARM, LEFT, limits=[BUDGET], costs=costs).with_budget(2.0).costs
    assert moved is not None
    assert moved.budgets.tolist() == [6.0]


@pytest.mark.parametrize("choice", [[0, 2], [-1], [0.5], [[0]], [True]])
def test_choice_of_no_such_measure_is_refused(choice: list[float]) -> None:
    with pytest.raises(PortfolioInputError, match="the choice"):
        read_choice(choice, measures=2)


@pytest.mark.parametrize("choice", [[1], [False, True]])
def test_choice_is_read_from_positions_and_from_a_mask(choice: list[int]) -> None:
    assert read_choice(choice, measures=2).tolist() == [False, True]


def test_limit_is_kept_but_for_rounding() -> None:
    tenths = Limit("tenths", "budget", np.full(3, 0.1), high=0.3)
    assert tenths.allows(np.ones(3, dtype=np.bool_))


def test_table_and_product_agree() -> None:
    rng = np.random.default_rng(2)
    model = state_problem(HARM, rng.uniform(0.2, 1.4, (2, 5, 1, 3)), limits=[]).model
    chosen = np.array([True, False, True, True, False])
    np.testing.assert_allclose(find_left(model, chosen), evaluate(model, chosen.astype(float)).left, rtol=1e-12)


def test_slopes_are_those_of_small_steps() -> None:
    rng = np.random.default_rng(3)
    model = state_problem(HARM, rng.uniform(0.2, 1.4, (2, 3, 1, 3)), limits=[]).model
    point, step = np.array([0.3, 0.6, 0.1]), 1e-6
    rises = np.stack(
        [evaluate(model, point + step * unit).left - evaluate(model, point - step * unit).left for unit in np.eye(3)],
        axis=2,
    )
    np.testing.assert_allclose(evaluate(model, point).slopes, rises / (2 * step), rtol=1e-6)
