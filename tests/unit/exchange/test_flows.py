"""Are the tables of a flow study read, and all their faults told at once?"""

from pathlib import Path

import pytest

from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.flows import study_flow_tables

RECORDS = "from,to,amount,records\nAvalon,Brigadoon,50,40\nAvalon,Camelot,20,20\nBrigadoon,Camelot,60,55\nBrigadoon,Dis,30,10\n"
MARGINS = (
    "node,kind,low,best,high,unit\nAvalon,production,90,110,130,t/year\nBrigadoon,seizures,10,,20,t/year\n"
    "Camelot,consumption,30,60,90,t/year\nDis,consumption,15,30,45,t/year\n"
)


def read_problems(folder: Path, *, records: str = RECORDS, margins: str = MARGINS, distances: str = "") -> list[str]:
    """Write the tables, and return every problem that a study of them tells."""
    paths = {}
    for name, text in (("seed", records), ("margins", margins), ("distances", distances)):
        paths[name] = folder / f"{name}.csv"
        paths[name].write_text(text, encoding="utf-8")
    with pytest.raises(PlainTableError) as caught:
        study_flow_tables(paths["seed"], margins=paths["margins"], distances=paths["distances"] if distances else None)
    return [str(problem) for problem in caught.value]


def test_sound_tables_are_studied(tmp_path: Path) -> None:
    for name, text in (("seed", RECORDS), ("margins", MARGINS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    found = study_flow_tables(tmp_path / "seed.csv", margins=tmp_path / "margins.csv", draws=100)
    assert (found.unit, len(found.legs), found.draws) == ("t/year", 4, 100)


def test_rows_without_a_count_are_one_record_each(tmp_path: Path) -> None:
    (tmp_path / "seed.csv").write_text(
        "from,to,amount\nAvalon,Camelot,1\nAvalon,Camelot,2\nBrigadoon,Dis,1\nAvalon,Brigadoon,1\n"
    )
    (tmp_path / "margins.csv").write_text(MARGINS)
    found = study_flow_tables(tmp_path / "seed.csv", margins=tmp_path / "margins.csv", draws=100)
    assert {leg.records for leg in found.legs} == {1, 2}


def test_faults_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    told = read_problems(
        tmp_path,
        records=RECORDS.replace("50,40", "-50,40"),
        margins=MARGINS.replace("consumption,30,60,90", "consumtion,30,60,90"),
        distances="from,to,km\nAvalon,Brigadoon,ten\n",
    )
    assert {line.partition(",")[0] for line in told} == {"seed.csv", "margins.csv", "distances.csv"}


def test_a_table_that_cannot_be_opened_does_not_hide_another(tmp_path: Path) -> None:
    told = read_problems(tmp_path, records="", margins="")
    assert len(told) == 2


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Dis,consumption", "Dis,consumtion", "Did you mean 'consumption'"),
        ("Dis,consumption", "Camelot,consumption", "already on line 4"),
        ("90,110,130", "130,110,90", "not in order"),
        ("90,110,130", "90,90,130", "best is an end"),
        ("90,110,130", "-1,110,130", "at least 0"),
        ("45,t/year", "45,kg/year", "margins of two units"),
        ("45,t/year", "45,furlong-ish", "'furlong-ish'"),
        ("node,kind", "place,kind", "no column 'node'"),
    ],
)
def test_a_fault_of_a_margin_is_told(tmp_path: Path, *, old: str, new: str, why: str) -> None:
    assert any(why in line for line in read_problems(tmp_path, margins=MARGINS.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("50,40", "50,0", "at least 1"),
        ("50,40", "fifty,40", "no plain number"),
        ("from,to", "origin,to", "no column 'from'"),
        ("Avalon,Camelot", ",Camelot", "empty"),
    ],
)
def test_a_fault_of_a_record_is_told(tmp_path: Path, *, old: str, new: str, why: str) -> None:
    assert any(why in line for line in read_problems(tmp_path, records=RECORDS.replace(old, new)))


def test_a_leg_without_a_distance_is_told_once(tmp_path: Path) -> None:
    apart = "from,to,km\nAvalon,Brigadoon,10\nAvalon,Camelot,30\nCamelot,Brigadoon,40\n"
    told = read_problems(tmp_path, records=f"{RECORDS}Brigadoon,Dis,3,1\n", distances=apart)
    assert [line for line in told if "no distance is given" in line] == told[:1]
    assert "between Brigadoon and Dis" in told[0]


def test_a_distance_of_zero_is_told(tmp_path: Path) -> None:
    told = read_problems(tmp_path, distances="from,to,km\nAvalon,Brigadoon,0\n")
    assert any("no distance apart" in line for line in told)


def test_distances_without_kilometres_are_told(tmp_path: Path) -> None:
    told = read_problems(tmp_path, distances="from,to,miles\nAvalon,Brigadoon,3\n")
    assert any("no column 'km'" in line for line in told)
