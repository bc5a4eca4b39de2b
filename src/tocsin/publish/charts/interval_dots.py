"""How much, with which interval? One line per figure, the median as a tick; figures of one unit share one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Literal

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    INK,
    MUTED,
    NARROW,
    SMALL_SIZE,
    WIDE,
    X_AXIS_FRAME,
    down_the_page,
    finish_spec,
    fix_x,
    label_axis,
    shorten,
)
from tocsin.publish.numbers import render_interval, strip_isolates
from tocsin.publish.units import describe_unit

if TYPE_CHECKING:
    import altair as alt

_ROW_WIDE, _ROW_NARROW = 46, 62
_LOG_FROM = 30.0


@dataclass(frozen=True)
class IntervalRow:
    """One figure on the chart."""

    key: str
    title: str
    low: float
    value: float
    high: float


def draw_interval_dots(
    rows: Sequence[IntervalRow],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    price_year: int | None = None,
    level: float = 0.90,
) -> Chart:
    """Draw figures of one unit as intervals with their medians."""
    is_log = _wants_log(rows)
    unit = "" if unit == "share" and max(row.high for row in rows) > 1 else unit
    said = [
        strip_isolates(render_interval(r.low, r.high, unit=unit, price_year=price_year, is_table=True)) for r in rows
    ]
    scale = "logarithmic scale" if is_log else "scale from zero"
    alt_text = f"{title}. {subtitle}. " + "; ".join(
        f"{row.title}: {text}" for row, text in zip(rows, said, strict=True)
    )
    measure = describe_unit(unit, price_year=price_year)

    def build(width: int) -> Spec:
        return _build(rows, said, width=width, unit=unit, axis_title=f"{measure}, {scale}", is_log=is_log)

    header = ("Figure", f"Low ({measure})", "Median", "High", f"Interval, {level:.0%}")
    table = [(row.title, row.low, row.value, row.high, text) for row, text in zip(rows, said, strict=True)]
    return Chart(
        key,
        "interval-dots",
        title,
        subtitle,
        caption,
        alt_text,
        build(WIDE),
        ChartData.of(header, table),
        build(NARROW),
    )


def _wants_log(rows: Sequence[IntervalRow]) -> bool:
    """Use a log scale where the figures lie so far apart that on a plain one the small ones would vanish."""
    lows, values = [row.low for row in rows], [row.value for row in rows]
    return min(lows) > 0 and (
        max(values) / min(values) > _LOG_FROM or max(r.high for r in rows) / min(lows) > _LOG_FROM**2
    )


def _build(
    rows: Sequence[IntervalRow], said: Sequence[str], *, width: int, unit: str, axis_title: str, is_log: bool
) -> Spec:
    import altair as alt

    is_wide = width == WIDE
    step = _ROW_WIDE if is_wide else _ROW_NARROW
    height = step * len(rows)
    values = [
        {
            "title": shorten(row.title, width=width * (0.62 if is_wide else 1)),
            "said": text,
            "low": row.low,
            "value": row.value,
            "high": row.high,
        }
        | {"text_y": step * i + 14, "said_y": step * i + (14 if is_wide else 30), "y": step * (i + 1) - 16}
        for i, (row, text) in enumerate(zip(rows, said, strict=True))
    ]
    reach = (min(row.low for row in rows), max(row.high for row in rows))
    figures = alt.Chart(alt.NamedData("figures"))
    line = figures.encode(
        _x("low", unit=unit, title=axis_title, is_log=is_log, reach=reach), alt.X2("high"), down_the_page(height)
    )
    tick = figures.encode(_x("value", unit=unit, title=axis_title, is_log=is_log, reach=reach), down_the_page(height))
    words, said_words = (figures.encode(down_the_page(height, field=field)) for field in ("text_y", "said_y"))
    side: Literal["left", "right"] = "right" if is_wide else "left"
    layers = alt.layer(
        line.mark_rule(strokeWidth=7, strokeCap="round", color=ACCENT, opacity=0.38),
        tick.mark_tick(thickness=3, height=17, color=INK, orient="vertical"),
        words.mark_text(align="left").encode(fix_x(0), alt.Text("title:N")),
        said_words.mark_text(align=side, fontSize=SMALL_SIZE, color=MUTED).encode(
            fix_x(width if is_wide else 0), alt.Text("said:N")
        ),
    )
    return finish_spec(layers, datasets={"figures": values}, width=width, height=height, frame=X_AXIS_FRAME)


def _x(field: str, *, unit: str, title: str, is_log: bool, reach: tuple[float, float]) -> alt.X:
    import altair as alt

    ticks = list_log_ticks(*reach) if is_log else []
    scale = alt.Scale(type="log", domain=[ticks[0], ticks[-1]]) if is_log else alt.Scale(zero=True, nice=True)
    words = label_axis(unit, top=reach[1])
    axis = (
        alt.Axis(title=title, labelExpr=words, values=ticks)
        if is_log
        else alt.Axis(title=title, labelExpr=words, tickCount=5)
    )
    return alt.X(field, type="quantitative", scale=scale, axis=axis)


def list_log_ticks(low: float, high: float) -> list[float]:
    """Round numbers for a logarithmic axis that holds both ends: powers of ten, with 2 and 5 between them on short axes."""
    first, last = floor(log10(low)), ceil(log10(high))
    if last - first > 2:
        step = 1 if last - first <= 6 else 2
        return [10.0**power for power in range(first, last + step, step)]
    fine = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    start = max(tick for tick in fine if tick <= low)
    end = min(tick for tick in fine if tick >= high)
    return [tick for tick in fine if start <= tick <= end]
