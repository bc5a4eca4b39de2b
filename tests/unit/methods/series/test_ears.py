"""Do the three rules see a jump, and say nothing where they know nothing?"""

import numpy as np
import pytest

from tocsin.methods.series.ears import ears
from tocsin.methods.series.errors import SeriesSettingError, ShortBaselineError

BASE = [4, 6, 5, 5, 4, 6, 5, 5, 5]


def test_the_first_statistic_is_the_distance_in_deviations() -> None:
    window = np.array(BASE[2:9], dtype=float)
    expected = (15 - window.mean()) / window.std(ddof=1)
    assert ears([[*BASE, 15]]).c1[0, -1] == pytest.approx(expected)


def test_the_second_statistic_leaves_two_periods_out() -> None:
    window = np.array(BASE[:7], dtype=float)
    assert ears([[*BASE, 15]]).c2[0, -1] == pytest.approx((15 - window.mean()) / window.std(ddof=1))


def test_the_third_adds_up_recent_excesses() -> None:
    result = ears([[*BASE, 7, 7, 7]])
    parts = np.maximum(result.c2[0, -3:] - 1, 0)
    assert result.c3[0, -1] == pytest.approx(parts.sum())


def test_a_slow_rise_is_seen_by_the_third_rule_before_the_first() -> None:
    result = ears([[3, 7, 5, 4, 6, 3, 7, 5, 5, 8, 9, 9]])
    assert (bool(result.alarm_c3[0, -1]), bool(result.alarm_c1.any())) == (True, False)


def test_a_count_above_the_bound_is_the_alarm() -> None:
    result = ears([[*BASE, 15]])
    assert bool(result.alarm_c1[0, -1]) == bool(result.bound_c1[0, -1] < 15)


def test_a_baseline_without_spread_gives_no_statistic() -> None:
    assert np.isnan(ears([[5] * 9 + [50]]).c1[0]).all()


def test_a_gap_in_the_baseline_gives_no_statistic() -> None:
    assert np.isnan(ears([[4, 6, np.nan, 5, 4, 6, 5, 5]]).c1[0, -1])


def test_a_series_shorter_than_the_baseline_is_refused() -> None:
    with pytest.raises(ShortBaselineError, match="shorter baseline"):
        ears([[1, 2, 3]])


@pytest.mark.parametrize("wrong", [{"baseline": 2}, {"gap": -1}, {"threshold": 0.0}, {"threshold_c3": -1.0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        ears([BASE], **wrong)  # type: ignore[arg-type]  # planted faults
