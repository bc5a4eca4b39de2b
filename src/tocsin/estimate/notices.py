"""What must a reader know about the claims behind a driver?"""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.dossier.records.evidence import Claim
from tocsin.dossier.records.model import Driver
from tocsin.estimate.claims import Selected, list_differences
from tocsin.estimate.pool import GradedStatement, Pooled, is_apart
from tocsin.estimate.quantity import Quantity
from tocsin.terms.finding import Finding, Severity

_SHOWN = 5


@dataclass(frozen=True)
class Evidence:
    """All that was found on one driver ``MODEL.NAME``: what it asks for, the claims, what they say, and how they were pooled.

    ``waiting`` are claims whose conversion multiplies by a driver that is not at hand.
    """

    key: str
    driver: Driver
    quantity: Quantity
    selected: Selected
    waiting: tuple[Claim, ...]
    statements: tuple[GradedStatement, ...]
    pooled: Pooled

    @property
    def about(self) -> str:
        """The node of the dependency graph."""
        return f"driver:{self.key}"

    @property
    def is_gap(self) -> bool:
        """Whether no claim counts in any reading."""
        return not any(component.claims for component in self.pooled.with_unjudged or self.pooled.components)

    @property
    def suspected(self) -> tuple[GradedStatement, ...]:
        """Claims suspected to be false."""
        return tuple(each for each in self.statements if each.statement.claim.key in self.pooled.suspected_false)

    @property
    def counted(self) -> tuple[GradedStatement, ...]:
        """Claims that count in some reading."""
        return tuple(each for each in self.statements if each.statement.claim.key not in self.pooled.suspected_false)


def find_in_claims(evidence: Evidence) -> Iterator[Finding]:
    """Gaps, contradictions, claims left out, claims without an interval, and claims outside the plausible range."""
    if evidence.is_gap:
        yield Finding("gap", evidence.about, f"{evidence.driver.title}: {_told_gap(evidence)}")
    for first, second in evidence.pooled.contradicting:
        yield Finding(
            "contradiction",
            evidence.about,
            f"{evidence.driver.title}: claims {first} and {second} of independent sources do not meet; both are kept, and "
            "the interval spans them.",
            examples=(first, second),
        )
    for each in evidence.suspected:
        yield _suspected(each, evidence=evidence)
    yield from _left_out(evidence)
    yield from _bare(evidence)
    for each in evidence.counted:
        yield from _in_statement(each, evidence=evidence)


def _told_gap(evidence: Evidence) -> str:
    """Why nothing counts, and what would mend it."""
    selected, quantity = evidence.selected, evidence.quantity
    range_used = "so its whole plausible range is used."
    if evidence.suspected:
        return f"every claim on it is suspected to be false, {range_used}"
    if evidence.waiting:
        return f"every claim on it waits for a conversion that is not at hand, {range_used}"
    if evidence.statements:
        return f"its claims have no credence on the method sheet, {range_used}"
    what = f"{quantity.selection.subject} {quantity.selection.variable} ({quantity.place}, {quantity.period})"
    if selected.differing:
        told = sorted({"; ".join(list_differences(claim, quantity)) for claim in selected.differing})
        return (
            f"all claims on {what} mean something else ({' / '.join(told[:_SHOWN])}), {range_used} If they are meant, declare "
            "the same sense on the driver; if not, declare a conversion."
        )
    if selected.elsewhere:
        where = sorted({f"{claim.place} {claim.period}" for claim in selected.elsewhere})
        return f"no claim speaks of {what}, {range_used} There are claims for: {', '.join(where[:_SHOWN])}."
    return f"no claim speaks of {what}, {range_used}"


def _suspected(suspected: GradedStatement, *, evidence: Evidence) -> Finding:
    claim = suspected.statement.claim.key
    against = tuple(
        each.statement.claim.key for each in evidence.counted if is_apart(each.statement, suspected.statement)
    )
    disputes = f" It does not meet {', '.join(against)}." if against else ""
    text = f"{evidence.driver.title}: claim {claim} is suspected to be false; it is shown and not counted.{disputes}"
    return Finding("suspected-false", evidence.about, text, examples=(claim, *against))


def _left_out(evidence: Evidence) -> Iterator[Finding]:
    title = evidence.driver.title
    for claim in evidence.selected.differing:
        told = "; ".join(list_differences(claim, evidence.quantity))
        yield Finding(
            "differing-claim",
            evidence.about,
            f"{title}: claim {claim.key} means something else ({told}) and is left out. If it is meant, declare the same sense "
            "on driver and claim; if not, declare a conversion to join it.",
            Severity.NOTE,
            examples=(claim.key,),
        )
    for claim in evidence.waiting:
        yield Finding(
            "differing-claim",
            evidence.about,
            f"{title}: claim {claim.key} is left out, as the driver its conversion multiplies by is not at hand.",
            examples=(claim.key,),
        )


def _bare(evidence: Evidence) -> Iterator[Finding]:
    bare = tuple(each.statement.claim.key for each in evidence.counted if each.statement.is_bare)
    if bare:
        text = (
            f"{evidence.driver.title}: {len(bare)} of its {len(evidence.counted)} claims give no whole interval; what is missing "
            "was filled in by the rules of the method sheet."
        )
        yield Finding("no-interval", evidence.about, text, Severity.NOTE, examples=bare)


def _in_statement(each: GradedStatement, *, evidence: Evidence) -> Iterator[Finding]:
    title, about = evidence.driver.title, evidence.about
    claim, plausible = each.statement.claim.key, evidence.quantity.plausible
    if not each.grade.coarse.is_judged:
        yield Finding(
            "cannot-be-judged",
            about,
            f"{title}: the grade {each.grade} of claim {claim} cannot be judged; the interval covers both believing and "
            "ignoring it.",
            examples=(claim,),
        )
    if not plausible.low <= each.statement.best <= plausible.high:
        yield Finding(
            "implausible",
            about,
            f"{title}: claim {claim} ({each.statement.best:g} {evidence.driver.unit}) lies outside the declared plausible range "
            f"{plausible.low:g} to {plausible.high:g}; either may be wrong.",
            examples=(claim,),
        )
