"""Which form of crime is meant, and can it be followed from one version of the list to another?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Self

from tocsin.terms.errors import TermError
from tocsin.terms.packaged import Listed, branch, leaves, load_listed, word
from tocsin.terms.problem import nearest
from tocsin.terms.text_value import TextValue


@dataclass(frozen=True, order=True)
class CrimeCode(TextValue):
    """A form of crime in the latest version of the list, such as ``cocaine`` or ``trafficking-in-persons``."""

    code: str

    def __post_init__(self) -> None:
        if not is_listed(self.code, version=_latest()):
            raise UnknownCrimeError(_unknown(self.code))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code, its English title, its name in the case-law database, or an ICCS code that means one form."""
        wanted = text.strip()
        if wanted.removeprefix("ICCS:").isdecimal():
            return cls(_only_crime_with(IccsCode.parse(wanted), text=text))
        return cls(_by_name().get(wanted.casefold(), wanted))

    def __str__(self) -> str:
        """Write the code."""
        return self.code

    @property
    def title(self) -> str:
        """The English title."""
        return _entries()[self.code].title

    @property
    def parent(self) -> "CrimeCode | None":
        """The form of crime that this one is part of; none for a top type."""
        above = _entries()[self.code].parent_in(_latest())
        return CrimeCode(above) if above else None

    @property
    def children(self) -> tuple["CrimeCode", ...]:
        """The forms of crime directly under this one."""
        return tuple(CrimeCode(code) for code in _children(self.code, version=_latest()))

    @property
    def top(self) -> "CrimeCode":
        """The top type that this form of crime belongs to."""
        return self if self.parent is None else self.parent.top

    @property
    def sherloc(self) -> str:
        """The crime type of the case-law database that this form falls under; empty where there is none."""
        own = _entries()[self.code].sherloc
        return own.strip("-") if own or self.parent is None else self.parent.sherloc

    @property
    def iccs(self) -> "IccsCode | None":
        """Its own code in the ICCS, where the crosswalk has one."""
        listed = _entries()[self.code].iccs
        return IccsCode(listed) if listed else None

    @property
    def is_iccs_verified(self) -> bool:
        """Whether the crosswalk to the ICCS was checked against a published text."""
        entry = _entries()[self.code]
        return bool(entry.iccs) and entry.is_iccs_verified

    def contains(self, other: "CrimeCode") -> bool:
        """Say whether the other form is this one or part of it."""
        return self == other or (other.parent is not None and self.contains(other.parent))


@dataclass(frozen=True, order=True)
class IccsCode(TextValue):
    """A code of the International Classification of Crime for Statistical Purposes, kept as text: ``060132``."""

    code: str

    def __post_init__(self) -> None:
        if not _is_iccs(self.code) or (self.code not in _iccs_codes() and f"0{self.code}" in _iccs_codes()):
            padded = f"0{self.code}"
            if self.code.isdecimal() and _is_iccs(padded):
                named = f" ({', '.join(_entries()[code].title for code in _iccs_codes().get(padded, ()))})"
                raise LostLeadingZeroError(
                    f"{self.code!r} is not a code of the ICCS: its sections run from 01 to 11, and a spreadsheet may have "
                    f"dropped the leading zero. The likely one is {padded!r}{named if named != ' ()' else ''}. Write it as "
                    "text, in quotes."
                )
            raise UnknownCrimeError(
                f"{self.code!r} is not a code of the ICCS, so the figure could not be laid beside crime statistics. Write "
                "the two to six digits of the classification, such as '0204' or '060132'."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the digits, with or without ``ICCS:`` before them."""
        return cls(text.strip().removeprefix("ICCS:"))

    def __str__(self) -> str:
        """Write the digits."""
        return self.code


@dataclass(frozen=True)
class Comparability:
    """Whether a series counted under one version can be laid beside one counted under another.

    ``counterpart`` lists the codes of the other version that add up to the same thing; where there are none, ``breaks``
    says what stands in the way, and ``reason`` says it in one sentence.
    """

    is_comparable: bool
    reason: str
    breaks: tuple[str, ...] = ()
    counterpart: tuple[str, ...] = ()


@cache
def list_versions() -> tuple[int, ...]:
    """Every version of the list, the oldest first."""
    return tuple(sorted(int(version) for version in branch(_section("versions"), at="crime.yaml, versions")))


def list_crimes(*, version: int | None = None) -> tuple[str, ...]:
    """Every code in one version of the list, by default the latest."""
    return tuple(code for code in _entries() if is_listed(code, version=version or _latest()))


def list_top_crimes() -> tuple[CrimeCode, ...]:
    """Every top type of the latest version, in the order of the list."""
    return tuple(CrimeCode(code) for code in list_crimes() if CrimeCode(code).parent is None)


def find_crimes_by_iccs(code: IccsCode) -> tuple[CrimeCode, ...]:
    """Find the forms of crime that the crosswalk gives for an ICCS code."""
    return tuple(CrimeCode(found) for found in _iccs_codes().get(code.code, ()) if is_listed(found, version=_latest()))


def is_listed(code: str, *, version: int) -> bool:
    """Say whether a version of the list has the code."""
    if version not in list_versions():
        raise UnknownVersionError(
            f"The list of crimes has no version {version}, so nothing could be looked up in it. Known are: "
            f"{', '.join(map(str, list_versions()))}."
        )
    entry = _entries().get(code)
    return entry is not None and entry.since <= version < entry.until


def are_comparable(code: str, *, from_version: int, to_version: int) -> Comparability:
    """Say whether what one version counts under a code can be counted in another version, and under which codes."""
    if not is_listed(code, version=from_version):
        raise UnknownCrimeError(_unknown(code, version=from_version))
    if not is_listed(code, version=to_version) and from_version == to_version:
        raise UnknownCrimeError(_unknown(code, version=to_version))
    held, breaks = _carried(_ends(code, version=from_version), from_version=from_version, to_version=to_version)
    if breaks:
        return Comparability(
            False, f"{code} of version {from_version} has no equal in version {to_version}.", tuple(breaks)
        )
    counterpart = _gathered(held, prefer=code, version=to_version)
    if counterpart == (code,):
        return Comparability(
            True, f"{code} covers the same in versions {from_version} and {to_version}.", (), counterpart
        )
    reason = f"{code} of version {from_version} is {' + '.join(counterpart)} in version {to_version}."
    return Comparability(True, reason, (), counterpart)


class UnknownCrimeError(TermError):
    """A code or name is in no list of crimes."""


class LostLeadingZeroError(UnknownCrimeError):
    """A code of digits has most likely lost its leading zero."""


class UnknownVersionError(TermError):
    """The list of crimes has no such version."""


@dataclass(frozen=True)
class _Entry:
    title: str
    parents: tuple[tuple[int, str], ...]  # from which version on it stands under which parent; empty text: a top type
    sherloc: str
    iccs: str
    is_iccs_verified: bool
    since: int
    until: int

    def parent_in(self, version: int) -> str:
        return max((start, above) for start, above in self.parents if start <= version)[1]


@dataclass(frozen=True)
class _Change:
    version: int
    kind: str
    before: frozenset[str]
    after: frozenset[str]
    reason: str


def _section(name: str) -> Listed:
    return load_listed("crime.yaml")[name]


def _latest() -> int:
    return list_versions()[-1]


@cache
def _entries() -> dict[str, _Entry]:
    return {code: _read_entry(code, node) for code, node in branch(_section("crimes"), at="crime.yaml, crimes").items()}


def _read_entry(code: str, node: Listed) -> _Entry:
    at = f"crime.yaml, crimes, {code}"
    fields = {name: word(value, at=f"{at}, {name}") for name, value in branch(node, at=at).items()}
    since, parent = int(fields.get("since", "1")), fields.get("parent", "")
    earlier = sorted((int(name.removeprefix("parent_in_")), above) for name, above in fields.items() if "_in_" in name)
    moved = earlier[-1][0] + 1 if earlier else since
    return _Entry(
        title=fields["title"],
        parents=(*earlier, (moved, parent)),
        sherloc=fields.get("sherloc", ""),
        iccs=fields.get("iccs", ""),
        is_iccs_verified=fields.get("iccs_verified", "yes") == "yes",
        since=since,
        until=int(fields.get("until", _latest() + 1)),
    )


@cache
def _changes() -> tuple[_Change, ...]:
    listed = _section("changes")
    nodes = [branch(node, at="crime.yaml, changes") for node in (listed if isinstance(listed, list) else [])]
    return tuple(
        _Change(
            version=int(word(node["version"], at="crime.yaml, changes")),
            kind=word(node["kind"], at="crime.yaml, changes"),
            before=frozenset(leaves(node["before"], at="crime.yaml, changes")),
            after=frozenset(leaves(node["after"], at="crime.yaml, changes")),
            reason=word(node["reason"], at="crime.yaml, changes"),
        )
        for node in nodes
    )


@cache
def _iccs_codes() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for code, entry in _entries().items():
        if entry.iccs:
            codes[entry.iccs] = (*codes.get(entry.iccs, ()), code)
    return codes


@cache
def _by_name() -> dict[str, str]:
    listed = [(code, _entries()[code]) for code in list_crimes()]
    names = {entry.title.casefold(): code for code, entry in listed}
    return names | {entry.sherloc.casefold(): code for code, entry in listed if entry.sherloc.strip("-")}


def _children(code: str, *, version: int) -> tuple[str, ...]:
    return tuple(other for other in list_crimes(version=version) if _entries()[other].parent_in(version) == code)


def _ends(code: str, *, version: int) -> frozenset[str]:
    """Give the finest codes under a code in one version: the code itself where nothing stands under it."""
    below = _children(code, version=version)
    return frozenset[str]().union(*(_ends(child, version=version) for child in below)) if below else frozenset({code})


def _carried(held: frozenset[str], *, from_version: int, to_version: int) -> tuple[frozenset[str], list[str]]:
    """Carry the finest codes through every change between two versions, noting what cannot be carried."""
    forward = from_version < to_version
    between = range(min(from_version, to_version) + 1, max(from_version, to_version) + 1)
    breaks: list[str] = []
    for version in between if forward else reversed(between):
        for change in (change for change in _changes() if change.version == version):
            old, new = (change.before, change.after) if forward else (change.after, change.before)
            if old <= held:
                held = held - old | new
            elif old & held:
                breaks.append(_break_told(change, part=old & held))
    return held, breaks


def _break_told(change: _Change, *, part: Iterable[str]) -> str:
    return (
        f"version {change.version}, {change.kind}: {' + '.join(sorted(change.before))} became "
        f"{' + '.join(sorted(change.after))}, and {', '.join(sorted(part))} cannot be told apart on the "
        f"other side ({change.reason})"
    )


def _gathered(held: frozenset[str], *, prefer: str, version: int) -> tuple[str, ...]:
    """Name the finest codes by the fewest that hold just them, keeping the asked-for code where it still fits."""
    if is_listed(prefer, version=version) and _ends(prefer, version=version) == held:
        return (prefer,)
    rest, gathered = set(held), []
    for code in sorted(list_crimes(version=version), key=lambda code: -len(_ends(code, version=version))):
        if rest and _ends(code, version=version) <= rest:
            gathered.append(code)
            rest -= _ends(code, version=version)
    return tuple(sorted(gathered))


def _is_iccs(code: str) -> bool:
    return re.fullmatch(r"(?:0[1-9]|1[01])(?:[0-9]{2,4})?", code) is not None


def _only_crime_with(code: IccsCode, *, text: str) -> str:
    found = find_crimes_by_iccs(code)
    if len(found) == 1:
        return found[0].code
    meant = f"it may mean {' or '.join(crime.code for crime in found)}" if found else "the crosswalk has no form for it"
    raise UnknownCrimeError(f"{text!r} does not name one form of crime: {meant}. Write the code of the form.")


def _unknown(code: str, *, version: int | None = None) -> str:
    of = f"version {version} of the list" if version else "the list"
    told = [change for change in _changes() if code in change.before | change.after]
    became = "".join(
        f" Version {change.version} made {' + '.join(sorted(change.after))} of {' + '.join(sorted(change.before))}."
        for change in told
    )
    near = "" if told else nearest(code, list_crimes(version=version), most=3, lead=" ")
    return (
        f"{code!r} is not a form of crime in {of}, so the figure would stand under no threat.{became}{near} Use a code of the "
        "list, or count it under other-serious-crime."
    )
