"""Where does the money come from and go to? Bands from left to right, as wide as the amounts: a budget Sankey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi

from tocsin.publish.assessment.write import Cell
from tocsin.publish.charts.chart import Chart, ChartData, Spec
from tocsin.publish.charts.pixels import Align, Band, Box, Words, lay_out
from tocsin.publish.charts.theme import ACCENT, HEAT, MUTED, NARROW, SMALL_SIZE, WIDE, shorten

_NODE, _GAP, _STEPS, _TOP = 10, 10, 12, 24
_HEIGHT = 420


@dataclass(frozen=True)
class Payment:
    """An amount on its way through the stages, such as funder, agency, pillar, threat."""

    stops: tuple[str, ...]
    amount: float


@dataclass(frozen=True)
class _Node:
    stage: int
    name: str
    top: float
    tall: float


def draw_budget_flow(
    payments: Sequence[Payment],
    *,
    stages: Sequence[str],
    key: str,
    title: str,
    subtitle: str,
    caption: str,
    unit: str,
    say: Sequence[str],
) -> Chart:
    """Draw payments through their stages; ``say`` has each amount in words, for the table and for those who cannot see."""
    header = (*stages, f"Amount ({unit})")
    table: list[tuple[Cell, ...]] = [(*payment.stops, payment.amount) for payment in payments]
    parts = [f"{' to '.join(each.stops)}: {text}" for each, text in zip(payments, say, strict=True)]
    wide, narrow = (_build(payments, stages=stages, width=width) for width in (WIDE, NARROW))
    return Chart(
        key, "budget-flow", title, subtitle, caption, f"{title}. {'; '.join(parts)}", wide, ChartData.of(header, table),
        narrow,
    )  # fmt: skip


def _build(payments: Sequence[Payment], *, stages: Sequence[str], width: int) -> Spec:
    nodes = _place_nodes(payments, count=len(stages))
    step = (width - _NODE) / max(len(stages) - 1, 1)
    boxes = [
        Box(step * node.stage, node.top, step * node.stage + _NODE, node.top + max(node.tall, 1), ACCENT)
        for node in nodes.values()
    ]
    words = [
        Words.small(stage, x=_edge(at, step, width=width), y=8, align=_side(at, stages), colour=MUTED)
        for at, stage in enumerate(stages)
    ]
    for node in nodes.values():
        is_last = node.stage == len(stages) - 1
        # the last two stages write into one gap from both sides
        room = step * (0.46 if node.stage >= len(stages) - 2 else 0.9)
        x = step * node.stage + (-4 if is_last else _NODE + 4)
        text = shorten(node.name, width=room, size=SMALL_SIZE)
        words.append(Words.small(text, x=x, y=node.top + max(node.tall, 1) / 2, align="right" if is_last else "left"))
    bands = _draw_bands(payments, nodes=nodes, step=step)
    return lay_out(width=width, height=_HEIGHT, boxes=boxes, words=words, bands=bands)


def _edge(stage: int, step: float, *, width: int) -> float:
    return min(step * stage, width)


def _side(stage: int, stages: Sequence[str]) -> Align:
    return "right" if stage == len(stages) - 1 else "left"


def _place_nodes(payments: Sequence[Payment], *, count: int) -> dict[tuple[int, str], _Node]:
    """Every node with its place down the page, the largest of a stage on top."""
    totals: list[defaultdict[str, float]] = [defaultdict(float) for _ in range(count)]
    for payment in payments:
        for stage, stop in enumerate(payment.stops):
            totals[stage][stop] += payment.amount
    most_gaps = max(len(each) for each in totals) - 1
    scale = (_HEIGHT - _TOP - _GAP * most_gaps) / (sum(payment.amount for payment in payments) or 1.0)
    nodes = {}
    for stage, each in enumerate(totals):
        top = float(_TOP)
        for name, amount in sorted(each.items(), key=lambda pair: (-pair[1], pair[0])):
            nodes[stage, name] = _Node(stage, name, top, amount * scale)
            top += amount * scale + _GAP
    return nodes


def _draw_bands(payments: Sequence[Payment], *, nodes: dict[tuple[int, str], _Node], step: float) -> list[Band]:
    total = sum(payment.amount for payment in payments) or 1.0
    tall = sum(node.tall for (stage, _), node in nodes.items() if stage == 0)
    used: defaultdict[tuple[int, str, str], float] = defaultdict(float)
    bands = []
    for stage in range(len(payments[0].stops) - 1 if payments else 0):
        joined: defaultdict[tuple[str, str], float] = defaultdict(float)
        for payment in payments:
            joined[payment.stops[stage], payment.stops[stage + 1]] += payment.amount
        order = sorted(joined, key=lambda pair: (nodes[stage, pair[0]].top, nodes[stage + 1, pair[1]].top))
        for source, target in order:
            wide = tall * joined[source, target] / total
            tops = (
                nodes[stage, source].top + used[stage, source, "out"],
                nodes[stage + 1, target].top + used[stage + 1, target, "in"],
            )
            used[stage, source, "out"] += wide
            used[stage + 1, target, "in"] += wide
            bands.append(_curve(step * stage + _NODE, step * (stage + 1), tops=tops, wide=wide))
    return bands


def _curve(x: float, x2: float, *, tops: tuple[float, float], wide: float) -> Band:
    points = []
    for at in range(_STEPS + 1):
        way = at / _STEPS
        top = tops[0] + (tops[1] - tops[0]) * (1 - cos(pi * way)) / 2
        points.append((x + (x2 - x) * way, top, top + max(wide, 0.5)))
    return Band(tuple(points), HEAT)
