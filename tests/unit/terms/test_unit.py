"""Do units convert, multiply and refuse as the things they count do?"""

import sys

import pytest

from tocsin.terms.unit import (
    IncompatibleUnitsError,
    UnitText,
    convert,
    divide,
    find_factor,
    is_compatible,
    list_units,
    multiply,
    parse_unit,
    raise_to,
)
from tocsin.terms.unit_grammar import UnitTextError


def test_a_unit_is_made_in_its_one_spelling_only() -> None:
    with pytest.raises(UnitTextError, match="Write 'kg'"):
        UnitText("kilograms")


def test_two_spellings_of_one_unit_are_equal() -> None:
    assert parse_unit("tonnes per hectare") == parse_unit("t/ha")


def test_a_unit_is_read_without_the_heavy_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pint", None)
    assert parse_unit("USD/kg/month").currencies == ("USD",)


@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        ("t", "kg", 1000),
        ("kg/ha", "t/km2", 0.1),
        ("victim", "person", 1),
        ("percent", "share", 0.01),
        ("million USD 2019", "USD 2019", 1e6),
        ("1/month", "1/year", 12),
        ("t_pure", "kg_pure", 1000),
        ("oz_t", "g", 31.1034768),
        ("L", "m^3", 0.001),
        ("kg", "kg", 1),
    ],
)
def test_a_factor_leads_from_one_unit_to_the_other(given: str, wanted: str, factor: float) -> None:
    assert find_factor(parse_unit(given), parse_unit(wanted)) == pytest.approx(factor, rel=1e-12)


def test_a_number_is_converted() -> None:
    assert convert(2.5, given=parse_unit("t"), wanted=parse_unit("kg")) == 2500


@pytest.mark.parametrize(
    ("given", "wanted", "mend"),
    [
        ("kg", "kg_pure", "a purity in kg_pure/kg"),
        ("person", "seizure", "Correct the unit"),
        ("kg", "ha", "measures length\\^2"),
        ("USD 2019", "USD 2020", "Declare a conversion"),
        ("USD/kg", "COP/kg", "Declare a conversion"),
        ("USD", "USD 2019", "Declare a conversion"),
        ("share", "kg", "measures a bare number"),
    ],
)
def test_units_that_measure_different_things_are_refused(given: str, wanted: str, mend: str) -> None:
    with pytest.raises(IncompatibleUnitsError, match=mend):
        find_factor(parse_unit(given), parse_unit(wanted))


@pytest.mark.parametrize(
    ("first", "second", "is_same"), [("t", "kg", True), ("kg", "kg_pure", False), ("m", "m", True)]
)
def test_compatible_units_measure_the_same(first: str, second: str, is_same: bool) -> None:
    assert is_compatible(parse_unit(first), parse_unit(second)) is is_same


@pytest.mark.parametrize(
    ("units", "product", "factor"),
    [
        (("t", "USD/kg"), "USD", 1000),
        (("kg", "kg_pure/kg"), "kg_pure", 1),
        (("t", "kg_pure/kg"), "kg_pure", 1000),
        (("percent", "kg"), "kg", 0.01),
        (("ha", "t/ha/year"), "t/year", 1),
        (("million USD", "share"), "USD", 1e6),
        (("victim", "USD/person"), "USD", 1),
        (("m^2", "1/ha"), "share", 1e-4),
        (("USD 2019", "1/USD"), "USD 2019/USD", 1),
        ((), "share", 1),
    ],
)
def test_a_product_brings_like_units_together(units: tuple[str, ...], product: str, factor: float) -> None:
    found = multiply(*map(parse_unit, units))
    assert (str(found.unit), round(found.factor, 12)) == (product, factor)


@pytest.mark.parametrize(
    ("above", "below", "quotient"),
    [("kg_pure", "kg_pure/kg", "kg"), ("victim", "person", "share"), ("share", "year", "1/year")],
)
def test_a_quotient_takes_away_like_units(above: str, below: str, quotient: str) -> None:
    assert str(divide(parse_unit(above), parse_unit(below)).unit) == quotient


def test_a_power_raises_every_unit_in_it() -> None:
    assert str(raise_to(parse_unit("kg/ha"), 2).unit) == "kg^2/ha^2"


@pytest.mark.parametrize(("text", "dated"), [("USD/kg", "USD 2019/kg"), ("USD 2018/kg", "USD 2018/kg"), ("kg", "kg")])
def test_a_price_year_goes_to_currencies_that_have_none(text: str, dated: str) -> None:
    assert str(parse_unit(text).with_price_year(2019)) == dated


@pytest.mark.parametrize("name", list_units())
def test_every_listed_unit_has_a_size(name: str) -> None:
    assert 0 < multiply(parse_unit(name)).factor < float("inf")
