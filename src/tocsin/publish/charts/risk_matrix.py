"""Where may each threat stand on the matrix of likelihood and harm? One small matrix each, a rectangle and never a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    MUTED,
    NARROW,
    PAPER,
    SMALL_SIZE,
    WIDE,
    down_the_page,
    finish_spec,
    shorten,
)

BANDS = 5
_CELL = 21
_BLOCK_HEIGHT = 172
# How dark each label of the matrix is drawn; the label itself is in the table and the words below each matrix.
_SHADES = {"low": 0.08, "medium": 0.2, "high": 0.34, "very high": 0.5}


@dataclass(frozen=True)
class MatrixRow:
    """One threat: bands 0 to 4 on both axes, and the labels its rectangle touches."""

    key: str
    title: str
    likelihood: tuple[int, int]
    harm: tuple[int, int]
    labels: tuple[str, ...]


def draw_risk_matrix(
    rows: Sequence[MatrixRow],
    *,
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    cells: Sequence[Sequence[str]],
    likelihoods: Sequence[str],
    harms: Sequence[str],
) -> Chart:
    """Draw each threat as the rectangle that the evidence leaves; ``cells[likelihood][harm]`` are labels, never numbers."""
    said = [_say(row, likelihoods=likelihoods, harms=harms) for row in rows]
    alt_text = f"{title}. {subtitle}. " + "; ".join(
        f"{row.title}: {text}" for row, text in zip(rows, said, strict=True)
    )
    header = ("Threat", "Likelihood and harm", "Labels the rectangle touches")
    table = [(row.title, text, " or ".join(row.labels)) for row, text in zip(rows, said, strict=True)]
    wide, narrow = _build(rows, cells, width=WIDE, columns=4), _build(rows, cells, width=NARROW, columns=2)
    return Chart(key, "risk-matrix", title, subtitle, caption, alt_text, wide, ChartData.of(header, table), narrow)


def _say(row: MatrixRow, *, likelihoods: Sequence[str], harms: Sequence[str]) -> str:
    def span(words: Sequence[str], ends: tuple[int, int]) -> str:
        return words[ends[0]] if ends[0] == ends[1] else f"{words[ends[0]]} to {words[ends[1]]}"

    return f"likelihood {span(likelihoods, row.likelihood)}, harm {span(harms, row.harm)}"


def _build(rows: Sequence[MatrixRow], cells: Sequence[Sequence[str]], *, width: int, columns: int) -> Spec:
    import altair as alt

    height = _BLOCK_HEIGHT * -(-len(rows) // columns)
    corners = [(width / columns * (i % columns), _BLOCK_HEIGHT * (i // columns)) for i in range(len(rows))]
    squares = [square for left, top in corners for square in _list_squares(cells, left=left, top=top + 22)]
    frames, words, room = [], [], width / columns - 10
    for row, (left, top) in zip(rows, corners, strict=True):
        frames.append(_frame(row, left=left, top=top + 22))
        words.append(
            {"x": left, "y": top + 8, "words": shorten(row.title, width=room, size=SMALL_SIZE * 1.1), "tone": "title"}
        )
        reach = " to ".join(dict.fromkeys((row.labels[-1], row.labels[0])))
        words.append({"x": left, "y": top + 22 + BANDS * _CELL + 14, "words": reach, "tone": "label"})
    scale = alt.Scale(domain=[0, width], range=[0, width], zero=False, nice=False)
    x = alt.X("x:Q", scale=scale, axis=None)
    box = (down_the_page(height), alt.Y2("y2"), x, alt.X2("x2"))
    text = alt.Chart(alt.NamedData("words")).encode(x, down_the_page(height), alt.Text("words:N"))
    layers = alt.layer(
        alt.Chart(alt.NamedData("squares")).mark_rect(fill=MUTED, stroke=PAPER, strokeWidth=1)
        .encode(alt.FillOpacity("shade:Q", scale=None, legend=None), *box),
        alt.Chart(alt.NamedData("frames")).mark_rect(fill=ACCENT, fillOpacity=0.18, stroke=ACCENT, strokeWidth=2.5).encode(*box),
        text.transform_filter("datum.tone == 'title'").mark_text(align="left", fontSize=SMALL_SIZE + 0.5, fontWeight=600),
        text.transform_filter("datum.tone != 'title'").mark_text(align="left", fontSize=SMALL_SIZE, color=MUTED),
    )  # fmt: skip
    return finish_spec(
        layers, datasets={"squares": squares, "frames": frames, "words": words}, width=width, height=height
    )


def _list_squares(cells: Sequence[Sequence[str]], *, left: float, top: float) -> list[dict[str, object]]:
    squares: list[dict[str, object]] = []
    for likelihood in range(BANDS):
        for harm in range(BANDS):
            across = {"x": left + _CELL * harm, "x2": left + _CELL * (harm + 1)}
            down = {"y": top + _CELL * (BANDS - 1 - likelihood), "y2": top + _CELL * (BANDS - likelihood)}
            squares.append({**across, **down, "shade": _SHADES[cells[likelihood][harm]]})
    return squares


def _frame(row: MatrixRow, *, left: float, top: float) -> dict[str, object]:
    return {
        "x": left + _CELL * row.harm[0], "x2": left + _CELL * (row.harm[1] + 1),
        "y": top + _CELL * (BANDS - 1 - row.likelihood[1]), "y2": top + _CELL * (BANDS - row.likelihood[0]),
    }  # fmt: skip
