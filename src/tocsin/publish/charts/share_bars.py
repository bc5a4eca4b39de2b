"""How large is each share, and how sure? A bar per row on a scale from 0 to 1, its interval as a line: core indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.pixels import Box, Rule, Words, lay_out
from tocsin.publish.charts.theme import ACCENT, INK, LINE, MUTED, NARROW, SMALL_SIZE, WIDE, shorten
from tocsin.publish.numbers import render_probability, strip_isolates

_ROW = 36


@dataclass(frozen=True)
class ShareRow:
    """One share with its interval; ``is_marked`` sets its title in bold."""

    title: str
    share: float
    low: float
    high: float
    is_marked: bool = False


def draw_share_bars(
    rows: Sequence[ShareRow], *, key: str, title: str, subtitle: str, caption: str, measure: str
) -> Chart:
    """Draw shares in falling order, each with its interval."""
    ordered = sorted(rows, key=lambda row: (-row.share, row.title))
    header = ("", f"{measure}, 0 to 1", "Low", "High")
    table = [(row.title, round(row.share, 4), round(row.low, 4), round(row.high, 4)) for row in ordered]
    said = "; ".join(f"{row.title}: {strip_isolates(render_probability(row.share))}" for row in ordered)
    wide, narrow = _build(ordered, width=WIDE), _build(ordered, width=NARROW)
    return Chart(
        key, "share-bars", title, subtitle, caption, f"{title}. {said}", wide, ChartData.of(header, table), narrow
    )


def _build(rows: Sequence[ShareRow], *, width: int) -> Spec:
    boxes, rules, words = [], [], []
    for at, row in enumerate(rows):
        top = _ROW * at
        said = strip_isolates(render_probability(row.share))
        words.append(
            Words(
                0,
                top + 8,
                shorten(row.title, width=width - 60, size=SMALL_SIZE),
                size=SMALL_SIZE,
                is_bold=row.is_marked,
            )
        )
        words.append(Words.small(said, x=width, y=top + 8, align="right", colour=MUTED))
        boxes += [
            Box(0, top + 18, width, top + 28, LINE, 0.55),
            Box(0, top + 18, width * row.share, top + 28, ACCENT, 0.62),
        ]
        if row.high > row.low:
            rules.append(Rule(width * row.low, top + 23, width * row.high, top + 23, INK, 1.5))
    return lay_out(width=width, height=_ROW * len(rows), boxes=boxes, rules=rules, words=words)
