"""Which threat takes which rank, and how sure is that? Cells for the probability of each rank, a dot for the expected one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tocsin.publish.assessment.write import Cell
from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    HEAT,
    INK,
    LINE,
    MUTED,
    NARROW,
    PAPER,
    SMALL_SIZE,
    TEXT_SIZE,
    WIDE,
    X_AXIS_FRAME,
    down_the_page,
    finish_spec,
    fix_x,
    shorten,
)
from tocsin.publish.numbers import render_rank, strip_isolates

if TYPE_CHECKING:
    import altair as alt

_ROW_WIDE, _ROW_NARROW = 62, 80
_CELL_HEIGHT, _CELL_UP, _LANE_UP = 20, 42, 14
_STRONGEST = 0.68
_LEAST_CELL = 22
_LEAST_SAID = 0.045


@dataclass(frozen=True)
class RankRow:
    """One threat on the heat map: the probability of each rank, the expected rank, and its two intervals.

    From ``rank_low`` to ``rank_high`` with what is unknown at its best and worst, ``drawn_low`` to ``drawn_high`` over draws alone.
    """

    key: str
    title: str
    probabilities: tuple[float, ...]
    rank: int
    expected_rank: float
    rank_low: int
    rank_high: int
    drawn_low: int
    drawn_high: int

    @property
    def said(self) -> str:
        """The rank in words: "2nd, 1st to 4th"."""
        return strip_isolates(render_rank(self.rank, low=self.rank_low, high=self.rank_high))


def draw_rank_heat_map(rows: Sequence[RankRow], *, key: str, title: str, subtitle: str, caption: str) -> Chart:
    """Draw the probability of every rank of every threat, the expected rank and its interval."""
    ordered = sorted(rows, key=lambda row: (row.expected_rank, row.title))
    header = ["Threat", "Rank", "Expected rank", "From", "To", "From, over draws", "To, over draws"]
    header += [f"Probability of rank {n + 1}" for n in range(len(ordered))]
    table = [_list_numbers(row) for row in ordered]
    alt_text = f"{title}. {subtitle}. " + "; ".join(f"{row.title}: {row.said}" for row in ordered)
    wide, narrow = _build(ordered, width=WIDE), _build(ordered, width=NARROW)
    return Chart(key, "rank-heat-map", title, subtitle, caption, alt_text, wide, ChartData.of(header, table), narrow)


def _list_numbers(row: RankRow) -> list[Cell]:
    ends = (row.rank_low, row.rank_high, row.drawn_low, row.drawn_high)
    return [row.title, row.said, round(row.expected_rank, 2), *ends, *(round(prob, 3) for prob in row.probabilities)]


def _build(rows: Sequence[RankRow], *, width: int) -> Spec:
    import altair as alt

    is_wide = width == WIDE
    step = _ROW_WIDE if is_wide else _ROW_NARROW
    height = step * len(rows)
    across = alt.Scale(domain=[0.5, len(rows) + 0.5], zero=False, nice=False)
    places = list(range(1, len(rows) + 1))
    axis = alt.Axis(
        title="Rank, 1 = the worst threat", values=places, format="d", grid=False, domain=False, ticks=False
    )

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=across, axis=axis)

    cells = _list_cells(rows, step=step)
    has_room = width / max(len(rows), 1) >= _LEAST_CELL
    datasets = {
        "cells": cells,
        "numbers": [cell for cell in cells if has_room and cell["said"]],
        "lines": _list_lines(rows, step=step, width=width),
    }
    layers = alt.layer(*_draw_cells(at, height=height), *_draw_lines(at, height=height, width=width))
    return finish_spec(layers, datasets=datasets, width=width, height=height, frame=X_AXIS_FRAME)


def _draw_cells(at: Callable[[str], alt.X], *, height: int) -> list[alt.Chart]:
    import altair as alt

    cells = alt.Chart(alt.NamedData("cells"))
    box = cells.encode(at("from_rank"), alt.X2("to_rank"), down_the_page(height), alt.Y2("y2"))
    numbers = alt.Chart(alt.NamedData("numbers"))
    said = numbers.encode(at("middle"), down_the_page(height, field="middle_y"), alt.Text("said:N"))
    return [
        box.mark_rect(fill=HEAT, stroke=LINE, strokeWidth=1, strokeOpacity=0.7).encode(
            alt.FillOpacity("strength:Q", scale=None, legend=None)
        ),
        said.mark_text(fontSize=10.5, baseline="middle"),
    ]


def _draw_lines(at: Callable[[str], alt.X], *, height: int, width: int) -> list[alt.Chart]:
    import altair as alt

    is_wide = width == WIDE
    side: Literal["left", "right"] = "right" if is_wide else "left"
    lines = alt.Chart(alt.NamedData("lines"))
    lane_y = down_the_page(height, field="lane_y")
    lane = lines.encode(at("rank_low"), alt.X2("rank_high"), lane_y)
    inner = lines.encode(at("drawn_low"), alt.X2("drawn_high"), lane_y)
    title = lines.encode(fix_x(0), down_the_page(height, field="text_y"), alt.Text("title:N"))
    said = lines.encode(fix_x(width if is_wide else 0), down_the_page(height, field="said_y"), alt.Text("said:N"))
    return [
        lane.mark_rule(strokeWidth=1.5, color=MUTED),
        inner.mark_rule(strokeWidth=5, strokeCap="round", color=MUTED),
        lines.encode(at("expected"), lane_y).mark_point(
            filled=True, size=80, fill=INK, stroke=PAPER, strokeWidth=1.5, opacity=1
        ),
        title.mark_text(align="left", fontWeight=600),
        said.mark_text(align=side, fontSize=SMALL_SIZE, color=MUTED),
    ]


def _list_cells(rows: Sequence[RankRow], *, step: int) -> list[dict[str, object]]:
    return [
        {
            "from_rank": n + 0.5, "to_rank": n + 1.5, "y": step * (i + 1) - _CELL_UP, "y2": step * (i + 1) - _CELL_UP + _CELL_HEIGHT,
            "middle": n + 1, "middle_y": step * (i + 1) - _CELL_UP + _CELL_HEIGHT / 2, "strength": _STRONGEST * prob,
            "said": f"{100 * prob:.0f}" if prob >= _LEAST_SAID else "",
        }
        for i, row in enumerate(rows)
        for n, prob in enumerate(row.probabilities)
    ]  # fmt: skip


def _list_lines(rows: Sequence[RankRow], *, step: int, width: int) -> list[dict[str, object]]:
    is_wide = width == WIDE
    room = width * (0.75 if is_wide else 1)
    return [
        {
            "title": shorten(row.title, width=room, size=TEXT_SIZE * 1.06),
            "said": row.said,
            "rank_low": row.rank_low,
            "rank_high": row.rank_high,
        }
        | {"drawn_low": row.drawn_low, "drawn_high": row.drawn_high}
        | {
            "expected": row.expected_rank,
            "text_y": step * i + 9,
            "said_y": step * i + (9 if is_wide else 27),
            "lane_y": step * (i + 1) - _LANE_UP,
        }
        for i, row in enumerate(rows)
    ]
