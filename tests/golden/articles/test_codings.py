"""The law files say what the settlement of the two codings says."""

import csv
from pathlib import Path

import pytest

from tocsin.convention.errors import UnknownLawError
from tocsin.convention.instruments import find_unit

TABLE = Path(__file__).parents[3] / "docs" / "decisions" / "0004-two-codings.csv"


def read_settlements() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_coding(unit_id: str) -> str:
    try:
        unit = find_unit(unit_id)
    except UnknownLawError:
        return ""
    return unit.strength or unit.kind


@pytest.mark.parametrize("row", read_settlements(), ids=lambda row: str(row["id"]))
def test_every_unit_is_coded_as_settled(row: dict[str, str]) -> None:
    assert find_coding(row["id"]) == row["settled"]


def test_every_settlement_cites_a_rule_of_the_page() -> None:
    page = TABLE.with_name("0004-two-codings-of-duty-strength.md").read_text(encoding="utf-8")
    assert {row["rule"] for row in read_settlements() if f"| {row['rule']} |" not in page} == set()
