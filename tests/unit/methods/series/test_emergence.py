"""Is a beginning told from luck, by the exact chance?"""

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from tocsin.methods.series.emergence import find_emergence
from tocsin.methods.series.errors import SeriesSettingError, ShortBaselineError

QUIET = [0] * 24


def test_without_clustering_the_chance_is_binomial() -> None:
    result = find_emergence([[*QUIET, 0, 1, 3]], shape=np.inf)
    assert result.p_value[0, -1] == pytest.approx(binom.sf(3, 4, 3 / 27))


def test_with_clustering_it_is_beta_binomial() -> None:
    result = find_emergence([[0, 2, *QUIET[2:], 0, 1, 3]], shape=0.5)
    assert result.p_value[0, -1] == pytest.approx(betabinom.sf(3, 6, 1.5, 12.0))


def test_records_in_clusters_are_worth_less() -> None:
    plain, clustered = (find_emergence([[*QUIET, 0, 1, 3]], shape=shape).p_value[0, -1] for shape in (np.inf, 0.3))
    assert clustered > plain


def test_one_record_is_no_beginning() -> None:
    assert not find_emergence([[*QUIET, 0, 0, 1]]).alarm.any()


def test_a_beginning_is_told_once() -> None:
    assert find_emergence([[*QUIET, 3, 4, 5, 6, 5]]).alarm.sum() == 1


def test_records_before_the_silence_are_no_beginning() -> None:
    assert not find_emergence([[1, *QUIET, 5, 6, 7]]).alarm.any()


def test_the_fewest_that_can_alarm_do() -> None:
    result = find_emergence([[*QUIET, 0, 0, 0]])
    alarms = [find_emergence([[*QUIET, 0, 0, result.least_count - less]]).alarm[0, -1] for less in (0, 1)]
    assert alarms == [True, False]


def test_the_rate_of_false_alarms_stays_below_what_is_allowed() -> None:
    counts = np.random.default_rng(2).poisson(0.04, (4000, 15)).astype(float)
    result = find_emergence(counts, window=3, quiet=12, alpha=0.05, shape=np.inf)
    assert result.alarm[:, -1].mean() < 0.05


def test_a_gap_is_refused() -> None:
    with pytest.raises(ShortBaselineError, match="gap"):
        find_emergence([[*QUIET, np.nan, 1, 2]])


def test_a_short_series_is_refused() -> None:
    with pytest.raises(ShortBaselineError, match="need 15 periods"):
        find_emergence([[0, 0, 1]])


@pytest.mark.parametrize("wrong", [{"window": 0}, {"quiet": 0}, {"shape": 0.0}, {"alpha": 1.0}])
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        find_emergence([[*QUIET, 1, 2, 3]], **wrong)  # type: ignore[arg-type]  # planted faults
