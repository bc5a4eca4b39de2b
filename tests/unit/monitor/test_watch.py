"""Does a watch say what was planted, by the right method, and no more?"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.support.counts import MONTHS, make_rows
from tocsin.monitor.watch import study_watch
from tocsin.monitor.watch_record import WatchSettings, WatchStudy
from tocsin.monitor.watch_rows import WatchRows


@cache
def watch_jump(amounts_jump: float) -> WatchStudy:
    return study_watch(make_rows(amounts_jump=amounts_jump))


def watch_years(*counts: float) -> WatchStudy:
    return study_watch(WatchRows(tuple(str(2000 + at) for at in range(len(counts))), counts))


def test_counts_that_jump_without_their_amounts_read_as_recording() -> None:
    assert watch_jump(1.0).series[0].changes[-1].verdict == "recording changed"


def test_counts_that_jump_with_their_amounts_read_as_counted() -> None:
    assert watch_jump(10.0).series[0].changes[-1].verdict == "change in what is counted"


def test_the_verdict_names_the_month() -> None:
    assert "in 2014-01, from" in watch_jump(1.0).verdict


def test_a_change_in_recording_is_never_called_more_crime() -> None:
    assert "no evidence of more or less crime" in watch_jump(1.0).verdict


def test_a_bound_that_rests_on_counts_from_before_is_void() -> None:
    newest = watch_jump(1.0).series[0].newest
    assert newest is not None
    assert newest.void_since == "2014-01"


def test_a_newest_count_that_jumps_is_read_before_a_level_is_there() -> None:
    study = study_watch(make_rows(since=59))
    newest = study.series[0].newest
    assert newest is not None
    assert newest.reading is not None
    assert (newest.is_alarm, newest.reading.verdict) == (True, "recording changed")


def test_series_that_jump_together_read_as_recording_without_amounts() -> None:
    rows = replace(make_rows(series=3), amounts=())
    assert {one.changes[-1].verdict for one in study_watch(rows).series} == {"recording changed"}


def test_quiet_series_have_no_alarm_and_no_change() -> None:
    study = study_watch(make_rows(jump=1.0, series=4))
    assert [one for one in study.series if one.changes or (one.newest and one.newest.is_alarm)] == []


def test_the_order_of_rows_changes_nothing() -> None:
    rows = make_rows(series=2)
    order = np.random.default_rng(1).permutation(len(rows.periods))
    mixed = WatchRows(
        *(tuple(part[at] for at in order) for part in (rows.periods, rows.counts, rows.series, rows.amounts))
    )
    assert study_watch(mixed) == study_watch(rows)


def test_years_are_judged_by_the_method_for_short_series_and_that_is_said() -> None:
    study = watch_years(7918, 7973, 8635, 106314)
    newest = study.series[0].newest
    assert newest is not None
    assert (newest.is_alarm, "Student's t" in study.series[0].method, "seasons" in study.warnings[-1]) == (
        True,
        True,
        True,
    )


def test_five_years_of_months_are_judged_by_farrington() -> None:
    assert watch_jump(1.0).series[0].method == "Farrington flexible over 4 years"


def test_two_years_of_months_are_too_few_for_farrington_and_that_is_said() -> None:
    study = study_watch(WatchRows(MONTHS[:24], (9.0, 11.0) * 12))
    assert "less than 3 whole years" in study.warnings[-1]


@pytest.mark.parametrize(("every", "labels", "method"), [
    ("quarter", [f"{y}-Q{q}" for y in range(2000, 2006) for q in range(1, 5)], "Farrington flexible over 5 years"),
    ("week", [f"{y}-W{w:02d}" for y in range(2010, 2014) for w in range(1, 53)], "Farrington flexible over 3 years"),
])  # fmt: skip
def test_weeks_and_quarters_are_watched_too(every: str, labels: list[str], method: str) -> None:
    counts = np.random.default_rng(3).poisson(30, len(labels)).astype(float)
    study = study_watch(WatchRows(tuple(labels), tuple(counts.tolist())))
    assert (study.every, study.series[0].method) == (every, method)


def test_a_beginning_is_told() -> None:
    counts = (0.0,) * 50 + tuple(map(float, range(1, 11)))
    rows = WatchRows(MONTHS * 2, (20.0,) * 60 + counts, ("old",) * 60 + ("new",) * 60)
    assert "Began from nothing: new (2014-04)" in study_watch(rows).verdict


def test_forecasts_of_steady_series_cover_about_what_they_say() -> None:
    forecasts = [one.forecast for one in study_watch(make_rows(jump=1.0, series=20)).series if one.forecast is not None]
    inside = [one.coverage.value for one in forecasts if one.coverage.value is not None]
    assert np.mean(inside) == pytest.approx(0.9, abs=0.05)


def test_a_reporter_that_joins_is_named() -> None:
    rows = WatchRows(
        MONTHS + MONTHS[48:], (40.0, 41.0) * 30 + (400.0, 420.0) * 6, (), (), ("old",) * 60 + ("new",) * 12
    )
    change = study_watch(rows).series[0].changes[-1]
    assert (change.verdict, change.reporters_joined) == ("recording changed", ("new",))


def test_an_empty_series_is_told() -> None:
    rows = WatchRows(MONTHS * 2, (20.0,) * 60 + (0.0,) * 60, ("full",) * 60 + ("empty",) * 60)
    assert any("Nothing was ever counted in empty" in warning for warning in study_watch(rows).warnings)


def test_a_gap_does_not_hide_a_change() -> None:
    rows = make_rows()
    kept = [at for at, period in enumerate(rows.periods) if period not in ("2014-06", "2014-07")]
    parts = (rows.periods, rows.counts, rows.series, rows.amounts)
    study = study_watch(WatchRows(*(tuple(part[at] for at in kept) for part in parts)))
    assert study.series[0].changes[-1].period == "2014-01"


def test_settings_stand_in_the_recipe() -> None:
    study = study_watch(make_rows(), settings=WatchSettings(alpha=0.02))
    assert (study.recipe.name, study.recipe.settings["alpha"]) == ("monitor.watch/1", 0.02)


def reason_of(series: int, *, rising: int) -> str:
    rows, quiet = make_rows(series=rising), make_rows(series=series - rising, jump=1.0, seed=9)
    both = WatchRows(rows.periods + quiet.periods, rows.counts + quiet.counts,
                     rows.series + tuple(f"q{name}" for name in quiet.series))  # fmt: skip
    return study_watch(both).series[-1].changes[-1].reasons[-1]


def test_a_series_does_not_count_itself_among_those_that_moved_with_it() -> None:
    assert reason_of(3, rising=1) == "No other series clearly moved with it, and 2 clearly did not."


def test_series_that_moved_with_another_are_counted() -> None:
    assert reason_of(4, rising=3) == "2 other series clearly moved with it, and 1 clearly did not."


def test_one_reporter_that_joins_has_no_plural() -> None:
    rows = WatchRows(
        MONTHS + MONTHS[48:], (40.0, 41.0) * 30 + (400.0, 420.0) * 6, (), (), ("old",) * 60 + ("new",) * 12
    )
    assert "1 reporter joined and 0 left" in study_watch(rows).verdict


def test_what_is_expected_is_said_to_be_a_mean() -> None:
    assert "counted, a mean of " in study_watch(make_rows(jump=1.0)).series[0].sentence
