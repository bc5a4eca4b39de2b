"""How will it be known whether the strategy works, and what is still missing or does not fit together?"""

from collections.abc import Iterator, Sequence

from tocsin.dossier.records.indicators import Indicator, Reading
from tocsin.publish.document.phrases import say_period
from tocsin.publish.document.tree import Block, Bullets, Notice, Paragraph, Section, say
from tocsin.publish.numbers import render_amount, render_interval, strip_isolates
from tocsin.publish.strategy.view import DASH, StrategyView, list_words, write_table
from tocsin.strategy.inconsistency import Inconsistency

_MOST_OF_A_RULE = 3  # more inconsistencies of one rule than these are told by the first and their number


def compose_indicators(view: StrategyView) -> Section | None:
    """Every indicator with unit, source and owner, and what it has shown so far."""
    dossier = view.dossier
    if not dossier.indicators:
        return None
    rows = [
        (each.title, each.unit, each.stage, each.frequency or "not said", view.name_body(each.owner), _say_readings(view, each),
         _say_goal(each), each.perverse_incentive or each.limits)
        for each in dossier.indicators.values()
    ]  # fmt: skip
    columns = ("Indicator", "Unit", "Stage", "Read", "By", "Readings", "Target", "Limits")
    table = write_table("table-indicators", "Indicators", columns=columns, rows=rows)
    unread = [each.title for each in dossier.indicators.values() if not _list_readings(view, each)]
    lead = "Each reading stands with its interval, or says why it has none."
    if unread:
        lead += f" Not read yet: {list_words(unread)}."
    return Section("monitoring", "How it will be known whether it works", (Paragraph(say(lead)), table))


def _list_readings(view: StrategyView, indicator: Indicator) -> list[Reading]:
    found = [each for each in view.dossier.readings.values() if each.indicator == indicator.key]
    return sorted(found, key=lambda each: str(each.period))


def _say_readings(view: StrategyView, indicator: Indicator) -> str:
    told = []
    for reading in _list_readings(view, indicator):
        period = strip_isolates(say_period(str(reading.period)))
        if reading.figure is not None:
            told.append(f"{period}: figure {reading.figure}")
        elif reading.low is not None and reading.high is not None:
            told.append(
                f"{period}: {strip_isolates(render_interval(reading.low, reading.high, unit=indicator.unit, is_table=True))}"
            )
        elif reading.best is not None:
            told.append(
                f"{period}: {strip_isolates(render_amount(reading.best, unit=indicator.unit, digits=3))} ({reading.no_interval})"
            )
    return "; ".join(told) or "none yet"


def _say_goal(indicator: Indicator) -> str:
    if indicator.target is None:
        return DASH
    day = f" by {indicator.due_on.isoformat()}" if indicator.due_on else ""
    return f"{strip_isolates(render_amount(indicator.target, unit=indicator.unit, digits=3))}{day}"


def _gather(found: Sequence[Inconsistency]) -> Iterator[str]:
    """One line each, and one line for many that break the same rule."""
    groups: dict[tuple[str, str], list[Inconsistency]] = {}
    for each in found:
        groups.setdefault((each.severity, each.rule), []).append(each)
    for group in groups.values():
        if len(group) <= _MOST_OF_A_RULE:
            yield from (str(each) for each in group)
        else:
            yield f"{group[0]} So for {len(group) - 1} others, which `tocsin check` lists."


def compose_state(view: StrategyView) -> Section:
    """What bars publication, what does not fit together, and what is not complete."""
    found = view.inconsistencies
    parts: list[Block] = []
    if view.completeness.barred_by:
        details = tuple(say(f"{lack.message} ({lack.pointer})") for lack in view.completeness.barred_by)
        parts.append(
            Notice("warning", "Bars publication", say("The strategy must not be published as it stands."), details)
        )
    if found:
        noun = "inconsistency" if len(found) == 1 else "inconsistencies"
        parts.append(
            Paragraph(say(f"{len(found)} {noun}, the gravest first; each names its rule and the place to mend."))
        )
        parts.append(Bullets(tuple(say(line) for line in _gather(found))))
    else:
        parts.append(Paragraph(say("No rule of consistency is broken.")))
    lacking = [each for each in view.completeness.objectives if not each.is_complete]
    if lacking:
        details = tuple(
            say(f"{each.title}: {lack.message} ({lack.pointer})") for each in lacking for lack in each.lacks
        )
        parts.append(Notice("warning", "Not complete", say("These objectives lack something they need."), details))
    return Section("state", "What is missing, and what does not fit", tuple(parts))
