"""Is what no distribution can answer refused, in words that help?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Beta, Discrete, Lognormal, Normal, Uniform
from tocsin.methods.draws.errors import ProbabilityRangeError, UnusableDrawsError


@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.1, np.nan])
def test_a_probability_without_a_quantile_is_refused(u: float) -> None:
    with pytest.raises(ProbabilityRangeError, match="strictly between 0 and 1"):
        Normal(mean=0.0, sd=1.0).quantile([0.5, u])


def test_a_missing_value_has_no_probability() -> None:
    with pytest.raises(UnusableDrawsError, match="1 of 2 values are missing"):
        Uniform(low=0.0, high=1.0).cdf([0.5, np.nan])


def test_a_missing_score_is_refused() -> None:
    with pytest.raises(UnusableDrawsError, match="missing"):
        Lognormal(log_mean=0.0, log_sd=1.0).at_normals(np.array([np.nan]))


def test_the_shape_of_the_probabilities_is_kept() -> None:
    assert Beta(alpha=2.0, beta=3.0).quantile(np.full((2, 3), 0.5)).shape == (2, 3)


def test_a_score_too_large_for_a_probability_gives_the_last_value() -> None:
    assert Discrete(values=[1.0, 2.0], probabilities=[0.5, 0.5]).at_normals([-40.0, 40.0]).tolist() == [1.0, 2.0]


def test_a_smooth_distribution_has_no_atoms() -> None:
    assert Normal(mean=0.0, sd=1.0).atoms.size == 0


def test_breaks_are_the_ends_that_exist() -> None:
    assert Lognormal(log_mean=0.0, log_sd=1.0).breaks.tolist() == [0.0]
