"""Does segmented regression find a change of level and slope, and refuse what it cannot tell?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoVariationError, TooShortError
from tocsin.methods.effect.interrupted import Errors, InterruptedResult, interrupted_series

KINDS: tuple[Errors, ...] = ("integrated", "ar1", "newey-west")


def make_series(*, level: float = -3.0, slope: float = 0.0, periods: int = 48, start: int = 24) -> np.ndarray:
    time = np.arange(periods)
    noise = np.random.default_rng(3).normal(0, 0.3, periods)
    return 10 + 0.2 * time + level * (time >= start) + slope * np.maximum(time - start, 0) + noise


def evaluate(values: np.ndarray, *, start: int = 24, errors: Errors = "integrated") -> InterruptedResult:
    return interrupted_series(values, starts=[start], errors=errors)


@pytest.mark.parametrize("errors", KINDS)
def test_a_planted_fall_lies_in_the_interval(errors: Errors) -> None:
    found = evaluate(make_series(), errors=errors)
    assert found.effect_low < -3 < found.effect_high < 0


@pytest.mark.parametrize("errors", KINDS)
def test_a_planted_slope_is_found(errors: Errors) -> None:
    found = evaluate(make_series(level=0, slope=0.5), errors=errors)
    assert found.slope_changes[0] == pytest.approx(0.5, abs=0.1)


def test_the_effect_is_the_mean_gap_after() -> None:
    found = evaluate(make_series(slope=0.1))
    assert found.effect == pytest.approx(float((found.fitted - found.counterfactual)[24:].mean()))


def test_nothing_changes_before() -> None:
    found = evaluate(make_series())
    assert np.array_equal(found.fitted[:24], found.counterfactual[:24])


@pytest.mark.parametrize("level", [-3.0, -0.05, 0.0, 0.05, 3.0])
def test_effect_and_ratio_agree_on_whether_there_is_one(level: float) -> None:
    found = evaluate(make_series(level=level))
    assert (found.effect_low > 0, found.effect_high < 0) == (found.ratio_low > 1, found.ratio_high < 1)


def test_another_interruption_is_allowed_for() -> None:
    values = make_series() + 5.0 * (np.arange(48) >= 36)
    found = interrupted_series(values, starts=[24, 36])
    assert (found.level_changes[0], found.level_changes[1]) == pytest.approx((-3, 5), abs=0.8)


def test_a_season_is_allowed_for() -> None:
    values = make_series() + 4.0 * np.sin(2 * np.pi * np.arange(48) / 12)
    assert interrupted_series(values, starts=[24], season=12).dispersion < 0.3


def test_a_higher_level_widens_the_interval() -> None:
    narrow, wide = (interrupted_series(make_series(), starts=[24], level=level) for level in (0.5, 0.99))
    assert wide.effect_high - wide.effect_low > narrow.effect_high - narrow.effect_low


def test_a_series_without_any_change_is_refused() -> None:
    with pytest.raises(NoVariationError, match="all 5"):
        evaluate(np.full(48, 5.0))


def test_a_series_that_the_regression_meets_exactly_is_refused() -> None:
    with pytest.raises(NoVariationError, match="exactly"):
        evaluate(np.arange(48.0))


def test_a_short_series_is_refused() -> None:
    with pytest.raises(TooShortError, match="at least 6"):
        evaluate(make_series(periods=10), start=4)


def test_a_gap_is_refused() -> None:
    with pytest.raises(EffectShapeError, match="missing"):
        evaluate(np.where(np.arange(48) == 3, np.nan, make_series()))


def test_errors_of_an_unknown_kind_are_refused() -> None:
    with pytest.raises(EffectSettingError, match="'bootstrap'"):
        evaluate(make_series(), errors="bootstrap")  # type: ignore[arg-type]


def test_more_lags_than_periods_are_refused() -> None:
    with pytest.raises(EffectSettingError, match="48 lags"):
        interrupted_series(make_series(), starts=[24], errors="newey-west", lags=48)
