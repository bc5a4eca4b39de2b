"""Does a designed sample tell inputs that act alone from those that act together?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Constant, Lognormal, Uniform
from tocsin.methods.sensitivity.designed import designed_shares
from tocsin.methods.sensitivity.errors import NotPositiveError, SampleShapeError

pytestmark = pytest.mark.slow  # SALib alone takes a second to import

BOTH = [Uniform(low=-1.0, high=1.0), Uniform(low=-1.0, high=1.0)]


def rng() -> np.random.Generator:
    return np.random.default_rng(2)


def test_inputs_that_act_together_have_all_of_the_total() -> None:
    found = designed_shares(lambda x: x[:, 0] * x[:, 1], BOTH, log2_points=10, rng=rng())
    assert found.total == pytest.approx([1.0, 1.0], abs=0.1)


def test_inputs_that_act_together_have_nothing_alone() -> None:
    found = designed_shares(lambda x: x[:, 0] * x[:, 1], BOTH, log2_points=10, rng=rng())
    assert found.first_order == pytest.approx([0.0, 0.0], abs=0.1)


def test_a_product_has_no_interactions_on_the_log_scale() -> None:
    factors = [Lognormal(log_mean=0.0, log_sd=2.0), Lognormal(log_mean=0.0, log_sd=1.0)]
    found = designed_shares(lambda x: x.prod(axis=1), factors, log2_points=10, rng=rng(), scale="log")
    assert found.first_order == pytest.approx([0.8, 0.2], abs=0.05)


def test_the_same_random_numbers_give_the_same_shares() -> None:
    pair = [designed_shares(lambda x: x.sum(axis=1), BOTH, log2_points=6, rng=rng()) for _ in range(2)]
    assert np.array_equal(pair[0].total_error, pair[1].total_error)


def test_the_runs_are_counted() -> None:
    assert designed_shares(lambda x: x.sum(axis=1), BOTH, log2_points=6, rng=rng()).runs == 64 * 4


def test_an_output_without_variance_has_no_shares() -> None:
    found = designed_shares(lambda x: x[:, 0], [Constant(0.3), *BOTH], log2_points=4, rng=rng())
    assert np.isnan(found.total).all()


@pytest.mark.parametrize("log2_points", [0, 21])
def test_a_design_without_points_is_refused(log2_points: int) -> None:
    with pytest.raises(SampleShapeError, match="make no design"):
        designed_shares(lambda x: x[:, 0], BOTH, log2_points=log2_points, rng=rng())


def test_a_function_that_loses_rows_is_refused() -> None:
    with pytest.raises(SampleShapeError, match="one finite number for each row"):
        designed_shares(lambda x: x[:3, 0], BOTH, log2_points=4, rng=rng())


def test_an_output_below_zero_has_no_log_scale() -> None:
    with pytest.raises(NotPositiveError, match="no logarithm"):
        designed_shares(lambda x: x[:, 0], BOTH, log2_points=4, rng=rng(), scale="log")
