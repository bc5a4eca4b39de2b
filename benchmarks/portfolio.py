"""How long do one portfolio, a frontier, core indices and a plain problem of whole numbers take, beside the solver alone?

All instances are invented here, from fixed seeds. The large one: 60 measures touch about four of 20 threats each, over 1,000 draws, five
years and three kinds of harm, under three budgets, four capacities, needs, exclusions, floors and a duty.
"""

import sys
import time

import highspy
import numpy as np

from tocsin.methods.decide.portfolio import choose_portfolio
from tocsin.methods.decide.portfolio_core import find_core
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_frontier import find_frontier
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count, require_first
from tocsin.methods.decide.portfolio_problem import Limit, Problem, state_problem

BUDGETS = {
    "one budget, gap 1 %, s": 8.0,
    "frontier of 20 budgets, s": 45.0,
    "core, 200 weights, s": 300.0,
    "60 plain, gap 0, s": 0.2,
    "400 plain, times solver": 1.5,
}
MEASURES, THREATS, KINDS, YEARS, DRAWS = 60, 20, 3, 5, 1_000
REPEATS = 3


def draw_limits(cost: np.ndarray, *, rng: np.random.Generator) -> list[Limit]:
    """Limits of every kind on the large instance."""
    staff = rng.integers(0, 10, (MEASURES, 4)).astype(np.float64)
    return [
        *limit_amounts(cost, 0.3 * cost.sum(axis=0), names=["year 1", "year 2", "year 3"]),
        *limit_amounts(staff, 0.35 * staff.sum(axis=0), names=list("abcd"), kind="capacity"),
        *require_first([(1, 2), (5, 9), (13, 40), (33, 34)], names=[f"m{place}" for place in range(MEASURES)]),
        limit_count([0, 3, 7], measures=MEASURES, name="one of three", kind="exclusion", most=1),
        limit_count([20, 22], measures=MEASURES, name="one of two", kind="exclusion", most=1),
        *[
            limit_count(list(range(part, MEASURES, 4)), measures=MEASURES, name=f"floor {part}", kind="floor", least=2)
            for part in range(4)
        ],
        limit_count([50, 51, 52], measures=MEASURES, name="duty", kind="duty", least=1),
    ]


def draw_large(rng: np.random.Generator) -> tuple[Problem, float]:
    """The large instance and its whole budget."""
    harm = rng.lognormal(0, 0.8, (1, THREATS, KINDS, 1)) * rng.lognormal(0, 0.5, (DRAWS, THREATS, KINDS, 1))
    touched = rng.random((MEASURES, THREATS)) < 0.15
    touched[np.arange(MEASURES), rng.integers(0, THREATS, MEASURES)] = True
    middle = rng.uniform(0.02, 0.35, (MEASURES, THREATS))
    effect = np.clip(middle * rng.lognormal(0, 0.5, (DRAWS, MEASURES, THREATS)), 0, 0.9)
    effect *= np.where(rng.random((MEASURES, THREATS)) < 0.08, -0.3, 1.0) * touched
    left = 1 - effect[..., None] * np.linspace(0.3, 1, YEARS)
    cost = rng.lognormal(1, 0.7, (MEASURES, 3))
    limits = draw_limits(cost, rng=rng)
    return state_problem(harm * np.ones(YEARS), left, limits=limits), float(0.3 * cost.sum())


def draw_plain(measures: int, *, rng: np.random.Generator) -> tuple[np.ndarray, list[Limit]]:
    """Values and limits of a plain instance: three budgets of 30 % of all costs, and a need for every ten measures."""
    costs = rng.integers(10, 100, (measures, 3)).astype(np.float64)
    values = np.round(costs.mean(axis=1) * rng.lognormal(-0.5, 0.4, measures), 6)
    needs = [
        tuple(sorted(rng.choice(measures, 2, replace=False).tolist(), reverse=True)) for _ in range(measures // 10)
    ]
    names = [f"m{place}" for place in range(measures)]
    return values, [
        *limit_amounts(costs, 0.3 * costs.sum(axis=0), names=["year 1", "year 2", "year 3"]),
        *require_first(sorted({(first, second) for first, second in needs}), names=names),
    ]


def choose_plain(values: np.ndarray, limits: list[Limit]) -> float:
    """Value of the best choice by the method: each measure halves a threat of its own."""
    measures = len(values)
    left = np.where(np.eye(measures, dtype=np.bool_), 0.5, 1.0).reshape(1, measures, measures, 1)
    problem = state_problem(2 * values.reshape(1, measures, 1, 1), left, limits=limits)
    return choose_portfolio(problem, gap=0.0).outcome.averted.mean


def solve_bare(values: np.ndarray, limits: list[Limit]) -> float:
    """Value of the best choice by the solver alone, to the same gap."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library types all but this
    for name, value in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}.items():
        solver.setOptionValue(name, value)
    count = len(values)
    solver.addVars(count, np.zeros(count), np.ones(count))
    places = np.arange(count, dtype=np.int32)
    solver.changeColsCost(count, places, -values)
    solver.changeColsIntegrality(count, places, np.array([highspy.HighsVarType.kInteger] * count))
    for limit in limits:
        counted = np.flatnonzero(limit.coefficients).astype(np.int32)
        solver.addRow(limit.low, limit.high, len(counted), counted, limit.coefficients[counted])
    solver.run()
    return float(-solver.getInfo().objective_function_value)


def time_plain(measures: int, *, seeds: int) -> tuple[float, float]:
    """Seconds of the method and of the solver alone, summed over instances, each the best of several runs."""
    totals = [0.0, 0.0]
    for seed in range(seeds):
        values, limits = draw_plain(measures, rng=np.random.default_rng(seed))
        found = []
        for place, solve in enumerate((choose_plain, solve_bare)):
            times = []
            for _ in range(REPEATS):
                began = time.perf_counter()
                value = solve(values, limits)
                times.append(time.perf_counter() - began)
            totals[place] += min(times)
            found.append(value)
        if abs(found[0] - found[1]) > 1e-6 * found[1]:
            sys.exit(
                f"With {measures} measures the method finds {found[0]}, the solver alone {found[1]}: one is wrong."
            )
    return totals[0], totals[1]


def measure() -> dict[str, float]:
    """Every figure that has a budget."""
    rng = np.random.default_rng(1)
    problem, budget = draw_large(rng)
    pool, found = CutPool(problem.model), {}
    began = time.perf_counter()
    choose_portfolio(problem, pool=pool)
    found["one budget, gap 1 %, s"] = time.perf_counter() - began
    began = time.perf_counter()
    find_frontier(problem, np.linspace(0.4, 1.6, 20).tolist(), budget=budget)
    found["frontier of 20 budgets, s"] = time.perf_counter() - began
    found["60 plain, gap 0, s"] = time_plain(60, seeds=1)[0]
    ours, bare = time_plain(400, seeds=4)
    print(f"400 plain, four instances: {ours:.2f} s by the method, {bare:.2f} s by the solver alone")
    found["400 plain, times solver"] = ours / bare
    began = time.perf_counter()
    find_core(problem, rng.dirichlet(np.ones(KINDS), 200), pool=pool)
    found["core, 200 weights, s"] = time.perf_counter() - began
    return found


def main() -> None:
    """Measure and print, each beside its budget; end with 1 if any is over it."""
    found = measure()
    for name, budget in BUDGETS.items():
        value = found[name]
        print(f"{name:<26} {value:8.2f}   budget {budget:g}   {'within' if value <= budget else 'OVER'}")
    sys.exit(any(found[name] > budget for name, budget in BUDGETS.items()))


if __name__ == "__main__":
    main()
