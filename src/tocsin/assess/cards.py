"""What does the card of each threat say: every facet, figure, score, outlook, and what is missing?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.assess.sheet import CellScore, ScoreSheet
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Card, Facet, Outlook, Threat
from tocsin.estimate.evidence_mix import EvidenceClass, class_of
from tocsin.estimate.figures import Figure, Figures
from tocsin.terms.estimate import Estimate
from tocsin.terms.finding import Finding

FACETS = ("who", "collaborators", "enablers", "what", "where", "when", "why", "how")


@dataclass(frozen=True)
class OutlookShown:
    """Where a threat is heading: an interval from a figure or a range, or the gap that stands in its place."""

    outlook: Outlook
    low: float | None
    value: float | None
    high: float | None
    unit: str
    basis: str
    gap: str


@dataclass(frozen=True)
class ThreatCard:
    """All that the assessment says of one threat; ``gaps`` names everything that is not known, in words."""

    key: str
    title: str
    role: str
    threat: Threat
    facets: Mapping[str, Facet]
    figures: Mapping[str, Estimate]
    scores: tuple[CellScore, ...]
    outlook: OutlookShown
    confidence: str
    confidence_reason: str
    evidence_mix: Mapping[str, float]
    claims: tuple[str, ...]
    gaps: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())


def write_card(threat: Threat, *, dossier: Dossier, figures: Figures, sheet: ScoreSheet) -> ThreatCard:
    """Put together the card of one threat."""
    facets = {
        **{name: _facet(threat.card, name) for name in FACETS},
        "trend": threat.trend,
        "response": threat.response,
    }
    scores = tuple(cell for cell in sheet.cells if cell.threat == threat.key)
    named = list(dict.fromkeys((*threat.figures.values(), *threat.shown)))
    outlook = _outlook(threat.outlook, figures=figures)
    claims = _claims(threat, scores=scores)
    missing = [name for name in named if name not in figures.figures]
    return ThreatCard(
        key=threat.key,
        title=threat.title,
        role=threat.role,
        threat=threat,
        facets=facets,
        figures={name: figures.figures[name].estimate for name in named if name in figures.figures},
        scores=scores,
        outlook=outlook,
        confidence=threat.confidence,
        confidence_reason=threat.confidence_reason,
        evidence_mix=_mix(scores, dossier=dossier, figures=figures.figures),
        claims=claims,
        gaps=_gaps(threat, facets=facets, scores=scores, outlook=outlook, sheet=sheet, missing=missing),
        findings=tuple(_notice(threat, facets=facets, outlook=outlook, missing=missing, figures=figures)),
    )


def _facet(card: Card, name: str) -> Facet:
    facet = getattr(card, name)
    assert isinstance(facet, Facet)
    return facet


def _outlook(outlook: Outlook, *, figures: Figures) -> OutlookShown:
    figure = figures.figures.get(outlook.figure) if outlook.figure else None
    if figure is not None:
        told = figure.estimate
        return OutlookShown(outlook, told.low, told.value, told.high, told.unit, f"estimate:{figure.key}", "")
    if outlook.low is not None and outlook.high is not None:
        return OutlookShown(outlook, outlook.low, outlook.best, outlook.high, outlook.unit, "range", "")
    gap = outlook.gap or f"No interval is given for {outlook.to}."
    if outlook.figure:
        gap = figures.missing.get(outlook.figure, f"No figure is called {outlook.figure}.")
    return OutlookShown(outlook, None, None, None, outlook.unit, "gap", gap)


def _claims(threat: Threat, *, scores: tuple[CellScore, ...]) -> tuple[str, ...]:
    facets = [*(_facet(threat.card, name) for name in FACETS), threat.trend, threat.response]
    told = [key for facet in facets for key in facet.claims]
    told += [
        key for cell in scores if cell.basis.startswith("claims:") for key in cell.basis.partition(":")[2].split(";")
    ]
    return tuple(dict.fromkeys(told))


def _mix(scores: tuple[CellScore, ...], *, dossier: Dossier, figures: Mapping[str, Figure]) -> dict[str, float]:
    """Shares of the scores by the grade of what they rest on; what is open counts as gap, an analyst's word as assumption."""
    total: dict[str, float] = {}
    for cell in scores:
        kind, _, name = cell.basis.partition(":")
        for grade, share in _mix_of_cell(kind, name, cell=cell, dossier=dossier, figures=figures).items():
            total[grade] = total.get(grade, 0.0) + share / len(scores)
    return total


def _mix_of_cell(
    kind: str, name: str, *, cell: CellScore, dossier: Dossier, figures: Mapping[str, Figure]
) -> Mapping[str, float]:
    if kind == "estimate":
        return figures[name].grade_mix or {EvidenceClass.ASSUMPTION: 1.0}
    if kind == "claims":
        grades = [class_of(dossier.grade_of(dossier.claims[key])) for key in name.split(";")]
        shares = {
            str(each): max(1 - cell.unknown_share - cell.expert_share, 0.0) * grades.count(each) / len(grades)
            for each in sorted(set(grades))
        }
        return {**shares, EvidenceClass.ASSUMPTION: cell.expert_share, EvidenceClass.GAP: cell.unknown_share}
    if kind == "expert":
        return {EvidenceClass.ASSUMPTION: 1 - cell.unknown_share, EvidenceClass.GAP: cell.unknown_share}
    return {EvidenceClass.GAP: 1.0}


def _gaps(
    threat: Threat, *, facets: Mapping[str, Facet], scores: tuple[CellScore, ...], outlook: OutlookShown, sheet: ScoreSheet,
    missing: list[str],
) -> tuple[str, ...]:  # fmt: skip
    titles = {criterion.key: criterion.title for criterion in sheet.criteria}
    found = [f"{name}: {facet.gap}" for name, facet in facets.items() if facet.gap]
    found += [f"outlook: {outlook.gap}"] if outlook.gap else []
    found += [
        f"{titles[cell.criterion]}: nothing {'' if cell.basis == 'unknown' else 'that can be judged '}is known; the whole "
        "scale is open."
        for cell in scores
        if cell.unknown_share >= 1
    ]
    found += [f"figure {name}: not computed." for name in missing]
    return (*found, *threat.gaps)


def _notice(
    threat: Threat, *, facets: Mapping[str, Facet], outlook: OutlookShown, missing: list[str], figures: Figures
) -> list[Finding]:
    about = f"threat:{threat.key}"
    found = [
        Finding("no-source", about, f"{threat.title}, {name}: no claim is named, so nobody can check the statement.")
        for name, facet in facets.items()
        if facet.text and not facet.claims and name in ("trend", "response")
    ]
    found += [
        Finding("gap", about, f"{threat.title}: {figures.missing.get(name, f'no figure is called {name}.')}")
        for name in missing
    ]
    if outlook.basis == "gap":
        found.append(Finding("gap", about, f"{threat.title}, outlook to {threat.outlook.to}: {outlook.gap}"))
    if not threat.outlook.early_warnings:
        text = f"{threat.title}: no early-warning indicator is named, so a change would be seen late."
        found.append(Finding("no-early-warning", about, text))
    return found
