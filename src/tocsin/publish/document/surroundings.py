"""What does a report say of markets, groups, lawful sectors and enabling factors, which are described and not ranked?"""

from collections.abc import Iterable

from tocsin.publish.assessment.picture_records import GroupRecord
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.phrases import cited, join_texts, link_threat, list_items
from tocsin.publish.document.tree import Block, Column, DataTable, Details, Paragraph, Section, Text, say

_Rows = tuple[tuple[Text, ...], ...]


def compose_surroundings(assessment: Assessment) -> Section | None:
    """The picture around the threats; None where the dossier says nothing of it."""
    blocks = [
        block
        for block in (_markets(assessment), _groups(assessment), _sectors(assessment), _factors(assessment))
        if block
    ]
    if not blocks:
        return None
    lead = Paragraph(say("What threats work through and live on. It is described here and enters no score."))
    return Section("surroundings", "The picture around the threats", (lead, *blocks))


def compose_choices(assessment: Assessment) -> Details | None:
    """The numbers nobody measured, each with its reason."""
    rows = tuple(
        (
            say(each.name),
            say(f"{each.value:g}"),
            say(" ".join(part for part in (each.reason, each.source and f"({each.source})") if part)),
        )
        for each in assessment.choices
    )
    columns = (Column("Choice"), Column("Value", is_number=True), Column("Reason"))
    table = DataTable("table-choices", "Choices of the method sheet", columns, rows)
    return Details("choices", "Numbers that nobody measured, and why these", (table,)) if rows else None


def _markets(assessment: Assessment) -> Block | None:
    rows = tuple(
        (
            *(
                cited(text or "–", assessment)
                for text in (each.title, each.supply, each.demand, each.regulators, each.competition)
            ),
            list_items(each.items, assessment),
        )
        for each in assessment.markets.values()
    )
    return _table(
        "markets", "Unlawful markets", ("Market", "Supply", "Demand", "Regulators", "Competition", "From"), rows
    )


def _groups(assessment: Assessment) -> Block | None:
    rows = tuple(
        (
            say(each.public_name or key, "strong"),
            cited(each.description, assessment),
            say(assessment.items[each.designated_by].title if each.designated_by in assessment.items else "–"),
            say(_rating(each)),
            list_items(each.items, assessment),
        )
        for key, each in assessment.groups.items()
    )
    columns = ("Group", "What is said of it", "Designated by", "Sleipnir, for comparison", "From")
    return _table("groups", "Groups by public name or code", columns, rows)


def _rating(group: GroupRecord) -> str:
    """The classic score beside the interval that unknown attributes leave; it feeds nothing."""
    if group.classic is None:
        return "not rated"
    return f"{group.low} to {group.high} of {group.most} (classic score {group.classic})"


def _sectors(assessment: Assessment) -> Block | None:
    rows = tuple(
        (
            say(each.title),
            cited(each.exposure, assessment),
            _list_threats(each.threats, assessment),
            list_items(each.items, assessment),
        )
        for each in assessment.sectors.values()
    )
    return _table("sectors", "Lawful sectors at risk", ("Sector", "Exposure", "To", "From"), rows)


def _factors(assessment: Assessment) -> Block | None:
    rows = tuple(
        (
            say(each.title),
            say(f"{each.direction} what threats can do"),
            cited(each.description, assessment),
            _list_threats(each.threats, assessment),
            list_items(each.items, assessment),
        )
        for each in assessment.factors.values()
    )
    return _table("factors", "Enabling factors", ("Factor", "Direction", "What it is", "Bears on", "From"), rows)


def _list_threats(keys: tuple[str, ...], assessment: Assessment) -> Text:
    return join_texts([link_threat(key, assessment) for key in keys]) or say("–")


def _table(key: str, caption: str, titles: Iterable[str], rows: _Rows) -> Details | None:
    if not rows:
        return None
    columns = tuple(Column(title) for title in titles)
    return Details(key, f"{caption} ({len(rows)})", (DataTable(f"table-{key}", caption, columns, rows),))
