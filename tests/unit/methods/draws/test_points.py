"""Are the points even, repeatable, independent of each other and refused when they cannot be made?"""

import numpy as np
import pytest
from scipy.special import ndtr

from tocsin.methods.draws.errors import PointsSettingError
from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import summarise

POINTS = Points(seed=11, randomisations=4, log2_points=8)


def test_each_dimension_holds_every_even_value_once() -> None:
    assert np.array_equal(np.sort(POINTS.uniforms(17))[1:-1], (np.arange(1, 1023) + 0.5) / 1024)


def test_the_outermost_values_stand_at_a_third_of_their_part() -> None:
    uniforms = POINTS.uniforms(17)
    assert (uniforms.min() * 1024, (1 - uniforms.max()) * 1024) == pytest.approx((1 / 3, 1 / 3))


@pytest.mark.parametrize(("log_sd", "percent"), [(1.0, 0.002), (1.5, 0.04), (2.0, 0.3)])
def test_the_mean_of_a_lognormal_misses_no_more_of_the_tail_than_the_page_says(log_sd: float, percent: float) -> None:
    mean = np.exp(log_sd * Points(seed=1, randomisations=8, log2_points=11).normals(0)).mean()
    assert abs(100 * (mean / np.exp(log_sd**2 / 2) - 1)) < percent


@pytest.mark.parametrize("terms", [1, 100])
def test_the_exact_mean_of_a_sum_of_lognormals_is_within_three_printed_errors(terms: int) -> None:
    points = Points(seed=3, randomisations=8, log2_points=8)
    found = summarise(np.sum([np.exp(points.normals(i)) for i in range(terms)], axis=0), randomisations=8)
    assert abs(found.mean - terms * np.exp(0.5)) < 3 * found.error_mean


@pytest.mark.parametrize("randomisation", range(4))
def test_each_randomisation_is_a_net_in_the_first_two_dimensions(randomisation: int) -> None:
    pair = [POINTS.uniforms(i).reshape(4, 256)[randomisation] for i in (0, 1)]
    for rows in (1, 2, 4, 16, 64, 256):
        boxes = (pair[0] * rows).astype(int) * (256 // rows) + (pair[1] * (256 // rows)).astype(int)
        assert np.bincount(boxes, minlength=256).max() == 1


def test_asking_for_other_dimensions_first_changes_nothing() -> None:
    crowded = Points(seed=11, randomisations=4, log2_points=8)
    for dimension in (300, 5, 64, 2):
        crowded.uniforms(dimension)
    assert np.array_equal(crowded.uniforms(3), POINTS.uniforms(3))


def test_another_seed_gives_other_draws() -> None:
    other = Points(seed=12, randomisations=4, log2_points=8)
    assert not np.array_equal(other.uniforms(0), POINTS.uniforms(0))


def test_randomisations_differ() -> None:
    parts = POINTS.uniforms(0).reshape(4, 256)
    assert len({tuple(np.round(part, 1)) for part in parts}) == 4


def test_normals_are_the_normal_scores_of_the_uniforms() -> None:
    assert np.allclose(ndtr(POINTS.normals(4)), POINTS.uniforms(4), rtol=1e-14)


def test_the_same_array_is_given_twice() -> None:
    assert POINTS.uniforms(9) is POINTS.uniforms(9)


def test_draws_cannot_be_written_over() -> None:
    with pytest.raises(ValueError, match="read-only"):
        POINTS.normals(1)[0] = 0.0


def test_the_first_values_of_a_seed_stay_what_they_are() -> None:
    points = Points(seed=2021, randomisations=2, log2_points=2)
    assert (points.uniforms(0) * 16).tolist() == pytest.approx([7, 9, 2 / 3, 46 / 3, 11, 3, 13, 5])


def test_settings_with_equal_numbers_are_equal() -> None:
    assert Points(seed=11, randomisations=4, log2_points=8) == POINTS


@pytest.mark.parametrize(
    ("seed", "randomisations", "log2_points"),
    [(-1, 1, 4), (0, 0, 4), (0, 1, 0), (0, 1, 25), (1.5, 1, 4), (True, 1, 4)],
)
def test_settings_that_make_no_points_are_refused(seed: int, randomisations: int, log2_points: int) -> None:
    with pytest.raises(PointsSettingError, match="must be a whole number"):
        Points(seed=seed, randomisations=randomisations, log2_points=log2_points)


@pytest.mark.parametrize("dimension", [-1, 21_201])
def test_a_dimension_beyond_the_known_ones_is_refused(dimension: int) -> None:
    with pytest.raises(PointsSettingError, match="dimension is"):
        POINTS.uniforms(dimension)


def test_distant_dimensions_are_uncorrelated() -> None:
    scores = np.stack([POINTS.normals(i) for i in (0, 40, 120, 400)])
    assert np.abs(np.corrcoef(scores) - np.eye(4)).max() < 0.1
