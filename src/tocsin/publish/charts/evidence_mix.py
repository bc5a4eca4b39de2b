"""How good is the evidence behind each result? Ten marks a line, filled for the best grades, hollow for weak ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.publish.assessment.write import Cell
from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.theme import (
    ACCENT,
    INK,
    MUTED,
    NARROW,
    SMALL_SIZE,
    WIDE,
    down_the_page,
    finish_spec,
    shorten,
)

MARKS = 10
_ROW = 44
_LEGEND = 26
_STEP = 19


@dataclass(frozen=True)
class GradeClass:
    """One class of evidence: its words and how its mark is drawn."""

    key: str
    words: str
    shape: str
    fill: str | None
    opacity: float
    stroke: str


CLASSES = (
    GradeClass("high", "graded high", "circle", ACCENT, 1.0, ACCENT),
    GradeClass("mid", "graded middling", "circle", ACCENT, 0.42, ACCENT),
    GradeClass("low", "graded low", "circle", None, 0.0, ACCENT),
    GradeClass("cannot be judged", "cannot be judged", "diamond", None, 0.0, INK),
    GradeClass("assumption", "assumed", "square", None, 0.0, MUTED),
    GradeClass("gap", "no evidence", "cross", None, 0.0, MUTED),
)


@dataclass(frozen=True)
class MixRow:
    """One result with the share of each class of evidence behind it; the shares add up to 1."""

    key: str
    title: str
    mix: Mapping[str, float]


def draw_evidence_mix(rows: Sequence[MixRow], *, key: str, title: str, subtitle: str, caption: str) -> Chart:
    """Draw the mix of evidence behind each result as ten marks, from filled to hollow."""
    said = [describe_mix(row.mix) for row in rows]
    alt_text = f"{title}. {subtitle}. " + "; ".join(
        f"{row.title}: {words}" for row, words in zip(rows, said, strict=True)
    )
    header = ("Result", *(grade.words for grade in CLASSES))
    table: list[list[Cell]] = [
        [row.title, *(round(row.mix.get(grade.key, 0.0), 3) for grade in CLASSES)] for row in rows
    ]
    wide, narrow = _build(rows, width=WIDE), _build(rows, width=NARROW)
    return Chart(key, "evidence-mix", title, subtitle, caption, alt_text, wide, ChartData.of(header, table), narrow)


def describe_mix(mix: Mapping[str, float]) -> str:
    """The mix in words, the largest part first."""
    parts = [(mix.get(grade.key, 0.0), grade.words) for grade in CLASSES]
    return ", ".join(
        f"{words} {100 * share:.0f}\u202f%"
        for share, words in sorted(parts, key=lambda part: -part[0])
        if share >= 0.005
    )


def share_marks(mix: Mapping[str, float]) -> list[GradeClass]:
    """Share ten marks out among the classes by largest remainder, in the order of the classes."""
    total = sum(mix.get(grade.key, 0.0) for grade in CLASSES)
    if total <= 0:
        return [CLASSES[-1]] * MARKS
    exact = {grade.key: MARKS * mix.get(grade.key, 0.0) / total for grade in CLASSES}
    counts = {key: int(amount) for key, amount in exact.items()}
    short = MARKS - sum(counts.values())
    for key in sorted(exact, key=lambda key: counts[key] - exact[key])[:short]:
        counts[key] += 1
    return [grade for grade in CLASSES for _ in range(counts[grade.key])]


def _build(rows: Sequence[MixRow], *, width: int) -> Spec:
    import altair as alt

    per_line = 3 if width == WIDE else 2
    legend_height = _LEGEND * -(-len(CLASSES) // per_line)
    height = legend_height + _ROW * len(rows)
    columns = 1 if width == NARROW else 2
    marks, words = _place_legend(width / per_line, per_line=per_line)
    height = legend_height + _ROW * -(-len(rows) // columns)
    for i, row in enumerate(rows):
        left, top = (i % columns) * width / columns, legend_height + _ROW * (i // columns)
        words.append({"x": left, "y": top + 10, "words": shorten(row.title, width=width / columns - 12)})
        marks += [_mark(grade, left + 7 + _STEP * n, top + 27) for n, grade in enumerate(share_marks(row.mix))]
    across = alt.X("x:Q", scale=alt.Scale(domain=[0, width], range=[0, width], zero=False, nice=False), axis=None)
    layers = [
        alt.Chart(alt.NamedData(grade.key))
        .mark_point(
            shape=grade.shape,
            size=105,
            strokeWidth=1.7,
            fill=grade.fill or "transparent",
            fillOpacity=grade.opacity,
            stroke=grade.stroke,
            strokeOpacity=1,
            opacity=1,
        )
        .encode(across, down_the_page(height))
        for grade in CLASSES
    ]
    labels = alt.Chart(alt.NamedData("words")).encode(across, down_the_page(height), alt.Text("words:N"))
    datasets = {"words": words} | {grade.key: [mark for mark in marks if mark["key"] == grade.key] for grade in CLASSES}
    drawn = alt.layer(*layers, labels.mark_text(align="left", fontSize=SMALL_SIZE + 1))
    return finish_spec(drawn, datasets=datasets, width=width, height=height)


def _place_legend(step: float, *, per_line: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    places = [(step * (i % per_line), 12 + _LEGEND * (i // per_line)) for i in range(len(CLASSES))]
    marks = [_mark(grade, x + 7, y) for grade, (x, y) in zip(CLASSES, places, strict=True)]
    words: list[dict[str, object]] = [
        {"x": x + 20, "y": y, "words": grade.words} for grade, (x, y) in zip(CLASSES, places, strict=True)
    ]
    return marks, words


def _mark(grade: GradeClass, x: float, y: float) -> dict[str, object]:
    return {"key": grade.key, "x": x, "y": y}
