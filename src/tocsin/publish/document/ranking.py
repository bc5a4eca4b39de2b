"""Which threats come first, how sure is that, and on whose weights does it rest?"""

from tocsin.assess.matrix import CELLS, HARMS, LIKELIHOODS
from tocsin.publish.assessment.picture_records import AnalystScoreRecord
from tocsin.publish.assessment.records import Assessment, CardRecord, ThreatRecord
from tocsin.publish.charts.chart import Chart
from tocsin.publish.charts.evidence_mix import MixRow, draw_evidence_mix
from tocsin.publish.charts.rank_heat_map import RankRow, draw_rank_heat_map
from tocsin.publish.charts.risk_matrix import MatrixRow, draw_risk_matrix
from tocsin.publish.document.front import sort_threats
from tocsin.publish.document.phrases import link_claims, link_threat, list_in_words, say_rank
from tocsin.publish.document.tree import (
    Block,
    ChartFigure,
    Column,
    DataTable,
    Details,
    FigureReference,
    Link,
    MarginNote,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import (
    isolate,
    render_probability,
    render_probability_range,
    render_rank,
    render_rank_range,
)

_READINGS = {
    "evidence": "Weights as mandated, evidence uncertain",
    "weights": "Evidence at its median, weights uncertain",
    "both": "Both uncertain: the ranking of this report",
}


def compose_ranking(assessment: Assessment) -> Section | None:
    """The ranking as a heat map, as a table, and as what it rests on."""
    threats = sort_threats(assessment)
    if not threats:
        return None
    blocks: list[Block] = [
        Paragraph(say(_say_finding(threats))),
        MarginNote(
            say(
                "A rank is a distribution. Where intervals overlap widely, the order between two threats is not "
                "known. Read the cells before the order."
            )
        ),
    ]
    if all(threat.rank_acceptability for threat in threats):
        blocks.append(ChartFigure("chart-ranking", _draw_ranking(threats, assessment)))
    blocks.append(_tabulate(threats))
    blocks += _show_evidence(threats)
    blocks += _list_details(threats, assessment)
    return Section("ranking", "Which threats come first", tuple(blocks))


def _say_finding(threats: tuple[ThreatRecord, ...]) -> str:
    sure = [threat.title for threat in threats if threat.rank_high <= 3 < len(threats)]
    count = len(threats)
    wide = [threat.title for threat in threats if threat.rank_high - threat.rank_low >= max(count - 2, 2)]
    told = f"{list_in_words(sure)} stay within the first three in nine draws out of ten. " if len(sure) > 1 else ""
    if len(sure) == 1:
        told = f"{sure[0]} stays within the first three in nine draws out of ten. "
    if wide:
        which = (
            list_in_words(wide)
            if len(wide) <= 3
            else f"{len(wide)} of the {count} threats"
            if len(wide) < count
            else f"all {count} threats"
        )
        told += f"For {which}, what is not known leaves almost every rank open. "
    return (
        told
        + "Threats stand in the order of their expected rank; the interval beside it spans the draws and all that is open."
    )


def _draw_ranking(threats: tuple[ThreatRecord, ...], assessment: Assessment) -> Chart:
    rows = [
        RankRow(
            t.key,
            t.title,
            t.rank_acceptability,
            t.rank,
            t.expected_rank,
            t.rank_low,
            t.rank_high,
            drawn_low=t.drawn_low or t.rank_low,
            drawn_high=t.drawn_high or t.rank_high,
        )
        for t in threats
    ]
    first = threats[0]
    rivals = [threat for threat in threats[1:] if threat.rank_low < first.rank_high]
    title = f"{first.title} comes first by expected rank"
    if rivals:
        title += f"; {rivals[0].title if len(rivals) == 1 else f'{len(rivals)} others'} could still stand above it"
    return draw_rank_heat_map(
        rows,
        key="ranking",
        title=title,
        subtitle=(
            f"Probability of each rank in per cent (cells), expected rank (dot), its interval over draws (thick line) and with "
            f"all that is unknown at its best or worst (thin line); {assessment.place_name}, "
            f"{assessment.period.replace('/', ' to ')}"
        ),
        caption=f"Method: stochastic multicriteria acceptability analysis over draws and weights. {_say_edition(assessment)}",
    )


def _say_edition(assessment: Assessment) -> str:
    return f"Source: this dossier, edition {assessment.edition}; sources under Evidence."


def _tabulate(threats: tuple[ThreatRecord, ...]) -> DataTable:
    tops = sorted({m for threat in threats for m in threat.p_top}, key=int)
    columns = [Column("Threat"), Column("Rank", keeps_line=True), Column("Over draws alone", keeps_line=True)]
    columns += [Column(f"In the first {m}" if m != "1" else "First", is_number=True) for m in tops]
    columns += [Column("Rests on unknown", is_number=True), Column("Confidence")]
    rows: list[tuple[Text, ...]] = []
    for threat in threats:
        shares = [say(render_probability_range(*threat.p_top[m]) if m in threat.p_top else "–") for m in tops]
        unknown = say(render_probability(threat.rests_on_unknown))
        name: Text = (Link(threat.title, f"#threat-{threat.key}"),)
        rows.append((name, say(say_rank(threat)), say(_say_drawn(threat)), *shares, unknown, say(threat.confidence)))
    return DataTable(
        "table-ranking",
        "Ranks with their 90 % intervals; probabilities from the least to the most that the unknown criteria allow",
        tuple(columns),
        tuple(rows),
    )


def _say_drawn(threat: ThreatRecord) -> str:
    low, high = threat.drawn_low or threat.rank_low, threat.drawn_high or threat.rank_high
    return render_rank_range(low, high)


def _show_evidence(threats: tuple[ThreatRecord, ...]) -> list[Block]:
    rows = [MixRow(t.key, t.title, t.evidence_mix) for t in threats if t.evidence_mix]
    blocks: list[Block] = []
    if rows:
        weakest = max(
            rows, key=lambda row: sum(row.mix.get(key, 0.0) for key in ("gap", "assumption", "cannot be judged"))
        )
        chart = draw_evidence_mix(
            rows,
            key="evidence-mix",
            title=f"The picture of {weakest.title} rests most on assumptions and gaps",
            subtitle="Evidence behind each threat by grade; ten marks stand for all of it",
            caption="Method: share of each coarse grade in the evidence behind the scores. Native grades are in the list of claims.",
        )
        blocks.append(ChartFigure("chart-evidence", chart))
    boxes = [t for t in threats if t.matrix]
    if boxes:
        blocks.append(Details("matrix", "The same threats on a matrix of likelihood and harm", (_draw_matrix(boxes),)))
    return blocks


def _draw_matrix(threats: list[ThreatRecord]) -> ChartFigure:
    rows = [
        MatrixRow(t.key, t.title, (m.likelihood_from, m.likelihood_to), (m.harm_from, m.harm_to), m.labels)
        for t in threats
        if (m := t.matrix)
    ]
    chart = draw_risk_matrix(
        rows,
        key="matrix",
        title="Most threats touch several cells of the matrix",
        subtitle="How established and able a threat is (upwards, standing for likelihood) and its harm (to the side)",
        caption="Each rectangle holds all that the evidence leaves open. "
        "A display only: no ranking uses it, for a matrix can put two threats in the wrong order.",
        cells=CELLS,
        likelihoods=LIKELIHOODS,
        harms=HARMS,
    )
    return ChartFigure("chart-matrix", chart)


def _list_details(threats: tuple[ThreatRecord, ...], assessment: Assessment) -> list[Block]:
    blocks: list[Block] = []
    if assessment.readings:
        blocks.append(
            Details(
                "readings", "The ranking under three readings of the uncertainty", (_tabulate_readings(assessment),)
            )
        )
    if assessment.pairwise:
        blocks.append(
            Details(
                "pairwise", "Which of two threats is worse, and how probably", (_tabulate_pairs(threats, assessment),)
            )
        )
    if any(threat.scores for threat in threats):
        tables = tuple(_tabulate_scores(card, assessment) for card in (*threats, *assessment.enablers) if card.scores)
        blocks.append(Details("scores", "Scores of every threat on every criterion, and what each rests on", tables))
    if assessment.analyst_scores:
        blocks.append(
            Details(
                "analysts",
                "What analysts scored where evidence leaves room, and why",
                (_tabulate_analysts(assessment),),
            )
        )
    return blocks


def _tabulate_analysts(assessment: Assessment) -> DataTable:
    criteria = {each.key: each.title for each in assessment.framework.criteria} if assessment.framework else {}
    rows = tuple(
        (
            link_threat(score.threat, assessment),
            say(criteria.get(score.criterion, score.criterion)),
            say(isolate(_say_analyst(score, assessment))),
            say(score.author),
            (Span(score.rationale), Span(f" · {', '.join(_list_origin(score, assessment))}", "muted")),
        )
        for score in assessment.analyst_scores
    )
    columns = (Column("Threat"), Column("Criterion"), Column("Score", is_number=True), Column("By"), Column("Because"))
    return DataTable("table-analysts", "Scores of analysts, as they gave them", columns, rows)


def _say_analyst(score: AnalystScoreRecord, assessment: Assessment) -> str:
    if score.elicited in assessment.experts:
        joint = assessment.experts[score.elicited]
        return f"{joint.value:.2g} ({joint.low:.2g}–{joint.high:.2g})"
    ends = [f"{end:g}" for end in (score.low, score.high) if end is not None]
    best = "" if score.best is None else f"{score.best:g}"
    return f"{best} ({'–'.join(ends)})".strip() if len(ends) == 2 else best or "–".join(ends)


def _list_origin(score: AnalystScoreRecord, assessment: Assessment) -> list[str]:
    item = [assessment.items[score.item].title] if score.item in assessment.items else []
    return [score.date or "undated", *item]


def _tabulate_readings(assessment: Assessment) -> DataTable:
    threats = sort_threats(assessment)
    names = list(assessment.readings)
    is_counted = any(threat.expected_rank_with_unjudged is not None for threat in threats)
    rows: list[tuple[Text, ...]] = []
    for threat in threats:
        cells = [say(_say_reading(assessment, name, threat.key)) for name in names]
        counted = [say(_say_counted(threat))] if is_counted else []
        rows.append((say(threat.title), *cells, *counted))
    last = [Column("Expected rank without and with claims that cannot be judged")] if is_counted else []
    columns = (Column("Threat"), *(Column(_READINGS.get(name, name)) for name in names), *last)
    return DataTable(
        "table-readings", "What the ranking owes to the evidence and what to the weights", columns, tuple(rows)
    )


def _say_counted(threat: ThreatRecord) -> str:
    second = threat.expected_rank_with_unjudged
    return isolate(f"{threat.expected_rank:.1f} / {second:.1f}") if second is not None else "–"


def _say_reading(assessment: Assessment, name: str, key: str) -> str:
    found = assessment.readings[name].get(key)
    return render_rank(found.rank, low=found.rank_low, high=found.rank_high) if found else "–"


def _tabulate_pairs(threats: tuple[ThreatRecord, ...], assessment: Assessment) -> DataTable:
    columns = (Column("Worse than …"), *(Column(threat.title, is_number=True) for threat in threats))
    rows: list[tuple[Text, ...]] = []
    for row in threats:
        wins = assessment.pairwise.get(row.key, {})
        rows.append(
            (say(row.title), *(say(render_probability(wins[t.key]) if t.key in wins else "–") for t in threats))
        )
    caption = "Probability that the threat of the row is worse than that of the column"
    return DataTable("table-pairwise", caption, columns, tuple(rows))


def _tabulate_scores(card: CardRecord, assessment: Assessment) -> DataTable:
    rows: list[tuple[Text, ...]] = []
    for score in card.scores.values():
        span = isolate(f"{score.low:.1f}–{score.high:.1f} of {score.most:g}")
        unknown = render_probability(score.unknown_share) if score.unknown_share else "–"
        weighed = "" if score.is_ranked else " (beside the ranking)"
        rows.append((say(f"{score.title}{weighed}"), say(span), say(unknown), _say_basis(score.basis, assessment)))
    columns = (
        Column("Criterion"),
        Column("Score", is_number=True),
        Column("Unknown", is_number=True),
        Column("Rests on"),
    )
    return DataTable(f"scores-{card.key}", f"Scores: {card.title}", columns, tuple(rows))


def _say_basis(basis: str, assessment: Assessment) -> Text:
    """What a score rests on, leading there."""
    kind, _, named = basis.partition(":")
    if kind == "estimate" and named in assessment.estimates:
        return (FigureReference(named, assessment.estimates[named].title),)
    if kind == "claims":
        return link_claims(named.split(";"), assessment)
    if kind == "expert":
        return say(f"scored by {list_in_words(named.split(';'))}")
    return say("nothing" if kind == "unknown" else basis)
