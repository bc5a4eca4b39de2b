"""What holds for every value function and every way to combine values?"""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.methods.score.aggregate import additive, geometric
from tocsin.methods.score.value import Concave, Linear, Logarithmic, Stepwise

AMOUNTS = st.floats(1e-3, 1e6)
SHARES = st.floats(0.01, 0.49)
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def draw_function(draw: st.DrawFn) -> Linear | Concave | Logarithmic | Stepwise:
    worst, best = draw(AMOUNTS), draw(AMOUNTS)
    assume(abs(worst - best) > 1e-6 * max(worst, best))
    kind = draw(st.sampled_from(["linear", "concave", "logarithmic", "stepwise"]))
    if kind == "concave":
        return Concave(worst=worst, best=best, half=worst + draw(SHARES) * (best - worst))
    if kind == "stepwise":
        values = (0.0, draw(st.floats(0, 1)), 1.0)
        return Stepwise(edges=(min(worst, best), max(worst, best)), values=values if worst < best else values[::-1])
    return Linear(worst=worst, best=best) if kind == "linear" else Logarithmic(worst=worst, best=best)


@given(draw_function(), st.lists(st.floats(-1e7, 1e7), min_size=1))
def test_values_lie_between_0_and_1(function: Linear, amounts: list[float]) -> None:
    values = function(amounts)
    assert ((values >= 0) & (values <= 1)).all()


@given(draw_function(), st.lists(st.floats(-1e7, 1e7), min_size=2))
def test_values_never_turn(function: Linear, amounts: list[float]) -> None:
    steps = np.diff(function(sorted(amounts)))
    assert (steps >= -1e-12).all() or (steps <= 1e-12).all()


@given(AMOUNTS, AMOUNTS, SHARES)
def test_concave_is_never_below_linear(worst: float, best: float, way: float) -> None:
    assume(abs(worst - best) > 1e-6 * max(worst, best))
    amounts = np.linspace(worst, best, 11)
    concave = Concave(worst=worst, best=best, half=worst + way * (best - worst))(amounts)
    assert (concave >= Linear(worst=worst, best=best)(amounts) - 1e-9).all()


@given(SEEDS)
def test_geometric_total_is_never_above_the_additive_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.random((5, 3)), rng.dirichlet(np.ones(3), 10)
    assert (geometric(values, weights) <= additive(values, weights) + 1e-12).all()


@given(SEEDS)
def test_totals_lie_between_the_lowest_and_the_highest_score(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, weights = rng.random((10, 5, 3)), rng.dirichlet(np.ones(3), 10)
    for totals in (additive(values, weights), geometric(values, weights)):
        assert (totals >= values.min(axis=2) - 1e-12).all()
        assert (totals <= values.max(axis=2) + 1e-12).all()
