"""From where to where does it move? Tapered arrows over Natural Earth shapes, as wide as the flow, with a halo of doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.map_shapes import Point, Window, find_shape, fit_window, list_outlines
from tocsin.publish.charts.theme import (
    ACCENT,
    INK,
    LAND,
    LINE,
    NARROW,
    NEUTRAL,
    PAPER,
    SMALL_SIZE,
    WIDE,
    down_the_page,
    finish_spec,
)
from tocsin.publish.numbers import render_interval, render_number, strip_isolates
from tocsin.publish.units import describe_unit

if TYPE_CHECKING:
    import altair as alt

DISCLAIMER = (
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or acceptance by "
    "the United Nations. Areas of disputed status are drawn in a neutral tone. Shapes: Natural Earth, 1 : 110 000 000."
)

_WIDEST = 22.0
_THINNEST = 1.5
_STEPS = 24
_MOST_ARROWS = 14
_LETTER, _LINE = 6.4, 15.0


@dataclass(frozen=True)
class FlowRow:
    """One flow between two places (M49 codes with their names), with its interval where it was estimated."""

    origin: str
    origin_name: str
    destination: str
    destination_name: str
    amount: float
    low: float | None = None
    high: float | None = None


def draw_flow_map(
    rows: Sequence[FlowRow],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    price_year: int | None = None,
) -> Chart:
    """Draw the largest flows as arrows; all flows stand in the table, those that the map cannot show too."""
    ordered = sorted(rows, key=lambda row: (-row.amount, row.origin, row.destination))
    shown = [row for row in ordered if find_shape(row.origin) and find_shape(row.destination)][:_MOST_ARROWS]
    said = [_say(row, unit=unit, price_year=price_year) for row in ordered]
    alt_text = f"{title}. {subtitle}. " + "; ".join(
        f"{row.origin_name} to {row.destination_name}: {text}"
        for row, text in list(zip(ordered, said, strict=True))[:8]
    )
    left = len(ordered) - len(shown)
    verb = "stands" if left == 1 else "stand"
    note = f" {left} more, small or between places that the map cannot show, {verb} only in the table." if left else ""
    header = ("From", "To", f"Low ({describe_unit(unit, price_year=price_year)})", "Amount", "High")
    table = [(row.origin_name, row.destination_name, row.low, row.amount, row.high) for row in ordered]
    wide, narrow = _build(shown, width=WIDE, height=400), _build(shown, width=NARROW, height=300)
    return Chart(
        key,
        "flow-map",
        title,
        subtitle,
        f"{caption}{note} {DISCLAIMER}",
        alt_text,
        wide,
        ChartData.of(header, table),
        narrow,
    )


def _say(row: FlowRow, *, unit: str, price_year: int | None) -> str:
    if row.low is None or row.high is None:
        return f"{strip_isolates(render_number(row.amount, digits=3))} recorded"
    return strip_isolates(render_interval(row.low, row.high, unit=unit, price_year=price_year))


def _build(rows: Sequence[FlowRow], *, width: int, height: int) -> Spec:
    import altair as alt

    codes = {
        code: name
        for row in rows
        for code, name in ((row.origin, row.origin_name), (row.destination, row.destination_name))
    }
    middles = {code: shape.middle for code in codes if (shape := find_shape(code))}
    window = fit_window(list(middles.values()), width=width, height=height)
    outlines = list_outlines(window, codes=codes)

    def area(name: str, *, fill: str, stroke: str, opacity: float = 1.0) -> alt.Chart:
        shapes: alt.Chart = alt.Chart(alt.NamedData(name)).mark_geoshape(
            fill=fill, stroke=stroke, strokeWidth=0.6, fillOpacity=opacity, clip=True
        )
        # The outlines are in pixels already, so nothing is left to project.
        placed: alt.Chart = shapes.project(type="identity", scale=1, translate=[0, 0])
        return placed

    arrows = [_arrow(row, window, middles, most=max(r.amount for r in rows)) for row in rows]
    places = [(*window.place(*middles[code]), name) for code, name in codes.items()]
    names = _leave_room(places, width=width)
    layers = alt.layer(
        area("others", fill=LAND, stroke=PAPER, opacity=0.75),
        area("disputed", fill=NEUTRAL, stroke=PAPER),
        area("named", fill=LINE, stroke=PAPER),
        area("halos", fill=ACCENT, stroke="transparent", opacity=0.18),
        area("arrows", fill=ACCENT, stroke=PAPER, opacity=0.85),
        *_label(width=width, height=height),
    )
    datasets: dict[str, list[object]] = {
        **outlines,
        "halos": [halo for halo, _ in arrows],
        "arrows": [body for _, body in arrows],
        "names": [*names],
    }
    return finish_spec(layers, datasets=datasets, width=width, height=height)


def _leave_room(places: Sequence[tuple[float, float, str]], *, width: int) -> list[dict[str, object]]:
    """Names in the order of the flows; one that would cover an earlier one is left to the table."""
    kept: list[tuple[float, float, float]] = []
    names: list[dict[str, object]] = []
    for x, y, name in places:
        half = len(name) * _LETTER / 2
        inside = min(max(x, half), width - half)
        if all(
            abs(inside - other) > half + other_half or abs(y - other_y) > _LINE for other, other_y, other_half in kept
        ):
            kept.append((inside, y, half))
            names.append({"x": inside, "y": y, "name": name})
    return names


def _label(*, width: int, height: int) -> list[alt.Chart]:
    import altair as alt

    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width], zero=False, nice=False), axis=None)
    y = down_the_page(height)
    text = alt.Chart(alt.NamedData("names")).encode(x, y, alt.Text("name:N"))
    halo = text.mark_text(stroke=PAPER, strokeWidth=3, color=PAPER, fontSize=SMALL_SIZE, dy=-9, fontWeight=600)
    return [halo, text.mark_text(color=INK, fontSize=SMALL_SIZE, dy=-9, fontWeight=600)]


def _arrow(row: FlowRow, window: Window, middles: dict[str, Point], *, most: float) -> tuple[object, object]:
    """The halo as wide as the high end, and the body as wide as the amount."""
    start, end = window.place(*middles[row.origin]), window.place(*middles[row.destination])
    width = max(_WIDEST * row.amount / most, _THINNEST)
    high = row.amount if row.high is None else row.high
    halo = max(_WIDEST * min(high / most, 2.0), width)
    return _taper(start, end, width=halo), _taper(start, end, width=width)


def _taper(start: Point, end: Point, *, width: float) -> object:
    """A bent arrow that grows from its tail to its head."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    aside = ((end[1] - start[1]) / length, -(end[0] - start[0]) / length)
    bend = (
        (start[0] + end[0]) / 2 + aside[0] * length * 0.16,
        (start[1] + end[1]) / 2 + aside[1] * length * 0.16,
    )
    head = min(max(width * 1.2, 9.0), length * 0.4)
    neck = 1 - head / length
    spine = [_bezier(start, bend, end, step * neck / _STEPS) for step in range(_STEPS + 1)]
    halves = [width * (0.35 + 0.65 * step / _STEPS) / 2 for step in range(_STEPS + 1)]
    sides = [_normal(spine, i) for i in range(len(spine))]
    left = [(p[0] + n[0] * h, p[1] + n[1] * h) for p, n, h in zip(spine, sides, halves, strict=True)]
    right = [(p[0] - n[0] * h, p[1] - n[1] * h) for p, n, h in zip(spine, sides, halves, strict=True)]
    neck_point, normal, wing = spine[-1], sides[-1], width / 2 + max(width * 0.35, 3.0)
    tip = [
        (neck_point[0] + normal[0] * wing, neck_point[1] + normal[1] * wing),
        end,
        (neck_point[0] - normal[0] * wing, neck_point[1] - normal[1] * wing),
    ]
    ring = [*left, *tip, *right[::-1], left[0]]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [_wound(ring)]}}


def _wound(ring: list[Point]) -> list[Point]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if area < 0 else ring[::-1]


def _bezier(start: Point, bend: Point, end: Point, t: float) -> Point:
    first, second, third = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (
        first * start[0] + second * bend[0] + third * end[0],
        first * start[1] + second * bend[1] + third * end[1],
    )


def _normal(spine: list[Point], i: int) -> Point:
    before, after = spine[max(i - 1, 0)], spine[min(i + 1, len(spine) - 1)]
    length = hypot(after[0] - before[0], after[1] - before[1]) or 1.0
    return (after[1] - before[1]) / length, -(after[0] - before[0]) / length
