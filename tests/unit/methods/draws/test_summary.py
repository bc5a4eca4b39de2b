"""Are draws summed up with honest numerical errors, and unusable ones refused?"""

import numpy as np
import pytest

from tocsin.methods.draws.errors import ProbabilityRangeError, UnusableDrawsError
from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import summarise

DRAWS = np.arange(1.0, 101.0)


def test_the_value_is_the_median() -> None:
    assert summarise(np.array([1.0, 2.0, 30.0]), randomisations=1).value == 2.0


def test_the_mean_is_carried_beside_it() -> None:
    assert summarise(np.array([1.0, 2.0, 30.0]), randomisations=1).mean == 11.0


def test_the_interval_has_equal_tails() -> None:
    summary = summarise(DRAWS, randomisations=1, level=0.8)
    assert (summary.low, summary.high) == pytest.approx((10.9, 90.1))


def test_the_spread_is_the_standard_deviation() -> None:
    assert summarise(np.array([1.0, 3.0]), randomisations=1).sd == 1.0


def test_equal_randomisations_leave_no_error() -> None:
    summary = summarise(np.tile([1.0, 2.0, 6.0], 4), randomisations=4)
    assert (summary.error_mean, summary.error_value, summary.error_low, summary.error_high) == (0.0, 0.0, 0.0, 0.0)


def test_the_error_of_the_mean_is_that_of_the_randomisations() -> None:
    assert summarise(np.array([1.0, 1.0, 3.0, 3.0]), randomisations=2).error_mean == pytest.approx(1.0)


def test_one_randomisation_says_nothing_of_the_error() -> None:
    assert np.isnan(summarise(DRAWS, randomisations=1).error_mean)


def test_the_printed_error_holds_the_true_mean_as_often_as_it_should() -> None:
    misses = []
    for seed in range(40):
        points = Points(seed=seed, randomisations=8, log2_points=6)
        summary = summarise(np.exp(points.normals(0) + points.normals(1)), randomisations=8)
        misses.append((summary.mean - np.e) / summary.error_mean)
    assert 0.4 < np.sqrt(np.mean(np.square(misses))) < 1.6


def test_missing_draws_are_refused() -> None:
    with pytest.raises(UnusableDrawsError, match="1 of 3 draws are missing"):
        summarise(np.array([1.0, np.nan, 2.0]), randomisations=1)


@pytest.mark.parametrize(("count", "randomisations"), [(10, 3), (0, 1), (10, 0)])
def test_draws_that_do_not_fall_into_randomisations_are_refused(count: int, randomisations: int) -> None:
    with pytest.raises(UnusableDrawsError, match="equal parts"):
        summarise(np.ones(count), randomisations=randomisations)


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ProbabilityRangeError, match="level is"):
        summarise(DRAWS, randomisations=1, level=level)


@pytest.mark.parametrize("unit", [2.0**-1000, 2.0**1000])
def test_the_unit_of_the_draws_does_not_matter(unit: float) -> None:
    plain, scaled = (summarise(DRAWS * u, randomisations=4) for u in (1.0, unit))
    assert (scaled.mean, scaled.sd, scaled.error_mean) == (plain.mean * unit, plain.sd * unit, plain.error_mean * unit)


def test_printed_errors_are_right_for_a_product() -> None:
    misses, printed = [], []
    for seed in range(60):
        points = Points(seed, randomisations=8, log2_points=7)
        found = summarise(np.exp(0.6 * sum(points.normals(i) for i in range(3))), randomisations=8)
        misses.append(found.mean - np.exp(0.54))
        printed.append(found.error_mean)
    assert np.sqrt(np.mean(np.square(misses)) / np.mean(np.square(printed))) == pytest.approx(1.0, abs=0.25)
