"""A researcher watches counts over time from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.counts import make_rows, write_rows
from tests.support.shell import run_tocsin


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "counts.csv", make_rows(series=2))


def test_the_answer_begins_with_the_verdict(table: Path) -> None:
    answer = run_tocsin("watch", table, "--by", "drug")
    assert answer.code == 0
    assert "Recording changed: all series, counts rose" in answer.out.split("Newest counts")[0]


def test_every_series_has_its_line(table: Path) -> None:
    answer = run_tocsin("watch", table, "--by", "drug")
    assert all(f"\n{name}" in answer.out for name in ("s0", "s1", "all series"))


def test_the_same_stands_in_json(table: Path) -> None:
    record = run_tocsin("watch", table, "--by", "drug", "--json").record()
    assert {one["changes"][-1]["verdict"] for one in record["series"]} == {"recording changed"}


def test_months_can_be_watched_by_the_year(table: Path) -> None:
    assert run_tocsin("watch", table, "--by", "drug", "--period", "year", "--json").record()["every"] == "year"


def test_faults_are_told_together_and_nothing_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "faulty.csv"
    path.write_text("period,count\n2014-01,-3\nsomeday,4\n2014-02,1.5\n", encoding="utf-8")
    answer = run_tocsin("watch", path)
    assert (answer.code, answer.out, answer.err.count("\n- ")) == (2, "", 3)


def test_too_short_a_series_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("period,count\n2014,3\n2015,4\n2016,5\n", encoding="utf-8")
    answer = run_tocsin("watch", path)
    assert (answer.code, "at least 4" in answer.err) == (3, True)
