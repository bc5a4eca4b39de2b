"""Does every distribution, mixtures too, invert its own distribution function and keep order?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.distributions import (
    Beta,
    Constant,
    Discrete,
    Distribution,
    Empirical,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Triangular,
    TwoPiece,
    Uniform,
)
from tocsin.methods.draws.points import Points

LIMITED = st.floats(-100, 100)
SIZES = st.floats(0.1, 10)
UNIFORMS = st.lists(st.floats(1e-6, 1 - 1e-6), min_size=1, max_size=20).map(np.array)
RISING = st.lists(LIMITED, min_size=3, max_size=3, unique=True).map(sorted).filter(lambda v: v[2] - v[0] > 0.1)
SMOOTH: st.SearchStrategy[Distribution] = st.one_of(
    st.builds(Normal, mean=LIMITED, sd=SIZES),
    st.builds(Lognormal, log_mean=st.floats(-3, 3), log_sd=st.floats(0.1, 2)),
    st.builds(Beta, alpha=st.floats(0.5, 20), beta=st.floats(0.5, 20)),
    st.builds(TwoPiece, median=SIZES, spread_below=SIZES, spread_above=SIZES, scale=st.just("log")),
    RISING.map(lambda v: Pert(low=v[0], mode=v[1], high=v[2])),
    RISING.map(lambda v: Triangular(low=v[0], mode=v[1], high=v[2])),
    RISING.map(lambda v: Uniform(low=v[0], high=v[2])),
)
STEPS: st.SearchStrategy[Distribution] = st.one_of(
    st.builds(Constant, LIMITED),
    st.lists(LIMITED, min_size=1, max_size=6).map(lambda v: Empirical(sample=v)),
    st.lists(LIMITED, min_size=2, max_size=2).map(lambda v: Discrete(values=v, probabilities=[0.3, 0.7])),
)


def mix(parts: list[Distribution]) -> Mixture:
    weights = np.arange(1.0, len(parts) + 1)
    return Mixture(components=parts, weights=(weights / weights.sum()).tolist())


MIXTURES = st.lists(st.one_of(SMOOTH, STEPS), min_size=1, max_size=4).map(mix)
ANY = st.one_of(SMOOTH, STEPS, MIXTURES, st.lists(MIXTURES, min_size=2, max_size=2).map(mix))


@given(spread=SMOOTH, u=UNIFORMS)
def test_a_quantile_inverts_the_distribution_function(spread: Distribution, u: np.ndarray) -> None:
    assert np.allclose(spread.cdf(spread.quantile(u)), u, rtol=1e-6, atol=1e-9)


@given(spread=ANY, u=UNIFORMS)
def test_a_quantile_is_the_least_value_with_enough_probability(spread: Distribution, u: np.ndarray) -> None:
    x = spread.quantile(u)
    nearly = 1e-9 * np.maximum(np.abs(x), 1e-9)
    assert (spread.cdf(x + nearly) >= u - 1e-9).all()
    assert (spread.cdf_before(x - nearly) <= u + 1e-9).all()


@given(spread=ANY, u=UNIFORMS)
def test_quantiles_never_fall(spread: Distribution, u: np.ndarray) -> None:
    x = spread.quantile(np.sort(u))
    assert (np.diff(x) >= -1e-12 * np.maximum(np.abs(x[1:]), 1e-12)).all()


@given(spread=ANY, u=UNIFORMS)
def test_draws_stay_within_the_support(spread: Distribution, u: np.ndarray) -> None:
    low, high = spread.support
    x = spread.quantile(u)
    assert (x >= low - 1e-12 * abs(low)).all()
    assert (x <= high + 1e-12 * abs(high)).all()


@given(spread=st.one_of(STEPS, MIXTURES))
def test_jumps_of_the_distribution_function_are_at_its_atoms(spread: Distribution) -> None:
    assert ((spread.cdf(spread.atoms) - spread.cdf_before(spread.atoms)) > 0).all()


@given(parts=st.lists(SMOOTH, min_size=1, max_size=3))
def test_the_mean_of_a_mixture_is_the_mean_of_its_parts(parts: list[Distribution]) -> None:
    u = Points(seed=1, randomisations=1, log2_points=12).uniforms(0)
    weights = np.arange(1.0, len(parts) + 1) / np.arange(1.0, len(parts) + 1).sum()
    drawn = [part.quantile(u) for part in parts]
    scale = max(float(np.std(x) + abs(x.mean())) for x in drawn)
    expected = sum(weight * x.mean() for weight, x in zip(weights, drawn, strict=True))
    assert mix(parts).quantile(u).mean() == pytest.approx(expected, abs=0.05 * scale)
