"""What is known of each threat: who, what, where, when, why and how, where it is heading, and what is not known?"""

from tocsin.publish.assessment.records import Assessment, CardRecord, FacetRecord, OutlookRecord, ThreatRecord
from tocsin.publish.charts.evidence_mix import describe_mix
from tocsin.publish.document.front import sort_threats, warn
from tocsin.publish.document.phrases import cited, join_texts, link_claims, refer_figure, say_period, say_rank
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    Details,
    Facts,
    Link,
    Paragraph,
    Section,
    Span,
    Text,
    ThreatCard,
    say,
)
from tocsin.publish.numbers import render_interval, render_probability_range

_GAP = "Not known: "
_MOST_CLAIMS = 3


def compose_threats(assessment: Assessment) -> Section | None:
    """A card for each threat, in the order of the ranking."""
    threats = sort_threats(assessment)
    if not threats:
        return None
    lead = Paragraph(say("Cards stand in the order of the expected rank. What is not known is said, facet by facet."))
    return Section("threats", "Threat by threat", (lead, *(_compose_card(threat, assessment) for threat in threats)))


def compose_enablers(assessment: Assessment) -> Section | None:
    """What makes the threats possible, scored apart and never ranked among them."""
    if not assessment.enablers:
        return None
    lead = Paragraph(
        say(
            "Enablers run through several threats. They are scored on the same scales and are not ranked among the threats."
        )
    )
    cards = [_compose_card(card, assessment) for card in sorted(assessment.enablers, key=lambda card: card.title)]
    return Section("enablers", "What makes them possible", (lead, *cards))


def _compose_card(card: CardRecord, assessment: Assessment) -> ThreatCard:
    rank = say_rank(card) if isinstance(card, ThreatRecord) else "Scored apart"
    blocks: list[Block] = [Paragraph(cited(card.summary, assessment))] if card.summary else []
    blocks += warn(card.warnings, assessment)
    facets = [*card.card, *(facet for facet in (card.trend, card.response) if facet)]
    blocks.append(Facts(tuple((facet.question, _answer(facet, assessment, card=card.key)) for facet in facets)))
    if card.outlook:
        blocks += _look_ahead(card.outlook, assessment)
    if card.gaps:
        blocks += [
            Paragraph(say("What is not known", "strong")),
            Bullets(tuple(cited(gap, assessment) for gap in card.gaps)),
        ]
    claimed = [
        (facet.question, link_claims(facet.claims, assessment)) for facet in facets if len(facet.claims) > _MOST_CLAIMS
    ]
    if claimed:
        blocks.append(
            Details(
                f"claims-of-card-{card.key}",
                "All claims behind each answer",
                (Facts(tuple(claimed)),),
                about=card.title,
            )
        )
    return ThreatCard(f"threat-{card.key}", card.title, rank, _list_facts(card, assessment), tuple(blocks))


def _list_facts(card: CardRecord, assessment: Assessment) -> tuple[tuple[str, Text], ...]:
    pairs: list[tuple[str, Text]] = []
    if isinstance(card, ThreatRecord):
        for m, ends in sorted(card.p_top.items(), key=lambda pair: int(pair[0])):
            pairs.append((f"In the first {m}" if m != "1" else "First", say(render_probability_range(*ends))))
    references = [
        (assessment.estimates[key].title, found)
        for key in card.figures
        if (found := refer_figure(key, assessment)) and key in assessment.estimates
    ]
    pairs += [(title, (found,)) for title, found in references]
    pairs.append(
        (
            "Confidence",
            say(f"{card.confidence}: {card.confidence_reason}" if card.confidence_reason else card.confidence),
        )
    )
    if card.evidence_mix:
        pairs.append(("Evidence", say(describe_mix(card.evidence_mix))))
    return tuple(pairs)


def _answer(facet: FacetRecord, assessment: Assessment, *, card: str) -> Text:
    parts: list[Text] = []
    if facet.text:
        parts.append(cited(facet.text, assessment))
    if facet.gap:
        parts.append((Span(_GAP, "strong"), *cited(facet.gap, assessment)))
    if facet.claims:
        left = len(facet.claims) - _MOST_CLAIMS
        more = (Span(", "), Link(f"{left} more", f"#claims-of-card-{card}")) if left > 0 else ()
        parts.append((Span("["), *link_claims(facet.claims[:_MOST_CLAIMS], assessment), *more, Span("]")))
    return join_texts(parts, by=" ")


def _look_ahead(outlook: OutlookRecord, assessment: Assessment) -> list[Block]:
    blocks: list[Block] = [
        Paragraph((Span(f"Outlook to {say_period(outlook.to)}. ", "strong"), *_say_outlook(outlook, assessment)))
    ]
    for title, texts in (("Driven by", outlook.drivers), ("Early warnings to watch", outlook.early_warnings)):
        if texts:
            blocks.append(Facts(((title, join_texts([cited(text, assessment) for text in texts], by="; ")),)))
    return blocks


def _say_outlook(outlook: OutlookRecord, assessment: Assessment) -> Text:
    parts: list[Text] = [cited(outlook.text, assessment)] if outlook.text else []
    reference = refer_figure(outlook.figure, assessment) if outlook.figure else None
    if reference:
        parts.append((Span("Expected: "), reference, Span(".")))
    elif outlook.low is not None and outlook.high is not None:
        parts.append(say(f"Expected: {render_interval(outlook.low, outlook.high, unit=outlook.unit)}."))
    if outlook.gap:
        parts.append((Span(_GAP, "strong"), *cited(outlook.gap, assessment)))
    return join_texts(parts, by=" ")
