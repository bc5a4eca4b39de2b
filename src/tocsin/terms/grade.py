"""How far can a source and what it says be relied on, in the scheme it was graded in?"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from tocsin.terms.errors import TermError
from tocsin.terms.packaged import Listed, branch, leaves, load_listed, word
from tocsin.terms.text_value import TextValue


class SourceClass(StrEnum):
    """How reliable a source is, in the few classes that all schemes share."""

    HIGH = "high"
    MID = "mid"
    LOW = "low"
    UNKNOWN = "unknown"


class ItemClass(StrEnum):
    """How credible an item is, in the few classes that all schemes share."""

    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    DOUBTFUL = "doubtful"
    FALSE_SUSPECTED = "false_suspected"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CoarseGrade:
    """A grade in the classes that all schemes share; ``unknown`` means that it cannot be judged and is no middle.

    ``handling`` is the mark that the scheme itself carries, such as ``5x5x5:3``, or empty.
    """

    source: SourceClass
    item: ItemClass
    handling: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether both the source and the item could be judged."""
        return self.source is not SourceClass.UNKNOWN and self.item is not ItemClass.UNKNOWN

    def meets(self, other: "CoarseGrade") -> bool:
        """Say whether both halves are at least as good; what cannot be judged meets only its like."""
        return _meets(self.source, other.source, order=_JUDGED_SOURCES) and _meets(
            self.item, other.item, order=_JUDGED_ITEMS
        )


@dataclass(frozen=True)
class Grade(TextValue):
    """A grade in its native scheme, such as ``6x6:B2`` or ``5x5x5:B21``; the last figure there is its handling mark."""

    scheme: str
    source: str
    item: str
    handling: str = ""

    def __post_init__(self) -> None:
        scheme = _scheme(self.scheme)
        for half, given, known in (("source", self.source, scheme.sources), ("item", self.item, scheme.items)):
            if given not in known:
                raise UnknownGradeError(
                    f"{given!r} is not a grade of the {half} in the scheme {self.scheme}, so it could not be told how far "
                    f"to rely on it. Known are {_listed(known)}; correct it, or name the scheme it comes from."
                )
        if self.handling and self.handling not in scheme.handling:
            known_marks = ", ".join(scheme.handling) or "none"
            raise UnknownGradeError(
                f"{self.handling!r} is not a handling mark of the scheme {self.scheme}, so it could not be told who may "
                f"see the item. Known are: {known_marks}. Correct it, or mark the item by its own handling field."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``SCHEME:GRADE``; a grade alone is read in the packaged default scheme, 6x6."""
        return cls(*_parts(text, default_scheme=default_scheme()))

    def __str__(self) -> str:
        """Write the scheme and the native grade."""
        return f"{self.scheme}:{self.source}{self.item}{self.handling}"

    @property
    def coarse(self) -> CoarseGrade:
        """The grade in the classes that all schemes share; the mapping is Tocsin's own."""
        scheme = _scheme(self.scheme)
        source, item = SourceClass(scheme.sources[self.source].coarse), ItemClass(scheme.items[self.item].coarse)
        return CoarseGrade(source, item, f"{self.scheme}:{self.handling}" if self.handling else "")

    @property
    def source_wording(self) -> str:
        """What the grade of the source means, in words."""
        return _scheme(self.scheme).sources[self.source].wording

    @property
    def item_wording(self) -> str:
        """What the grade of the item means, in words."""
        return _scheme(self.scheme).items[self.item].wording

    @property
    def is_verified(self) -> bool:
        """Whether the codes and wordings of the scheme were checked against a published text."""
        return _scheme(self.scheme).is_verified

    def meets(self, other: "Grade") -> bool:
        """Say whether source and item are both graded at least as well; what cannot be judged meets only its like."""
        if self.scheme != other.scheme:
            raise DifferentSchemesError(
                f"{self} and {other} come from different schemes, which have no common order. Compare their coarse grades."
            )
        scheme = _scheme(self.scheme)
        return _meets(self.source, other.source, order=scheme.judged_sources) and _meets(
            self.item, other.item, order=scheme.judged_items
        )


def parse_grade(text: str, *, scheme: str) -> Grade:
    """Read a grade that stands alone in a declared scheme; a scheme written before the grade goes first."""
    return Grade(*_parts(text, default_scheme=scheme))


def default_scheme() -> str:
    """Name the scheme in which a grade that stands alone is read."""
    return word(load_listed("grades.yaml")["default"], at="grades.yaml, default")


def list_schemes() -> tuple[str, ...]:
    """Every scheme that grades can be written in."""
    return tuple(_schemes())


def list_grades(scheme: str) -> tuple[Grade, ...]:
    """Every pair of source and item grades in a scheme, without handling marks, in the order of its table."""
    known = _scheme(scheme)
    return tuple(Grade(scheme, source, item) for source in known.sources for item in known.items)


class UnknownGradeError(TermError):
    """A grade is not one of its scheme, or the scheme is not known."""


class DifferentSchemesError(TermError):
    """Grades of different schemes were about to be put in order."""


_JUDGED_SOURCES = (SourceClass.HIGH, SourceClass.MID, SourceClass.LOW)
_JUDGED_ITEMS = (ItemClass.CONFIRMED, ItemClass.PLAUSIBLE, ItemClass.DOUBTFUL, ItemClass.FALSE_SUSPECTED)


@dataclass(frozen=True)
class _Code:
    wording: str
    coarse: str


@dataclass(frozen=True)
class _Scheme:
    is_verified: bool
    sources: dict[str, _Code]
    items: dict[str, _Code]
    handling: tuple[str, ...]

    @property
    def judged_sources(self) -> tuple[str, ...]:
        return tuple(code for code, entry in self.sources.items() if entry.coarse != SourceClass.UNKNOWN)

    @property
    def judged_items(self) -> tuple[str, ...]:
        return tuple(code for code, entry in self.items.items() if entry.coarse != ItemClass.UNKNOWN)


@cache
def _schemes() -> dict[str, _Scheme]:
    listed = branch(load_listed("grades.yaml")["schemes"], at="grades.yaml, schemes")
    return {name: _read_scheme(name, node) for name, node in listed.items()}


def _read_scheme(name: str, node: Listed) -> _Scheme:
    at = f"grades.yaml, schemes, {name}"
    fields = branch(node, at=at)
    return _Scheme(
        is_verified=fields["verified"] == "yes",
        sources=_read_codes(fields["sources"], at=f"{at}, sources"),
        items=_read_codes(fields["items"], at=f"{at}, items"),
        handling=leaves(fields.get("handling", ""), at=f"{at}, handling"),
    )


def _read_codes(node: Listed, *, at: str) -> dict[str, _Code]:
    rows = {code: branch(row, at=f"{at}, {code}") for code, row in branch(node, at=at).items()}
    return {code: _Code(word(row["wording"], at=at), word(row["coarse"], at=at)) for code, row in rows.items()}


def _scheme(name: str) -> _Scheme:
    if name not in _schemes():
        raise UnknownGradeError(
            f"{name!r} is not a grading scheme that Tocsin knows, so its grades have no meaning here. Known are: "
            f"{', '.join(_schemes())}."
        )
    return _schemes()[name]


def _parts(text: str, *, default_scheme: str) -> tuple[str, str, str, str]:
    before, colon, after = text.strip().rpartition(":")
    scheme, code = before if colon else default_scheme, after
    longest = 3 if _scheme(scheme).handling else 2
    if not 2 <= len(code) <= longest:
        more = ", and a handling mark if there is one" if longest == 3 else ""
        raise UnknownGradeError(
            f"{text!r} is not a grade of the scheme {scheme}, so it could not be told how far to rely on it. Write the grade "
            f"of the source, that of the item{more}, such as {list_grades(scheme)[1]}; where one could not be judged, the "
            "scheme has a code that says so."
        )
    return scheme, code[0], code[1], code[2:]


def _meets(given: str, wanted: str, *, order: tuple[str, ...]) -> bool:
    if given not in order or wanted not in order:
        return given == wanted
    return order.index(given) <= order.index(wanted)


def _listed(codes: dict[str, _Code]) -> str:
    return ", ".join(f"{code} ({entry.wording})" for code, entry in codes.items())
