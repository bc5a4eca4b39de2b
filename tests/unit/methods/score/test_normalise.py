"""Does every indicator come onto the scale asked for, with the better end up?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.score.errors import IndicatorError, ScaleError
from tocsin.methods.score.normalise import goalposts, min_max, percentile_rank, z_score

VALUES = np.array([[1.0, 10.0], [2.0, 40.0], [5.0, 20.0], [np.nan, 30.0]])
SIGNS = [1, -1]
SCALED: list[Callable[..., np.ndarray]] = [min_max, z_score, percentile_rank]


def test_min_max_runs_from_worst_to_best() -> None:
    assert min_max(VALUES, directions=SIGNS)[:3].tolist() == [
        [0.0, 100.0],
        [25.0, 0.0],
        [100.0, pytest.approx(200 / 3)],
    ]


def test_min_max_keeps_to_the_ends_given() -> None:
    found = min_max(VALUES, directions=SIGNS, low=1.0, high=7.0)
    assert (np.nanmin(found), np.nanmax(found)) == (1.0, 7.0)


def test_z_scores_have_the_mean_and_deviation_asked_for() -> None:
    found = z_score(VALUES, directions=SIGNS, mean=50.0, spread=10.0)[:, 1]
    assert (found.mean(), found.std(ddof=1)) == (pytest.approx(50.0), pytest.approx(10.0))


def test_z_scores_turn_round_where_less_is_better() -> None:
    assert z_score(VALUES, directions=SIGNS)[:, 1].argmax() == 0


def test_percentile_ranks_count_those_left_behind() -> None:
    assert percentile_rank(VALUES, directions=SIGNS)[:, 1] == pytest.approx([100.0, 0.0, 200 / 3, 100 / 3])


def test_goalposts_cut_off_what_lies_beyond() -> None:
    assert goalposts(VALUES, worst=[2.0, 40.0], best=[4.0, 20.0])[:3].tolist() == [[0, 100], [0, 0], [100, 100]]


@pytest.mark.parametrize("scale", SCALED)
def test_unknown_values_stay_unknown(scale: Callable[..., np.ndarray]) -> None:
    assert np.argwhere(np.isnan(scale(VALUES, directions=SIGNS))).tolist() == [[3, 0]]


@pytest.mark.parametrize("scale", SCALED)
@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_unit_of_an_indicator_does_not_matter(scale: Callable[..., np.ndarray], unit: float) -> None:
    assert np.allclose(scale(VALUES * unit, directions=SIGNS), scale(VALUES, directions=SIGNS), equal_nan=True)


@pytest.mark.parametrize("directions", [[1], [1, 0], [1, 2], [1, np.nan]])
def test_directions_that_are_none_are_refused(directions: list[float]) -> None:
    with pytest.raises(IndicatorError, match="which end of a scale is good"):
        min_max(VALUES, directions=directions)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (2.0, 1.0), (0.0, np.inf)])
def test_a_scale_without_length_is_refused(low: float, high: float) -> None:
    with pytest.raises(ScaleError, match="no length"):
        percentile_rank(VALUES, directions=SIGNS, low=low, high=high)


def test_a_deviation_of_nothing_is_refused() -> None:
    with pytest.raises(ScaleError, match="on which nothing differs"):
        z_score(VALUES, directions=SIGNS, spread=0.0)


@pytest.mark.parametrize(
    ("worst", "words"),
    [([2.0], "not one finite pair"), ([np.nan, 40.0], "not one finite"), ([4.0, 40.0], "indicator 0")],
)
def test_posts_that_make_no_scale_are_refused(worst: list[float], words: str) -> None:
    with pytest.raises(ScaleError, match=words):
        goalposts(VALUES, worst=worst, best=[4.0, 20.0])
