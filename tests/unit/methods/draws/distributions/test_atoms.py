"""Are single values drawn as often as they should be?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Constant, Discrete, Empirical
from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.points import Points

UNIFORMS = Points(seed=5, randomisations=4, log2_points=8).uniforms(0)


def test_a_constant_is_drawn_without_uncertainty() -> None:
    assert set(Constant(7.0).quantile(UNIFORMS)) == {7.0}


def test_a_constant_is_counted_at_itself_and_not_before() -> None:
    spread, at = Constant(7.0), np.array([6.0, 7.0, 8.0])
    assert (spread.cdf(at).tolist(), spread.cdf_before(at).tolist()) == ([0.0, 1.0, 1.0], [0.0, 0.0, 1.0])


def test_values_are_drawn_in_proportion_to_their_probabilities() -> None:
    drawn = Discrete(values=[5.0, 1.0, 2.0], probabilities=[0.25, 0.5, 0.25]).quantile(UNIFORMS)
    assert [(drawn == value).mean() for value in (1.0, 2.0, 5.0)] == [0.5, 0.25, 0.25]


def test_a_value_given_twice_has_both_probabilities() -> None:
    assert Discrete(values=[1.0, 1.0, 3.0], probabilities=[0.3, 0.3, 0.4]).cdf(1.0) == pytest.approx(0.6)


def test_a_value_without_probability_is_outside_the_support() -> None:
    assert Discrete(values=[1.0, 2.0, 9.0], probabilities=[0.5, 0.5, 0.0]).support == (1.0, 2.0)


def test_a_sample_is_drawn_as_often_as_it_was_seen() -> None:
    drawn = Empirical(sample=[4.0, 1.0, 1.0, 8.0]).quantile(UNIFORMS)
    assert [(drawn == value).mean() for value in (1.0, 4.0, 8.0)] == [0.5, 0.25, 0.25]


@pytest.mark.parametrize("count", [3, 7, 10, 49, 1000])
def test_every_step_of_a_sample_is_hit_exactly(count: int) -> None:
    sample = np.arange(float(count))
    steps = np.arange(1, count) / count
    assert np.array_equal(Empirical(sample=sample.tolist()).quantile(steps), sample[:-1])


def test_the_share_below_an_observation_leaves_it_out() -> None:
    assert Empirical(sample=[1.0, 2.0, 2.0, 3.0]).cdf_before(np.array([2.0])).tolist() == [0.25]


@pytest.mark.parametrize(
    ("values", "probabilities", "problem"),
    [
        ([1.0, 2.0], [1.0], "2 values but 1 prob"),
        ([], [], "0 values"),
        ([1.0, 2.0], [0.5, 0.6], "add up to 1.1"),
        ([1.0, 2.0], [1.5, -0.5], "least is -0.5"),
        ([1.0, 2.0], [0.5, np.nan], "add up to nan"),
        ([1.0, np.nan], [0.5, 0.5], "value is nan"),
    ],
)
def test_probabilities_that_do_not_fit_are_refused(
    values: list[float], probabilities: list[float], problem: str
) -> None:
    with pytest.raises(DistributionParameterError, match=problem):
        Discrete(values=values, probabilities=probabilities)


@pytest.mark.parametrize("sample", [[], [1.0, np.nan], [np.inf]])
def test_a_sample_that_cannot_be_taken_as_it_stands_is_refused(sample: list[float]) -> None:
    with pytest.raises(DistributionParameterError, match="missing or infinite"):
        Empirical(sample=sample)


def test_an_infinite_constant_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="value is inf"):
        Constant(np.inf)
