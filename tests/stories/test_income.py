"""The journey of a financial analyst: from a table of lines to illicit money by direction, with what must not be added."""

from __future__ import annotations

from pathlib import Path

from tests.support.shell import Answer, run_tocsin

TABLE = (
    "line,identity,item,low,high,unit\n"
    "cocaine,producer,production,90,130,t/year\n"
    "cocaine,producer,consumption,2,6,t/year\n"
    "cocaine,producer,seizures,20,20,t/year\n"
    "cocaine,producer,price,20000,31000,USD/kg\n"
    "fees,smuggling II,migrants,4000,9000,person/year\n"
    "fees,smuggling II,fee,1500,4000,USD/person\n"
)


def run_income(folder: Path, *options: str, text: str = TABLE) -> Answer:
    (folder / "lines.csv").write_text(text, encoding="utf-8")
    return run_tocsin("income", folder / "lines.csv", "--draws", "200", *options)


def test_the_answer_has_intervals_and_its_warning(tmp_path: Path) -> None:
    told = run_income(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Inward: ")
    assert "would be counted twice" in told.out


def test_json_holds_the_same_study(tmp_path: Path) -> None:
    found = run_income(tmp_path, "--json", "--seed", "5").record()
    assert (found["recipe"]["seed"], found["level"]) == (5, 0.9)
    assert run_income(tmp_path, "--seed", "5").out.startswith(found["verdict"])


def test_a_fault_is_refused_with_row_and_column(tmp_path: Path) -> None:
    told = run_income(tmp_path, text=TABLE.replace("fees,smuggling II,fee", "fees,smuggling II,fees"))
    assert (told.code, told.out) == (2, "")
    assert "lines.csv, row 7, item: 'fees'" in told.err
