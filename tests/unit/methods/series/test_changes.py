"""Are changes of level found, dated and measured?"""

import numpy as np
import pytest

from tocsin.methods.series.changes import find_changes
from tocsin.methods.series.errors import SeriesSettingError, SeriesValueError, ShortBaselineError

RNG = np.random.default_rng(4)
STEP = np.concatenate([RNG.poisson(20, 30), RNG.poisson(60, 20)])


def test_a_step_is_found_where_it_is() -> None:
    assert find_changes(STEP).at.tolist() == [30]


def test_the_interval_of_the_date_holds_the_date() -> None:
    rng = np.random.default_rng(11)
    result = find_changes(np.concatenate([rng.poisson(20, 40), rng.poisson(40, 40)]))
    assert result.low[0] <= 40 <= result.high[0]


def test_the_interval_of_the_ratio_holds_the_ratio() -> None:
    result = find_changes(STEP)
    assert result.ratio_low[0] < 3 < result.ratio_high[0]


def test_levels_are_means_before_and_after() -> None:
    result = find_changes(STEP)
    assert (result.before[0], result.after[0]) == pytest.approx((STEP[:30].mean(), STEP[30:].mean()))


def test_a_single_new_count_can_be_a_level_where_that_is_allowed() -> None:
    assert find_changes([7918, 7973, 8635, 106314], least=1).at.tolist() == [3]


def test_a_higher_penalty_finds_less() -> None:
    assert find_changes(STEP, penalty_per_log=500.0).at.size == 0


def test_a_season_is_taken_out_before_levels_are_looked_for() -> None:
    months = np.arange(72)
    series = RNG.poisson(100 * np.exp(0.8 * np.sin(2 * np.pi * months / 12)))
    result = find_changes(series, frequency=12)
    assert (result.is_seasonal, result.at.size) == (True, 0)


def test_a_season_of_weeks_is_taken_out_too() -> None:
    series = RNG.poisson(100 * np.exp(0.8 * np.sin(2 * np.pi * np.arange(208) / 52)))
    assert find_changes(series, frequency=52).is_seasonal


def test_counts_that_spread_widely_have_a_small_shape() -> None:
    wide = RNG.poisson(50 * RNG.gamma(2, 0.5, 200))
    assert find_changes(wide).shape < 10


def test_a_gap_is_refused() -> None:
    with pytest.raises(SeriesValueError, match="1 periods have no count"):
        find_changes([1, 2, np.nan, 4, 5])


def test_three_counts_are_too_few() -> None:
    with pytest.raises(ShortBaselineError, match="at least 4"):
        find_changes([1, 2, 3])


@pytest.mark.parametrize("wrong", [{"frequency": 0}, {"least": 0}, {"penalty_per_log": 0.0}, {"level": 1.0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        find_changes([1, 2, 3, 4], **wrong)  # type: ignore[arg-type]  # planted faults
