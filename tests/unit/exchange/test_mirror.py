"""Is a table of trade reports read, and every fault of it told?"""

from pathlib import Path

import pytest

from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.mirror import NO_UNIT, CifRangeError, parse_cif, study_trade_table

TRADE = "reporter,partner,flow,period,value\nA,B,import,2017,108\nB,A,export,2017,100\nB,A,import,2017,50\nA,B,export,2017,47\n"


def write_table(folder: Path, text: str) -> Path:
    path = folder / "trade.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read_problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(PlainTableError) as caught:
        study_trade_table(write_table(folder, text))
    return [str(problem) for problem in caught.value]


def test_both_sides_of_a_flow_meet(tmp_path: Path) -> None:
    found = study_trade_table(write_table(tmp_path, TRADE))
    assert {(flow.importer, flow.imported, flow.exported) for flow in found.flows} == {("A", 108, 100), ("B", 50, 47)}


def test_a_table_without_unit_says_so(tmp_path: Path) -> None:
    assert study_trade_table(write_table(tmp_path, TRADE)).unit == NO_UNIT


def test_a_unit_is_kept(tmp_path: Path) -> None:
    lines = TRADE.splitlines()
    text = "\n".join([f"{lines[0]},unit", *(f"{line},USD" for line in lines[1:])])
    assert study_trade_table(write_table(tmp_path, text)).unit == "USD"


def test_a_period_can_be_chosen(tmp_path: Path) -> None:
    text = TRADE + "A,B,import,2016,9\nB,A,export,2016,8\n"
    assert study_trade_table(write_table(tmp_path, text), period="2016").period == "2016"


def test_goods_and_valuation_are_read(tmp_path: Path) -> None:
    text = "reporter;partner;flow;period;value;commodity;valuation\nA;B;import;2017-03;108;gold;fob\nB;A;export;2017-03;100;gold;\n"
    flow = study_trade_table(write_table(tmp_path, text)).flows[0]
    assert (flow.commodity, flow.gap.low, flow.gap.high) == ("gold", 8, 8)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("import,2017,108", "imports,2017,108", "Did you mean 'import'"),
        ("import,2017,108", "import,2017Q1,108", "is not a period"),
        ("2017,108", "2017,-108", "at least 0"),
        ("2017,108", '2017,"1,08"', "no plain number"),
        ("A,B,import", "A,A,import", "does not trade with itself"),
        ("reporter,partner", "reporter,with", "no column 'partner'"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, *, old: str, new: str, why: str) -> None:
    assert any(why in line for line in read_problems(tmp_path, TRADE.replace(old, new)))


def test_two_values_of_one_report_are_told_with_both_lines(tmp_path: Path) -> None:
    told = read_problems(tmp_path, TRADE + "A,B,import,2017,99\n")
    assert told == [
        "trade.csv, row 6, value: '99': line 2 says 108 of the same flow, so which one counts is not known. Keep one, or give each its "
        "commodity or valuation."
    ]


def test_a_report_that_is_only_repeated_is_no_fault(tmp_path: Path) -> None:
    assert len(study_trade_table(write_table(tmp_path, TRADE + "A,B,import,2017,108\n")).flows) == 2


def test_many_repeats_are_told_with_a_count(tmp_path: Path) -> None:
    told = read_problems(tmp_path, TRADE + "".join(f"A,B,import,2017,{value}\n" for value in range(30)))
    assert "10 more rows" in told[-1]


def test_a_valuation_that_is_none_is_told(tmp_path: Path) -> None:
    text = "reporter,partner,flow,period,value,valuation\nA,B,import,2017,108,ciff\n"
    assert any("this is no valuation" in line for line in read_problems(tmp_path, text))


def test_reports_of_two_units_are_told(tmp_path: Path) -> None:
    text = "reporter,partner,flow,period,value,unit\nA,B,import,2017,108,USD\nB,A,export,2017,100,EUR\n"
    assert any("two units" in line for line in read_problems(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "ends"), [("1.06..1.10", (1.06, 1.10)), ("1.05", (1.05, 1.05)), ("1..1.2", (1.0, 1.2))]
)
def test_a_range_of_the_margin_is_read(text: str, ends: tuple[float, float]) -> None:
    assert parse_cif(text) == ends


@pytest.mark.parametrize(
    "text", ["1.10..1.06", "6%", "0.9..1.1", "1.0..1.1..1.2", "1.06-1.10", "nan..1.1", "2..3", ".."]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(CifRangeError, match=r"Write it as 1\.06\.\.1\.10"):
        parse_cif(text)
