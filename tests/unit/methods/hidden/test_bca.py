"""Are the places that bias and acceleration move an end to those of the published formula?"""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from tocsin.methods.hidden.bca import find_acceleration, find_bias, find_place, find_quantile


def test_without_corrections_an_end_stays_at_its_share() -> None:
    assert find_place(0.05, bias=0.0, acceleration=0.0)[0] == pytest.approx(0.05)


def test_the_place_is_that_of_the_formula() -> None:
    score = 0.2 + ndtri(0.95)
    assert find_place(0.95, bias=0.2, acceleration=0.05)[0] == pytest.approx(ndtr(0.2 + score / (1 - 0.05 * score)))


def test_the_place_moves_with_the_share_below_the_estimate_as_told() -> None:
    share, step = 0.4, 1e-6
    near, far = (find_place(0.9, bias=float(ndtri(share + move)), acceleration=0.04)[0] for move in (-step, step))
    told = find_place(0.9, bias=float(ndtri(share)), acceleration=0.04)[1]
    assert told == pytest.approx((far - near) / (2 * step), rel=1e-5)


@pytest.mark.parametrize(("share", "place"), [(0.999, 1.0), (0.001, 0.0)])
def test_a_correction_off_the_scale_ends_at_the_outermost_replicate(share: float, place: float) -> None:
    assert find_place(share, bias=0.0, acceleration=1.0 if share > 0.5 else -1.0) == (place, 0.0)


def test_bias_is_the_score_of_the_share_below() -> None:
    assert find_bias(np.arange(10.0), estimate=3.0) == pytest.approx(ndtri(0.3))


def test_bias_is_finite_where_no_replicate_lies_below() -> None:
    assert find_bias(np.arange(10.0), estimate=-1.0) == pytest.approx(ndtri(0.05))


def test_rounding_does_not_count_as_below() -> None:
    assert find_bias(np.array([1.0, 3.0 * (1 - 1e-12), 3.0, 4.0]), estimate=3.0) == pytest.approx(ndtri(0.25))


def test_an_estimate_that_no_case_moves_has_no_acceleration() -> None:
    assert find_acceleration(np.array([5.0, 5.0, np.nan]), weights=np.ones(3)) == 0.0


def test_quantiles_are_interpolated() -> None:
    assert find_quantile(np.array([0.0, 10.0, 20.0]), 0.25) == 5.0


def test_a_quantile_next_to_a_replicate_without_bound_is_without_bound() -> None:
    assert find_quantile(np.array([0.0, 10.0, np.inf]), 0.75) == np.inf
