"""What holds for every set of weights that is drawn?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.methods.score.weights import EmptyWeightRegionError, hierarchical_weights, simplex_weights

SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.integers(1, 6)


@st.composite
def draw_demands(draw: st.DrawFn) -> tuple[int, list[int], np.ndarray, np.ndarray]:
    size = draw(SIZES)
    order = draw(st.permutations(range(size)))[: draw(st.integers(0, size))]
    low = np.array(draw(st.lists(st.sampled_from([0.0, 0.0, 0.05, 0.1, 0.3]), min_size=size, max_size=size)))
    high = np.array(draw(st.lists(st.sampled_from([1.0, 1.0, 0.5, 0.3, 0.25]), min_size=size, max_size=size)))
    return size, order, low, high


@given(draw_demands(), SEEDS)
def test_weights_respect_every_demand_or_are_refused(demands: tuple, seed: int) -> None:
    size, order, low, high = demands
    try:
        weights = simplex_weights(size, draws=50, rng=np.random.default_rng(seed), order=order, lower=low, upper=high)
    except EmptyWeightRegionError:
        assume(False)
    assert np.allclose(weights.sum(axis=1), 1)
    assert (weights >= low - 1e-9).all()
    assert (weights <= high + 1e-9).all()
    assert (np.diff(weights[:, order], axis=1) <= 1e-9).all()


@given(SIZES, SEEDS)
def test_the_same_seed_gives_the_same_weights(size: int, seed: int) -> None:
    twice = [simplex_weights(size, draws=10, rng=np.random.default_rng(seed)) for _ in range(2)]
    assert (twice[0] == twice[1]).all()


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), SEEDS)
def test_hierarchical_weights_add_up_to_1(sizes: list[int], seed: int) -> None:
    axes = {f"axis {i}": [f"{i}.{j}" for j in range(size)] for i, size in enumerate(sizes)}
    weights = hierarchical_weights(axes, draws=20, rng=np.random.default_rng(seed))
    assert weights.shape == (20, sum(sizes))
    assert np.allclose(weights.sum(axis=1), 1)


@pytest.mark.parametrize("size", [2, 3, 8])
def test_unconstrained_weights_have_the_moments_of_a_flat_dirichlet(size: int) -> None:
    weights = simplex_weights(size, draws=50_000, rng=np.random.default_rng(size))
    expected = (np.eye(size) * size - 1) / (size**2 * (size + 1))
    assert weights.mean(axis=0) == pytest.approx(np.full(size, 1 / size), abs=0.004)
    assert np.cov(weights.T) == pytest.approx(expected, abs=0.0015)


@pytest.mark.parametrize("size", [3, 5])
def test_ordered_weights_are_sorted_uniform_weights(size: int) -> None:
    rng = np.random.default_rng(size)
    ordered = simplex_weights(size, draws=30_000, rng=rng, order=list(range(size)))
    by_sorting = np.sort(simplex_weights(size, draws=30_000, rng=rng), axis=1)[:, ::-1]
    assert ordered.mean(axis=0) == pytest.approx(by_sorting.mean(axis=0), abs=0.004)
    assert ordered.std(axis=0) == pytest.approx(by_sorting.std(axis=0), abs=0.003)


def test_an_order_with_limits_is_what_rejection_would_leave() -> None:
    rng = np.random.default_rng(4)
    demands = {"order": [2, 0], "lower": {1: 0.1}, "upper": {2: 0.6}}
    direct = simplex_weights(4, draws=30_000, rng=rng, **demands)
    free = simplex_weights(4, draws=300_000, rng=rng)
    kept = free[(free[:, 2] >= free[:, 0]) & (free[:, 1] >= 0.1) & (free[:, 2] <= 0.6)]
    assert direct.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.004)
    assert np.cov(direct.T) == pytest.approx(np.cov(kept.T), abs=0.0015)
