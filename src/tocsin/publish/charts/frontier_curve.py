"""What would more or less money avert? The best that each budget can reach, with its interval, and the plan that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    HEAT,
    INK,
    MUTED,
    NARROW,
    PAPER,
    SIGNAL,
    WIDE,
    Frame,
    finish_spec,
    label_axis,
)

_HEIGHT = 300
_FRAME = Frame(left=64, right=8, top=10, bottom=42)


@dataclass(frozen=True)
class FrontierRow:
    """One budget and the harm that the best choice under it averts."""

    budget: float
    averted: float
    low: float
    high: float
    is_planned: bool = False


def draw_frontier_curve(
    rows: Sequence[FrontierRow],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    money: str,
    harm: str,
    own: tuple[float, float] | None = None,
) -> Chart:
    """Draw the frontier; ``own`` is what the committee's own choice costs and averts."""
    ordered = sorted(rows, key=lambda row: row.budget)
    header = (f"Budget ({money})", f"Averted ({harm})", "Low", "High", "Planned")
    table = [(r.budget, r.averted, r.low, r.high, "yes" if r.is_planned else "") for r in ordered]
    said = "; ".join(f"{row.budget:.4g}: {row.averted:.4g}" for row in ordered)
    wide, narrow = (_build(ordered, own=own, width=width, money=money, harm=harm) for width in (WIDE, NARROW))
    return Chart(
        key, "frontier-curve", title, subtitle, caption, f"{title}. {subtitle}. {said}", wide, ChartData.of(header, table),
        narrow,
    )  # fmt: skip


def _build(rows: Sequence[FrontierRow], *, own: tuple[float, float] | None, width: int, money: str, harm: str) -> Spec:
    import altair as alt

    inner = width - int(_FRAME.left + _FRAME.right)
    x = alt.X(
        "budget:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(title=f"Budget, {money}", tickCount=5, labelExpr=_label(money, rows)),
    )
    y = alt.Y("averted:Q", axis=alt.Axis(title=f"Averted, {harm}", tickCount=5))
    curve = alt.Chart(alt.NamedData("frontier"))
    layers = [
        curve.mark_area(fill=HEAT, opacity=0.22).encode(x, alt.Y("low:Q"), alt.Y2("high")),
        curve.mark_line(color=ACCENT, strokeWidth=2, point={"filled": True, "fill": ACCENT, "size": 26}).encode(x, y),
        alt.Chart(alt.NamedData("planned"))
        .mark_point(filled=True, size=150, fill=INK, stroke=PAPER, opacity=1)
        .encode(x, y),
    ]
    datasets: dict[str, list[object]] = {
        "frontier": [_plain(row) for row in rows],
        "planned": [_plain(row) for row in rows if row.is_planned],
    }
    if own:
        datasets["own"] = [{"budget": own[0], "averted": own[1]}]
        mark = alt.Chart(alt.NamedData("own")).mark_point(
            shape="diamond", filled=True, size=150, fill=SIGNAL, stroke=MUTED, opacity=1
        )
        layers.append(mark.encode(x, y))
    return finish_spec(alt.layer(*layers), datasets=datasets, width=inner, height=_HEIGHT, frame=_FRAME)


def _plain(row: FrontierRow) -> dict[str, float]:
    return {"budget": row.budget, "averted": row.averted, "low": row.low, "high": row.high}


def _label(money: str, rows: Sequence[FrontierRow]) -> str:
    return label_axis(money, top=max(row.budget for row in rows))
