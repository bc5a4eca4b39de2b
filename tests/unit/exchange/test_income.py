"""Are lines of illicit income read with their identities and units, and every fault told at once?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.estimate.flow.errors import UnusableIncomeError
from tocsin.estimate.flow.income import IncomeStudy
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.income import study_income_table

HEAD = "line,identity,item,low,best,high,unit,direction,source,stage,overlaps\n"
COCAINE = (
    "cocaine,producer,production,100,,100,t/year,,,,\ncocaine,producer,consumption,10,,10,t/year,,,,\n"
    "cocaine,producer,seizures,20,,20,t/year,,,,\ncocaine,producer,price,2,,2,thousand USD/kg,,,,\n"
)
SMUGGLING = "fees,smuggling III,migrants,10,,10,person/year,,,,\nfees,smuggling III,fee,500,,500,USD/person,,,,\n"
BRIBES = "bribes,stated,amount,3,,3,million USD/year,inward,corruption,income management,cocaine\n"


def study(folder: Path, rows: str = COCAINE + SMUGGLING + BRIBES) -> IncomeStudy:
    path = folder / "lines.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return study_income_table(path, draws=100)


def list_problems(folder: Path, rows: str) -> list[tuple[str, int | None]]:
    with pytest.raises(PlainTableError) as caught:
        study(folder, rows)
    return [(problem.field, problem.row) for problem in caught.value]


def test_units_are_brought_to_dollars_a_year(tmp_path: Path) -> None:
    values = {line.name: line.amount.value for line in study(tmp_path).lines}
    assert values == pytest.approx({"cocaine": 70_000 * 2_000, "fees": 5_000, "bribes": 3e6})


def test_directions_stand_apart(tmp_path: Path) -> None:
    found = study(tmp_path)
    assert (found.inward, found.outward) != (None, None)
    assert "outward" in {str(line.direction) for line in found.lines}


def test_what_is_stated_keeps_its_kind_and_overlaps(tmp_path: Path) -> None:
    (line,) = [line for line in study(tmp_path).lines if line.name == "bribes"]
    assert (line.source, line.stage, line.overlaps) == ("corruption", "income management", ("cocaine",))


def test_columns_of_stated_lines_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    rows = "".join(f"{row.rsplit(',', 4)[0]}\n" for row in (HEAD + COCAINE).splitlines())
    path.write_text(rows, encoding="utf-8")
    assert study_income_table(path, draws=100).inward is not None


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (COCAINE.replace("producer", "produser"), ("identity", 2)),
        (COCAINE.replace("cocaine,producer,price", "cocaine,stated,price"), ("identity", 5)),
        (SMUGGLING.replace(",fee,", ",price,"), ("item", 3)),
        (SMUGGLING.replace(",fee,", ",migrants,"), ("item", 3)),
        (COCAINE.replace(",seizures,20,,20,t/year", ",seizures,20,,20,kg/year"), ("unit", 4)),
        (SMUGGLING.replace("USD/person", "USD 2019/person"), ("unit", 2)),
        (SMUGGLING.replace("person/year", "hobbit/year"), ("unit", 2)),
        (SMUGGLING.replace("USD/person,", "USD/person,inward"), ("direction", 3)),
        (COCAINE + BRIBES.replace("inward", "none"), ("direction", 6)),
        (COCAINE + BRIBES.replace("inward", ""), ("direction", 6)),
        (COCAINE + BRIBES.replace("corruption", "bribery"), ("source", 6)),
        (BRIBES, ("overlaps", 2)),
        (SMUGGLING.replace("500,,500", "500,,400"), ("low", 3)),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, rows: str, problem: tuple[str, int]) -> None:
    assert problem in list_problems(tmp_path, rows)


def test_an_item_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="seizures missing"):
        study(tmp_path, "".join(row for row in COCAINE.splitlines(keepends=True) if "seizures" not in row))


def test_a_producer_that_uses_more_than_it_makes_is_refused_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableIncomeError, match=r"lines\.csv: cocaine: in every draw"):
        study(tmp_path, COCAINE.replace("100,,100", "5,,5"))
