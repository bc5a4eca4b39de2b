"""What holds for every series that is watched?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.series.changes import find_changes
from tocsin.methods.series.cusum import cusum
from tocsin.methods.series.discoveries import find_q_values
from tocsin.methods.series.ears import ears
from tocsin.methods.series.emergence import find_emergence
from tocsin.methods.series.farrington_classic import farrington_classic
from tocsin.methods.series.farrington_flexible import farrington_flexible
from tocsin.methods.series.forecasts import score_forecasts
from tocsin.methods.series.recording import read_recording
from tocsin.methods.series.short import bound_short

LEVELS = st.integers(0, 500)
SERIES = st.lists(st.integers(0, 60), min_size=8, max_size=30)
MONTHS = {"frequency": 12, "years": 3, "half_window": 1}


@given(LEVELS)
def test_a_constant_series_never_alarms_by_either_farrington(level: int) -> None:
    series = np.full((1, 50), float(level))
    flexible = farrington_flexible(series, **MONTHS, seasons=4, left_out=6)
    assert [result.alarm.any() for result in (farrington_classic(series, **MONTHS), flexible)] == [False, False]


@given(LEVELS)
def test_a_constant_series_never_alarms_by_the_rules_for_short_ones(level: int) -> None:
    series = np.full((1, 12), float(level))
    result = ears(series)
    assert not any(a.any() for a in (bound_short(series).alarm, result.alarm_c1, result.alarm_c2, result.alarm_c3))


@given(st.integers(1, 500))
def test_a_constant_series_never_alarms_by_cumulative_sums(level: int) -> None:
    assert not cusum(np.full((1, 40), float(level)), [float(level)]).alarm.any()


@given(LEVELS, st.integers(4, 60))
def test_a_constant_series_has_no_change(level: int, length: int) -> None:
    assert find_changes([level] * length, least=1).at.size == 0


@given(SERIES)
def test_the_order_of_series_changes_nothing(counts: list[int]) -> None:
    pair = np.array([counts, counts[::-1]], dtype=float)
    assert np.array_equal(bound_short(pair).bound, bound_short(pair[::-1]).bound[::-1], equal_nan=True)


@given(SERIES)
def test_a_series_is_judged_alike_alone_and_among_others(counts: list[int]) -> None:
    others = np.array([counts, [3] * len(counts), counts[::-1]], dtype=float)
    alone = bound_short(others[:1]).bound
    assert bound_short(others).bound[:1] == pytest.approx(alone, rel=1e-9, nan_ok=True)


@given(SERIES, st.integers(1, 40))
def test_a_higher_newest_count_has_a_lower_p_value(counts: list[int], more: int) -> None:
    pair = np.array([[*counts, 5], [*counts, 5 + more]], dtype=float)
    low, high = bound_short(pair, at=[len(counts)]).p_value[:, 0]
    assert np.isnan(low) or high <= low


@given(st.lists(st.integers(5, 200), min_size=6, max_size=20), st.floats(0.001, 1000.0))
def test_the_unit_of_amounts_changes_nothing(counts: list[int], scale: float) -> None:
    series = np.array([counts], dtype=float)
    amounts = series * np.linspace(1, 2, len(counts)) + 1
    plain, scaled = (read_recording(series, at=4, amounts=amounts * by) for by in (1.0, scale))
    assert (plain.verdict, plain.amounts) == (scaled.verdict, scaled.amounts)


@given(st.lists(st.integers(100, 900), min_size=3, max_size=6), st.integers(3, 12), st.integers(2, 8))
def test_doubling_all_categories_at_once_reads_as_recording(levels: list[int], before: int, after: int) -> None:
    series = np.repeat(np.array(levels, dtype=float)[:, None], before + after, axis=1)
    series[:, before:] *= 2
    assert read_recording(series, at=before).verdict == "recording"


@given(st.lists(st.integers(20, 300), min_size=1, max_size=6), st.integers(3, 12), st.integers(2, 8))
def test_counts_and_amounts_that_double_together_never_read_as_recording(
    levels: list[int], before: int, after: int
) -> None:
    series = np.repeat(np.array(levels, dtype=float)[:, None], before + after, axis=1)
    series[:, before:] *= 2
    assert read_recording(series, at=before, amounts=series * 3.5).verdict != "recording"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_values_are_never_below_p_values_and_keep_their_order(p_values: list[float]) -> None:
    q_values = find_q_values(p_values)
    order = np.argsort(p_values, kind="stable")
    assert (q_values >= np.array(p_values)).all()
    assert (np.diff(q_values[order]) >= -1e-12).all()


@given(st.lists(st.integers(0, 3), min_size=16, max_size=40))
def test_nothing_begins_where_something_was_counted_in_the_first_period(counts: list[int]) -> None:
    assert not find_emergence([[1, *counts]]).alarm.any()


@given(st.integers(0, 80), st.floats(0.5, 60.0), st.floats(1.0, 5.0))
def test_a_score_is_never_negative(seen: int, mean: float, phi: float) -> None:
    score = score_forecasts([seen], [mean], dispersion=phi)
    assert score.crps >= 0
    assert score.interval_score >= 0
