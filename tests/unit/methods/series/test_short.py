"""Do a handful of counts give a bound that knows how few they are?"""

import numpy as np
import pytest

from tocsin.methods.series.errors import SeriesSettingError, ShortBaselineError
from tocsin.methods.series.short import bound_short


def test_fewer_earlier_counts_give_a_wider_bound() -> None:
    bounds = bound_short([[100, 110, 90, 105, 95, 100]], alpha=0.01).bound[0]
    assert bounds[0] > bounds[-1] > 100


def test_a_thirteenfold_year_is_an_alarm() -> None:
    assert bound_short([[7766, 7456, 8472, 103551]], alpha=0.01).alarm.tolist() == [[True]]


def test_a_falling_trend_lowers_what_is_expected() -> None:
    result = bound_short([[400, 330, 270, 220, 180, 150, 120]], at=[6])
    assert result.expected[0, 0] < 150


def test_without_trend_the_mean_is_expected() -> None:
    result = bound_short([[400, 330, 270, 220, 180, 150, 120]], at=[6], trend_level=0)
    assert result.expected[0, 0] == pytest.approx(np.mean([400, 330, 270, 220, 180, 150]))


def test_only_the_last_counts_within_reach_are_used() -> None:
    result = bound_short([[900, 900, 900, 10, 10, 10, 10]], at=[6], reach=3)
    assert result.expected[0, 0] == pytest.approx(10)


def test_nothing_counted_before_gives_no_bound() -> None:
    assert np.isnan(bound_short([[0, 0, 0, 5]]).bound).all()


def test_two_known_counts_are_too_few() -> None:
    assert np.isnan(bound_short([[5, np.nan, 6, 5]]).bound).all()


@pytest.mark.parametrize("counts", [[[1, 2, 3]], [[4]]])
def test_a_series_without_three_earlier_counts_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ShortBaselineError, match="3 or more before"):
        bound_short(counts)


@pytest.mark.parametrize("wrong", [{"reach": 2}, {"trend_level": 1.5}, {"alpha": 1.0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        bound_short([[1, 2, 3, 4]], **wrong)  # type: ignore[arg-type]  # planted faults
