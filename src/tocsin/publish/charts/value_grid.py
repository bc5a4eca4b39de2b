"""How much falls where two lists cross? Cells shaded by their value, with the value in words: spend by threat, duties by state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.pixels import Box, Words, lay_out
from tocsin.publish.charts.theme import HEAT, MUTED, NARROW, NEUTRAL, SMALL_SIZE, WIDE, shorten

_ROW, _TOP = 30, 44
_STRONGEST = 0.68


@dataclass(frozen=True)
class GridRow:
    """One row: its title, a value per column (None where there is nothing to say), and each in words."""

    title: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]


def draw_value_grid(
    rows: Sequence[GridRow], *, columns: Sequence[str], key: str, title: str, subtitle: str, caption: str, unit: str
) -> Chart:
    """Draw a grid of values of one unit; the darkest cell has the largest."""
    header = ("", *(f"{column} ({unit})" for column in columns))
    table = [(row.title, *row.values) for row in rows]
    parts = [
        f"{row.title}: {', '.join(f'{column} {said}' for column, said in zip(columns, row.said, strict=True) if said)}"
        for row in rows
    ]
    wide, narrow = (_build(rows, columns=columns, width=width) for width in (WIDE, NARROW))
    return Chart(
        key, "value-grid", title, subtitle, caption, f"{title}. {'; '.join(parts)}", wide, ChartData.of(header, table),
        narrow,
    )  # fmt: skip


def _build(rows: Sequence[GridRow], *, columns: Sequence[str], width: int) -> Spec:
    left = width * (0.34 if width == WIDE else 0.3)
    step = (width - left) / len(columns)
    most = max((value for row in rows for value in row.values if value is not None), default=0.0) or 1.0
    words = [
        Words.small(
            shorten(column, width=step, size=SMALL_SIZE),
            x=left + step * (at + 0.5),
            y=_TOP - 14,
            align="center",
            colour=MUTED,
        )
        for at, column in enumerate(columns)
    ]
    boxes = []
    for line, row in enumerate(rows):
        top = _TOP + _ROW * line
        words.append(Words.small(shorten(row.title, width=left - 8, size=SMALL_SIZE), x=0, y=top + _ROW / 2))
        for at, (value, said) in enumerate(zip(row.values, row.said, strict=True)):
            x = left + step * at
            boxes.append(Box(x, top + 1, x + step - 2, top + _ROW - 1, NEUTRAL))
            if value:
                boxes.append(Box(x, top + 1, x + step - 2, top + _ROW - 1, HEAT, _STRONGEST * max(value / most, 0.06)))
            words.append(
                Words.small(
                    shorten(said, width=step, size=SMALL_SIZE), x=x + step / 2 - 1, y=top + _ROW / 2, align="center"
                )
            )
    return lay_out(width=width, height=_TOP + _ROW * len(rows), boxes=boxes, words=words)
