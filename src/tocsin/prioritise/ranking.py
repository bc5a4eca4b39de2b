"""In which order do threats stand, and how sure is that?

The order is given three times: from the evidence alone (at the mandated weights), from the weights alone (evidence at its
median, what is unknown still open), and from both. Ranks are distributions, and ties are ties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.picture import Picture
from tocsin.assess.sheet import ScoreReading, ScoreSheet
from tocsin.dossier.records.judgement import Weight
from tocsin.methods.draws.points import Points
from tocsin.methods.score.smaa import SmaaResult, smaa
from tocsin.prioritise.authors import AuthorView, compare_authors
from tocsin.prioritise.errors import PlacesError
from tocsin.prioritise.extremes import Extremes, find_extremes
from tocsin.prioritise.totals import total_scores
from tocsin.prioritise.weights import Weights, sample_weights
from tocsin.terms.finding import Finding
from tocsin.terms.graph import Graph, Node
from tocsin.terms.recipe import Recipe, hash_content

Floats = NDArray[np.float64]

METHOD, VERSION = "prioritise.smaa", 2
NODE = "ranking:threats"


@dataclass(frozen=True)
class RankedThreat:
    """The place of one threat in one version of the ranking.

    ``rank_low`` is the highest place it can take and ``rank_high`` the lowest (1 is first): the 90 % interval over the
    draws and over the bounds of all that is open. ``p_top`` gives the least and most chance to be among the first m, over
    the extremes of what has no evidence.
    ``drawn_low``, ``drawn_high`` and ``drawn_top`` are the same if what is unknown is as likely high as low.
    ``expected_rank_with_unjudged`` counts claims whose grade cannot be judged. ``confidence`` is the chance to be first
    at its own ``central_weights``; both are None for a threat that is never first, or where weights are not drawn.
    """

    key: str
    title: str
    expected_rank: float
    expected_rank_error: float
    rank_low: int
    rank_high: int
    p_top: Mapping[int, tuple[float, float]]
    drawn_low: int
    drawn_high: int
    drawn_top: Mapping[int, float]
    rests_on_unknown: float
    expected_rank_with_unjudged: float | None = None
    central_weights: Mapping[str, float] | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Version:
    """One version of the ranking: threats by expected rank, and arrays (A, A) in that same order, errors beside them."""

    name: str
    threats: tuple[RankedThreat, ...]
    pairwise: Floats = field(repr=False)
    pairwise_error: Floats = field(repr=False)
    rank_acceptability: Floats = field(repr=False)
    rank_acceptability_error: Floats = field(repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Threats by expected rank."""
        return tuple(threat.key for threat in self.threats)


@dataclass(frozen=True)
class Ranking:
    """Threats in order: ``both`` is the ranking; ``evidence`` and ``weights`` show what moves it. Places never hide unknowns."""

    both: Version
    evidence: Version
    weights: Version
    framework: str
    criteria: tuple[str, ...]
    mandated: Mapping[str, float]
    authors: tuple[AuthorView, ...]
    top: int
    findings: tuple[Finding, ...]
    recipe: Recipe
    graph: Graph = field(repr=False)
    admissible: Weights = field(repr=False)

    @property
    def threats(self) -> tuple[RankedThreat, ...]:
        """Threats of the ranking, by expected rank."""
        return self.both.threats

    @property
    def pairwise(self) -> Floats:
        """Chance (A, A) that the row's threat stands above the column's, in the order of ``threats``."""
        return self.both.pairwise


def rank_threats(
    picture: Picture, *, weights: Sequence[Weight], points: Points, rng: np.random.Generator, top: int = 3
) -> Ranking:
    """Rank the threats of a picture over all that is uncertain in evidence and weights."""
    if top < 1:
        raise PlacesError(
            f"The first {top} threats are to be chosen, which is no choice. Set `top` in dossier.yaml to 1 or more."
        )
    sheet = picture.scores.ranked()
    admitted = sample_weights(weights, sheet=sheet, draws=len(sheet.unknown_draw), rng=rng)
    fixed = np.broadcast_to(admitted.together.mandated, admitted.together.draws.shape)
    settled = tuple(_settle(reading) for reading in sheet.readings)
    versions = {
        "both": _rank("both", sheet, weights=admitted.together.draws, mandated=admitted.together.mandated, top=top),
        "evidence": _rank("evidence", sheet, weights=fixed, mandated=admitted.together.mandated, top=top),
        "weights": _rank(
            "weights", replace(sheet, readings=settled), weights=admitted.together.draws,
            mandated=admitted.together.mandated, top=top,
        ),
    }  # fmt: skip
    views, disagreements = compare_authors(admitted, sheet=sheet, top=top)
    graph = _join(picture.graph, sheet=sheet, weights=weights, points=points, top=top)
    recipe = Recipe(
        METHOD, VERSION, graph.fingerprint(NODE),
        {"draws": points.draws, "randomisations": points.randomisations, "level": 0.9, "top": top,
         "aggregation": sheet.framework_record.aggregation}, points.seed,
    )  # fmt: skip
    return Ranking(
        **versions, framework=sheet.framework, criteria=sheet.criterion_keys,
        mandated=dict(zip(sheet.criterion_keys, admitted.together.mandated.tolist(), strict=True)), authors=views, top=top,
        findings=(*admitted.findings, *disagreements), recipe=recipe, graph=graph, admissible=admitted,
    )  # fmt: skip


def _settle(reading: ScoreReading) -> ScoreReading:
    """A reading with the evidence at its median; what is unknown stays open."""
    if not reading.known.size:
        return reading
    return replace(reading, known=np.broadcast_to(np.median(reading.known, axis=0), reading.known.shape))


def _rank(name: str, sheet: ScoreSheet, *, weights: Floats, mandated: Floats, top: int) -> Version:
    size = len(sheet.threats)
    if not size:
        return Version(name, (), *(np.zeros((0, 0)) for _ in range(4)))
    results, extremes, bounds = [], [], []
    for reading in sheet.readings:
        values = reading.values(sheet.unknown_draw)
        results.append(
            smaa(values, weights, randomisations=sheet.randomisations, combination=sheet.framework_record.aggregation)
        )
        least, worst = (total_scores(scores, weights, sheet=sheet) for scores in reading.extremes(sheet.unknown_draw))
        extremes.append(find_extremes(least=least, worst=worst))
        least, worst = (total_scores(scores, weights, sheet=sheet) for scores in reading.bounds(sheet.unknown_draw))
        bounds.append(find_extremes(least=least, worst=worst))
    first = results[0]
    order = sorted(
        range(size), key=lambda at: (round(float(first.expected_rank[at]), 9), sheet.titles[at], sheet.threats[at])
    )
    threats = tuple(
        _ranked(
            at,
            sheet=sheet,
            results=results,
            extremes=extremes,
            bounds=bounds,
            mandated=mandated,
            top=top,
            is_drawn=name != "evidence",
        )
        for at in order
    )
    grid = np.ix_(order, order)
    return Version(
        name, threats, first.pairwise[grid], first.pairwise_error[grid], first.rank_acceptability[order],
        first.rank_acceptability_error[order],
    )  # fmt: skip


def _ranked(
    at: int,
    *,
    sheet: ScoreSheet,
    results: Sequence[SmaaResult],
    extremes: Sequence[Extremes],
    bounds: Sequence[Extremes],
    mandated: Floats,
    top: int,
    is_drawn: bool,
) -> RankedThreat:
    spans = [each.rank_interval() for each in results]
    first = results[0]
    central = first.central_weights[at]
    has_central = is_drawn and not np.isnan(central).any()
    tops = {places: [each.top(places) for each in extremes] for places in sorted({1, 3, top})}
    return RankedThreat(
        key=sheet.threats[at],
        title=sheet.titles[at],
        expected_rank=float(first.expected_rank[at]),
        expected_rank_error=float(first.expected_rank_error[at]),
        rank_low=int(min(*(low[at] for low, _ in spans), *(each.low[at] for each in bounds))),
        rank_high=int(max(*(high[at] for _, high in spans), *(each.high[at] for each in bounds))),
        p_top={
            places: (float(min(least[at] for least, _ in told)), float(max(most[at] for _, most in told)))
            for places, told in tops.items()
        },
        drawn_low=int(min(low[at] for low, _ in spans)),
        drawn_high=int(max(high[at] for _, high in spans)),
        drawn_top={places: float(first.top(min(places, len(sheet.threats)))[0][at]) for places in tops},
        rests_on_unknown=float(np.clip(mandated @ sheet.unknown_share[at], 0.0, 1.0)),
        expected_rank_with_unjudged=float(results[1].expected_rank[at]) if len(results) > 1 else None,
        central_weights=dict(zip(sheet.criterion_keys, central.tolist(), strict=True)) if has_central else None,
        confidence=float(first.confidence[at]) if has_central else None,
    )


def _join(graph: Graph, *, sheet: ScoreSheet, weights: Sequence[Weight], points: Points, top: int) -> Graph:
    """The graph with the ranking, which rests on every score that is weighed and on the weights."""
    added = {"than", "unit", "question"}  # left out of statements without them, whose digests thus stay as they were
    on_criteria = [each for each in weights if not each.is_of_harm]
    told = [each.model_dump(mode="json", exclude=None if each.is_answer else added) for each in on_criteria]
    node = Node("weights:all", hash_content(told), title="weights of the decision-makers")
    inputs = [f"score:{threat}/{criterion}" for threat in sheet.threats for criterion in sheet.criterion_keys]
    settings = [METHOD, VERSION, sheet.framework, points.draws, top]
    ranking = Node(
        NODE, hash_content(settings), (*(key for key in inputs if key in graph.nodes), node.key), "ranking of threats"
    )
    return graph.joined([node, ranking])
