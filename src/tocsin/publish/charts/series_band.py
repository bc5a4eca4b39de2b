"""Is what was counted out of the ordinary? A line against the band in which it was expected, with what was not marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest
from statistics import median

from tocsin.publish.charts.change_line import round_up
from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    INK,
    NARROW,
    PAPER,
    SIGNAL,
    SMALL_SIZE,
    WIDE,
    Frame,
    finish_spec,
    fix_y,
    fix_y2,
    label_axis,
)
from tocsin.publish.numbers import render_number, strip_isolates
from tocsin.publish.units import describe_unit

_HEIGHT = 220
_LEFT, _RIGHT = 68, 16
_YEARS_WIDE, _YEARS_NARROW = 10, 5
# A step longer than this many usual ones skips a period; months differ in length by less.
_GAP = 1.5
# A word beside a mark takes this share of the width.
_ROOM = 0.16


@dataclass(frozen=True)
class BandMark:
    """One period: its place in years, its name, what was counted, and what was expected."""

    year: float
    period: str
    seen: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    is_marked: bool = False


def draw_series_band(
    marks: Sequence[BandMark],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    starts: Sequence[float] = (),
    starts_are: str = "Began",
) -> Chart:
    """Draw a series against what was expected; what is out of the ordinary has a mark of its own shape."""
    measure = describe_unit(unit) if unit else "records"
    odd = [mark.period for mark in marks if mark.is_marked]
    alt_text = f"{title}. {subtitle}. From {_say(marks[0])} to {_say(marks[-1])}. " + (
        f"Out of the ordinary: {', '.join(odd)}." if odd else "Nothing is out of the ordinary."
    )
    header = ("Period", f"Counted ({measure})", "Expected", "Low", "High", "Out of the ordinary")
    rows = [(m.period, m.seen, m.expected, m.low, m.high, "yes" if m.is_marked else "no") for m in marks]

    def build(width: int) -> Spec:
        return _build(marks, width=width, unit=unit, axis_title=measure, starts=starts, words=starts_are)

    return Chart(
        key, "series-band", title, subtitle, caption, alt_text, build(WIDE), ChartData.of(header, rows), build(NARROW)
    )


def _say(mark: BandMark) -> str:
    return f"{strip_isolates(render_number(mark.seen, digits=3))} in {mark.period}"


def _build(
    marks: Sequence[BandMark], *, width: int, unit: str, axis_title: str, starts: Sequence[float], words: str
) -> Spec:
    import altair as alt

    first, last = marks[0].year, marks[-1].year
    top = round_up(max(max(mark.seen, mark.high or 0.0) for mark in marks))
    most = _YEARS_WIDE if width == WIDE else _YEARS_NARROW
    step = 1 + int(last - first) // most
    ticks = [year for year in range(int(first), int(last) + 1, step) if year >= first]
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first, max(last, first + 0.1)], nice=False, zero=False),
        axis=alt.Axis(title=None, format="d", values=ticks, grid=False),
    )
    axis = alt.Axis(
        title=f"{axis_title}, from zero", titleAngle=0, titleAlign="left", titleY=-12, titleX=0, titleBaseline="bottom", tickCount=5,
        labelExpr=label_axis(unit, top=top),
    )  # fmt: skip
    scale = alt.Scale(domain=[0, top], nice=False)
    band, usual, line = (alt.Chart(alt.NamedData(name)).encode(x) for name in ("band", "usual", "seen"))
    seen = alt.Y("seen:Q", scale=scale, axis=axis)
    odd = alt.Chart(alt.NamedData("odd")).encode(x, seen)
    began = alt.Chart(alt.NamedData("starts")).encode(x)
    layers = alt.layer(
        band.mark_area(color=ACCENT, opacity=0.18).encode(alt.Y("low:Q", scale=scale, axis=axis), alt.Y2("high")),
        usual.mark_line(color=ACCENT, strokeWidth=1.4, strokeDash=[6, 3]).encode(
            alt.Y("expected:Q", scale=scale, axis=axis)
        ),
        line.mark_line(color=INK, strokeWidth=1.8).encode(seen, alt.Detail("part:N")),
        odd.mark_point(shape="triangle-up", filled=True, fill=SIGNAL, stroke=PAPER, strokeWidth=1, size=80, opacity=1),
        began.mark_rule(color=SIGNAL, strokeDash=[5, 4], strokeWidth=1.5).encode(fix_y(0), fix_y2(_HEIGHT)),
        began.mark_text(color=SIGNAL, align="left", dx=5, dy=8, fontSize=SMALL_SIZE).encode(
            fix_y(0), alt.Text("words:N")
        ),
    )
    frame = Frame(left=_LEFT, right=_RIGHT, top=26, bottom=24)
    sets = _list_datasets(marks, starts=starts, words=words)
    return finish_spec(layers, datasets=sets, width=width - _LEFT - _RIGHT, height=_HEIGHT, frame=frame)


def _list_datasets(
    marks: Sequence[BandMark], *, starts: Sequence[float], words: str
) -> dict[str, list[dict[str, object]]]:
    known = [mark for mark in marks if mark.low is not None and mark.high is not None]
    return {
        "band": [{"year": m.year, "low": m.low, "high": m.high} for m in known],
        "usual": [{"year": m.year, "expected": m.expected} for m in marks if m.expected is not None],
        "seen": [{"year": m.year, "seen": m.seen, "part": part} for m, part in zip(marks, _part(marks), strict=True)],
        "odd": [{"year": m.year, "seen": m.seen} for m in marks if m.is_marked],
        "starts": [
            {"year": year, "words": words if year in _list_named(starts, reach=marks[-1].year - marks[0].year) else ""}
            for year in starts
        ],
    }


def _list_named(starts: Sequence[float], *, reach: float) -> list[float]:
    """The starts with room for a word before the next one."""
    return [at for at, after in zip_longest(starts, starts[1:]) if after is None or after - at > _ROOM * reach]


def _part(marks: Sequence[BandMark]) -> list[int]:
    """Number the stretches without a missing period, so that no line bridges what nobody counted."""
    steps = [after.year - before.year for before, after in pairwise(marks)]
    usual = median(steps) if steps else 0.0
    return list(accumulate((int(step > _GAP * usual) for step in steps), initial=0))
