"""Are places found under every usual code and name, and is what lies in what told rightly?"""

import sys

import pytest

from tocsin.terms import gazetteer
from tocsin.terms.place import (
    WORLD,
    AmbiguousPlaceError,
    Place,
    PlaceKind,
    UnknownPlaceError,
    list_countries,
    list_regions,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("COL", "COL"),
        ("CO", "COL"),
        ("170", "COL"),
        ("M49:170", "COL"),
        ("Colombia", "COL"),
        (" colombia ", "COL"),
        ("NO", "NOR"),
        ("Bolivia", "BOL"),
        ("Plurinational State of Bolivia", "BOL"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Cote d'Ivoire", "CIV"),
        ("COTE D IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("The Gambia", "GMB"),
        ("Trinidad & Tobago", "TTO"),
        ("Congo", "COG"),
        ("DR Congo", "COD"),
        ("Taiwan", "TWN"),
        ("XKX", "XKX"),
        ("CO-ANT", "CO-ANT"),
        ("005", "M49:005"),
        ("M49:419", "M49:419"),
        ("South America", "M49:005"),
        ("world", "M49:001"),
    ],
)
def test_a_place_is_found_under_its_codes_and_names(text: str, code: str) -> None:
    assert Place.parse(text).code == code


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("col", "Did you mean 'COL'"),
        ("no", "Did you mean 'NO'"),
        ("Columbia", "Did you mean 'Colombia'"),
        ("co-ant", "Did you mean 'CO-ANT'"),
        ("CO-ANX", "CO-ANT"),
        ("68", "The likely one is '068' \\(Bolivia"),
        ("5", "The likely one is '005' \\(South America"),
        ("ZZZ", "is not a place that Tocsin knows"),
        ("999", "is not a place that Tocsin knows"),
        ("", "is not a place that Tocsin knows"),
    ],
)
def test_an_unknown_place_is_refused_with_the_nearest(text: str, hint: str) -> None:
    with pytest.raises(UnknownPlaceError, match=hint):
        Place.parse(text)


@pytest.mark.parametrize("text", ["Micronesia", "Korea", "america", "St Martin"])
def test_a_name_of_several_places_is_refused_with_what_it_may_mean(text: str) -> None:
    with pytest.raises(AmbiguousPlaceError, match=" or "):
        Place.parse(text)


def test_a_code_that_stands_for_nothing_makes_no_place() -> None:
    with pytest.raises(UnknownPlaceError, match="is the code of no place"):
        Place("Colombia")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BOL", "Bolivia (Plurinational State of)"),
        ("COL", "Colombia"),
        ("CO-ANT", "Antioquia"),
        ("M49:419", "Latin America and the Caribbean"),
        ("XKX", "Kosovo"),
    ],
)
def test_countries_and_regions_bear_their_m49_names(code: str, name: str) -> None:
    assert Place(code).name == name


@pytest.mark.parametrize(("code", "kind"), [("COL", "country"), ("CO-ANT", "subdivision"), ("M49:001", "region")])
def test_a_place_knows_its_kind(code: str, kind: str) -> None:
    assert Place(code).kind is PlaceKind(kind)


@pytest.mark.parametrize(("code", "country"), [("CO-ANT", Place("COL")), ("COL", Place("COL")), ("M49:005", None)])
def test_a_place_knows_its_country(code: str, country: Place | None) -> None:
    assert Place(code).country == country


@pytest.mark.parametrize("code", ["COL", "CO-ANT"])
def test_regions_are_listed_from_the_smallest_to_the_world(code: str) -> None:
    assert [place.code for place in Place(code).regions] == ["M49:005", "M49:419", "M49:019", "M49:001"]


def test_the_world_lies_in_no_region() -> None:
    assert WORLD.regions == ()


@pytest.mark.parametrize(
    ("outer", "inner", "is_inside"),
    [
        ("M49:001", "CO-ANT", True),
        ("M49:001", "ATA", True),
        ("M49:419", "M49:005", True),
        ("M49:005", "M49:419", False),
        ("M49:003", "MEX", True),
        ("M49:021", "MEX", False),
        ("COL", "CO-ANT", True),
        ("PER", "CO-ANT", False),
        ("CO-ANT", "COL", False),
        ("COL", "M49:005", False),
        ("GB-ENG", "GB-LND", True),
        ("GB-LND", "GB-ENG", False),
        ("COL", "COL", True),
    ],
)
def test_a_place_contains_what_lies_wholly_in_it(outer: str, inner: str, is_inside: bool) -> None:
    assert Place(outer).contains(Place(inner)) is is_inside


def test_a_subdivision_lies_in_one_country() -> None:
    assert Place("CO-ANT").countries == frozenset({Place("COL")})


def test_every_country_of_iso_3166_is_listed_and_kosovo() -> None:
    from pycountry import countries

    assert {place.code for place in list_countries()} == {country.alpha_3 for country in countries} | {"XKX"}


def test_the_world_is_the_widest_region() -> None:
    assert list_regions()[0] == WORLD


@pytest.mark.parametrize("level", [("M49:002", "M49:019", "M49:142", "M49:150", "M49:009")])
def test_no_country_lies_on_two_continents(level: tuple[str, ...]) -> None:
    counted = sum(len(Place(code).countries) for code in level)
    assert counted == len(WORLD.countries) - len({"ATA"})


def test_an_alpha_3_code_is_read_without_the_heavy_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for member in vars(gazetteer).values():
        if hasattr(member, "cache_clear"):
            member.cache_clear()
    monkeypatch.setitem(sys.modules, "pycountry", None)
    assert Place.parse("COL").regions[0] == Place("M49:005")


def test_a_code_left_to_users_is_a_fictional_country_and_says_so() -> None:
    place = Place.parse("XXA")
    assert (place.kind, place.name, place.regions) == (PlaceKind.COUNTRY, "Fictional country XXA", ())


def test_a_fictional_country_lies_in_no_region() -> None:
    assert not WORLD.contains(Place("XXB"))
