"""Is a quantity spread by the distribution of its logarithm or log-odds?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Discrete, Lognormal, Mixture, Normal, OnScale, Uniform
from tocsin.methods.draws.errors import DistributionParameterError

U = np.linspace(0.01, 0.99, 25)


def test_a_normal_logarithm_is_a_lognormal() -> None:
    assert OnScale(Normal(1.0, 0.5), "log").quantile(U) == pytest.approx(Lognormal(1.0, 0.5).quantile(U))


def test_scores_and_probabilities_give_the_same_values() -> None:
    found = OnScale(Normal(1.0, 0.5), "log")
    assert found.at_normals([-1.0, 0.0, 2.0]) == pytest.approx(np.exp([0.5, 1.0, 2.0]))


@pytest.mark.parametrize(("scale", "low", "high"), [("log", 0.0, 5.0), ("logit", -3.0, 3.0), ("linear", -1.0, 1.0)])
def test_the_distribution_function_undoes_the_quantile(scale: str, low: float, high: float) -> None:
    found = OnScale(Uniform(low, high), scale)  # type: ignore[arg-type]  # one of the three names
    assert found.cdf(found.quantile(U)) == pytest.approx(U)


def test_nothing_lies_beyond_the_support() -> None:
    found = OnScale(Uniform(0.0, np.log(100.0)), "log")
    assert found.support == pytest.approx((1.0, 100.0))
    assert found.cdf([-5.0, 0.0, 0.9, 101.0, np.inf]).tolist() == [0, 0, 0, 1, 1]


def test_a_share_stays_below_one() -> None:
    assert OnScale(Normal(0.0, 30.0), "logit").quantile([0.999])[0] <= 1.0


def test_single_values_inside_stay_single_values() -> None:
    found = OnScale(Discrete([0.0, np.log(2.0)], [0.5, 0.5]), "log")
    assert found.atoms == pytest.approx([1.0, 2.0])
    assert found.breaks == pytest.approx([1.0, 2.0])


def test_a_mixture_with_it_is_inverted_whole() -> None:
    mixed = Mixture([Normal(10.0, 0.1), OnScale(Uniform(0.0, np.log(1e4)), "log")], [0.7, 0.3])
    assert mixed.cdf(mixed.quantile(U)) == pytest.approx(U)


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="'cubic' is not known"):
        OnScale(Uniform(0.0, 1.0), "cubic")  # type: ignore[arg-type]  # planted
