"""Do the columns of a segmented regression say what they should?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import EffectSettingError, TooShortError
from tocsin.methods.effect.segments import Segments, build_segments


def build(
    periods: int = 24,
    *,
    starts: tuple[int, ...] = (12,),
    season: int = 0,
    harmonics: int = 2,
    slopes: bool = True,
) -> Segments:
    return build_segments(periods, starts=starts, season=season, harmonics=harmonics, slopes=slopes, trend=True)


def test_an_interruption_has_a_level_and_a_slope() -> None:
    assert build().names == ("intercept", "trend", "level 0", "slope 0")


def test_a_slope_begins_at_nothing() -> None:
    found = build()
    assert found.columns[11:15, found.names.index("slope 0")].tolist() == [0, 0, 1, 2]


def test_only_the_first_interruption_is_taken_away() -> None:
    found = build(starts=(8, 16))
    changed = [name for name, a, b in zip(found.names, found.columns.T, found.without.T, strict=True) if (a != b).any()]
    assert changed == ["level 0", "slope 0"]


def test_a_season_of_two_has_no_sine() -> None:
    assert build(season=2).names[-1] == "cosine 1"


def test_a_season_repeats_itself() -> None:
    found = build(36, season=12).columns[:, 4:]
    assert np.allclose(found[:12], found[12:24])


def test_no_interruption_is_refused() -> None:
    with pytest.raises(EffectSettingError, match="no interruption"):
        build(starts=())


def test_interruptions_at_the_same_period_are_refused() -> None:
    with pytest.raises(EffectSettingError, match="same period"):
        build(starts=(12, 12))


def test_a_season_longer_than_what_comes_before_is_refused() -> None:
    with pytest.raises(TooShortError, match="one whole season"):
        build(season=20)


def test_more_coefficients_than_the_series_carries_are_refused() -> None:
    with pytest.raises(TooShortError, match="cannot carry"):
        build(12, starts=(6, 7, 8, 9))


def test_too_few_periods_before_are_refused() -> None:
    with pytest.raises(TooShortError, match="at least 6"):
        build(starts=(5,))
