"""Are forecasts scored, and is their calibration told apart from their sharpness?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationSettingError, ForecastError
from tocsin.methods.judgement.forecasts import ForecastScores, score_forecasts

GIVEN = np.array([0.9, 0.9, 0.1, 0.1, 0.55, 0.52])
HAPPENED = np.array([1, 1, 0, 1, 1, 0])


def score(given: object = GIVEN, happened: object = HAPPENED, **settings: object) -> ForecastScores:
    chosen = {"resamples": 200} | settings
    return score_forecasts(given, happened, rng=np.random.default_rng(1), **chosen)  # type: ignore[arg-type]


def test_the_brier_score_is_the_mean_squared_error() -> None:
    assert score().brier == pytest.approx(np.mean((GIVEN - HAPPENED) ** 2))


def test_the_logarithmic_score_is_the_mean_surprise() -> None:
    expected = -np.log([0.9, 0.9, 0.9, 0.1, 0.55, 0.48]).mean()
    assert score().logarithmic == pytest.approx(expected)


def test_calling_impossible_what_happened_is_an_infinite_surprise() -> None:
    assert score([0.0, 0.5], [1, 0]).logarithmic == np.inf


def test_always_giving_the_share_that_happened_has_no_skill() -> None:
    assert score([0.5] * 4, [1, 0, 1, 0]).skill == pytest.approx(0.0)


def test_skill_is_not_told_where_nothing_varied() -> None:
    assert np.isnan(score([0.5, 0.5], [1, 1]).skill)


def test_a_bin_holds_what_was_said_and_what_happened() -> None:
    curve = score().curve
    assert (curve.count.tolist(), curve.happened.tolist()) == ([2, 2, 2], [0.5, 0.5, 1.0])


def test_a_bin_in_which_all_happened_has_an_open_upper_end() -> None:
    assert score().curve.high[-1] == 1.0


def test_a_certain_forecast_stands_in_the_last_bin() -> None:
    assert score([1.0, 0.0], [1, 0]).curve.said.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("given", "happened", "message"),
    [
        ([0.5], [1], "at least two"),
        ([0.5, 0.5], [1], "one outcome per forecast"),
        ([0.5, 1.5], [1, 0], "outside 0 to 1"),
        ([0.5, np.nan], [1, 0], "missing"),
        ([0.5, 0.5], [1, 2], "neither 0 nor 1"),
    ],
)
def test_forecasts_that_cannot_be_scored_are_refused(given: object, happened: object, message: str) -> None:
    with pytest.raises(ForecastError, match=message):
        score(given, happened)


@pytest.mark.parametrize("setting", [{"bins": 0}, {"resamples": 10}, {"level": 0.0}])
def test_settings_that_mean_nothing_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ElicitationSettingError, match="cannot be used"):
        score(**setting)
