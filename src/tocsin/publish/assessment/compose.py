"""From what the rooms found to one record of it all: which figure, rank, gap and warning is published under which name?"""

from collections.abc import Iterable

from tocsin.assess.picture import Picture, find_standard
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figure, Figures
from tocsin.monitor.studies import Answer
from tocsin.prioritise.gaps import GapList
from tocsin.prioritise.ranking import Ranking, Version
from tocsin.publish.assessment.compose_cards import compose_card, compose_harms, compose_threats, find_place
from tocsin.publish.assessment.compose_evidence import (
    compose_claims,
    compose_items,
    compose_law,
    compose_sources,
    compose_terms,
)
from tocsin.publish.assessment.compose_lists import compose_lists
from tocsin.publish.assessment.compose_picture import compose_choices, compose_picture
from tocsin.publish.assessment.compose_studies import compose_studies
from tocsin.publish.assessment.evidence_records import DecisionRecord, RequirementRecord
from tocsin.publish.assessment.records import (
    Assessment,
    CriterionRecord,
    DriverShareRecord,
    ErrorsRecord,
    EstimateRecord,
    FrameworkRecord,
    GapRecord,
    KeyJudgementRecord,
    RankRecord,
    RecipeRecord,
    WarningRecord,
    WeightRecord,
)
from tocsin.publish.assessment.tables import list_table_records
from tocsin.publish.texts import find_contradicting_phrases
from tocsin.terms.finding import Finding
from tocsin.terms.graph import Graph
from tocsin.terms.handling import Handling, combine
from tocsin.terms.language import phrase_for
from tocsin.terms.recipe import Recipe, hash_content

METHOD, VERSION = "publish.assessment", 1
_PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


def compose_assessment(
    dossier: Dossier,
    *,
    figures: Figures,
    picture: Picture,
    ranking: Ranking,
    gaps: GapList,
    answers: tuple[Answer, ...] = (),
) -> Assessment:
    """Join what every room found into the one record that files and reports are made from."""
    found = [
        *figures.findings,
        *picture.findings,
        *ranking.findings,
        *gaps.findings,
        *(finding for answer in answers for finding in answer.findings),
        *find_contradicting_phrases(dossier),
    ]
    told = _tell_warnings(found, graph=ranking.graph)
    warnings = _Touched(told)
    return Assessment.model_validate(
        {
            **_compose_about(dossier),
            **_compose_figures(figures, warnings),
            **_compose_threats(dossier, picture=picture, ranking=ranking, warnings=warnings),
            **_compose_records(dossier),
            **compose_picture(dossier, picture),
            "choices": compose_choices(dossier),
            "lists": compose_lists(dossier, figures),
            "studies": compose_studies(answers, dossier=dossier),
            "warnings": told,
            "gaps": _compose_gaps(gaps, dossier=dossier, graph=ranking.graph),
            "weights_gap": _compose_weights_gap(gaps),
            "harms": compose_harms(dossier, picture=picture, figures=figures),
            "key_judgements": _compose_judgements(dossier, warnings),
            "framework": _compose_framework(dossier, ranking),
        }
    )


_Parts = dict[str, object]


def _compose_about(dossier: Dossier) -> _Parts:
    head = dossier.head
    return {
        "key": head.key,
        "title": head.title,
        "place": str(head.place),
        "place_name": head.place.name,
        "period": str(head.period),
        "edition": head.edition,
        "as_of": str(head.as_of) if head.as_of else None,
        "notice": head.notice,
        "handling": str(find_handling(dossier)),
        "language": head.language,
        "probability_standard": head.probability_standard,
        "top": head.top,
        "recipe": _compose_recipe(dossier),
        "terms": compose_terms(dossier),
    }


def _compose_figures(figures: Figures, warnings: "_Touched") -> _Parts:
    return {
        "estimates": {key: _compose_estimate(figure, warnings) for key, figure in figures.figures.items()},
        "inputs": {key: _compose_estimate(figure, warnings) for key, figure in figures.drivers.items()},
        "missing": dict(figures.missing),
    }


def _compose_threats(dossier: Dossier, *, picture: Picture, ranking: Ranking, warnings: "_Touched") -> _Parts:
    enablers = [card for card in picture.cards.values() if card.role == "enabler"]
    return {
        "threats": compose_threats(dossier, picture=picture, ranking=ranking, touched=warnings.of_threat),
        "enablers": tuple(
            compose_card(card, dossier=dossier, picture=picture, warnings=warnings.of_threat(card.key))
            for card in enablers
        ),
        "pairwise": _compose_pairwise(ranking),
        "readings": {
            version.name: _compose_reading(version) for version in (ranking.evidence, ranking.weights, ranking.both)
        },
    }


def _compose_records(dossier: Dossier) -> _Parts:
    tables = list_table_records(dossier)
    weights = [weight.model_dump(mode="json") for weight in dossier.weights]
    return {
        "weights": tuple(WeightRecord.model_validate(weight) for weight in weights),
        "law": compose_law(dossier),
        "requirements": tuple(
            RequirementRecord(**need.model_dump(mode="json")) for need in dossier.requirements.values()
        ),
        "decisions": tuple(
            DecisionRecord(**decision.model_dump(mode="json")) for decision in dossier.decisions.values()
        ),
        "flows": tables.flows,
        "hotspots": tables.hotspots,
        "series": tables.series,
        "sources": compose_sources(dossier),
        "items": compose_items(dossier),
        "claims": compose_claims(dossier),
    }


def find_handling(dossier: Dossier) -> Handling:
    """The handling of the report: the dossier's own, joined with that of every claim it publishes."""
    claims = [(f"claim {key}", dossier.handling_of(claim)) for key, claim in dossier.claims.items()]
    marked = [("the dossier", dossier.head.handling), *claims]
    return combine(*(handling for _, handling in marked), names=[name for name, _ in marked])


class _Touched:
    """Which warnings stand beside which results."""

    def __init__(self, warnings: Iterable[WarningRecord]) -> None:
        self._by_about: dict[str, list[str]] = {}
        for warning in warnings:
            self._by_about.setdefault(warning.about, []).append(warning.key)

    def of_findings(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """The warnings about anything that a figure rests on."""
        abouts = dict.fromkeys(finding.about for finding in findings)
        return tuple(key for about in abouts for key in self._by_about.get(about, ()))

    def of_threat(self, key: str) -> tuple[str, ...]:
        """The warnings about a threat itself."""
        return tuple(self._by_about.get(f"threat:{key}", ()))

    def of_judgement(self, key: str) -> tuple[str, ...]:
        """The warnings about a key judgement."""
        return tuple(self._by_about.get(f"judgement:{key}", ()))


def _compose_recipe(dossier: Dossier) -> RecipeRecord:
    head = dossier.head
    settings = {"randomisations": head.randomisations, "points": 2**head.log2_points, "top": head.top}
    settings |= {
        "method_sheet": f"{dossier.sheet.key}/{dossier.sheet.version}",
        "framework": f"{dossier.framework.key}/{dossier.framework.version}",
    }
    return RecipeRecord(
        method=METHOD,
        version=VERSION,
        inputs_hash=hash_content(dict(dossier.file_hashes)),
        settings=settings,
        seed=head.seed,
    )


def _tell_warnings(findings: Iterable[Finding], *, graph: Graph) -> tuple[WarningRecord, ...]:
    """Every finding once, with the estimates and threats that rest on what it is about."""
    told = []
    unique = {(found.rule, found.about, found.message): found for found in findings}
    for number, found in enumerate(unique.values(), start=1):
        touches: tuple[str, ...] = ()
        if found.about in graph.nodes:
            resting = (graph.nodes[found.about], *graph.downstream(found.about))
            touches = tuple(dict.fromkeys(node.name for node in resting if node.kind in ("estimate", "threat")))
        told.append(
            WarningRecord(
                key=f"w{number}", rule=found.rule.replace(" ", "-"), about=found.about, severity=found.severity.value,
                message=found.message, examples=found.examples, count=found.count, touches=touches,
            )
        )  # fmt: skip
    return tuple(told)


def _compose_estimate(figure: Figure, warnings: _Touched) -> EstimateRecord:
    import numpy as np

    made = figure.estimate
    errors = made.error
    quantiles = np.quantile(figure.draws, _PROBABILITIES)
    return EstimateRecord(
        title=figure.title,
        unit=made.unit,
        place=str(made.place),
        place_name=made.place.name,
        period=str(made.period),
        concept=made.concept.value if made.concept else None,
        price_year=made.price_year,
        scope=made.scope,
        value=made.value,
        mean=made.mean,
        low=made.low,
        high=made.high,
        level=made.level,
        error=errors.value if errors else None,
        errors=ErrorsRecord(value=errors.value, mean=errors.mean, low=errors.low, high=errors.high) if errors else None,
        quantiles=tuple((prob, float(value)) for prob, value in zip(_PROBABILITIES, quantiles, strict=True)),
        formula=figure.formula,
        model=figure.model,
        note=figure.note,
        drivers=tuple(
            DriverShareRecord(key=share.key, name=share.title, share=share.share, error=share.error)
            for share in figure.drivers
        ),
        interactions=figure.interactions,
        grade_mix={str(grade): share for grade, share in figure.grade_mix.items()},
        sources=figure.sources,
        claims=figure.claims,
        gaps=figure.gaps,
        warnings=warnings.of_findings(figure.warnings),
        recipe=_as_recipe(made.recipe),
    )


def _as_recipe(recipe: Recipe) -> RecipeRecord:
    return RecipeRecord(
        method=recipe.method,
        version=recipe.version,
        inputs_hash=recipe.inputs_hash,
        settings=dict(recipe.settings),
        seed=recipe.seed,
    )


def _compose_pairwise(ranking: Ranking) -> dict[str, dict[str, float]]:
    keys = ranking.both.keys
    return {
        row: {column: float(ranking.pairwise[i, j]) for j, column in enumerate(keys) if i != j}
        for i, row in enumerate(keys)
    }


def _compose_reading(version: Version) -> dict[str, RankRecord]:
    among = [threat.expected_rank for threat in version.threats]
    return {
        threat.key: RankRecord(
            rank=find_place(threat.expected_rank, among=among), expected_rank=threat.expected_rank, rank_low=threat.rank_low,
            rank_high=threat.rank_high,
        )
        for threat in version.threats
    }  # fmt: skip


def _compose_gaps(gaps: GapList, *, dossier: Dossier, graph: Graph) -> tuple[GapRecord, ...]:
    asked = {need.about: need.key for need in dossier.requirements.values() if need.about}
    return tuple(
        GapRecord(
            key=gap.key,
            title=gap.title,
            evppi=gap.evppi,
            error=gap.error,
            share=gap.share,
            is_distinguishable=gap.is_distinguishable,
            touches=_find_threats(gap.key, dossier=dossier, graph=graph),
            requirement=asked.get(gap.key) or asked.get(gap.key.partition(":")[2]),
        )
        for gap in gaps.gaps
    )


def _find_threats(key: str, *, dossier: Dossier, graph: Graph) -> tuple[str, ...]:
    kind, _, name = key.partition(":")
    if kind in ("score", "unknown"):
        return (name.partition("/")[0],)
    if key not in graph.nodes:
        return ()
    resting = (node.name for node in graph.downstream(key) if node.kind == "threat")
    return tuple(name for name in resting if name in dossier.threats and dossier.threats[name].role == "threat")


def _compose_weights_gap(gaps: GapList) -> GapRecord | None:
    worth, full = gaps.weights, gaps.everything.value
    if full <= 0:
        return None
    is_distinguishable = worth.value > 0 and worth.value >= 2 * worth.error
    return GapRecord(
        key="weights",
        title="Weights",
        evppi=worth.value,
        error=worth.error,
        share=worth.value / full,
        is_distinguishable=is_distinguishable,
    )


def _compose_judgements(dossier: Dossier, warnings: _Touched) -> tuple[KeyJudgementRecord, ...]:
    standard = find_standard(dossier)
    return tuple(
        KeyJudgementRecord(
            **judgement.model_dump(mode="json"),
            phrase="" if judgement.probability is None else phrase_for(judgement.probability, standard=standard).text,
            warnings=warnings.of_judgement(key),
        )
        for key, judgement in dossier.key_judgements.items()
    )


def _compose_framework(dossier: Dossier, ranking: Ranking) -> FrameworkRecord:
    made = dossier.framework
    axes = {axis.key: axis for axis in made.axes}
    criteria = tuple(
        CriterionRecord(
            key=criterion.key,
            title=criterion.title,
            axis=criterion.axis,
            axis_title=axes[criterion.axis].title,
            is_ranked=axes[criterion.axis].is_ranked,
            question=criterion.question,
            least=criterion.low,
            most=criterion.high,
            anchors={f"{score:g}": words for score, words in sorted(criterion.anchors.items())},
            weight=ranking.mandated.get(criterion.key),
        )
        for criterion in made.criteria
    )
    return FrameworkRecord(key=made.key, title=made.title, version=made.version, source=made.source, criteria=criteria)
