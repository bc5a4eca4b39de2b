"""What do several claims on one quantity say together, contradictions kept, weak evidence left wide?

Each independence group of sources has a credence: that of its best-graded claim on the method sheet. What all groups
leave open, the product of (1 - credence), goes to the plausible range of the variable; the rest is shared between the
groups in proportion to credence and inside a group equally. Claims whose grade cannot be judged have no credence: they
are left out in one reading, and counted at the sheet's highest credence in a second one. Probability samples of several
independent groups are one block: measurements, pooled by random effects, believed unless all of them are wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.special import ndtri

from tocsin.dossier.records.model import Bounds, Scale
from tocsin.dossier.records.sheet import MethodSheet
from tocsin.estimate.claims import Statement
from tocsin.estimate.errors import UnknownCredenceError
from tocsin.estimate.spread import Component, plausible_distribution
from tocsin.methods.draws.distributions import Distribution, Normal, OnScale
from tocsin.methods.draws.random_effects import pool_measurements
from tocsin.methods.draws.scales import forward
from tocsin.terms.grade import Grade, ItemClass


@dataclass(frozen=True)
class GradedStatement:
    """What a claim says, with its grade and the independence group of its source."""

    statement: Statement
    grade: Grade
    group: str


@dataclass(frozen=True)
class Pooled:
    """What the claims say together: components with weights that add up to 1, in one or two readings of the evidence.

    ``residual`` is the weight left to the plausible range; ``with_unjudged`` is the second reading, in which claims whose
    grade cannot be judged count at the highest credence, or None where there are none.
    """

    components: tuple[Component, ...]
    residual: float
    with_unjudged: tuple[Component, ...] | None
    contradicting: tuple[tuple[str, str], ...]
    suspected_false: tuple[str, ...]


def pool_statements(
    statements: Sequence[GradedStatement], *, scale: Scale, plausible: Bounds, sheet: MethodSheet
) -> Pooled:
    """Pool what claims say of one quantity, as a mixture over independence groups and the plausible range."""
    usable = sorted((each for each in statements if not _is_suspected(each)), key=lambda each: each.statement.claim.key)
    judged = [each for each in usable if each.grade.coarse.is_judged]
    open_range = Component(1.0, plausible_distribution(plausible, scale), ())
    components = _mix(judged, credences={}, scale=scale, open_range=open_range, sheet=sheet)
    second = None
    if len(judged) < len(usable):
        highest = max(entry.credence for entry in sheet.credences)
        raised = {each.statement.claim.key: highest for each in usable if not each.grade.coarse.is_judged}
        second = _mix(usable, credences=raised, scale=scale, open_range=open_range, sheet=sheet)
    return Pooled(
        components,
        components[-1].weight if not components[-1].claims else 0.0,
        second,
        tuple(_contradictions(usable)),
        tuple(each.statement.claim.key for each in statements if _is_suspected(each)),
    )


def find_credence(grade: Grade, sheet: MethodSheet) -> float:
    """The credence of a coarse grade on the method sheet."""
    for entry in sheet.credences:
        if (entry.source, entry.item) == (grade.coarse.source.value, grade.coarse.item.value):
            return entry.credence
    raise UnknownCredenceError(
        f"The method sheet {sheet.key} has no credence for {grade.coarse.source.value} source, {grade.coarse.item.value} item "
        f"(grade {grade}), so its claims could not be weighed. Add a row under `credences` with a reason."
    )


def is_apart(first: Statement, second: Statement) -> bool:
    """Whether the intervals of two claims do not meet."""
    return first.high < second.low or second.high < first.low


def _is_suspected(each: GradedStatement) -> bool:
    return each.grade.coarse.item is ItemClass.FALSE_SUSPECTED


def _mix(
    statements: Sequence[GradedStatement],
    *,
    credences: Mapping[str, float],
    scale: Scale,
    open_range: Component,
    sheet: MethodSheet,
) -> tuple[Component, ...]:
    """Components of one reading; ``credences`` stands in for grades that cannot be judged, by claim key."""

    def credence(each: GradedStatement) -> float:
        key = each.statement.claim.key
        return credences[key] if key in credences else find_credence(each.grade, sheet)

    blocks = _blocks(statements, credence=credence, scale=scale)
    residual = float(np.prod([1 - believed for believed, _ in blocks]))  # 1 if there are none
    total = sum(believed for believed, _ in blocks)
    if total == 0:
        return (open_range,)
    mixed = [
        Component((1 - residual) * believed / total / len(parts), distribution, claims)
        for believed, parts in blocks
        for distribution, claims in parts
    ]
    rest = [Component(residual, open_range.distribution, ())] if residual > 0 else []
    return (*mixed, *rest)


_Parts = list[tuple[Distribution, tuple[str, ...]]]


def _blocks(
    statements: Sequence[GradedStatement], *, credence: Callable[[GradedStatement], float], scale: Scale
) -> list[tuple[float, _Parts]]:
    """Independence groups with the credence of each and its equal parts; measurements of several groups join into one."""
    measured = [each for each in statements if each.statement.claim.sampling == "probability"]
    if len({each.group for each in measured}) < 2:
        measured = []
    groups: dict[str, list[GradedStatement]] = {}
    for each in statements:
        if each not in measured:
            groups.setdefault(each.group, []).append(each)
    blocks: list[tuple[float, _Parts]] = [
        (
            max(map(credence, members)),
            [(each.statement.distribution(scale), (each.statement.claim.key,)) for each in members],
        )
        for _, members in sorted(groups.items())
    ]
    if measured:
        blocks.append(_measured_block(measured, credence=credence, scale=scale))
    return blocks


def _measured_block(
    measured: Sequence[GradedStatement], *, credence: Callable[[GradedStatement], float], scale: Scale
) -> tuple[float, _Parts]:
    """Probability samples pooled by random effects, one measurement for each independence group."""
    groups: dict[str, list[GradedStatement]] = {}
    for each in measured:
        groups.setdefault(each.group, []).append(each)
    doubts = [1 - max(map(credence, members)) for members in groups.values()]
    readings = np.array([_measurement(members, scale=scale) for _, members in sorted(groups.items())])
    pooled = pool_measurements(readings[:, 0], readings[:, 1])
    keys = tuple(each.statement.claim.key for each in measured)
    return 1 - float(np.prod(doubts)), [(OnScale(Normal(pooled.mean, pooled.error), scale.value), keys)]


def _measurement(members: Sequence[GradedStatement], *, scale: Scale) -> tuple[float, float]:
    """Centre and standard error of one group on the natural scale; several claims of a group make it no surer."""
    told = [each.statement for each in members]
    places = forward(np.array([(each.low, each.best, each.high) for each in told]), scale=scale.value)
    scores = ndtri((1 + np.array([each.claim.level for each in told])) / 2)
    return float(places[:, 1].mean()), float(((places[:, 2] - places[:, 0]) / (2 * scores)).mean())


def _contradictions(statements: Sequence[GradedStatement]) -> list[tuple[str, str]]:
    """Pairs of claims from different groups whose intervals do not meet."""
    return [
        (first.statement.claim.key, second.statement.claim.key)
        for first, second in combinations(statements, 2)
        if first.group != second.group and is_apart(first.statement, second.statement)
    ]
