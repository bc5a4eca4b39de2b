"""When is what done? A bar for each action from its first to its last day, milestones as ticks, what it waits for in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.pixels import Box, Rule, Words, lay_out
from tocsin.publish.charts.theme import ACCENT, INK, LINE, MUTED, NARROW, SMALL_SIZE, WIDE, shorten

_ROW, _TOP = 36, 26


@dataclass(frozen=True)
class CalendarRow:
    """One action: its days, milestones and the actions it waits for."""

    title: str
    owner: str
    starts_on: date
    ends_on: date
    milestones: tuple[tuple[date, str], ...] = ()
    waits_for: tuple[str, ...] = ()


def draw_action_calendar(rows: Sequence[CalendarRow], *, key: str, title: str, subtitle: str, caption: str) -> Chart:
    """Draw actions on one time line, the earliest first."""
    ordered = sorted(rows, key=lambda row: (row.starts_on, row.ends_on, row.title))
    header = ("Action", "Owner", "From", "To", "Milestones", "Waits for")
    table = [
        (
            row.title, row.owner, row.starts_on.isoformat(), row.ends_on.isoformat(),
            "; ".join(f"{on.isoformat()} {what}" for on, what in row.milestones), "; ".join(row.waits_for),
        )
        for row in ordered
    ]  # fmt: skip
    said = "; ".join(f"{row.title}: {row.starts_on.isoformat()} to {row.ends_on.isoformat()}" for row in ordered)
    wide, narrow = _build(ordered, width=WIDE), _build(ordered, width=NARROW)
    return Chart(
        key, "action-calendar", title, subtitle, caption, f"{title}. {said}", wide, ChartData.of(header, table), narrow
    )  # fmt: skip


def _build(rows: Sequence[CalendarRow], *, width: int) -> Spec:
    first = date(min(row.starts_on for row in rows).year, 1, 1)
    last = date(max(row.ends_on for row in rows).year + 1, 1, 1)
    days = (last - first).days
    height = _TOP + _ROW * len(rows)

    def across(day: date) -> float:
        return width * (day - first).days / days

    rules, words = [], []
    for year in range(first.year, last.year):
        begins = across(date(year, 1, 1))
        rules.append(Rule(begins, 0, begins, height, LINE))
        words.append(Words.small(str(year), x=begins + 4, y=8, colour=MUTED))
    boxes = []
    for at, row in enumerate(rows):
        top = _TOP + _ROW * at
        words.append(Words(0, top + 7, shorten(row.title, width=width, size=SMALL_SIZE), size=SMALL_SIZE))
        end = max(across(row.ends_on + timedelta(days=1)), across(row.starts_on) + 2)
        boxes.append(Box(across(row.starts_on), top + 17, end, top + 27, ACCENT, 0.62))
        rules += [Rule(across(on), top + 14, across(on), top + 30, INK, 2) for on, _ in row.milestones]
    return lay_out(width=width, height=height, boxes=boxes, rules=rules, words=words)
