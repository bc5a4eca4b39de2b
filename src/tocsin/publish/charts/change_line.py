"""Is it changing? Lines with their bands, cut where years are missing and where recording changed, so that nobody compares across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

from tocsin.publish.assessment.write import Cell
from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    INK,
    MUTED,
    NARROW,
    PAPER,
    SIGNAL,
    SMALL_SIZE,
    WIDE,
    Frame,
    finish_spec,
    fix_x,
    fix_y,
    fix_y2,
    label_axis,
    shorten,
)
from tocsin.publish.numbers import render_interval, render_number, strip_isolates
from tocsin.publish.units import describe_unit

if TYPE_CHECKING:
    import altair as alt

_HEIGHT = 240
_LABEL_STEP = 15
# Lines are told apart by tone and by dash, and carry their names at their ends.
_LINES = ((ACCENT, [1, 0]), (INK, [7, 3]), (MUTED, [2, 2]), (ACCENT, [9, 3, 2, 3]))


@dataclass(frozen=True)
class ChangePoint:
    """One year of a line: the amount, with its interval where it was estimated."""

    year: int
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ChangeSeries:
    """One line, with the years in which another way of recording begins."""

    name: str
    points: tuple[ChangePoint, ...]
    breaks: tuple[int, ...] = ()


def draw_change_line(
    lines: Sequence[ChangeSeries],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    price_year: int | None = None,
) -> Chart:
    """Draw series with their bands; a missing year and a change of recording cut the line."""
    measure = describe_unit(unit, price_year=price_year)
    told = [(line, point, _say(point, unit=unit, price_year=price_year)) for line in lines for point in line.points]
    alt_text = f"{title}. {subtitle}. " + "; ".join(
        f"{line.name} {point.year}: {text}".strip() for line, point, text in told
    )
    alt_text += "".join(f". {line.name}: recording changed in {year}" for line in lines for year in line.breaks)
    header = ["Year", f"Low ({measure})", "Value", "High", "In words"]
    table: list[list[Cell]] = [[str(point.year), point.low, point.value, point.high, text] for _, point, text in told]
    if any(line.name for line in lines):
        header = ["Series", *header]
        table = [[line.name, *row] for (line, _, _), row in zip(told, table, strict=True)]

    def build(width: int) -> Spec:
        return _build(lines, width=width, unit=unit, axis_title=measure)

    return Chart(
        key, "change-line", title, subtitle, caption, alt_text, build(WIDE), ChartData.of(header, table), build(NARROW)
    )


def _say(point: ChangePoint, *, unit: str, price_year: int | None) -> str:
    if point.low is None or point.high is None:
        return f"{strip_isolates(render_number(point.value, digits=3))} recorded"
    return strip_isolates(render_interval(point.low, point.high, unit=unit, price_year=price_year))


def _build(lines: Sequence[ChangeSeries], *, width: int, unit: str, axis_title: str) -> Spec:
    import altair as alt

    room = (150 if width == WIDE else 92) if len(lines) > 1 else 24
    frame = Frame(left=68, right=room, top=26, bottom=24)
    across = width - room - 68
    years = [point.year for line in lines for point in line.points]
    top = round_up(max(p.value if p.high is None else p.high for line in lines for p in line.points))
    years_shown = list(range(min(years), max(years) + 1, 1 + (max(years) - min(years)) // (10 if width == WIDE else 5)))
    year_axis = alt.Axis(title=None, format="d", values=years_shown, grid=False)
    x = alt.X("year:Q", scale=alt.Scale(domain=[min(years), max(years)], nice=False, zero=False), axis=year_axis)
    axis = alt.Axis(
        title=f"{axis_title}, from zero", titleAngle=0, titleAlign="left", titleY=-12, titleX=0, titleBaseline="bottom", tickCount=5,
        labelExpr=label_axis(unit, top=top),
    )  # fmt: skip
    scale = alt.Scale(domain=[0, top], nice=False)
    layers: list[alt.Chart] = []
    for number, ((colour, dash), line) in enumerate(zip(_LINES, lines, strict=False)):
        drawn = alt.Chart(alt.NamedData(f"line-{number}")).encode(x, alt.Detail("part:N"))
        y = alt.Y("value:Q", scale=scale, axis=axis)
        if any(point.low is not None for point in line.points):
            layers.append(
                drawn.mark_area(color=colour, opacity=0.18).encode(
                    alt.Y("low:Q", scale=scale, axis=axis), alt.Y2("high")
                )
            )
        layers.append(drawn.mark_line(color=colour, strokeWidth=2.2, strokeDash=dash).encode(y))
        layers.append(
            drawn.mark_point(filled=True, fill=colour, stroke=PAPER, strokeWidth=1, size=34, opacity=1).encode(y)
        )
    layers += _mark_breaks(x) if any(line.breaks for line in lines) else []
    layers += (
        [_name_lines(alt.Y("value:Q", scale=scale, axis=axis), across=across, room=room)] if len(lines) > 1 else []
    )
    return finish_spec(
        alt.layer(*layers),
        datasets=_list_datasets(lines, top=top, room=room),
        width=across,
        height=_HEIGHT,
        frame=frame,
    )


def _list_datasets(lines: Sequence[ChangeSeries], *, top: float, room: float) -> dict[str, list[dict[str, object]]]:
    breaks = sorted({year for line in lines for year in line.breaks})
    return {
        **{f"line-{number}": _list_values(line) for number, line in enumerate(lines)},
        "breaks": [{"year": year, "words": "Recording changed"} for year in breaks],
        "names": _place_names(lines, top=top, room=room),
    }


def _list_values(line: ChangeSeries) -> list[dict[str, object]]:
    values: list[dict[str, object]] = []
    part, before = 0, None
    for point in line.points:
        if before is not None and (point.year > before + 1 or any(before < year <= point.year for year in line.breaks)):
            part += 1
        low, high = (point.value if end is None else end for end in (point.low, point.high))
        values.append({"year": point.year, "value": point.value, "low": low, "high": high, "part": part})
        before = point.year
    return values


def _mark_breaks(x: alt.X) -> list[alt.Chart]:
    import altair as alt

    marks = alt.Chart(alt.NamedData("breaks")).encode(x)
    return [
        marks.mark_rule(color=SIGNAL, strokeDash=[5, 4], strokeWidth=1.5).encode(fix_y(0), fix_y2(_HEIGHT)),
        marks.mark_text(color=SIGNAL, align="right", dx=-5, dy=8, fontSize=SMALL_SIZE).encode(
            fix_y(0), alt.Text("words:N")
        ),
    ]


def _name_lines(y: alt.Y, *, across: int, room: int) -> alt.Chart:
    import altair as alt

    names = alt.Chart(alt.NamedData("names")).encode(y, fix_x(across + 8), alt.Text("name:N"))
    drawn: alt.Chart = names.mark_text(align="left", fontSize=SMALL_SIZE)
    return drawn


def _place_names(lines: Sequence[ChangeSeries], *, top: float, room: float) -> list[dict[str, object]]:
    """Names at the ends of the lines, moved apart where they would cover each other."""
    from_top = sorted((_HEIGHT * (1 - line.points[-1].value / top), line.name) for line in lines)
    places: list[float] = []
    for wanted, _ in from_top:
        places.append(max(wanted, places[-1] + _LABEL_STEP) if places else wanted)
    excess = max(0.0, places[-1] - _HEIGHT + 4)
    return [
        {"value": top * (1 - (place - excess) / _HEIGHT), "name": shorten(name, width=room - 10, size=SMALL_SIZE)}
        for place, (_, name) in zip(places, from_top, strict=True)
    ]


def round_up(value: float) -> float:
    """The next round number above, so that the axis ends on a tick."""
    step = 10.0 ** floor(log10(value)) / 2 if value > 0 else 1.0
    return step * (floor(value / step) + 1)
