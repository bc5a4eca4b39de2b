"""What does a design hand on, whichever it is?"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from tocsin.monitor.effect.panel import EffectSettings, Floats, Panel
from tocsin.monitor.effect.records import (
    Check,
    EffectFigure,
    LeftOutRow,
    NeighbourEffect,
    PathPoint,
    PlaceboRow,
    StepRow,
    WeightRow,
)


@dataclass(frozen=True)
class Found:
    """An effect, what there is to judge it by, and what the same design finds next door."""

    effect: EffectFigure
    relative: EffectFigure | None
    path: tuple[PathPoint, ...]
    checks: tuple[Check, ...]
    warnings: tuple[str, ...] = ()
    banner: str = ""
    p_value: float | None = None
    neighbours: tuple[NeighbourEffect, ...] = ()
    net: EffectFigure | None = None
    weights: tuple[WeightRow, ...] = ()
    predictor_weights: tuple[WeightRow, ...] = ()
    placebos: tuple[PlaceboRow, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    steps: tuple[StepRow, ...] = ()


def make_figure(value: float, ends: tuple[float, float], *, level: float, unit: str) -> EffectFigure:
    """An effect as it is told, with unbounded ends left open."""
    return EffectFigure(value=value, low=keep_finite(ends[0]), high=keep_finite(ends[1]), level=level, unit=unit)


def make_percent(figure: EffectFigure, *, expected: float) -> EffectFigure | None:
    """The effect in percent of what would have been, taken as known; None where that is not above zero."""
    if not expected > 0:
        return None
    low, high = (None if end is None else 100 * end / expected for end in (figure.low, figure.high))
    return EffectFigure(value=100 * figure.value / expected, low=low, high=high, level=figure.level, unit="percent")


def make_ratio_percent(ratio: float, ends: tuple[float, float], *, level: float) -> EffectFigure | None:
    """A ratio to what would have been, as a change in percent; None where its interval is unbounded."""
    low, high = ends
    if not (isfinite(low) and isfinite(high) and isfinite(ratio)):
        return None
    return EffectFigure(
        value=100 * (ratio - 1), low=100 * (low - 1), high=100 * (high - 1), level=level, unit="percent"
    )


def draw_path(panel: Panel, seen: Floats, *, expected: Floats) -> tuple[PathPoint, ...]:
    """The series with and without the measure, period by period."""
    rows = zip(panel.periods, np.asarray(seen).tolist(), np.asarray(expected).tolist(), strict=True)
    return tuple(PathPoint(period=str(at), seen=own, expected=other, gap=own - other) for at, own, other in rows)


def name_unit(settings: EffectSettings, *, per: str) -> str:
    """The unit of an effect: that of the values, per period or per unit and period."""
    return f"{settings.counted_in or 'units of the column value'} {per}"


def keep_finite(value: float) -> float | None:
    """Give the number, or None where it is unbounded or not known."""
    return float(value) if isfinite(value) else None
