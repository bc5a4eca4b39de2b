"""Is agreement counted beyond chance?"""

import numpy as np
import pytest

from tocsin.methods.judgement.agreement import Agreement, krippendorff_alpha
from tocsin.methods.judgement.errors import ElicitationSettingError, RatingsError

RATINGS = np.array([[1.0, 2.0, 3.0, 3.0, 1.0], [1.0, 2.0, 3.0, 2.0, np.nan]])


def agree(ratings: np.ndarray = RATINGS, **settings: object) -> Agreement:
    chosen = {"measurement": "interval", "resamples": 200} | settings
    return krippendorff_alpha(ratings, rng=np.random.default_rng(1), **chosen)  # type: ignore[arg-type]


def test_alpha_is_one_less_observed_over_expected_disagreement() -> None:
    ratings = np.array([[0.0, 1.0], [0.0, 1.0]])
    ratings[1, 1] = 0.0  # coincidences: 2 of 0 with 0, 1 each of 0 with 1 and 1 with 0
    assert agree(ratings, measurement="nominal").alpha == pytest.approx(1 - 3 * 2 / 6)


def test_raters_who_contradict_each_other_are_below_chance() -> None:
    assert agree(np.array([[0.0, 1.0, 0.0, 1.0], [1.0, 0.0, 1.0, 0.0]])).alpha < 0


def test_alpha_lies_inside_its_interval() -> None:
    found = agree()
    assert found.low <= found.alpha <= found.high


def test_resamples_without_meaning_are_counted() -> None:
    few = np.array([[1.0, 1.0, 2.0], [1.0, 1.0, 2.0]])
    assert agree(few).failed_resamples > 0


def test_a_rating_of_nothing_and_nothing_do_not_differ_on_the_ratio_scale() -> None:
    assert agree(np.array([[0.0, 2.0], [0.0, 2.0]]), measurement="ratio").alpha == 1.0


@pytest.mark.parametrize(
    ("ratings", "message"),
    [
        ([[1.0, np.nan], [np.nan, 1.0]], "No unit has ratings by two raters"),
        ([[1.0, 1.0], [1.0, 1.0]], "all ratings are alike"),
        ([1.0, 2.0], "not a table"),
        ([[np.inf, 1.0], [1.0, 1.0]], "infinite"),
    ],
)
def test_ratings_that_tell_nothing_are_refused(ratings: list[float], message: str) -> None:
    with pytest.raises(RatingsError, match=message):
        agree(np.array(ratings))


def test_negative_ratings_have_no_ratio() -> None:
    with pytest.raises(RatingsError, match="negative on the ratio scale"):
        agree(-RATINGS, measurement="ratio")


@pytest.mark.parametrize("setting", [{"measurement": "rank"}, {"resamples": 10}, {"level": 1.0}])
def test_settings_that_mean_nothing_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ElicitationSettingError, match="cannot be used"):
        agree(**setting)
