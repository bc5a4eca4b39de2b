"""Do the lists of places agree with each other?"""

import csv
from pathlib import Path

import pytest

from tocsin.terms import gazetteer
from tocsin.terms.packaged import branch, leaves, load_listed


def test_every_name_that_is_read_leads_to_a_place() -> None:
    known = gazetteer.members()["M49:001"] | gazetteer.members().keys()
    read = branch(load_listed("m49.yaml")["also_read"], at="also_read")
    assert set(read) <= known


def test_every_ambiguous_name_leads_to_places() -> None:
    known = gazetteer.members()["M49:001"] | gazetteer.members().keys()
    named = branch(load_listed("m49.yaml")["ambiguous"], at="ambiguous")
    assert {code for codes in named.values() for code in leaves(codes, at="ambiguous")} <= known


def test_every_listed_name_leads_somewhere() -> None:
    lost = [
        name
        for name in gazetteer.list_names()
        if not gazetteer.find_by_name(name) and not gazetteer.find_meanings(name)
    ]
    assert lost == []


def test_no_spelling_leads_to_another_place_than_its_own() -> None:
    from pycountry import countries

    own = {country.name: country.alpha_3 for country in countries}
    assert {name: gazetteer.find_by_name(name) for name in own} == own


@pytest.mark.parametrize(("code", "above"), [("GB-LND", ("GB-ENG",)), ("CO-ANT", ())])
def test_a_subdivision_knows_what_it_lies_in(code: str, above: tuple[str, ...]) -> None:
    assert gazetteer.ancestors_of(code) == above


def test_the_regions_agree_with_the_shared_country_list(shared: Path) -> None:
    regions = {gazetteer.name_of(code): held for code, held in gazetteer.members().items()}
    with (shared / "data" / "country_reference" / "countries.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["un_subregion"]]
    assert [row["iso3"] for row in rows if row["iso3"] not in regions[row["un_subregion"]]] == []
