"""What is the whole picture: cards, scores, harm, and what a reader must be told of them?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tocsin.assess.cards import ThreatCard, write_card
from tocsin.assess.choices import find_choices
from tocsin.assess.harm import HarmLedger, list_harms
from tocsin.assess.judgements import find_weak_judgements
from tocsin.assess.rectangles import ThreatRectangle, place_threats
from tocsin.assess.scoring import Scoring, score_threats
from tocsin.assess.sheet import ScoreSheet
from tocsin.assess.sleipnir import SleipnirScore, rate_groups
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.picture import Threat
from tocsin.estimate.figures import Figures
from tocsin.methods.draws.points import Points
from tocsin.terms.finding import Finding
from tocsin.terms.graph import Graph, Node
from tocsin.terms.language import Standard
from tocsin.terms.recipe import hash_content

METHOD, VERSION = "assess.scores", 1


@dataclass(frozen=True)
class Picture:
    """The picture of a dossier: threats are ranked on ``scores``; enablers are scored apart, on ``enabler_scores``.

    ``rectangles`` show threats on the risk matrix and ``group_scores`` rate groups by Sleipnir: both are for comparison, and
    nothing rests on them.
    """

    cards: Mapping[str, ThreatCard]
    scores: ScoreSheet
    enabler_scores: ScoreSheet
    harms: HarmLedger
    findings: tuple[Finding, ...]
    graph: Graph = field(repr=False)
    rectangles: tuple[ThreatRectangle, ...] = ()
    group_scores: Mapping[str, SleipnirScore] = field(default_factory=dict)


def assess_threats(dossier: Dossier, *, figures: Figures, points: Points) -> Picture:
    """Draw the picture of all threats and enablers of a dossier."""
    threats = {role: [each for each in dossier.threats.values() if each.role == role] for role in ("threat", "enabler")}
    scored = {role: score_threats(dossier, figures, threats=each, points=points) for role, each in threats.items()}
    cards = {
        key: write_card(threat, dossier=dossier, figures=figures, sheet=scored[threat.role].sheet)
        for key, threat in dossier.threats.items()
    }
    ledger, harm_findings = list_harms(dossier, figures)
    groups, group_findings = rate_groups(dossier.groups)
    return Picture(
        cards=cards,
        scores=scored["threat"].sheet,
        enabler_scores=scored["enabler"].sheet,
        harms=ledger,
        findings=(
            *(finding for each in scored.values() for finding in each.findings),
            *(finding for card in cards.values() for finding in card.findings),
            *harm_findings,
            *group_findings,
            *find_weak_judgements(dossier.key_judgements.values(), standard=find_standard(dossier)),
            *_unasked(threats["threat"]),
        ),
        graph=figures.graph.joined(
            [*_score_nodes(dossier, figures=figures, scored=scored), *_harm_nodes(dossier, figures)]
        ),
        rectangles=place_threats(scored["threat"].sheet),
        group_scores=groups,
    )


def find_standard(dossier: Dossier) -> Standard:
    """The standard of estimative language that the dossier chose."""
    return Standard(dossier.head.probability_standard.lower().replace(" ", ""))


def _unasked(threats: list[Threat]) -> Iterator[Finding]:
    if not threats:
        yield Finding(
            "gap",
            "picture:threats",
            "The dossier names no threat, so there is nothing to rank. Add one to threats.yaml.",
        )


def _score_nodes(dossier: Dossier, *, figures: Figures, scored: Mapping[str, Scoring]) -> Iterator[Node]:
    known = figures.graph.nodes
    settings = tuple(key for key in ("settings:draws", "sheet:method") if key in known)
    criteria = {criterion.key: criterion for criterion in dossier.framework.criteria}
    choices = find_choices(dossier.sheet)
    for scoring in scored.values():
        for name, inputs in scoring.inputs.items():
            threat, _, criterion = name.partition("/")
            rows = [
                row.model_dump(mode="json")
                for row in dossier.scores
                if (row.threat, row.criterion) == (threat, criterion)
            ]
            told = [METHOD, VERSION, criteria[criterion].model_dump(mode="json"), rows, list(inputs), choices]
            title = f"{dossier.threats[threat].title}: {criteria[criterion].title}"
            yield Node(
                f"score:{name}", hash_content(told), (*settings, *(key for key in inputs if key in known)), title
            )
    for key, threat_record in dossier.threats.items():
        scores = tuple(f"score:{key}/{criterion}" for criterion in criteria)
        yield Node(f"threat:{key}", hash_content(threat_record.model_dump(mode="json")), scores, threat_record.title)


def _harm_nodes(dossier: Dossier, figures: Figures) -> Iterator[Node]:
    for key, harm in dossier.harms.items():
        named = (f"estimate:{harm.figure}", f"item:{harm.item}")
        inputs = tuple(each for each in named if each in figures.graph.nodes)
        yield Node(f"harm:{key}", hash_content(harm.model_dump(mode="json")), inputs, harm.title)
