"""Are rows lined up into series, with what is unknown kept apart from what is nothing?"""

import numpy as np
import pytest

from tocsin.monitor.periods import Every
from tocsin.monitor.watch_rows import WatchDataError, WatchRows, build_panel

MONTHS = tuple(f"2014-{month:02d}" for month in range(1, 7))
NAN = float("nan")


def test_rows_become_series_in_the_order_of_time() -> None:
    rows = WatchRows(MONTHS[::-1], (6.0, 5.0, 4.0, 3.0, 2.0, 1.0))
    assert build_panel(rows).counts.tolist() == [[1, 2, 3, 4, 5, 6]]


def test_a_series_without_a_row_counts_nothing_where_others_count() -> None:
    rows = WatchRows((*MONTHS, "2014-02"), (1.0,) * 7, ("a",) * 6 + ("b",))
    assert build_panel(rows).counts[1].tolist() == [0, 1, 0, 0, 0, 0]


def test_what_is_absent_can_be_declared_unknown() -> None:
    rows = WatchRows((*MONTHS, "2014-02"), (1.0,) * 7, ("a",) * 6 + ("b",))
    assert np.isnan(build_panel(rows, absent="unknown").counts[1]).tolist() == [True, False, True, True, True, True]


def test_a_period_without_any_row_is_unknown_and_told() -> None:
    panel = build_panel(WatchRows(MONTHS[:2] + MONTHS[3:], (1.0,) * 5))
    assert (panel.gaps, bool(np.isnan(panel.counts[0, 2]))) == (("2014-03",), True)


def test_a_gap_is_a_warning() -> None:
    panel = build_panel(WatchRows(MONTHS[:2] + MONTHS[3:], (1.0,) * 5))
    assert any("no row at all (2014-03)" in note for note in panel.warnings)


def test_days_become_weeks_and_that_is_said() -> None:
    days = tuple(f"2014-01-{day:02d}" for day in range(1, 31))
    panel = build_panel(WatchRows(days, (1.0,) * 30))
    assert (panel.every, panel.counts.sum(), "Days were added up" in panel.warnings[0]) == (Every.WEEK, 30, True)


def test_months_are_added_up_where_asked() -> None:
    rows = WatchRows(tuple(f"20{year}-{month:02d}" for year in range(10, 14) for month in range(1, 13)), (2.0,) * 48)
    assert build_panel(rows, every=Every.YEAR).counts.tolist() == [[24.0] * 4]


def test_an_unknown_amount_stays_unknown_and_a_missing_row_is_nothing() -> None:
    rows = WatchRows((*MONTHS, "2014-02"), (1.0,) * 7, ("a",) * 6 + ("b",), (5.0, NAN, 5.0, 5.0, 5.0, 5.0, 7.0))
    amounts = build_panel(rows).amounts
    assert amounts is not None
    assert (np.isnan(amounts[0, 1]), amounts[1].tolist()) == (True, [0, 7, 0, 0, 0, 0])


def test_reporters_are_kept_by_series() -> None:
    rows = WatchRows(MONTHS, (1.0, 2, 3, 4, 5, 6), (), (), ("x", "y") * 3)
    reporters = build_panel(rows).reporters
    assert reporters is not None
    assert reporters.sum(axis=2).tolist() == [[9, 12]]


def test_one_reporter_only_is_a_warning() -> None:
    panel = build_panel(WatchRows(MONTHS, (1.0,) * 6, (), (), ("x",) * 6))
    assert "one reporter only" in panel.warnings[-1]


def test_the_fingerprint_does_not_depend_on_the_order_of_rows() -> None:
    hashes = {WatchRows(MONTHS[::way], (1.0,) * 6, ("a",) * 6).content_hash for way in (1, -1)}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (WatchRows((), ()), "no row"),
        (WatchRows(MONTHS, (0.0,) * 6), "every count is 0"),
        (WatchRows(MONTHS[:3], (1.0,) * 3), "3 months"),
        (WatchRows(("2014", "2014-02"), (1.0, 1.0)), "several lengths"),
        (WatchRows(("0101-01-01", "2014-02-01"), (1.0, 1.0)), "at most"),
    ],
)
def test_what_cannot_be_watched_is_refused(rows: WatchRows, why: str) -> None:
    with pytest.raises(WatchDataError, match=why):
        build_panel(rows)
