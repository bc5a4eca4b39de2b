"""Is a plain table of counts read, and is every fault in it told at once?"""

from pathlib import Path

import pytest

from tocsin.exchange.counts import read_counts
from tocsin.exchange.errors import PlainTableError
from tocsin.monitor.periods import Every


def write(folder: Path, *lines: str) -> Path:
    path = folder / "counts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    rows = read_counts(write(tmp_path, "period,count,amount,series,reporter", "2014-01,3,1.5,a,x", "2014-02,4,,a,x"))
    assert (rows.counts, rows.series, rows.reporters, rows.amounts[0]) == ((3.0, 4.0), ("a", "a"), ("x", "x"), 1.5)


def test_several_columns_name_a_series(tmp_path: Path) -> None:
    path = write(tmp_path, "period,drug,route,count", "2014-01,a,sea,3", "2014-01,a,air,3")
    assert read_counts(path, by=("drug", "route")).series == ("a / sea", "a / air")


def faults(path: Path, *, every: Every | None = None) -> str:
    with pytest.raises(PlainTableError) as refusal:
        read_counts(path, every=every)
    return str(refusal.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "period,count", "2014-01,-3", "2014-13,4", "2014-02,1.5", "2014-03,x", "2014-01,5")
    told = faults(path)
    parts = (
        "at least 0",
        "the calendar does not have",
        "whole number",
        "no plain number",
        "row 2 already gives 2014-01",
    )
    assert [part for part in parts if part not in told] == []


def test_periods_of_several_lengths_are_told(tmp_path: Path) -> None:
    assert "several lengths (month, year)" in faults(write(tmp_path, "period,count", "2014,3", "2014-02,4"))


def test_a_length_that_periods_do_not_fit_is_told(tmp_path: Path) -> None:
    assert "cannot be cut" in faults(write(tmp_path, "period,count", "2014,3"), every=Every.MONTH)


def test_counts_that_are_all_0_are_told(tmp_path: Path) -> None:
    assert "every count is 0" in faults(write(tmp_path, "period,count", "2014-01,0", "2014-02,0"))


def test_a_missing_column_is_told_with_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean 'counts'" in faults(write(tmp_path, "period,counts", "2014-01,0"))


@pytest.mark.parametrize("row", ["2014-01,3", "someday,3"])
def test_many_faults_of_a_kind_are_counted_not_listed(tmp_path: Path, row: str) -> None:
    told = faults(write(tmp_path, "period,count", *[row] * 30))
    assert told.count("\n- ") == 21
