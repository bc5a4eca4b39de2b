"""Does a pool keep disagreement, and say that it does?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Constant, Normal, Uniform
from tocsin.methods.judgement.errors import ElicitationSettingError, NoWeightError
from tocsin.methods.judgement.linear_pool import list_tails, pool_linearly

NEAR, FAR = Normal(0.0, 1.0), Normal(20.0, 1.0)


def test_two_camps_are_two_humps() -> None:
    assert pool_linearly([NEAR, FAR]).humps == pytest.approx((0.0, 20.0), abs=0.5)


def test_one_view_is_one_hump() -> None:
    assert len(pool_linearly([NEAR, Normal(0.5, 1.2)]).humps) == 1


def test_humps_are_looked_for_on_the_scale_of_the_quantity() -> None:
    pool = pool_linearly([Uniform(1.0, 2.0), Uniform(900.0, 1000.0)], scale="log")
    assert len(pool.humps) == 2


def test_intervals_that_do_not_meet_make_groups() -> None:
    assert pool_linearly([NEAR, FAR, Normal(0.3, 1.0)]).groups == ((0, 2), (1,))


def test_intervals_that_meet_through_another_are_one_group() -> None:
    assert pool_linearly([Normal(0.0, 1.0), Normal(6.0, 1.0), Normal(3.0, 1.0)]).groups == ((0, 1, 2),)


def test_the_same_view_twice_overlaps_in_full() -> None:
    assert pool_linearly([NEAR, NEAR]).overlap == pytest.approx(1.0)


def test_one_view_has_no_overlap_to_tell() -> None:
    assert np.isnan(pool_linearly([NEAR]).overlap)


def test_a_view_without_weight_does_not_count() -> None:
    assert pool_linearly([NEAR, FAR], weights=[1.0, 0.0]).groups == ((0,),)


def test_weights_are_shared_out() -> None:
    pool = pool_linearly([Constant(1.0), Constant(2.0)], weights=[3.0, 1.0])
    assert float(pool.distribution.cdf(1.5)) == pytest.approx(0.75)


def test_a_known_quantity_has_one_hump() -> None:
    assert pool_linearly([Constant(3.0)]).humps == (3.0,)


@pytest.mark.parametrize("weights", [[0.0, 0.0], [1.0, -1.0], [1.0], [np.nan, 1.0]])
def test_weights_that_share_nothing_out_are_refused(weights: list[float]) -> None:
    with pytest.raises(NoWeightError, match="not all may be 0"):
        pool_linearly([NEAR, FAR], weights=weights)


def test_no_view_at_all_is_refused() -> None:
    with pytest.raises(NoWeightError, match="0 opinions"):
        pool_linearly([])


def test_a_level_that_is_no_probability_is_refused() -> None:
    with pytest.raises(ElicitationSettingError, match="strictly between 0 and 1"):
        list_tails(1.0)
