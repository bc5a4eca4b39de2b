"""Which country, part of a country or region of the world does a figure speak of?"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from tocsin.terms import gazetteer
from tocsin.terms.errors import TermError
from tocsin.terms.problem import nearest
from tocsin.terms.text_value import TextValue


class PlaceKind(StrEnum):
    """What sort of place a code stands for."""

    COUNTRY = "country"
    SUBDIVISION = "subdivision"
    REGION = "region"


@dataclass(frozen=True, order=True)
class Place(TextValue):
    """A country or area (``COL``), a subdivision (``CO-ANT``), a region of the world (``M49:005``), or a fictional country (``XXA``)."""

    code: str

    def __post_init__(self) -> None:
        if _kind_of(self.code) is None:
            raise UnknownPlaceError(
                f"{self.code!r} is the code of no place, so the figure could not be placed on a map. Write an ISO 3166-1 "
                "alpha-3 code (COL), an ISO 3166-2 code (CO-ANT) or an M49 region (M49:005), or let Place.parse read a name."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code (alpha-2, alpha-3, M49, ISO 3166-2) or an English name in official or common use."""
        wanted = text.strip()
        if _kind_of(wanted) is not None:
            return cls(wanted)
        found = _find_by_number(wanted) or gazetteer.alpha3_of(wanted) or gazetteer.find_by_name(wanted)
        if found:
            return cls(found)
        if meanings := gazetteer.find_meanings(wanted):
            listed = " or ".join(f"{code} ({Place(code).name})" for code in meanings)
            raise AmbiguousPlaceError(
                f"{text!r} may mean {listed}, and figures of different places must not be mixed. Write the code."
            )
        raise UnknownPlaceError(
            f"{text!r} is not a place that Tocsin knows, so the figure could not be placed on a map.{_nearest(wanted)} "
            "Write an ISO 3166 code (COL, CO-ANT), an M49 code (M49:005) or the English name."
        )

    def __str__(self) -> str:
        """Write the code."""
        return self.code

    @property
    def kind(self) -> PlaceKind:
        """Whether this is a country or area, a part of one, or a region."""
        kind = _kind_of(self.code)
        assert kind is not None  # construction refuses any other code
        return kind

    @property
    def name(self) -> str:
        """The English name: that of M49 for countries, areas and regions, that of ISO 3166-2 for subdivisions."""
        return gazetteer.name_of(self.code)

    @property
    def country(self) -> "Place | None":
        """The country or area that this place is or lies in; none for a region."""
        if self.kind is PlaceKind.REGION:
            return None
        return self if self.kind is PlaceKind.COUNTRY else Place(gazetteer.country_of(self.code))

    @property
    def regions(self) -> tuple["Place", ...]:
        """The regions that hold this place, the smallest first; a region does not hold itself."""
        held = gazetteer.members()
        holding = [code for code, inside in held.items() if self._country_codes <= inside and code != self.code]
        return tuple(Place(code) for code in sorted(holding, key=lambda code: (len(held[code]), code)))

    @property
    def countries(self) -> frozenset["Place"]:
        """Every country or area in this place; for a subdivision, the one that it lies in."""
        return frozenset(Place(code) for code in self._country_codes)

    def contains(self, other: "Place") -> bool:
        """Say whether all of the other place lies in this one; a place contains itself."""
        if self == other:
            return True
        if self.kind is PlaceKind.REGION:
            return other._country_codes <= self._country_codes
        if self.kind is PlaceKind.COUNTRY:
            return other.kind is PlaceKind.SUBDIVISION and other.country == self
        return other.kind is PlaceKind.SUBDIVISION and self.code in gazetteer.ancestors_of(other.code)

    @property
    def _country_codes(self) -> frozenset[str]:
        if self.kind is PlaceKind.REGION:
            return gazetteer.members()[self.code]
        return frozenset({self.code if self.kind is PlaceKind.COUNTRY else gazetteer.country_of(self.code)})


def list_regions() -> tuple[Place, ...]:
    """Every region of M49, the widest first."""
    held = gazetteer.members()
    return tuple(Place(code) for code in sorted(held, key=lambda code: (-len(held[code]), code)))


def list_countries() -> tuple[Place, ...]:
    """Every country or area, by code."""
    return tuple(Place(code) for code in sorted(gazetteer.members()["M49:001"]))


class UnknownPlaceError(TermError):
    """A text names no place."""


class AmbiguousPlaceError(UnknownPlaceError):
    """A text names more than one place."""


_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_NUMBER = re.compile(r"(?:M49:)?([0-9]{1,3})")


def _kind_of(code: str) -> PlaceKind | None:
    if code in gazetteer.members()["M49:001"] or gazetteer.is_fictional(code):
        return PlaceKind.COUNTRY
    if code in gazetteer.members():
        return PlaceKind.REGION
    if _SUBDIVISION.fullmatch(code) and gazetteer.is_subdivision(code):
        return PlaceKind.SUBDIVISION
    return None


def _find_by_number(text: str) -> str | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    full = found[1].zfill(3)
    code = f"M49:{full}" if f"M49:{full}" in gazetteer.members() else gazetteer.alpha3_of(full)
    if code is not None and full != found[1]:
        raise UnknownPlaceError(
            f"{text!r} is not a place: codes of M49 have three digits and a spreadsheet may have dropped the leading zero. "
            f"The likely one is {full!r} ({Place(code).name}). Write it as text, in quotes."
        )
    return code


def _nearest(text: str) -> str:
    if len(text) in (2, 3) and (code := gazetteer.alpha3_of(text.upper())):
        return f" Did you mean {text.upper()!r} ({Place(code).name})? Codes are written in capitals."
    if _SUBDIVISION.fullmatch(text.upper()):
        return nearest(text.upper(), gazetteer.list_subdivisions(text[:2].upper()), most=3, lead=" ")
    if _NUMBER.fullmatch(text):
        return ""
    return nearest(text, gazetteer.list_names(), most=3, lead=" ")


WORLD: Final = Place("M49:001")
