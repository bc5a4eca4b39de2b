"""In which words does a report speak of figures, ranks, places and evidence?"""

from collections.abc import Sequence

from tocsin.publish.assessment.records import Assessment, EstimateRecord, ThreatRecord
from tocsin.publish.document.citations import cite_figures
from tocsin.publish.document.tree import FigureReference, Link, Span, Text, say
from tocsin.publish.numbers import isolate, render_interval, render_rank

LAW_STATUS = {
    "party": "Party",
    "signatory": "signed, not bound",
    "not party": "not a Party",
    "unknown": "not known",
}


def cited(text: str, assessment: Assessment) -> Text:
    """A text with its cited figures."""
    return cite_figures(text, assessment)


def say_interval(figure: EstimateRecord, *, is_table: bool = False) -> str:
    """A figure's interval with its unit."""
    return render_interval(figure.low, figure.high, unit=figure.unit, price_year=figure.price_year, is_table=is_table)


def say_scope(figure: EstimateRecord) -> str:
    """Of what a figure speaks: place, period, concept and scope."""
    parts = [figure.place_name, say_period(figure.period), figure.concept or "", figure.scope]
    return " · ".join(part for part in parts if part)


def say_period(period: str) -> str:
    """A period as a reader says it: "2019", "2010 to 2020"."""
    first, _, last = period.partition("/")
    return isolate(f"{first} to {last}") if last else isolate(first)


def say_rank(threat: ThreatRecord) -> str:
    """The rank of a threat: "2nd, 1st to 4th"."""
    return render_rank(threat.rank, low=threat.rank_low, high=threat.rank_high)


def say_level(level: float) -> str:
    """The level of an interval."""
    return isolate(f"{100 * level:.0f}\u202f%")


def refer_figure(key: str, assessment: Assessment) -> FigureReference | None:
    """A figure by its interval, leading to its explanation; none where the assessment lacks it."""
    found = assessment.estimates.get(key) or assessment.inputs.get(key)
    return FigureReference(key, say_interval(found)) if found else None


def link_claims(keys: Sequence[str], assessment: Assessment) -> Text:
    """Claims by their keys, each leading to what it says."""
    parts: list[Link | Span] = []
    for key in keys:
        if parts:
            parts.append(Span(", "))
        parts.append(Link(key, f"#claim-{key}") if key in assessment.claims else Span(key, "code"))
    return tuple(parts)


def link_threat(key: str, assessment: Assessment) -> Text:
    """A threat or enabler by its title, leading to its card."""
    found = next((card for card in (*assessment.threats, *assessment.enablers) if card.key == key), None)
    return (Link(found.title, f"#threat-{key}"),) if found else say(key)


def list_items(keys: Sequence[str], assessment: Assessment) -> Text:
    """Items by their titles, parted by semicolons; a dash where there are none."""
    return say("; ".join(assessment.items[key].title for key in keys if key in assessment.items) or "–")


def join_texts(texts: Sequence[Text], *, by: str = ", ") -> Text:
    """Several texts as one."""
    parts: list[Span | Link | FigureReference] = []
    for text in texts:
        if parts:
            parts.append(Span(by))
        parts.extend(text)
    return tuple(parts)


def list_in_words(words: Sequence[str]) -> str:
    """Words as one list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
