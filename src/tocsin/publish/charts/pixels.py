"""How is a chart drawn whose every part has its place in pixels: boxes, rules, words and bands?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from tocsin.publish.charts.chart import Spec
from tocsin.publish.charts.theme import INK, PLAIN_FRAME, SMALL_SIZE, TEXT_SIZE, Frame, down_the_page, finish_spec

if TYPE_CHECKING:
    import altair as alt

Align = Literal["left", "center", "right"]
_ALIGNS: tuple[Align, ...] = ("left", "center", "right")


@dataclass(frozen=True)
class Box:
    """A filled rectangle from a corner to the one opposite."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str
    thickness: float = 1.0


@dataclass(frozen=True)
class Words:
    """A text whose middle line lies at ``y``."""

    x: float
    y: float
    text: str
    align: Align = "left"
    size: float = TEXT_SIZE
    colour: str = INK
    is_bold: bool = False

    @classmethod
    def small(cls, text: str, *, x: float, y: float, align: Align = "left", colour: str = INK) -> Words:
        """A text in the size of labels."""
        return cls(x, y, text, align, SMALL_SIZE, colour)


@dataclass(frozen=True)
class Band:
    """A filled band through points, each with its place across and its upper and lower edge."""

    points: tuple[tuple[float, float, float], ...]
    fill: str
    opacity: float = 0.35


def lay_out(
    *,
    width: int,
    height: int,
    boxes: Sequence[Box] = (),
    rules: Sequence[Rule] = (),
    words: Sequence[Words] = (),
    bands: Sequence[Band] = (),
    frame: Frame = PLAIN_FRAME,
) -> Spec:
    """A chart of parts in pixels from the upper left corner: bands lie lowest, then boxes, rules and words."""
    import altair as alt

    across = alt.Scale(domain=[0, width], range=[0, width], zero=False, nice=False)
    x, y = alt.X("x:Q", scale=across, axis=None), down_the_page(height)
    fill, opacity = alt.Fill("fill:N", scale=None, legend=None), alt.FillOpacity("opacity:Q", scale=None, legend=None)
    layers: list[alt.Chart] = []
    datasets: dict[str, list[object]] = {}
    if bands:
        datasets["bands"] = [
            {"band": at, "x": px, "y": top, "y2": bottom, "fill": band.fill, "opacity": band.opacity}
            for at, band in enumerate(bands)
            for px, top, bottom in band.points
        ]
        area = alt.Chart(alt.NamedData("bands")).mark_area(interpolate="monotone")
        layers.append(area.encode(x, y, alt.Y2("y2"), alt.Detail("band:N"), fill, opacity))
    if boxes:
        datasets["boxes"] = [asdict(box) for box in boxes]
        layers.append(
            alt.Chart(alt.NamedData("boxes")).mark_rect().encode(x, alt.X2("x2"), y, alt.Y2("y2"), fill, opacity)
        )
    if rules:
        datasets["rules"] = [asdict(rule) for rule in rules]
        stroke = alt.Stroke("colour:N", scale=None, legend=None)
        thickness = alt.StrokeWidth("thickness:Q", scale=None, legend=None)
        layers.append(
            alt.Chart(alt.NamedData("rules")).mark_rule().encode(x, alt.X2("x2"), y, alt.Y2("y2"), stroke, thickness)
        )
    for align in _ALIGNS:
        layers += _write_words([each for each in words if each.align == align], x=x, y=y, datasets=datasets)
    return finish_spec(alt.layer(*layers), datasets=datasets, width=width, height=height, frame=frame)


def _write_words(words: Sequence[Words], *, x: alt.X, y: alt.Y, datasets: dict[str, list[object]]) -> list[alt.Chart]:
    """One layer for each look that words have: a mark has one size and weight for all its texts."""
    import altair as alt

    layers: list[alt.Chart] = []
    for look in sorted({(each.align, each.size, each.is_bold) for each in words}):
        align, size, is_bold = look
        name = f"words-{align}-{size:g}-{is_bold}"
        datasets[name] = [
            {"x": each.x, "y": each.y, "text": each.text, "colour": each.colour}
            for each in words
            if (each.align, each.size, each.is_bold) == look
        ]
        mark = alt.Chart(alt.NamedData(name)).mark_text(
            align=align, fontSize=size, fontWeight=600 if is_bold else 400, baseline="middle"
        )
        layers.append(mark.encode(x, y, alt.Text("text:N"), alt.Color("colour:N", scale=None, legend=None)))
    return layers
