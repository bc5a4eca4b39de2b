"""The journey of a financial analyst: from a table of prices to a market by stages, with what must not be added."""

from __future__ import annotations

from pathlib import Path

from tests.support.shell import Answer, run_tocsin

TABLE = (
    "stage,item,low,best,high,unit\n"
    "growers,quantity_out,90,110,130,t/year\n"
    "growers,price_out,900,1100,1400,USD 2019/kg\n"
    "users,quantity_out,40,50,60,t/year\n"
    "users,price_out,60000,80000,105000,USD 2019/kg\n"
)


def run_market(folder: Path, *options: str, text: str = TABLE) -> Answer:
    (folder / "stages.csv").write_text(text, encoding="utf-8")
    return run_tocsin("market", folder / "stages.csv", "--draws", "200", *options)


def test_the_answer_has_intervals_and_its_warning(tmp_path: Path) -> None:
    told = run_market(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Buyers at the end pay")
    assert "Turnovers of stages are never added" in told.out


def test_json_holds_the_same_study(tmp_path: Path) -> None:
    found = run_market(tmp_path, "--json", "--seed", "5").record()
    assert (found["recipe"]["seed"], found["level"]) == (5, 0.9)
    assert run_market(tmp_path, "--seed", "5").out.startswith(found["verdict"])


def test_a_fault_is_refused_with_row_and_column(tmp_path: Path) -> None:
    told = run_market(tmp_path, text=TABLE.replace("price_out,900", "prize_out,900"))
    assert (told.code, told.out) == (2, "")
    assert "stages.csv, row 3, item: 'prize_out'" in told.err
