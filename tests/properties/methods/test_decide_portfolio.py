"""Is the portfolio found the best of all there are, and does it answer to changes as it must?"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.methods.decide.portfolio import choose_portfolio, value_choice
from tocsin.methods.decide.portfolio_conflict import find_conflicts
from tocsin.methods.decide.portfolio_core import find_core
from tocsin.methods.decide.portfolio_effects import phase_left
from tocsin.methods.decide.portfolio_frontier import find_frontier
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count, require_first
from tocsin.methods.decide.portfolio_problem import (
    CostDraws,
    InfeasibleChoiceError,
    Limit,
    Problem,
    state_problem,
)
from tocsin.methods.decide.portfolio_regret import find_regret

SEEDS = st.integers(0, 2**32 - 1)
TOLERANCE = 1e-7


def draw_harm(rng: np.random.Generator, *, measures: int) -> tuple[np.ndarray, np.ndarray]:
    draws, threats, kinds, years = 6, int(rng.integers(1, 5)), int(rng.integers(1, 3)), int(rng.integers(1, 3))
    harm = rng.lognormal(0, 1, (draws, threats, kinds, years))
    effects = rng.uniform(-0.3, 0.9, (draws, measures, threats, 1)) * (rng.random((1, measures, threats, 1)) < 0.6)
    return harm, 1 - effects


def draw_limits(rng: np.random.Generator, *, measures: int) -> list[Limit]:
    costs = rng.integers(1, 10, (measures, 2)).astype(float)
    names = [f"m{place}" for place in range(measures)]
    order = rng.permutation(measures)
    groups = [sorted(rng.choice(measures, min(3, measures), replace=False).tolist()) for _ in range(3)]
    return [
        *limit_amounts(costs, costs.sum(axis=0) * rng.uniform(0.2, 0.7, 2), names=["year 1", "year 2"]),
        *limit_amounts(costs[:, :1] % 4, [float(rng.integers(3, 20))], names=["staff"], kind="capacity"),
        *require_first([(int(order[0]), int(order[1])), (int(order[1]), int(order[2]))], names=names),
        limit_count(groups[0], measures=measures, name="one of", kind="exclusion", most=1),
        limit_count(groups[1], measures=measures, name="floor", kind="floor", least=4, amounts=costs[:, 1]),
        limit_count(groups[2], measures=measures, name="duty", kind="duty", least=1),
    ]


def draw_problem(seed: int, *, most: int = 8, costs: bool = False) -> Problem:
    rng = np.random.default_rng(seed)
    measures = int(rng.integers(3, most + 1))
    harm, left = draw_harm(rng, measures=measures)
    limits = draw_limits(rng, measures=measures)
    drawn = None
    if costs:
        best = np.array([limit.coefficients for limit in limits[:2]]).T
        budgets = np.array([limit.high for limit in limits[:2]])
        drawn = CostDraws(
            best * rng.lognormal(0.05, 0.3, (20, measures, 2)), budgets, float(rng.choice([0.5, 0.8, 0.95]))
        )
    return state_problem(harm, left, limits=limits, weights=rng.uniform(0.1, 3, harm.shape[2]), costs=drawn)


def find_best_by_trying_all(problem: Problem) -> float:
    """Most harm averted over all choices, worked out from the definition; NaN if none is allowed."""
    choices = np.array(list(product((False, True), repeat=problem.measures)))
    allowed = np.array([problem.allows(chosen) for chosen in choices])
    left = np.zeros(len(choices))
    for part in problem.model.parts:
        shares = np.exp(part.logs @ choices[:, part.active].T)
        left += (part.harm @ problem.weights * problem.model.factor) @ shares
    untouched = left[0]
    return float((untouched - left[allowed]).max()) if allowed.any() else np.nan


def check_against_all(problem: Problem) -> None:
    best = find_best_by_trying_all(problem)
    if np.isnan(best):
        with pytest.raises(InfeasibleChoiceError):
            choose_portfolio(problem, gap=0.0)
        return
    found = choose_portfolio(problem, gap=0.0)
    assert found.gap == 0.0
    assert found.outcome.broken == ()
    assert found.outcome.averted.mean == pytest.approx(best, abs=TOLERANCE * float(problem.model.untouched.sum()))


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_portfolio_is_the_best_of_all_choices(seed: int) -> None:
    check_against_all(draw_problem(seed))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_portfolio_is_the_best_of_all_choices_among_fourteen(seed: int) -> None:
    check_against_all(draw_problem(seed, most=14))


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_portfolio_with_cover_is_the_best_of_all_that_have_it(seed: int) -> None:
    check_against_all(draw_problem(seed, most=7, costs=True))


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.floats(0.0, 0.3))
def test_no_choice_averts_more_than_the_bound(seed: int, gap: float) -> None:
    problem = draw_problem(seed)
    best = find_best_by_trying_all(problem)
    if not np.isnan(best):
        assert choose_portfolio(problem, gap=gap).most >= best - TOLERANCE * float(problem.model.untouched.sum())


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.floats(0.0, 0.2))
def test_more_budget_never_averts_less(seed: int, gap: float) -> None:
    try:
        frontier = find_frontier(draw_problem(seed, most=6), [0.7, 1.0, 1.4, 2.0], budget=1.0, gap=gap)
    except InfeasibleChoiceError:
        return
    averted = [point.portfolio.outcome.averted.mean for point in frontier.points]
    assert averted == sorted(averted)


def add_idle_measure(problem: Problem, *, harm: np.ndarray, left: np.ndarray) -> Problem:
    limits = [replace(limit, coefficients=np.append(limit.coefficients, 0.0)) for limit in problem.limits]
    wider = np.concatenate([left, np.ones_like(left[:, :1])], axis=1)
    return state_problem(harm, wider, limits=limits)


def find_averted(problem: Problem) -> float:
    """Harm averted by the best portfolio; NaN if there is none."""
    try:
        return choose_portfolio(problem, gap=0.0).outcome.averted.mean
    except InfeasibleChoiceError:
        return np.nan


def is_same(value: float, other: float) -> bool:
    return bool(value == pytest.approx(other, rel=1e-6, nan_ok=True))


def draw_parts(seed: int) -> tuple[np.ndarray, np.ndarray, list[Limit]]:
    rng = np.random.default_rng(seed)
    return *draw_harm(rng, measures=6), draw_limits(rng, measures=6)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_a_measure_without_effect_changes_nothing(seed: int) -> None:
    harm, left, limits = draw_parts(seed)
    plain = state_problem(harm, left, limits=limits)
    assert is_same(find_averted(add_idle_measure(plain, harm=harm, left=left)), find_averted(plain))


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_order_of_measures_changes_nothing(seed: int) -> None:
    harm, left, limits = draw_parts(seed)
    order = np.random.default_rng(seed).permutation(6)
    turned = [replace(limit, coefficients=limit.coefficients[order]) for limit in limits]
    averted = find_averted(state_problem(harm, left[:, order], limits=turned))
    assert is_same(averted, find_averted(state_problem(harm, left, limits=limits)))


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.floats(1e-6, 1e9))
def test_harm_averted_is_in_the_unit_of_the_harm(seed: int, unit: float) -> None:
    harm, left, limits = draw_parts(seed)
    averted = find_averted(state_problem(harm, left, limits=limits))
    scaled = find_averted(state_problem(harm * unit, left, limits=limits))
    assert is_same(scaled, averted * unit)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_without_any_one_limit_of_a_conflict_the_others_can_be_kept(seed: int) -> None:
    rng = np.random.default_rng(seed)
    limits = [
        *draw_limits(rng, measures=5),
        limit_count([0, 1, 2], measures=5, name="both", kind="fixed", least=float(rng.integers(1, 4))),
    ]
    for conflict in find_conflicts(limits):
        members = [limit for limit in limits if limit.name in conflict]
        rests = [[limit for limit in members if limit is not dropped] for dropped in members]
        assert find_conflicts(members) == (conflict,)
        assert all(not rest or find_conflicts(rest) == () for rest in rests)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_core_index_is_the_share_of_portfolios_that_hold_a_measure(seed: int) -> None:
    problem = draw_problem(seed, most=5)
    weights = np.random.default_rng(seed).uniform(0.1, 1, (4, problem.model.kinds))
    try:
        core = find_core(problem, weights, gap=0.0)
    except InfeasibleChoiceError:
        return
    held = [choose_portfolio(problem.with_weights(row), gap=0.0).outcome.chosen for row in weights]
    shares = [sum(place in chosen for chosen in held) / 4 for place in range(problem.measures)]
    assert [index.share for index in core.indices] == shares


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_no_allowed_choice_is_regretted_less_than_nothing(seed: int) -> None:
    problem = draw_problem(seed, most=5)
    try:
        best = choose_portfolio(problem, gap=0.0)
    except InfeasibleChoiceError:
        return
    own = np.random.default_rng(seed).random(problem.measures) < 0.5
    regret = find_regret(problem, own, best=best)
    assert regret.own.broken or regret.expected >= -TOLERANCE * float(problem.model.untouched.sum())


@given(SEEDS)
def test_what_is_left_lies_between_the_full_effect_and_none(seed: int) -> None:
    rng = np.random.default_rng(seed)
    effects = rng.uniform(0, 0.9, (3, 2, 2))
    left = phase_left(
        effects,
        onset_years=rng.uniform(0, 3, 2),
        ramp_years=rng.uniform(0, 3, 2),
        decay_share=rng.uniform(0, 1, 2),
        years=5,
    )
    assert ((left <= 1) & (left >= 1 - effects[:, :, :, None] - 1e-12)).all()


@given(SEEDS)
def test_value_of_a_choice_is_the_product_of_what_its_measures_leave(seed: int) -> None:
    rng = np.random.default_rng(seed)
    harm, left = draw_harm(rng, measures=4)
    chosen = rng.random(4) < 0.5
    averted = value_choice(state_problem(harm, left, limits=[]), chosen).averted.mean
    remaining = np.broadcast_to(left, (*left.shape[:3], harm.shape[3]))[:, chosen].prod(axis=1)
    assert averted == pytest.approx((harm * (1 - remaining[:, :, None, :])).sum() / len(harm), abs=1e-9 * harm.sum())
