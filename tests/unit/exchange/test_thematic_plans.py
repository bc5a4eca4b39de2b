from pathlib import Path

import pytest

from tests.support.strategies import write_strategy
from tocsin.dossier.read import read_dossier
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.thematic_plans import import_thematic_plans, read_thematic_plans

HEADER = (
    "plan,plan_title,plan_owner,plan_period,key,title,same_as,threats,duties,year,amount,currency,price_year,funding\n"
)
ROWS = (
    "ports,Port plan,Ministry of transport,2021/2024,scan,Scanners,port-checks,cocaine,untoc/31/2/a; untoc/20/1,2022,8,EUR,2021,F-3\n"
    "ports,Port plan,Ministry of transport,2021/2024,scan,Scanners,port-checks,cocaine,untoc/31/2/a; untoc/20/1,2023,4,EUR,2021,F-3\n"
    "school,School plan,Ministry of education,2022/2023,talk,Lessons,,cocaine,,,,,,\n"
)


def write(folder: Path, text: str) -> Path:
    path = folder / "plans.csv"
    path.write_text(text, encoding="utf-8")
    return path


def list_problems(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(PlainTableError) as caught:
        read_thematic_plans(write(folder, text))
    return [(problem.row, problem.field) for problem in caught.value.problems]


def test_rows_of_one_plan_become_its_measures_and_years(tmp_path: Path) -> None:
    ports, school = read_thematic_plans(write(tmp_path, HEADER + ROWS))
    assert [(each.year, each.amount) for each in ports.measures[0].spending] == [(2022, 8.0), (2023, 4.0)]
    assert (ports.measures[0].duties, school.measures[0].spending) == (("untoc/31/2/a", "untoc/20/1"), ())


def test_imported_plans_stand_in_the_dossier_beside_those_there(tmp_path: Path) -> None:
    folder = write_strategy(tmp_path / "d")
    changed = import_thematic_plans(folder, write(tmp_path, HEADER + ROWS))
    assert changed == ("plans/ports.yaml", "plans/school.yaml")
    assert set(read_dossier(folder).plans) == {"drugs", "ports", "school"}


def test_a_plan_of_the_same_key_takes_the_place_of_the_one_there(tmp_path: Path) -> None:
    folder = write_strategy(tmp_path / "d")
    import_thematic_plans(folder, write(tmp_path, HEADER + ROWS.replace("school,", "drugs,")))
    assert read_dossier(folder).plans["drugs"].title == "School plan"


def test_every_fault_is_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    rows = (
        "ports,Port plan,Ministry of transport,2021/2024,scan,Scanners,,cocaine,,2022,eight,EUR,2021,F-3\n"
        "ports,Another title,Ministry of transport,2021/2024,look,Look,,cocaine,,2022,8,euro,2021,F-3\n"
        "School Plan,School plan,Ministry of education,next year,talk,Lessons,,cocaine,,,,,,\n"
    )
    found = list_problems(tmp_path, HEADER + rows)
    assert {(2, "amount"), (3, "plan_title"), (3, "currency"), (4, "plan"), (4, "plan_period")} <= set(found)


def test_columns_that_are_missing_or_unknown_are_told_together(tmp_path: Path) -> None:
    text = (HEADER + ROWS).replace("plan_owner", "ministry")
    assert set(list_problems(tmp_path, text)) == {(1, "plan_owner"), (None, "ministry")}
