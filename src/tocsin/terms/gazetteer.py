"""Which codes and names do ISO 3166 and the regions of M49 give to places, and what lies in what?

pycountry is heavy and is imported only where a name, a number or a subdivision is asked for: an alpha-3 code does
without it.
"""

import re
import unicodedata
from functools import cache

from tocsin.terms.packaged import Listed, branch, leaves, load_listed, word

_FICTIONAL = re.compile(r"XX[A-Z]")


@cache
def members() -> dict[str, frozenset[str]]:
    """Give the alpha-3 codes of every country or area in each region; the world is ``M49:001``."""
    regions = {code: branch(node, at=f"m49.yaml, regions, {code}") for code, node in _section("regions").items()}
    extra = {code: branch(node, at=f"m49.yaml, additions, {code}") for code, node in _section("additions").items()}

    def within(code: str) -> frozenset[str]:
        own = set(leaves(regions[code].get("countries", ""), at=code))
        own |= {added for added, node in extra.items() if node["region"] == code}
        return frozenset(own).union(*(within(part) for part in leaves(regions[code].get("parts", ""), at=code)))

    return {f"M49:{code}": within(code) for code in regions}


def is_fictional(code: str) -> bool:
    """Say whether a code stands for an invented country, as exercises need one.

    XXA to XXZ lie in the range that ISO 3166-1 leaves to users and are given to no real place.
    """
    return _FICTIONAL.fullmatch(code) is not None


def name_of(code: str) -> str:
    """Give the English name of a place."""
    if is_fictional(code):
        return f"Fictional country {code}"
    return _names()[code] if code in _names() else str(_subdivision_names()[code])


def alpha3_of(code: str) -> str | None:
    """Give the alpha-3 code of a country or area known by its alpha-2, alpha-3 or three-digit code."""
    return _codes().get(code)


def country_of(subdivision: str) -> str:
    """Give the alpha-3 code of the country or area that a subdivision lies in."""
    return _codes()[subdivision.split("-", maxsplit=1)[0]]


def ancestors_of(subdivision: str) -> tuple[str, ...]:
    """Give the subdivisions that a subdivision lies in, the nearest first."""
    above: list[str] = []
    parent = _subdivision_parents().get(subdivision)
    while parent is not None and parent not in above:
        above.append(parent)
        parent = _subdivision_parents().get(parent)
    return tuple(above)


def is_subdivision(code: str) -> bool:
    """Say whether ISO 3166-2 has the code."""
    return code in _subdivision_names()


def list_subdivisions(alpha2: str) -> list[str]:
    """List the codes of the subdivisions of one country or area."""
    return [code for code in _subdivision_names() if code.startswith(f"{alpha2}-")]


def list_names() -> list[str]:
    """List every name of a country, area or region that can be read."""
    return [name for named in (_spellings(), _section("ambiguous")) for name in named]


def find_by_name(text: str) -> str | None:
    """Find the one place with an English name, whatever its case, accents and punctuation."""
    folded = _fold(text)
    return None if folded in _ambiguous() else _by_folded_name().get(folded)


def find_meanings(text: str) -> tuple[str, ...]:
    """Find what a name may mean where it means several places."""
    return _ambiguous().get(_fold(text), ())


def _section(name: str) -> dict[str, Listed]:
    return branch(load_listed("m49.yaml")[name], at=f"m49.yaml, {name}")


@cache
def _names() -> dict[str, str]:
    from pycountry import countries

    return (
        {country.alpha_3: str(country.name) for country in countries}
        | {code: word(name, at=f"m49.yaml, names, {code}") for code, name in _section("names").items()}
        | {code: _name_in("additions", code) for code in _section("additions")}
        | {f"M49:{code}": _name_in("regions", code) for code in _section("regions")}
    )


def _name_in(section: str, code: str) -> str:
    at = f"m49.yaml, {section}, {code}"
    return word(branch(_section(section)[code], at=at)["name"], at=at)


@cache
def _codes() -> dict[str, str]:
    from pycountry import countries

    known = {country.alpha_3: country.alpha_3 for country in countries}
    known |= {country.alpha_2: country.alpha_3 for country in countries}
    return known | {country.numeric: country.alpha_3 for country in countries}


@cache
def _subdivision_names() -> dict[str, str]:
    from pycountry import subdivisions

    return {part.code: str(part.name) for part in subdivisions}


@cache
def _subdivision_parents() -> dict[str, str]:
    from pycountry import subdivisions

    return {part.code: str(part.parent_code) for part in subdivisions if part.parent_code}


@cache
def _spellings() -> dict[str, str]:
    from pycountry import countries

    spelt: dict[str, str] = {}
    for country in countries:
        for key in ("name", "common_name", "official_name"):
            if hasattr(country, key):
                spelt[str(getattr(country, key))] = country.alpha_3
    for code, others in _section("also_read").items():
        spelt |= dict.fromkeys(leaves(others, at=f"m49.yaml, also_read, {code}"), code)
    return spelt | {name: code for code, name in _names().items()}


@cache
def _by_folded_name() -> dict[str, str]:
    return {_fold(name): code for name, code in _spellings().items()}


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    named = _section("ambiguous").items()
    return {_fold(name): leaves(codes, at=f"m49.yaml, ambiguous, {name}") for name, codes in named}


def _fold(text: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", plain.casefold().replace("&", " and "))
    return "".join("saint" if part == "st" else part for part in words if part != "the")
