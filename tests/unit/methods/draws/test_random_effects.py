"""Are independent measurements pooled to one mean with an honest error?"""

import numpy as np
import pytest

from tocsin.methods.draws.errors import ProbabilityRangeError, UnusableDrawsError
from tocsin.methods.draws.random_effects import PooledMeasurement, pool_measurements

Z = 1.6448536269514722


def pool(values: list[float], errors: list[float]) -> PooledMeasurement:
    return pool_measurements(np.array(values), np.array(errors))


def test_equal_measurements_have_their_mean_and_the_fixed_error() -> None:
    found = pool([2.0, 2.0, 2.0, 2.0], [1.0] * 4)
    assert (found.mean, found.error, found.between) == (2.0, 0.5, 0.0)


def test_a_more_exact_measurement_counts_more() -> None:
    assert pool([0.0, 1.0], [0.1, 10.0]).mean < 0.01


def test_measurements_that_agree_less_than_their_errors_differ_between_studies() -> None:
    found = pool([0.0, 4.0], [1.0, 1.0])
    assert found.between**2 == pytest.approx(8.0 - 1.0)


def test_the_squares_weighed_by_both_variances_are_what_is_expected() -> None:
    values, errors = np.array([0.0, 1.0, 5.0, 2.0]), np.array([0.3, 0.5, 0.4, 0.2])
    found = pool_measurements(values, errors)
    weights = 1 / (errors**2 + found.between**2)
    assert float(np.sum(weights * (values - found.mean) ** 2)) == pytest.approx(3.0)


def test_two_studies_that_differ_are_held_by_the_interval() -> None:
    found = pool([0.0, 4.0], [1.0, 1.0])
    assert found.mean - Z * found.error == pytest.approx(-Z)
    assert found.mean + Z * found.error == pytest.approx(4.0 + Z)


def test_many_studies_that_differ_have_the_student_interval() -> None:
    values, errors = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), np.full(6, 0.1)
    found = pool_measurements(values, errors)
    student = 2.0150483733  # quantile 0.95 at 5 degrees of freedom
    assert Z * found.error == pytest.approx(student * values.std(ddof=1) / np.sqrt(6), rel=1e-6)


def test_the_interval_never_reaches_beyond_all_single_ones() -> None:
    found = pool([1.0, 1.05], [0.1, 0.1])
    assert found.mean + Z * found.error <= 1.05 + Z * 0.1 + 1e-12


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ([1.0], [0.1]),
        ([1.0, 2.0], [0.1, 0.0]),
        ([1.0, 2.0], [0.1]),
        ([1.0, np.nan], [0.1, 0.1]),
        ([1.0, 2.0], [0.1, np.inf]),
    ],
)
def test_what_cannot_be_weighed_is_refused(values: list[float], errors: list[float]) -> None:
    with pytest.raises(UnusableDrawsError, match="cannot be pooled"):
        pool(values, errors)


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ProbabilityRangeError):
        pool_measurements(np.array([1.0, 2.0]), np.array([1.0, 1.0]), level=level)
