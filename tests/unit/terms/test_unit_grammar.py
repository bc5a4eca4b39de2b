"""Do all spellings of a unit come to one, and is what is no unit refused with a pointer?"""

import pytest

from tocsin.terms.unit_grammar import UnitTextError, UnknownUnitError, is_money, read_powers, spellings, write_powers


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("kilograms per hectare per year", "kg/ha/year"),
        ("kg/(ha*year)", "kg/ha/year"),
        ("year^-1 kg ha**-1", "kg/ha/year"),
        ("people", "person"),
        ("victims", "victim"),
        ("%", "percent"),
        ("kg pure", "kg_pure"),
        ("tonnes pure per year", "t_pure/year"),
        ("USD_2019 / kg", "USD 2019/kg"),
        ("USD 2019 million", "million USD 2019"),
        ("1/year", "1/year"),
        ("1", "share"),
        ("kg/kg", "share"),
        ("share/year", "1/year"),
        ("(kg/ha)^2", "kg^2/ha^2"),
        ("person·day", "person day"),
        ("kg/ha year", "kg year/ha"),
    ],
)
def test_every_spelling_comes_to_one(text: str, spelt: str) -> None:
    assert write_powers(read_powers(text)) == spelt


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "ends where a unit should follow"),
        ("kg/", "ends where a unit should follow"),
        ("kg//ha", "'/ha' in 'kg//ha' stands where a unit should be"),
        ("5 kg", "the amount does not belong in its unit"),
        ("(kg", "opens a bracket that is never closed"),
        ("kg)", "stands where a unit should be"),
        ("kg^x", "is not a whole power"),
        ("kg^99", "is not a whole power"),
        ("kg^2.5", "cannot stand in a unit"),
        ("$", "write the ISO 4217 code"),
        ("kg" * 200, "longer than any unit"),
        ("(" * 60 + "kg" + ")" * 60, "more brackets than any unit"),
    ],
)
def test_what_is_no_unit_is_refused_with_a_pointer(text: str, what: str) -> None:
    with pytest.raises(UnitTextError) as refused:
        read_powers(text)
    assert what in str(refused.value)


@pytest.mark.parametrize(("text", "near"), [("kilogrm", "kilogram"), ("Kg", "kg"), ("tonne_pur", "tonne_pure")])
def test_an_unknown_unit_is_refused_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UnknownUnitError, match=f"Did you mean .*'{near}'"):
        read_powers(text)


@pytest.mark.parametrize("text", ["XYZ", "usd", "cocaine"])
def test_a_word_that_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnitError, match="is not a unit that Tocsin knows"):
        read_powers(text)


@pytest.mark.parametrize(("name", "is_one"), [("USD", True), ("USD 2019", True), ("kg", False), ("bbl", False)])
def test_money_is_told_from_other_units(name: str, is_one: bool) -> None:
    assert is_money(name) is is_one


def test_every_unit_can_be_written_as_it_is_listed() -> None:
    shown = set(spellings().values()) - {"share", "pure"}
    assert {write_powers(read_powers(name)) for name in shown} == shown
