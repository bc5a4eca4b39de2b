"""What does a reader meet first: the answer in one sentence, what kind of document this is, and the key judgements?"""

from tocsin.publish.assessment.records import Assessment, KeyJudgementRecord, ThreatRecord
from tocsin.publish.document.phrases import cited, link_claims, list_in_words, say_period
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    Details,
    Facts,
    KeyJudgementBlock,
    Notice,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import isolate, render_probability, render_rank_range

_MUCH_UNKNOWN = 0.5
_CONFIDENCE = {
    "high": "High confidence: several independent, well graded sources agree.",
    "moderate": "Moderate confidence: the evidence is credible, but thin, dated or partly in conflict.",
    "low": "Low confidence: the evidence is weak or fragmentary; new facts could change the judgement.",
}


def compose_answer(assessment: Assessment) -> Text:
    """The one sentence that can be repeated: which threats come first, how sure that is, and how much rests on the unknown."""
    ordered = sort_threats(assessment)
    if not ordered:
        return say(f"No threats could be ranked for {assessment.place_name}: the dossier names none yet.")
    first, others = ordered[0], ordered[1:3]
    is_settled = all(_find_reach(first)[1] < _find_reach(other)[0] for other in ordered[1:])
    verb = "stands first" if is_settled else "has the highest expected rank"
    text = [Span(first.title, "strong"), Span(f" {verb} among the {len(ordered)} threats assessed in ")]
    text.append(Span(f"{assessment.place_name} ({_say_reach(first)})"))
    if others:
        told = list_in_words([f"{threat.title} ({_say_reach(threat)})" for threat in others])
        text.append(Span(f", followed by {told}"))
    text.append(Span("; ranks in brackets hold nine draws out of ten"))
    if not is_settled:
        text.append(Span(" and overlap, so the order is not settled"))
    wider = any((threat.drawn_low, threat.drawn_high) != (threat.rank_low, threat.rank_high) for threat in ordered[:3])
    if wider and first.drawn_low is not None:
        widest = render_rank_range(min(t.rank_low for t in ordered[:3]), max(t.rank_high for t in ordered[:3]))
        text.append(
            Span(
                f", and if all that is not known turned out at its best or worst these three could stand anywhere from {widest}"
            )
        )
    open_ranks = sum(threat.rests_on_unknown >= _MUCH_UNKNOWN for threat in ordered)
    if open_ranks:
        verb = "rests" if open_ranks == 1 else "rest"
        text.append(Span(f". {_count(open_ranks)} of the {len(ordered)} ranks {verb} mostly on what is not known"))
    return (*text, Span("."))


def sort_threats(assessment: Assessment) -> tuple[ThreatRecord, ...]:
    """Threats by expected rank; ties by title."""
    return tuple(sorted(assessment.threats, key=lambda threat: (threat.expected_rank, threat.title)))


def compose_notices(assessment: Assessment) -> tuple[Notice, ...]:
    """What kind of document this is, in the words of the dossier."""
    notice = assessment.notice or "This assessment has not been adopted by any authority."
    return (Notice("status", "Status", cited(notice, assessment)),)


def compose_facts(assessment: Assessment) -> tuple[tuple[str, Text], ...]:
    """Place, period, edition, handling and state of the evidence."""
    pairs = [
        ("Place", assessment.place_name),
        ("Period", say_period(assessment.period)),
        ("Edition", assessment.edition),
        ("Describes up to", assessment.as_of or "not stated"),
        ("Handling", isolate(assessment.handling)),
        ("Evidence", f"{len(assessment.claims)} claims from {len(assessment.sources)} sources"),
    ]
    return tuple((term, say(value)) for term, value in pairs)


def compose_key_judgements(assessment: Assessment) -> Section | None:
    """The judgements, each with its probability and, apart from it, its confidence."""
    if not assessment.key_judgements:
        return None
    lead = Paragraph(
        say(
            "Words of probability follow the standard named under Method. Probability says how likely the statement is; "
            "confidence says how good the evidence for it is."
        ),
        "small",
    )
    blocks = [_compose_judgement(judgement, assessment) for judgement in assessment.key_judgements]
    return Section("judgements", "What we judge", (lead, *blocks))


def _compose_judgement(judgement: KeyJudgementRecord, assessment: Assessment) -> KeyJudgementBlock:
    pairs = [
        ("Evidence for", link_claims(judgement.evidence_for, assessment)),
        ("Evidence against", link_claims(judgement.evidence_against, assessment) or say("none stated")),
        ("Dissent", cited(judgement.dissent, assessment)),
    ]
    inner: list[Block] = [Facts(tuple(pair for pair in pairs if pair[1]))]
    for title, texts in (
        ("Other explanations", judgement.alternatives),
        ("Assumptions", judgement.assumptions),
        ("What would change it", judgement.indicators),
    ):
        if texts:
            inner += [Paragraph(say(title, "strong")), Bullets(tuple(cited(text, assessment) for text in texts))]
    blocks: list[Block] = list(warn(judgement.warnings, assessment))
    blocks.append(
        Details(f"judgement-{judgement.key}-why", "Evidence, other explanations and assumptions", tuple(inner))
    )
    return KeyJudgementBlock(
        f"judgement-{judgement.key}",
        cited(judgement.statement, assessment),
        _say_probability(judgement),
        _CONFIDENCE[judgement.confidence],
        tuple(blocks),
    )


def warn(keys: tuple[str, ...], assessment: Assessment) -> tuple[Notice, ...]:
    """The warnings of these keys set apart, several of them as one list; notes stand with the reasons, not here."""
    found = {warning.key: warning for warning in assessment.warnings}
    messages = [say(found[key].message) for key in keys if key in found and found[key].severity == "warning"]
    if len(messages) < 2:
        return tuple(Notice("warning", "Warning", message) for message in messages)
    return (
        Notice(
            "warning",
            "Warning",
            say(f"{len(messages)} warnings touch this. Read them before you act on it."),
            tuple(messages),
        ),
    )


def list_notes(keys: tuple[str, ...], assessment: Assessment) -> tuple[Text, ...]:
    """The notes of these keys."""
    found = {warning.key: warning for warning in assessment.warnings}
    return tuple(say(found[key].message) for key in keys if key in found and found[key].severity == "note")


def _say_reach(threat: ThreatRecord) -> str:
    return render_rank_range(*_find_reach(threat))


def _find_reach(threat: ThreatRecord) -> tuple[int, int]:
    return threat.drawn_low or threat.rank_low, threat.drawn_high or threat.rank_high


def _say_probability(judgement: KeyJudgementRecord) -> str:
    if judgement.probability is None:
        return "No probability stated"
    number = render_probability(judgement.probability)
    return f"{judgement.phrase[0].upper()}{judgement.phrase[1:]} ({number})" if judgement.phrase else number


def _count(number: int) -> str:
    words = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[number] if number < len(words) else str(number)
