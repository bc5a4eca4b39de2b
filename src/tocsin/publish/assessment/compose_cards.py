"""Under which names are threat cards, ranks, scores and harms published?"""

from collections.abc import Callable, Sequence

from tocsin.assess.cards import ThreatCard
from tocsin.assess.harm import HarmRow
from tocsin.assess.picture import Picture
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Facet
from tocsin.estimate.figures import Figures
from tocsin.prioritise.ranking import Ranking
from tocsin.publish.assessment.records import (
    CardRecord,
    FacetRecord,
    HarmRecord,
    MatrixRecord,
    OutlookRecord,
    ScoreRecord,
    ThreatRecord,
)

_SAME_RANK = 1e-9
_QUESTIONS = {
    "who": "Who",
    "collaborators": "Collaborators",
    "enablers": "Professional enablers",
    "what": "What",
    "where": "Where",
    "when": "When",
    "why": "Why",
    "how": "How",
}


def compose_threats(
    dossier: Dossier, *, picture: Picture, ranking: Ranking, touched: Callable[[str], tuple[str, ...]]
) -> tuple[ThreatRecord, ...]:
    """Ranked threats in the order of the ranking."""
    threats = []
    for i, ranked in enumerate(ranking.threats):
        card = compose_card(picture.cards[ranked.key], dossier=dossier, picture=picture, warnings=touched(ranked.key))
        threats.append(
            ThreatRecord(
                **{name: getattr(card, name) for name in CardRecord.model_fields},
                rank=find_place(ranked.expected_rank, among=[each.expected_rank for each in ranking.threats]),
                expected_rank=ranked.expected_rank,
                rank_low=ranked.rank_low,
                rank_high=ranked.rank_high,
                drawn_low=ranked.drawn_low,
                drawn_high=ranked.drawn_high,
                p_top={str(places): ends for places, ends in ranked.p_top.items()},
                rests_on_unknown=ranked.rests_on_unknown,
                rank_acceptability=tuple(float(prob) for prob in ranking.both.rank_acceptability[i]),
                error=ranked.expected_rank_error,
                expected_rank_with_unjudged=ranked.expected_rank_with_unjudged,
                confidence_factor=ranked.confidence,
            )
        )
    return tuple(threats)


def find_place(expected: float, *, among: Sequence[float]) -> int:
    """The place of an expected rank among all of them; equal ones share the better place."""
    return 1 + sum(other < expected - _SAME_RANK for other in among)


def compose_card(card: ThreatCard, *, dossier: Dossier, picture: Picture, warnings: tuple[str, ...]) -> CardRecord:
    """One card; what is not known is told with the facets, so the list of gaps holds only what the facets do not."""
    told = {f"{name}: {facet.gap}" for name, facet in card.facets.items() if facet.gap} | {
        f"outlook: {card.outlook.gap}"
    }
    return CardRecord(
        key=card.key,
        title=card.title,
        crime=str(card.threat.crime),
        summary=card.threat.summary,
        card=tuple(_compose_facet(question, card.facets[name]) for name, question in _QUESTIONS.items()),
        trend=_compose_facet("Trend", card.facets["trend"]),
        response=_compose_facet("Response", card.facets["response"]),
        outlook=_compose_outlook(card),
        confidence=card.threat.confidence,
        confidence_reason=card.confidence_reason,
        scores=_compose_scores(card, dossier),
        figures=tuple(card.figures),
        evidence_mix={str(grade): share for grade, share in card.evidence_mix.items()},
        gaps=tuple(gap for gap in card.gaps if gap not in told),
        warnings=warnings,
        matrix=_find_rectangle(card.key, picture),
    )


def _compose_facet(question: str, facet: Facet) -> FacetRecord:
    return FacetRecord(question=question, text=facet.text, gap=facet.gap, claims=facet.claims)


def _compose_outlook(card: ThreatCard) -> OutlookRecord:
    shown, asked = card.outlook, card.outlook.outlook
    return OutlookRecord(
        to=str(asked.to), text=asked.text, figure=asked.figure if shown.basis.startswith("estimate:") else None, value=shown.value,
        low=shown.low, high=shown.high, unit=shown.unit, drivers=asked.drivers, early_warnings=asked.early_warnings, gap=shown.gap,
    )  # fmt: skip


def _compose_scores(card: ThreatCard, dossier: Dossier) -> dict[str, ScoreRecord]:
    criteria = {criterion.key: criterion for criterion in dossier.framework.criteria}
    weighed = {axis.key for axis in dossier.framework.axes if axis.is_ranked}
    return {
        cell.criterion: ScoreRecord(
            title=criteria[cell.criterion].title, axis=criteria[cell.criterion].axis, is_ranked=criteria[cell.criterion].axis in weighed,
            low=cell.low, high=cell.high, value=cell.value, least=criteria[cell.criterion].low, most=criteria[cell.criterion].high,
            basis=cell.basis, unknown_share=min(max(cell.unknown_share, 0.0), 1.0),
        )
        for cell in card.scores
    }  # fmt: skip


def _find_rectangle(key: str, picture: Picture) -> MatrixRecord | None:
    found = next((each.rectangle for each in picture.rectangles if each.threat == key), None)
    if found is None:
        return None
    return MatrixRecord(
        likelihood_from=found.likelihood_from, likelihood_to=found.likelihood_to, harm_from=found.harm_from, harm_to=found.harm_to,
        labels=found.labels,
    )  # fmt: skip


def compose_harms(dossier: Dossier, *, picture: Picture, figures: Figures) -> tuple[HarmRecord, ...]:
    """The harm ledger."""
    return tuple(_compose_harm(row, dossier=dossier, figures=figures) for row in picture.harms.rows)


def _compose_harm(row: HarmRow, *, dossier: Dossier, figures: Figures) -> HarmRecord:
    kind, _, name = row.basis.partition(":")
    figure = figures.figures.get(name) if kind == "estimate" else None
    return HarmRecord(
        key=row.key, threat=row.threat, threat_title=dossier.threats[row.threat].title, labels=row.label.labels,
        bearer=row.bearer, kind=row.kind, title=row.title,
        value=row.value, mean=row.mean, low=row.low, high=row.high, level=row.level, unit=row.unit,
        price_year=figure.estimate.price_year if figure else None, mechanism=row.mechanism, cause=row.cause.value, gap=row.gap,
        figure=name if figure else None, item=name if kind == "item" else None,
    )  # fmt: skip
