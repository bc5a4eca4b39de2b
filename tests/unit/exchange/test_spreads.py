"""Are low, best and high read as intervals, and refused where they are none?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.estimate.flow.inputs import Spread
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.exchange.spreads import read_spreads, read_units


def read(folder: Path, row: str, *, head: str = "low,best,high,unit") -> PlainTable:
    path = folder / "table.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    return read_plain_table(path)


def test_a_best_that_is_empty_is_not_known(tmp_path: Path) -> None:
    assert read_spreads(read(tmp_path, "1,,3,kg")) == [Spread(1, 3, None)]


def test_best_may_be_no_column_at_all(tmp_path: Path) -> None:
    assert read_spreads(read(tmp_path, "1,3", head="low,high")) == [Spread(1, 3, None)]


@pytest.mark.parametrize(
    ("row", "field"), [("3,,1,kg", "low"), ("1,4,3,kg", "low"), ("1,1,3,kg", "best"), ("-1,,3,kg", "low")]
)
def test_what_is_no_interval_is_noted(tmp_path: Path, row: str, field: str) -> None:
    table = read(tmp_path, row)
    read_spreads(table)
    assert [problem.field for problem in table.problems] == [field]


@pytest.mark.parametrize("unit", ["", "hobbits"])
def test_a_unit_that_is_not_known_is_noted(tmp_path: Path, unit: str) -> None:
    table = read(tmp_path, f"1,,3,{unit}")
    assert read_units(table) == [None]
    assert [problem.field for problem in table.problems] == ["unit"]
