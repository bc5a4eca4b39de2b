"""Are stages of a market read in their order, with units that go together?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.estimate.flow.errors import UnusableMarketError
from tocsin.estimate.flow.market import MarketStudy
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.market import study_market_table

HEAD = "stage,item,low,high,unit\n"
ROWS = (
    "growers,quantity_out,10,10,t/year\ngrowers,price_out,1,1,thousand USD 2019/kg\n"
    "retailers,quantity_out,8,8,t/year\nretailers,price_out,50,50,thousand USD 2019/kg\n"
)


def study(folder: Path, rows: str = ROWS) -> MarketStudy:
    path = folder / "stages.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return study_market_table(path, draws=100)


def test_quantity_times_price_is_money_a_year(tmp_path: Path) -> None:
    found = study(tmp_path)
    assert found.value.unit == "USD 2019/year"
    assert found.value.value == pytest.approx(4e8)


def test_a_stage_takes_in_what_the_one_before_passes_on(tmp_path: Path) -> None:
    assert [stage.added.value for stage in study(tmp_path).stages] == pytest.approx([1e7, 3.9e8])


def test_what_a_stage_takes_in_may_be_said_apart(tmp_path: Path) -> None:
    found = study(tmp_path, ROWS + "retailers,price_in,2,2,thousand USD 2019/kg\n")
    assert found.stages[1].added.value == pytest.approx(4e8 - 2e7)
    assert any("stated apart" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (ROWS.replace("growers,price_out", "growers,price_ot"), ("item", 3)),
        (ROWS + "growers,price_out,1,1,thousand USD 2019/kg\n", ("item", 6)),
        ("growers,quantity_out,10,10,t/year\n", ("item", None)),
        (ROWS.replace("8,8,t/year", "8,8,kg/year"), ("unit", 4)),
        (ROWS.replace("USD 2019", "USD"), ("unit", None)),
        (ROWS.replace("t/year", "t"), ("unit", None)),
        (ROWS.replace("8,8,", "8,7,"), ("low", 4)),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, rows: str, problem: tuple[str, int | None]) -> None:
    with pytest.raises(PlainTableError) as caught:
        study(tmp_path, rows)
    assert problem in [(one.field, one.row) for one in caught.value]


def test_a_stage_that_makes_goods_from_nothing_is_refused_with_file_and_name(tmp_path: Path) -> None:
    with pytest.raises(UnusableMarketError, match=r"stages\.csv: retailers passes on more than it takes in"):
        study(tmp_path, ROWS.replace("8,8,", "80,80,"))
