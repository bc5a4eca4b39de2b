"""Is a mixture inverted as a whole, with its jumps, gaps and humps?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Constant, Discrete, Lognormal, Mixture, Normal, Uniform
from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.points import Points

UNIFORMS = Points(seed=5, randomisations=4, log2_points=8).uniforms(0)
GAP = Mixture(components=[Uniform(low=0.0, high=1.0), Uniform(low=5.0, high=6.0)], weights=[0.25, 0.75])


def test_overlapping_components_are_inverted_to_the_last_digits() -> None:
    mixed = Mixture(components=[Normal(mean=0.0, sd=1.0), Normal(mean=3.0, sd=0.2)], weights=[0.6, 0.4])
    assert np.abs(mixed.cdf(mixed.quantile(UNIFORMS)) - UNIFORMS).max() < 1e-14


def test_each_component_is_drawn_as_often_as_its_weight_says() -> None:
    assert (GAP.quantile(UNIFORMS) <= 1.0).mean() == 0.25


def test_nothing_is_drawn_in_a_gap() -> None:
    drawn = GAP.quantile(UNIFORMS)
    assert not ((drawn > 1.0) & (drawn < 5.0)).any()


def test_the_end_of_a_hump_is_its_own_quantile() -> None:
    assert GAP.quantile([0.25]).tolist() == [1.0]


def test_a_known_value_inside_a_smooth_component_is_hit_exactly() -> None:
    mixed = Mixture(components=[Constant(3.0), Lognormal(log_mean=1.0, log_sd=1.0)], weights=[0.5, 0.5])
    assert (mixed.quantile(UNIFORMS) == 3.0).sum() == pytest.approx(512, abs=1)


def test_constants_alone_make_a_discrete_distribution() -> None:
    mixed = Mixture(components=[Constant(1.0), Constant(2.0)], weights=[0.5, 0.5])
    listed = Discrete(values=[1.0, 2.0], probabilities=[0.5, 0.5])
    assert np.array_equal(mixed.quantile(UNIFORMS), listed.quantile(UNIFORMS))


def test_a_mixture_of_one_is_that_one() -> None:
    only = Uniform(low=2.0, high=3.0)
    mixed = Mixture(components=[only, Constant(99.0)], weights=[1.0, 0.0])
    assert np.array_equal(mixed.quantile(UNIFORMS), only.quantile(UNIFORMS))


def test_a_component_without_weight_is_outside_the_support() -> None:
    assert Mixture(components=[Constant(1.0), Constant(99.0)], weights=[1.0, 0.0]).support == (1.0, 1.0)


def test_a_mixture_inside_a_mixture_is_the_same_as_one_spread_out() -> None:
    nested = Mixture(components=[GAP, Normal(mean=9.0, sd=1.0)], weights=[0.5, 0.5])
    parts = [Uniform(low=0.0, high=1.0), Uniform(low=5.0, high=6.0), Normal(mean=9.0, sd=1.0)]
    spread_out = Mixture(components=parts, weights=[0.125, 0.375, 0.5])
    assert np.allclose(nested.quantile(UNIFORMS), spread_out.quantile(UNIFORMS), rtol=1e-12)


def test_each_draw_depends_on_its_own_uniform_only() -> None:
    mixed = Mixture(components=[Normal(mean=0.0, sd=1.0), Normal(mean=3.0, sd=0.2)], weights=[0.6, 0.4])
    assert np.array_equal(mixed.quantile(UNIFORMS)[:10], mixed.quantile(UNIFORMS[:10]))


def test_uniforms_beyond_the_table_are_found_too() -> None:
    mixed = Mixture(components=[Normal(mean=0.0, sd=1.0), Normal(mean=3.0, sd=0.2)], weights=[0.6, 0.4])
    assert mixed.cdf(mixed.quantile([1e-40])) == pytest.approx(1e-40, rel=1e-9)


@pytest.mark.parametrize(
    ("count", "weights", "problem"),
    [(0, [], "0 components"), (2, [1.0], "but 1 weights"), (2, [0.5, 0.4], "add up to 0.9"), (2, [2.0, -1.0], "-1")],
)
def test_weights_that_do_not_fit_are_refused(count: int, weights: list[float], problem: str) -> None:
    with pytest.raises(DistributionParameterError, match=problem):
        Mixture(components=[Constant(1.0)] * count, weights=weights)
