"""What drives the uncertainty of a figure? Bars in order, each the share that one input carries alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    LINE,
    MUTED,
    SMALL,
    SMALL_SIZE,
    down_the_page,
    finish_spec,
    fix_x,
    fix_x2,
    shorten,
)
from tocsin.publish.numbers import render_probability, strip_isolates

_ROW = 34
_MOST_BARS = 6
_TOGETHER = "Only together with others"


def draw_driver_bars(
    shares: Sequence[tuple[str, float]], *, key: str, title: str, subtitle: str, caption: str, interactions: float = 0.0
) -> Chart:
    """Draw the share of a figure's variance that each input carries alone, and what only combinations carry."""
    ordered = sorted(shares, key=lambda each: (-each[1], each[0]))
    bars = [(name, max(share, 0.0)) for name, share in ordered]
    table = [(name, round(share, 4)) for name, share in bars]
    if len(bars) > _MOST_BARS:
        rest = bars[_MOST_BARS - 1 :]
        bars = [*bars[: _MOST_BARS - 1], (f"{len(rest)} other inputs", sum(share for _, share in rest))]
    if interactions >= 0.005:
        bars.append((_TOGETHER, interactions))
        table.append((_TOGETHER, round(interactions, 4)))
    alt_text = f"{title}. " + "; ".join(f"{name}: {_percent(share)}" for name, share in bars)
    header = ("Input", "Share of the variance, 0 to 1")
    return Chart(key, "driver-bars", title, subtitle, caption, alt_text, _build(bars), ChartData.of(header, table))


def _build(bars: Sequence[tuple[str, float]]) -> Spec:
    values = [
        {"name": shorten(name, width=SMALL * 0.85), "share": min(share, 1.0), "whole": 1, "said": _percent(share)}
        | {"text_y": _ROW * i + 9, "y": _ROW * i + 19, "y2": _ROW * i + 27}
        for i, (name, share) in enumerate(bars)
    ]
    return {**_draw_layers(len(bars)), "datasets": {"bars": values}}


@cache
def _draw_layers(count: int) -> Spec:
    """The layers for so many bars, without their data: most figures have as many inputs as some other."""
    import altair as alt

    height = _ROW * count
    rows = alt.Chart(alt.NamedData("bars"))
    scale = alt.Scale(domain=[0, 1], nice=False)
    box = rows.encode(down_the_page(height), alt.Y2("y2"), fix_x2(0))
    words = rows.encode(down_the_page(height, field="text_y"))
    layers = alt.layer(
        box.mark_rect(fill=LINE, fillOpacity=0.55).encode(alt.X("whole:Q", scale=scale, axis=None)),
        box.mark_rect(fill=ACCENT).encode(alt.X("share:Q", scale=scale, axis=None)),
        words.mark_text(align="left").encode(fix_x(0), alt.Text("name:N")),
        words.mark_text(align="right", fontSize=SMALL_SIZE, color=MUTED).encode(fix_x(SMALL), alt.Text("said:N")),
    )
    return finish_spec(layers, datasets={}, width=SMALL, height=height)


def _percent(share: float) -> str:
    return strip_isolates(render_probability(min(max(share, 0.0), 1.0)))
