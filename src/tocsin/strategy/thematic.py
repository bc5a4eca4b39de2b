"""What do existing thematic plans leave out, do twice, contradict or pay twice, and would an umbrella strategy add anything?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.plans import PlanMeasure, PlanSpending, PlanTarget, ThematicPlan
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.spending import convert_amount

# A target is held against another as it stands; shares and values of one thing cannot both be meant.
_SAME = 1e-9


@dataclass(frozen=True)
class Gap:
    """A threat, or a duty that national law is known not to answer in full, that no plan speaks of."""

    kind: Literal["threat", "duty"]
    key: str


@dataclass(frozen=True)
class Overlap:
    """Two plans that work on one thing: a measure of the strategy, a threat, or a duty, with the measures that do so."""

    kind: Literal["measure", "threat", "duty"]
    key: str
    plans: tuple[str, str]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class TargetConflict:
    """Two plans that want one thing to become different values at one time; ``why`` says how they differ."""

    about: str
    plans: tuple[str, str]
    targets: tuple[str, str]
    why: str


@dataclass(frozen=True)
class DoubleFunding:
    """Money that two plans count: one fund in one year, or one measure of the strategy paid by both in one year."""

    kind: Literal["fund", "measure"]
    key: str
    year: int
    plans: tuple[str, str]
    amount: float | None


@dataclass(frozen=True)
class PlanComparison:
    """Everything found between the thematic plans, and whether an umbrella adds anything, in sentences."""

    plans: tuple[str, ...]
    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]
    conflicts: tuple[TargetConflict, ...]
    double_funding: tuple[DoubleFunding, ...]
    verdict: tuple[str, ...]


def compare_plans(dossier: Dossier) -> PlanComparison | None:
    """Hold the thematic plans of a dossier against its threats, its law and one another; None where it has none."""
    plans = tuple(dossier.plans.values())
    if not plans:
        return None
    gaps = tuple(_list_gaps(dossier, plans))
    pairs = tuple(combinations(plans, 2))
    overlaps = tuple(each for pair in pairs for each in _list_overlaps(*pair))
    conflicts = tuple(each for pair in pairs for each in _list_conflicts(*pair))
    funding = tuple(each for pair in pairs for each in _list_double_funding(*pair, strategy=dossier.strategy))
    verdict = tuple(_tell(len(plans), gaps=gaps, overlaps=overlaps, conflicts=conflicts, funding=funding))
    return PlanComparison(tuple(plan.key for plan in plans), gaps, overlaps, conflicts, funding, verdict)


def _list_gaps(dossier: Dossier, plans: Iterable[ThematicPlan]) -> Iterator[Gap]:
    threats = {key for plan in plans for key in (*plan.threats, *_of(plan, "threats"))}
    yield from (
        Gap("threat", key) for key, each in dossier.threats.items() if each.role == "threat" and key not in threats
    )
    duties = {duty for plan in plans for duty in (*plan.duties, *_of(plan, "duties"))}
    open_duties = {each.duty for each in dossier.provisions.values() if each.state in ("absent", "partial")}
    yield from (Gap("duty", duty) for duty in sorted(open_duties) if not any(_covers(each, duty) for each in duties))


def _of(plan: ThematicPlan, field: Literal["threats", "duties"]) -> Iterator[str]:
    for measure in plan.measures:
        yield from measure.threats if field == "threats" else measure.duties


def _covers(duty: str, other: str) -> bool:
    """Whether one of two duties is the other or a paragraph above it."""
    return duty == other or other.startswith(f"{duty}/") or duty.startswith(f"{other}/")


def _list_overlaps(first: ThematicPlan, second: ThematicPlan) -> Iterator[Overlap]:
    """Each thing on which measures of both plans work; a measure that both call their own is told as that alone."""
    plans = (first.key, second.key)
    told: set[str] = set()
    for mine in first.measures:
        for theirs in second.measures:
            if mine.same_as is not None and mine.same_as == theirs.same_as:
                told |= {mine.key, theirs.key}
                yield Overlap("measure", mine.same_as, plans, (mine.key, theirs.key))
    for kind, field in (("threat", "threats"), ("duty", "duties")):
        rest = [[each for each in plan.measures if each.key not in told] for plan in (first, second)]
        shared = {key for each in rest[0] for key in _field(each, field)} & {
            key for each in rest[1] for key in _field(each, field)
        }
        for key in sorted(shared):
            working = tuple(each.key for each in (*rest[0], *rest[1]) if key in _field(each, field))
            yield Overlap("threat" if kind == "threat" else "duty", key, plans, working)


def _field(measure: PlanMeasure, field: str) -> tuple[str, ...]:
    return measure.threats if field == "threats" else measure.duties


def _list_conflicts(first: ThematicPlan, second: ThematicPlan) -> Iterator[TargetConflict]:
    for mine in first.targets:
        for theirs in second.targets:
            about = _name(mine)
            if about != _name(theirs) or mine.due_on != theirs.due_on:
                continue
            why = _find_difference(mine, theirs)
            if why:
                yield TargetConflict(about, (first.key, second.key), (mine.key, theirs.key), why)


def _name(target: PlanTarget) -> str:
    return target.indicator or " ".join(part for part in (target.about.casefold().strip(), target.threat) if part)


def _find_difference(mine: PlanTarget, theirs: PlanTarget) -> str:
    """How two targets for one thing on one day differ; empty if both can hold."""
    if mine.unit and theirs.unit and mine.unit != theirs.unit:
        return f"one is in {mine.unit} and the other in {theirs.unit}"
    if (mine.value is None) != (theirs.value is None):
        return "one is a value and the other a share of the baseline, so they may or may not be the same"
    told = [each.value if each.value is not None else each.change_share for each in (mine, theirs)]
    first, second = (each or 0.0 for each in told)
    return (
        ""
        if abs(first - second) <= _SAME * max(abs(first), 1.0)
        else f"one asks for {first:g} and the other for {second:g}"
    )


def _list_double_funding(
    first: ThematicPlan, second: ThematicPlan, *, strategy: Strategy | None
) -> Iterator[DoubleFunding]:
    plans = (first.key, second.key)
    seen: set[tuple[str, int]] = set()
    for mine, my_spending in _list_spending(first):
        for theirs, their_spending in _list_spending(second):
            if my_spending.year != their_spending.year:
                continue
            fund = my_spending.funding
            if fund and fund == their_spending.funding and (fund, my_spending.year) not in seen:
                seen.add((fund, my_spending.year))
                amount = _add((my_spending, their_spending), strategy=strategy)
                yield DoubleFunding("fund", fund, my_spending.year, plans, amount)
            elif (
                mine.same_as is not None
                and mine.same_as == theirs.same_as
                and (mine.same_as, my_spending.year) not in seen
            ):
                seen.add((mine.same_as, my_spending.year))
                amount = _add((my_spending, their_spending), strategy=strategy)
                yield DoubleFunding("measure", mine.same_as, my_spending.year, plans, amount)


def _list_spending(plan: ThematicPlan) -> Iterator[tuple[PlanMeasure, PlanSpending]]:
    for measure in plan.measures:
        yield from ((measure, each) for each in measure.spending)


def _add(spending: Iterable[PlanSpending], *, strategy: Strategy | None) -> float | None:
    """What two plans set aside for one thing, in the money of the strategy; None without one."""
    if strategy is None:
        return None
    return sum(
        convert_amount(each.amount, currency=each.currency, price_year=each.price_year, strategy=strategy)
        for each in spending
    )


def _tell(
    count: int,
    *,
    gaps: tuple[Gap, ...],
    overlaps: tuple[Overlap, ...],
    conflicts: tuple[TargetConflict, ...],
    funding: tuple[DoubleFunding, ...],
) -> Iterator[str]:
    """Whether an umbrella strategy adds anything to the plans (paragraph 6 of the note on national strategies)."""
    threats, duties = (sum(gap.kind == kind for gap in gaps) for kind in ("threat", "duty"))
    found = (
        (threats, "threat that no plan speaks of", "threats that no plan speaks of"),
        (duties, "unanswered duty that no plan speaks of", "unanswered duties that no plan speaks of"),
        (len(overlaps), "thing that two plans work on", "things that two plans work on"),
        (len(conflicts), "pair of targets that cannot both hold", "pairs of targets that cannot both hold"),
        (len(funding), "sum that two plans count", "sums that two plans count"),
    )
    named = [f"{number} {one if number == 1 else many}" for number, one, many in found if number]
    if not named:
        yield f"Nothing was found between the {count} plans that an umbrella strategy would settle: each covers its part."
        return
    yield f"Between the {count} plans there are {', '.join(named)}."
    yield "An umbrella strategy adds something where it closes these; where it does not, the plans can stand alone."
