"""Which duties of the Convention and its Protocols does the strategy answer: by law in force, by measures, or not at all?

Hard duties are those that say "shall", soft ones ask to consider or endeavour, optional ones allow. A duty binds only where
the State is Party on the day of the plan, as far as a dated source tells; duties of instruments it is not Party to are shown
as not bound and are no gaps. What no provision answers is not known, which is neither answered nor a gap.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tocsin.convention.instruments import find_article, load_duties
from tocsin.convention.law import InstrumentId, Strength, Topic, Unit
from tocsin.convention.parties import evaluate_bound_on
from tocsin.convention.penalty import evaluate_penalty, parse_penalty
from tocsin.convention.reasoning import Answer
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.law import Provision
from tocsin.dossier.records.strategy import Strategy

Force = Literal["hard", "soft", "optional"]
Binding = Literal["bound", "not bound", "not known"]
LawState = Literal["in force", "partial", "absent", "not known"]

FORCES: Mapping[Strength, Force] = {
    Strength.MANDATORY: "hard", Strength.MANDATORY_CONDITIONAL: "hard", Strength.CONSIDER: "soft",
    Strength.ENDEAVOUR: "soft", Strength.OPTIONAL: "optional",
}  # fmt: skip
# What the least complete of several provisions says of a duty comes first.
_ORDER: tuple[LawState, ...] = ("absent", "not known", "partial", "in force")
_COOPERATION = {
    Topic.EXTRADITION, Topic.MUTUAL_LEGAL_ASSISTANCE, Topic.CONFISCATION, Topic.ASSET_DISPOSAL, Topic.TRANSFER_OF_PERSONS,
    Topic.TRANSFER_OF_PROCEEDINGS, Topic.JOINT_INVESTIGATION, Topic.LAW_ENFORCEMENT_COOPERATION, Topic.JURISDICTION,
    Topic.CONTACT_POINTS, Topic.RETURN, Topic.MARKING_AND_TRACING,
}  # fmt: skip


@dataclass(frozen=True)
class InstrumentStatus:
    """Whether an instrument binds the State on the day of the plan, from which copy of the list, and reservations as told."""

    instrument: str
    binding: Binding
    as_of: date | None
    reservations: str


@dataclass(frozen=True)
class DutyCoverage:
    """One duty: how hard it is, whether it binds, what law answers it, and which measures and actions serve it.

    ``cluster`` is the review mechanism's, None where none is known; it is the project's own reading.
    """

    duty: str
    instrument: str
    summary: str
    force: Force
    binding: Binding
    law: LawState
    provisions: tuple[str, ...]
    measures: tuple[str, ...]
    actions: tuple[str, ...]
    cluster: int | None
    is_cooperation: bool

    @property
    def is_gap(self) -> bool:
        """Whether a duty that binds is known to be unanswered, or answered in part, and no measure serves it."""
        return (
            self.binding == "bound"
            and self.force != "optional"
            and self.law in ("absent", "partial")
            and not self.measures
        )


@dataclass(frozen=True)
class CoverageCount:
    """How many duties of one instrument and force are answered by law, served by measures, open, or not known."""

    instrument: str
    force: Force
    duties: int
    bound: int
    in_force: int
    partial: int
    absent: int
    not_known: int
    served: int
    gaps: int


@dataclass(frozen=True)
class Coverage:
    """Every duty of all four instruments, counted by instrument and force.

    ``light_offences`` are provisions whose offence is punished by less than four years at most: no serious crime (untoc/2/b),
    so that the Convention's cooperation reaches it only where it is an offence under the Convention itself.
    """

    day: date
    statuses: tuple[InstrumentStatus, ...]
    duties: tuple[DutyCoverage, ...]
    counts: tuple[CoverageCount, ...]
    light_offences: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[DutyCoverage, ...]:
        """Open duties: hard before soft, those that hinder cooperation with other States first."""
        found = [duty for duty in self.duties if duty.is_gap]
        return tuple(sorted(found, key=lambda duty: (duty.force != "hard", not duty.is_cooperation)))

    @property
    def ratifiable(self) -> tuple[str, ...]:
        """Instruments to which the State is not Party: joining them is an option, not a duty."""
        return tuple(each.instrument for each in self.statuses if each.binding == "not bound")


def evaluate_coverage(dossier: Dossier, *, strategy: Strategy) -> Coverage:
    """Hold every duty for States against the provisions, measures and actions of a dossier."""
    day = strategy.plan_on or strategy.period.start
    statuses = {each.value: _find_status(dossier, each.value, day=day) for each in InstrumentId}
    provisions = tuple(dossier.provisions.values())
    duties = tuple(
        _cover(unit, dossier=dossier, provisions=provisions, binding=statuses[unit.instrument.value].binding)
        for unit in load_duties()
        if unit.is_for_states
    )
    light = tuple(each.key for each in provisions if evaluate_penalty(parse_penalty(each.max_penalty)) is Answer.FALSE)
    return Coverage(day, tuple(statuses.values()), duties, tuple(_count(duties)), light)


def _find_status(dossier: Dossier, instrument: str, *, day: date) -> InstrumentStatus:
    """The status on the day, or on the last day that the copy of the list tells of."""
    party = next((each for each in dossier.parties if each.instrument == instrument), None)
    if party is None:
        return InstrumentStatus(instrument, "not known", None, "")
    told = evaluate_bound_on(party, min(day, party.as_of) if party.as_of else day)
    binding: Binding = "bound" if told is Answer.TRUE else "not bound" if told is Answer.FALSE else "not known"
    return InstrumentStatus(instrument, binding, party.as_of, party.reservations)


def _cover(unit: Unit, *, dossier: Dossier, provisions: tuple[Provision, ...], binding: Binding) -> DutyCoverage:
    assert unit.strength is not None  # a duty or an option has one
    found = _find_provisions(unit.id, provisions)
    law = _join_states(found)
    if law != "in force" and any(
        _join_states(_find_provisions(other, provisions)) == "in force" for other in unit.alternatives
    ):
        law = "in force"
    measures = tuple(
        each.key for each in dossier.measures.values() if each.is_adopted and is_served(unit.id, each.duties)
    )
    return DutyCoverage(
        unit.id, unit.instrument.value, unit.summary, FORCES[unit.strength], binding, law,
        tuple(each.key for each in found), measures,
        tuple(each.key for each in dossier.actions.values() if each.measure in measures),
        find_article(unit.instrument.value, unit.article).cluster, unit.topic in _COOPERATION,
    )  # fmt: skip


def is_served(duty: str, duties: tuple[str, ...]) -> bool:
    """Whether a duty is among those named, or below one of them."""
    return any(duty == each or duty.startswith(f"{each}/") for each in duties)


def _find_provisions(duty: str, provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The provisions that speak of a duty most closely: of it alone before those of its paragraph or article."""
    found = [each for each in provisions if is_served(duty, (each.duty,))]
    closest = max((len(each.duty) for each in found), default=0)
    return tuple(each for each in found if len(each.duty) == closest)


def _join_states(provisions: tuple[Provision, ...]) -> LawState:
    told: list[LawState] = ["not known" if each.state == "unknown" else each.state for each in provisions]
    return min(told, key=_ORDER.index, default="not known")


def _count(duties: tuple[DutyCoverage, ...]) -> list[CoverageCount]:
    found = []
    for instrument in InstrumentId:
        for force in ("hard", "soft", "optional"):
            those = [duty for duty in duties if (duty.instrument, duty.force) == (instrument.value, force)]
            states = Counter(duty.law for duty in those)
            found.append(
                CoverageCount(
                    instrument.value, force, len(those), sum(duty.binding == "bound" for duty in those), states["in force"],
                    states["partial"], states["absent"], states["not known"], sum(bool(duty.measures) for duty in those),
                    sum(duty.is_gap for duty in those),
                )
            )  # fmt: skip
    return found
