"""Who may see a record, and who may see what was made from several?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, reduce
from typing import Final, Self

from tocsin.terms.errors import TermError
from tocsin.terms.packaged import Listed, branch, leaves, load_listed, word
from tocsin.terms.problem import nearest
from tocsin.terms.text_value import TextValue


class Everyone(Enum):
    """A release scope that is not bounded by audience."""

    ALL = "all"


ALL: Final = Everyone.ALL
Scope = frozenset[str] | Everyone


@dataclass(frozen=True)
class Handling(TextValue):
    """The marks of a record as they were given, and the audiences it may be released to.

    Written as ``TLP:GREEN``, or with named audiences as ``TLP:AMBER for police; customs``.
    """

    marks: tuple[str, ...]
    scope: Scope

    def __post_init__(self) -> None:
        if not self.marks or list(self.marks) != sorted(set(self.marks)):
            raise UnknownMarkError(
                f"The marks {self.marks!r} are empty, out of order or double. Give at least one, each once, sorted by name."
            )
        for mark in self.marks:
            _mark(mark)
        if not self.scope:
            raise EmptyScopeError(
                f"{', '.join(self.marks)} is given an empty release scope, so nobody could see the record, not even its "
                "author. Name at least one audience, or leave the scope to the mark."
            )
        for audience in sorted(_audiences(self.scope)):
            if audience in ("", "all", PUBLIC) or audience != audience.strip() or set(";,") & set(audience):
                raise AudienceNameError(
                    f"{audience!r} is not the name of an audience, so it could not be told who may see the record. Part "
                    "names by semicolons; for everyone, write 'for all' alone; for the public, mark the record TLP:CLEAR."
                )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one or more marks parted by commas, and after ``for`` the audiences parted by semicolons, or ``all``."""
        before, named, after = text.strip().partition(" for ")
        marks = tuple(sorted({mark.strip() for mark in before.split(",")}))
        if not named:
            return cls(marks, reduce(_intersected, (_mark(mark).scope for mark in marks)))
        audiences = frozenset(part.strip() for part in after.split(";") if part.strip())
        return cls(marks, ALL if audiences == {"all"} else audiences)

    def __str__(self) -> str:
        """Write the marks, and the audiences where they are not those that the marks imply."""
        marks = ", ".join(self.marks)
        if self.scope == reduce(_intersected, (_mark(mark).scope for mark in self.marks)):
            return marks
        return f"{marks} for {'; '.join(sorted(self.scope)) if isinstance(self.scope, frozenset) else 'all'}"

    @property
    def rank(self) -> int:
        """How sensitive the record is, from 0 (public) to 4 (named recipients only)."""
        return max(_mark(mark).rank for mark in self.marks)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What each mark demands, in words."""
        return tuple(_mark(mark).meaning for mark in self.marks)

    @property
    def is_public(self) -> bool:
        """Whether anyone at all may see the record."""
        return self.rank == 0 and self.scope is ALL

    def allows(self, audience: str) -> bool:
        """Say whether an audience may see the record; ``public`` may only where the rank is 0 and no scope is set."""
        if audience == PUBLIC:
            return self.is_public
        return not isinstance(self.scope, frozenset) or audience in self.scope


def combine(*handlings: Handling, names: Sequence[str] = ()) -> Handling:
    """Find the handling of what was made from several records: the highest rank and the audiences common to all.

    ``names`` says, in the same order, which record each handling belongs to, for the message if nobody is left.
    """
    if not handlings:
        raise NothingToCombineError(
            "No handling was given, and a result made from nothing has none that could be derived. Name its inputs, or mark "
            "it yourself."
        )
    told = [str(handling) for handling in handlings]
    if names:
        told = [f"{name} ({text})" for name, text in zip(names, told, strict=True)]
    _check_audience_left(handlings, told=told)
    marks = _strictest({mark for handling in handlings for mark in handling.marks})
    return Handling(marks, reduce(_intersected, (handling.scope for handling in handlings)))


def list_marks() -> tuple[str, ...]:
    """Every mark that can be read."""
    return tuple(_marks())


PUBLIC: Final = "public"  # the one audience that everyone belongs to


class UnknownMarkError(TermError):
    """A mark is not one that Tocsin can map to a rank and a scope."""


class AudienceNameError(TermError):
    """An audience is named in a way that could not be read back, or that names no one audience."""


class EmptyScopeError(TermError):
    """Nobody is left who may see a record, or what was made from several."""


class NothingToCombineError(TermError):
    """A handling was to be derived from no input at all."""


@dataclass(frozen=True)
class _Mark:
    rank: int
    scope: Scope
    source: str
    meaning: str


@cache
def _marks() -> dict[str, _Mark]:
    listed = branch(load_listed("handling.yaml")["marks"], at="handling.yaml, marks")
    return {mark: _read_mark(node, at=f"handling.yaml, marks, {mark}") for mark, node in listed.items()}


def _read_mark(node: Listed, *, at: str) -> _Mark:
    fields = branch(node, at=at)
    scope = leaves(fields["scope"], at=at)
    return _Mark(
        rank=int(word(fields["rank"], at=at)),
        scope=ALL if scope == ("all",) else frozenset(scope),
        source=word(fields["source"], at=at),
        meaning=word(fields["meaning"], at=at),
    )


def _mark(name: str) -> _Mark:
    if name not in _marks():
        raise UnknownMarkError(
            f"{name!r} is not a handling mark that Tocsin knows, so it could not be told who may see the record."
            f"{nearest(name, _marks(), most=3, lead=' ')} Known are: {', '.join(_marks())}."
        )
    return _marks()[name]


def _intersected(first: Scope, second: Scope) -> Scope:
    if not isinstance(first, frozenset):
        return second
    return first & second if isinstance(second, frozenset) else first


def _strictest(marks: set[str]) -> tuple[str, ...]:
    """Leave out marks that a stricter one of the same nested source already says."""
    nested = leaves(load_listed("handling.yaml")["nested"], at="handling.yaml, nested")

    def is_said(mark: str) -> bool:
        own = _mark(mark)
        return own.source in nested and any(
            _mark(other).source == own.source and _mark(other).rank > own.rank for other in marks
        )

    return tuple(sorted(mark for mark in marks if not is_said(mark)))


def _check_audience_left(handlings: Sequence[Handling], *, told: Sequence[str]) -> None:
    """Find the first record that leaves nobody, and the earlier one with which it shares the least."""
    common: Scope = ALL
    for at, handling in enumerate(handlings):
        before, common = common, _intersected(common, handling.scope)
        if common:
            continue
        shared = [_audiences(_intersected(earlier.scope, handling.scope)) for earlier in handlings[:at]]
        other = min(range(at), key=lambda earlier: len(shared[earlier]))
        what = "have no audience in common"
        if shared[other]:
            left = "; ".join(sorted(_audiences(before)))
            what = f"share only {'; '.join(sorted(shared[other]))}, and other inputs may be shown only to {left}"
        raise EmptyScopeError(
            f"{told[other]} and {told[at]} {what}, so nobody could be shown what is made from them. "
            "Ask the owner of one to widen its scope, name the audiences after 'for', or leave one of them out."
        )


def _audiences(scope: Scope) -> frozenset[str]:
    return scope if isinstance(scope, frozenset) else frozenset()
