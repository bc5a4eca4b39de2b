"""Are units said in words a reader knows?"""

from __future__ import annotations

import pytest

from tocsin.publish.units import describe_unit, name_unit


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("USD 2019/year", "USD a year, 2019 prices"),
        ("victim/year", "victims a year"),
        ("homicide_victim", "homicide victims"),
        ("person", "people"),
        ("km2", "km²"),
        ("kg_pure/ha", "kg pure per ha"),
        ("percent", "%"),
        ("share", "share"),
        ("", "ratio"),
        ("laboratory", "laboratories"),
    ],
)
def test_a_unit_is_said_in_words(unit: str, expected: str) -> None:
    assert describe_unit(unit) == expected


def test_a_price_year_given_apart_is_said() -> None:
    assert describe_unit("USD/kg", price_year=2018) == "USD per kg, 2018 prices"


def test_money_is_known_by_its_currency() -> None:
    assert name_unit("COP 2020").is_money


def test_a_count_is_not_money() -> None:
    assert not name_unit("victim").is_money
