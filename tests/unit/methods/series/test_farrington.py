"""Do both Farrington methods judge what they can, and refuse what they cannot?"""

import numpy as np
import pytest

from tocsin.methods.series.errors import SeriesSettingError, SeriesShapeError, SeriesValueError, ShortBaselineError
from tocsin.methods.series.farrington_classic import farrington_classic
from tocsin.methods.series.farrington_flexible import farrington_flexible

QUIET = np.random.default_rng(8).poisson(20, (3, 80)).astype(float)
MONTHS = {"frequency": 12, "years": 3, "half_window": 1}
FLEXIBLE = {**MONTHS, "seasons": 4, "left_out": 6}


def with_last(value: float) -> np.ndarray:
    series = QUIET.copy()
    series[:, -1] = value
    return series


def test_a_jump_is_an_alarm_and_a_usual_count_is_none() -> None:
    alarms = [farrington_flexible(with_last(v), at=[79], **FLEXIBLE).alarm.all() for v in (20.0, 80.0)]
    assert alarms == [False, True]


def test_an_alarm_has_a_score_above_1() -> None:
    assert (farrington_classic(with_last(80.0), at=[79], **MONTHS).score > 1).all()


def test_a_missing_baseline_count_is_stepped_over() -> None:
    series = QUIET.copy()
    series[0, 50] = np.nan
    assert farrington_flexible(series, at=[79], **FLEXIBLE).is_judged.all()


def test_a_missing_judged_count_is_not_judged() -> None:
    result = farrington_flexible(with_last(np.nan), at=[79], **FLEXIBLE)
    assert not (result.alarm | result.is_judged).any()


def test_few_recent_counts_give_no_bound() -> None:
    series = QUIET.copy()
    series[:, -4:] = 1.0
    assert np.isnan(farrington_classic(series, at=[79], **MONTHS).bound).all()


def test_a_season_without_any_count_has_no_expectation() -> None:
    series = np.tile([9.0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9], (1, 7))
    series[0, 74] = 30.0
    assert np.isnan(farrington_flexible(series, at=[74], **FLEXIBLE).expected).all()


def test_an_unsure_mean_widens_the_bound() -> None:
    plain, wide = (farrington_flexible(QUIET, **FLEXIBLE, method=m).bound for m in ("nb_plugin", "muan"))
    assert (wide >= plain).all()
    assert (wide > plain).any()


@pytest.mark.parametrize("power", ["2/3", "1/2", "none"])
def test_powers_give_bounds_near_each_other(power: str) -> None:
    bound = farrington_flexible(QUIET, **FLEXIBLE, method="delta", power=power).bound
    assert bound == pytest.approx(farrington_flexible(QUIET, **FLEXIBLE).bound, rel=0.2)


def test_a_trend_that_predicts_more_than_was_ever_counted_is_dropped() -> None:
    series = np.round(5 * np.exp(0.05 * np.arange(60)))[None]
    assert not farrington_flexible(series, at=[59], **FLEXIBLE).has_trend.any()


def test_a_steady_trend_is_kept() -> None:
    series = np.round(90 * np.exp(-0.02 * np.arange(60)))[None]
    assert farrington_flexible(series, at=[59], **FLEXIBLE).has_trend.all()


@pytest.mark.parametrize("counts", [[[-1.0] * 60], [[1.5] * 60], [[np.inf] * 60], [[np.nan] * 60]])
def test_what_is_no_count_is_refused(counts: list[list[float]]) -> None:
    with pytest.raises(SeriesValueError):
        farrington_flexible(counts, **FLEXIBLE)


@pytest.mark.parametrize("counts", [[1.0, 2.0], [[]]])
def test_what_is_no_table_is_refused(counts: list[float]) -> None:
    with pytest.raises(SeriesShapeError, match="shape"):
        farrington_classic(counts, **MONTHS)


def test_periods_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(SeriesShapeError, match="whole numbers"):
        farrington_classic(QUIET, at=[0.5], **MONTHS)


@pytest.mark.parametrize("at", [[5], [80]])
def test_a_period_without_its_baseline_is_refused(at: list[int]) -> None:
    with pytest.raises(ShortBaselineError, match="reaches 37 back"):
        farrington_classic(QUIET, at=at, **MONTHS)


@pytest.mark.parametrize(
    "wrong",
    [{"alpha": 0.0}, {"half_window": 6}, {"years": 0}, {"seasons": 11}, {"left_out": 36}, {"threshold": 0.0}, {"trend_level": 2.0}],
)  # fmt: skip
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SeriesSettingError):
        farrington_flexible(QUIET, **{**FLEXIBLE, **wrong})  # type: ignore[arg-type]  # planted faults
