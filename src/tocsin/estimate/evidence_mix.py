"""How good is the evidence behind a driver or a figure?"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from tocsin.dossier.dossier import Dossier, grade_claim
from tocsin.dossier.records.model import Driver
from tocsin.estimate.drivers import Prepared
from tocsin.estimate.pool import find_credence
from tocsin.estimate.shares import DriverShare
from tocsin.terms.grade import Grade, ItemClass, SourceClass


class EvidenceClass(StrEnum):
    """How far a part of a figure is backed: by graded evidence, by the word of analysts or experts, or by nothing."""

    HIGH = "high"
    MID = "mid"
    LOW = "low"
    UNKNOWN = "cannot be judged"
    ASSUMPTION = "assumption"
    GAP = "gap"


def class_of(grade: Grade) -> EvidenceClass:
    """The class of a grade: high only if both source and item are, low if either is, unknown if either cannot be judged."""
    if not grade.coarse.is_judged:
        return EvidenceClass.UNKNOWN
    source, item = grade.coarse.source, grade.coarse.item
    if source is SourceClass.LOW or item in (ItemClass.DOUBTFUL, ItemClass.FALSE_SUSPECTED):
        return EvidenceClass.LOW
    if source is SourceClass.HIGH and item is ItemClass.CONFIRMED:
        return EvidenceClass.HIGH
    return EvidenceClass.MID


def mix_evidence(prepared: Prepared, *, dossier: Dossier) -> dict[str, float]:
    """The weight of each class of evidence in a driver; the weights add up to 1."""
    if prepared.is_gap:
        return {EvidenceClass.GAP: 1.0}
    if prepared.pooled is None:
        table = _find_table(prepared.driver)
        if table is None:
            return {EvidenceClass.ASSUMPTION: 1.0}
        return {class_of(_grade_of_item(dossier, dossier.tables[table].item)): 1.0}
    grades = {each.statement.claim.key: each.grade for each in prepared.statements}
    pooled = prepared.pooled
    is_judged = any(component.claims for component in pooled.components)
    mix: dict[str, float] = {}
    for component in pooled.components if is_judged else pooled.with_unjudged or ():
        for claim in component.claims:
            found = class_of(grades[claim])
            mix[found] = mix.get(found, 0.0) + component.weight / len(component.claims)
        if not component.claims:
            mix[EvidenceClass.GAP] = mix.get(EvidenceClass.GAP, 0.0) + component.weight
    return mix


def believed_share(prepared: Prepared, *, dossier: Dossier) -> float:
    """How far a driver is backed by believed evidence, 0 to 1: what its claims leave open is not, nor is an assumption."""
    if prepared.pooled is not None:
        return 1.0 - prepared.pooled.residual
    table = _find_table(prepared.driver)
    if table is None or prepared.is_gap:
        return 0.0
    grade = _grade_of_item(dossier, dossier.tables[table].item)
    return find_credence(grade, dossier.sheet) if grade.coarse.is_judged else 0.0


def weigh_mixes(mixes: Mapping[str, Mapping[str, float]], *, shares: Sequence[DriverShare]) -> dict[str, float]:
    """The evidence behind a figure: that of its drivers, each weighed by its share of the variance."""
    weights = {share.key: max(0.0, share.share) for share in shares}
    total = sum(weights.values())
    if total == 0:
        weights, total = dict.fromkeys(mixes, 1.0), float(len(mixes))
    mixed: dict[str, float] = {}
    for key, mix in mixes.items():
        for name, weight in mix.items():
            mixed[name] = mixed.get(name, 0.0) + weight * weights[key] / total
    return {name: mixed[name] for name in EvidenceClass if mixed.get(name, 0.0) > 0}


def _find_table(driver: Driver) -> str | None:
    """The table that a driver is read or estimated from."""
    return driver.table.table if driver.table is not None else driver.lists


def _grade_of_item(dossier: Dossier, key: str) -> Grade:
    item = dossier.items[key]
    return grade_claim(dossier.sources[item.source], item, scheme=dossier.head.grade_scheme)
