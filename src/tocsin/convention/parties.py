"""Was the State bound by an instrument on a day, as far as a dated source tells?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from tocsin.convention.law import InstrumentId
from tocsin.convention.reasoning import Answer, answer_of
from tocsin.terms.problem import Problem

PARTY, SIGNATORY, NOT_PARTY = "party", "signatory", "not party"


class TreatyStatus(Protocol):
    """How one State stands to one instrument, as one dated copy of the depositary's list gives it.

    `since` is the day from which the status holds: for a Party the day it became bound, not the day of deposit. After
    `as_of` the copy says nothing.
    """

    @property
    def instrument(self) -> str:
        """The id of the instrument, such as `untoc`."""

    @property
    def status(self) -> str:
        """`party`, `signatory`, `not party` or `unknown`."""

    @property
    def since(self) -> date | None:
        """The first day of the status, if known."""

    @property
    def as_of(self) -> date | None:
        """The date of the copy."""


def evaluate_bound_on(party: TreatyStatus, day: date) -> Answer:
    """Tell whether the State was bound on a day; unknown where the source does not reach."""
    if party.as_of is None or day > party.as_of:
        return Answer.UNKNOWN
    if party.status == SIGNATORY:
        return Answer.FALSE
    if party.status == NOT_PARTY:
        return Answer.FALSE if party.since is None or day >= party.since else Answer.UNKNOWN
    if party.status != PARTY:
        return Answer.UNKNOWN
    if party.since is None:
        return Answer.TRUE if day == party.as_of else Answer.UNKNOWN
    return answer_of(value=day >= party.since)


def list_status_problems(rows: Mapping[int, TreatyStatus], *, file: str) -> tuple[Problem, ...]:
    """List what contradicts the treaties or itself in the statuses of one State, given by their rows in the file."""
    return (*_list_repeats(rows, file=file), *_list_early_dates(rows, file=file), *_list_lone(rows, file=file))


def _list_repeats(rows: Mapping[int, TreatyStatus], *, file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for row, each in rows.items():
        if each.instrument in seen:
            why = "its status stands twice, so nobody can tell which holds."
            yield Problem(file, row, "instrument", each.instrument, why, "Keep the one with the later date.")
        seen.add(each.instrument)


def _list_early_dates(rows: Mapping[int, TreatyStatus], *, file: str) -> Iterator[Problem]:
    for row, each in rows.items():
        if each.since is not None and each.as_of is not None and each.since > each.as_of:
            why = f"the status of {each.instrument} begins after its source, which is of {each.as_of}."
            yield Problem(file, row, "since", str(each.since), why, "Correct one of the two dates.")


def _list_lone(rows: Mapping[int, TreatyStatus], *, file: str) -> Iterator[Problem]:
    """A Protocol binds only Parties to the Convention (untoc/37/2)."""
    convention = {each.status for each in rows.values() if each.instrument == InstrumentId.UNTOC}
    if not convention & {SIGNATORY, NOT_PARTY}:
        return
    for row, each in rows.items():
        if each.instrument != InstrumentId.UNTOC and each.status == PARTY:
            why = f"a Party to {each.instrument} that is none to the Convention is ruled out by article 37(2)."
            yield Problem(file, row, "status", each.status, why, "Check both against the depositary's list.")
