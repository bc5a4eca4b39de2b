"""In which colours, type and sizes are charts drawn?

Colours are the tokens of the light theme. Pages replace each by the variable of the same name (see `TOKENS`), so that one
drawing serves light, dark and print; documents keep them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tocsin.publish.units import name_unit

if TYPE_CHECKING:
    import altair as alt

    from tocsin.publish.charts.chart import Spec

WIDE = 680
NARROW = 336
SMALL = 400

INK = "#15211f"
MUTED = "#53615e"
LINE = "#cfd5d2"
PAPER = "#fbfaf8"
ACCENT = "#0b5c58"
HEAT = "#2a8f88"
SIGNAL = "#a85400"
LAND = "#dfe4e1"
NEUTRAL = "#eef0ee"

TOKENS = {
    INK: "ink", MUTED: "muted", LINE: "line", PAPER: "paper", ACCENT: "accent", HEAT: "heat", SIGNAL: "signal", LAND: "land",
    NEUTRAL: "neutral",
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """The space around a chart that its axes and labels need, in pixels; measuring it would take longer than drawing."""

    left: float
    right: float
    top: float
    bottom: float


PLAIN_FRAME = Frame(left=1, right=1, top=2, bottom=2)
X_AXIS_FRAME = Frame(left=2, right=2, top=2, bottom=42)

FONT = "IBM Plex Sans"
TEXT_SIZE = 13
SMALL_SIZE = 11.5
_LETTER = 0.51  # mean width of a letter of this typeface, as a share of its size

_CONFIG: dict[str, object] = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domainColor": LINE, "gridColor": LINE, "gridOpacity": 0.7, "tickColor": LINE, "labelColor": MUTED, "titleColor": MUTED,
        "labelFont": FONT, "titleFont": FONT, "labelFontSize": SMALL_SIZE, "titleFontSize": SMALL_SIZE, "titleFontWeight": "normal",
        "titleAnchor": "start", "titleAlign": "left", "labelOverlap": True,
    },
    "text": {"font": FONT, "fontSize": TEXT_SIZE, "color": INK},
}  # fmt: skip


def finish_spec(
    layers: alt.LayerChart | alt.FacetChart,
    *,
    datasets: Mapping[str, Sequence[object]],
    width: int,
    height: int,
    frame: Frame = PLAIN_FRAME,
) -> Spec:
    """Give a layered chart its data, size, frame and the house style, as a plain Vega-Lite specification.

    Data are named in the layers and set in here: Altair copies what stands inside a layer again and again.
    """
    return {
        **layers.to_dict(validate=False),
        "datasets": {name: list(values) for name, values in datasets.items()},
        "width": width,
        "height": height,
        "config": _CONFIG,
        "autosize": "none",
        "padding": asdict(frame),
    }


def down_the_page(height: int, *, field: str = "y") -> alt.Y:
    """A vertical position in pixels from the top, without an axis."""
    import altair as alt

    scale = alt.Scale(domain=[0, height], range=[0, height], zero=False, nice=False)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def shorten(text: str, *, width: float, size: float = TEXT_SIZE) -> str:
    """Cut a text that would run out of its place; the drawing engine could do so too, but takes most of its time for it."""
    most = int(width / (size * _LETTER))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def fix_x(pixel: float) -> alt.XValue:
    """A place across the page in pixels."""
    import altair as alt

    return alt.XValue(pixel)  # type: ignore[no-untyped-call]  # altair leaves its value channels untyped


def fix_x2(pixel: float) -> alt.X2Value:
    """A second place across the page in pixels."""
    import altair as alt

    return alt.X2Value(pixel)  # type: ignore[no-untyped-call]  # altair leaves its value channels untyped


def fix_y(pixel: float) -> alt.YValue:
    """A place down the page in pixels."""
    import altair as alt

    return alt.YValue(pixel)  # type: ignore[no-untyped-call]  # altair leaves its value channels untyped


def fix_y2(pixel: float) -> alt.Y2Value:
    """A second place down the page in pixels."""
    import altair as alt

    return alt.Y2Value(pixel)  # type: ignore[no-untyped-call]  # altair leaves its value channels untyped


def label_axis(unit: str, *, top: float) -> str:
    """The Vega expression that writes axis labels as the text writes numbers."""
    if unit == "share" and top <= 1:
        return "format(100 * datum.value, '~r') + '\u202f%'"
    is_money = name_unit(unit).is_money
    billion, million = ("bn", "m") if is_money else ("billion", "million")
    plain = "replace(format(datum.value, ',~r'), /,/g, '\u202f')"
    return (
        f"abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~r') + '\u202f{billion}' : "
        f"abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + '\u202f{million}' : {plain}"
    )
