"""Are baselines laid out, fitted and bounded as they are told?"""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from tocsin.methods.series.baseline import (
    find_quantile,
    has_enough,
    lay_out_seasons,
    lay_out_windows,
    spread_below,
)
from tocsin.methods.series.errors import SeriesSettingError


def test_windows_hold_the_same_season_of_each_year() -> None:
    design = lay_out_windows(frequency=52, years=2, half_window=1)
    assert design.time.tolist() == [-105, -104, -103, -53, -52, -51]


def test_windows_leave_out_the_newest_periods() -> None:
    assert lay_out_windows(frequency=4, years=1, half_window=1, left_out=3).time.tolist() == [-5, -4]


def test_seasons_reach_from_the_first_window_to_what_is_left_out() -> None:
    design = lay_out_seasons(frequency=12, years=3, half_window=1, seasons=4, left_out=6)
    assert (design.time[0], design.time[-1]) == (-37, -7)


def test_the_season_of_the_target_is_level_0() -> None:
    design = lay_out_seasons(frequency=12, years=3, half_window=1, seasons=4, left_out=6)
    assert set((design.time[design.levels == 0] % 12).tolist()) == {11, 0, 1}


def test_the_rest_of_a_year_falls_into_equal_parts() -> None:
    design = lay_out_seasons(frequency=12, years=4, half_window=1, seasons=4, left_out=12)
    assert np.bincount(design.levels).tolist() == [10, 9, 9, 9]


@pytest.mark.parametrize(("mean", "phi"), [(0.7, 1.0), (3.0, 1.6), (40.0, 1.0), (900.0, 12.0)])
def test_quantiles_are_those_of_the_distribution(mean: float, phi: float) -> None:
    exact = poisson(mean) if phi == 1 else nbinom(mean / (phi - 1), 1 / phi)
    shares = (0.05, 0.5, 0.95, 0.999)
    found = [find_quantile(np.array([mean]), phi=np.array([phi]), share=share)[0] for share in shares]
    assert found == [exact.ppf(share) for share in shares]


def test_below_zero_there_is_no_probability() -> None:
    assert spread_below(np.array([-1.0]), mean=np.array([4.0]), phi=np.array([1.0])).tolist() == [0.0]


def test_the_judged_period_counts_among_the_last_ones() -> None:
    series = np.array([[0.0, 0, 0, 0, 5], [5.0, 0, 0, 0, 0]])
    assert has_enough(series, targets=np.array([4]), least=5, within=4)[:, 0].tolist() == [True, False]


def test_a_stretch_of_no_period_is_refused() -> None:
    with pytest.raises(SeriesSettingError, match="least_within"):
        has_enough(np.ones((1, 5)), targets=np.array([4]), least=5, within=0)
