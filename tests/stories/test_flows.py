"""The journey of an analyst of a route: from records and margins to flows, and to what does not agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.shell import Answer, run_tocsin

RECORDS = "from,to,amount,records\nAvalon,Brigadoon,50,40\nAvalon,Camelot,20,20\nBrigadoon,Camelot,60,55\nBrigadoon,Dis,30,10\n"
MARGINS = (
    "node,kind,low,best,high,unit\nAvalon,production,90,110,130,t/year\nBrigadoon,seizures,10,15,20,t/year\n"
    "Camelot,consumption,30,60,90,t/year\nDis,consumption,15,30,45,t/year\n"
)


def run_flows(folder: Path, *options: str, records: str = RECORDS, margins: str = MARGINS) -> Answer:
    (folder / "seed.csv").write_text(records, encoding="utf-8")
    (folder / "margins.csv").write_text(margins, encoding="utf-8")
    return run_tocsin("flows", folder / "seed.csv", "--margins", folder / "margins.csv", "--draws", "200", *options)


def test_flows_and_accounts_are_printed_with_intervals(tmp_path: Path) -> None:
    told = run_flows(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Most moves from Avalon to Brigadoon: ")
    assert [word in told.out for word in ("t/year", "Not accounted for", "Note: ")] == [True] * 3


def test_json_holds_the_same_study(tmp_path: Path) -> None:
    found = run_flows(tmp_path, "--json").record()
    assert {leg["sender"] for leg in found["legs"]} == {"Avalon", "Brigadoon"}
    assert all(leg["amount"]["low"] < leg["amount"]["value"] < leg["amount"]["high"] for leg in found["legs"])
    assert found["recipe"]["seed"] == 1


def test_the_same_seed_prints_the_same_and_another_does_not(tmp_path: Path) -> None:
    first, again, other = (run_flows(tmp_path, "--seed", seed).out for seed in ("5", "5", "6"))
    assert (first == again, first == other) == (True, False)


def test_a_long_list_of_legs_is_cut_with_a_count(tmp_path: Path) -> None:
    assert "2 smaller ones not shown" in run_flows(tmp_path, "--most", "2").out


def test_an_account_that_does_not_close_is_named_with_what_is_missing(tmp_path: Path) -> None:
    told = run_flows(tmp_path, margins=MARGINS + "Elysium,consumption,5,7,9,t/year\n").out
    assert "Not balanced: Elysium, −7" in told


def test_distances_are_read_and_fill_legs(tmp_path: Path) -> None:
    names = ("Avalon", "Brigadoon", "Camelot", "Dis", "Elysium")
    rows = [f"{a},{b},{abs(i - j) * 100 + 10 * i}" for i, a in enumerate(names) for j, b in enumerate(names) if i < j]
    (tmp_path / "apart.csv").write_text("\n".join(["from,to,km", *rows]), encoding="utf-8")
    records = RECORDS + "Avalon,Elysium,9,12\nBrigadoon,Elysium,4,50\nElysium,Camelot,12,30\nElysium,Dis,3,2\n"
    told = run_flows(tmp_path, "--distances", str(tmp_path / "apart.csv"), records=records).out
    assert [word in told for word in ("never seen", "Flows fall with distance")] == [True, True]


def test_all_faults_of_both_tables_are_told_with_the_code_for_input(tmp_path: Path) -> None:
    told = run_flows(
        tmp_path,
        records=RECORDS.replace("50,40", "-50,40").replace("60,55", "60,none"),
        margins=MARGINS.replace("consumption,30", "consumtion,30").replace("10,15,20", "20,15,10"),
    )
    assert (told.code, told.out) == (2, "")
    wanted = (
        "seed.csv, row 2, amount",
        "seed.csv, row 4, records",
        "margins.csv, row 4, kind",
        "margins.csv, row 3, low",
    )
    assert [place in told.err for place in wanted] == [True] * 4


def test_margins_that_cannot_balance_are_refused_with_by_how_much(tmp_path: Path) -> None:
    told = run_flows(tmp_path, margins=MARGINS.replace("90,110,130", "900,1100,1300"))
    assert told.code == 3
    assert "Too much: 1,000 (795 to 1,190) t/year" in told.err


@pytest.mark.parametrize("option", ["--margins", "--draws"])
def test_an_option_without_its_value_is_refused(tmp_path: Path, option: str) -> None:
    assert run_tocsin("flows", tmp_path / "seed.csv", option).code == 2
