"""What does a State bring to a working group: a self-assessment by cluster, concept notes of its needs, how measures lead to aims?"""

from collections.abc import Iterator

from tocsin.dossier.records.assistance import Need
from tocsin.dossier.records.strategy import Objective
from tocsin.publish.document.tree import Block, Bullets, Facts, Paragraph, Section, Text, say
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.strategy.assistance import NeedRank, rank_needs
from tocsin.strategy.coverage import DutyCoverage

CLUSTERS = {
    1: "Criminalization and jurisdiction",
    2: "Prevention, technical assistance, protection",
    3: "Law enforcement and the judicial system",
    4: "International cooperation and confiscation",
}
_KINDS = {"mandate": "Mandate", "data": "Data", "money": "Money", "law": "Law", "coordination": "Coordination"}


def compose_self_assessment(view: StrategyView) -> Section:
    """The duties that bind the State by cluster, filled in as far as the dossier knows; the rest stands open to be answered."""
    parts: list[Block] = [
        Paragraph(
            say(
                "Laid out by the four clusters of the review mechanism, in this project's reading, which is not verified. Duties that bind "
                "the State, or may bind it, are listed; what the dossier does not know is left open to be filled in."
            )
        )
    ]
    for cluster, title in CLUSTERS.items():
        duties = [
            each
            for each in view.coverage.duties
            if each.cluster == cluster and each.binding != "not bound" and each.force == "hard"
        ]
        rows = [_row_of_duty(view, each) for each in duties]
        if rows:
            columns = ("Duty", "Asks to", "Law", "Provision", "Difficulties", "Measures")
            parts.append(write_table(f"table-cluster-{cluster}", title, columns=columns, rows=rows))
    return Section("self-assessment", "Self-assessment, filled in as far as it is known", tuple(parts))


def _row_of_duty(view: StrategyView, duty: DutyCoverage) -> tuple[str, ...]:
    provisions = [view.dossier.provisions[key] for key in duty.provisions]
    cited = "; ".join(" ".join(part for part in (each.title, each.citation) if part) for each in provisions)
    difficulties = "; ".join(each.difficulties for each in provisions if each.difficulties)
    return (
        duty.duty, duty.summary, duty.law, cited or "to be filled in", difficulties, list_words(map(view.name_measure, duty.measures)),
    )  # fmt: skip


def compose_concept_notes(view: StrategyView) -> tuple[Section, ...]:
    """A note for each need: what is asked for, why, for whom, what it costs, who could give it."""
    ranks = {threat.key: (threat.rank_low, threat.rank_high) for threat in view.assessment.threats}
    return tuple(
        _write_note(view, view.dossier.needs[rank.need], rank=rank) for rank in rank_needs(view.dossier, ranks=ranks)
    )  # fmt: skip


def _write_note(view: StrategyView, need: Need, *, rank: NeedRank) -> Section:
    parts: list[Block] = []
    if need.description:
        parts.append(Paragraph(say(need.description)))
    parts.append(Facts(tuple(_list_note(view, need, rank=rank))))
    offers = view.dossier.offers
    if rank.matches:
        parts.append(Paragraph(say("Offers that could answer it", "strong")))
        told = [
            f"{offers[each.offer].provider}, {offers[each.offer].title}: {'; '.join(each.reasons)}"
            + (f". It leaves open: {'; '.join(each.lacks)}" if each.lacks else "")
            + (". It runs already." if each.is_running else ".")
            for each in rank.matches
        ]
        parts.append(Bullets(tuple(say(each) for each in told)))
    return Section(f"note-{need.key}", need.title, tuple(parts))


def _list_note(view: StrategyView, need: Need, *, rank: NeedRank) -> Iterator[tuple[str, Text]]:
    yield "Kind", say(need.kind)
    yield "For", say(view.name_body(need.body))
    yield "Threats", say(list_words(map(view.name_threat, need.threats)))
    yield "Duties", say("; ".join(need.duties) or DASH)
    yield "Measures it serves", say(list_words(map(view.name_measure, need.measures)))
    yield "Gap", say(f"{rank.gap[0]:.0%} to {rank.gap[1]:.0%} of the whole. {need.gap_reason}".strip())
    yield "Readiness", say(f"{rank.readiness[0]:.0%} to {rank.readiness[1]:.0%}. {need.readiness_reason}".strip())
    if need.low is not None and need.high is not None and need.currency:
        amounts = f"{need.currency} {need.low:,.0f} to {need.high:,.0f} ({need.price_year} prices)".replace(
            ",", "\u202f"
        )
        yield "Cost", say(amounts)
    days = [day.isoformat() for day in (need.starts_on, need.ends_on) if day]
    yield "When", say(" to ".join(days) or "not said")
    yield "Languages", say(list_words(need.languages))
    yield "Rank value", say(f"{rank.low:.2f} to {rank.high:.2f} (threat relevance × gap × readiness)")


def tabulate_theory(view: StrategyView, objective: Objective) -> Iterator[Block]:
    """How measures lead to an objective: measure, what is done, what is read, what is reached, against which threat."""
    indicator = view.dossier.indicators.get(objective.indicator or "")
    rows = []
    for key in objective.measures:
        actions = [each.title for each in view.dossier.actions.values() if each.measure == key]
        rows.append(
            (
                view.name_measure(key), list_words(actions), indicator.title if indicator else DASH,
                list_words(map(view.name_threat, objective.threats)),
            )
        )  # fmt: skip
    if rows:
        columns = ("Measure", "Actions", "Read by", "Against")
        yield write_table(
            f"table-theory-{objective.key}", f"How it is reached: {objective.title}", columns=columns, rows=rows
        )


def diagnose_barriers(view: StrategyView) -> Iterator[Block]:
    """Barriers of the five kinds, with those of which nothing is said and those that nothing answers."""
    barriers = view.dossier.barriers.values()
    silent = [title for kind, title in _KINDS.items() if all(each.kind != kind for each in barriers)]
    if barriers and silent:
        yield Paragraph(
            say(f"No barrier is named under: {list_words(silent)}. That is not known to mean that there is none.")
        )
    unanswered = [each.title for each in barriers if not each.actions and not each.needs]
    if unanswered:
        yield Paragraph(say(f"No action and no need answers: {list_words(unanswered)}."))
