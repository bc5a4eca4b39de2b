"""Panels with a planted effect, as the table that a researcher would have."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from tocsin.monitor.effect.panel import Floats, Panel
from tocsin.terms.period import Period

START = 24


def make_panel(
    *, units: int = 14, periods: int = 48, effect: float = -12.0, moved: float = 0.0, seed: int = 1
) -> Panel:
    """Months of `units` places A, B, C…: an effect on A from the month START on, and what moved of it to B."""
    rng = np.random.default_rng(seed)
    values = 50 + np.cumsum(rng.normal(0, 0.3, periods)) + rng.normal(0, 1.0, (units, periods))
    values[0, START:] += effect
    values[1:2, START:] += moved
    months = tuple(Period.parse(f"{2010 + at // 12}-{at % 12 + 1:02d}") for at in range(periods))
    return Panel(months, tuple(chr(65 + at) for at in range(units)), values)


def write_panel(path: Path, panel: Panel, *, adopted: dict[str, str] | None = None, unit: bool = True) -> Path:
    """Write a panel as a long table."""
    columns = ["period", *(["unit"] if unit else []), "value", *panel.covariates, *(["adopted"] if adopted else [])]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row, name in enumerate(panel.units):
            for at, period in enumerate(panel.periods):
                cells = [str(period), *([name] if unit else []), _write(panel.values, row, at)]
                cells += [_write(table, row, at) for table in panel.covariates.values()]
                writer.writerow([*cells, *([adopted.get(name, "")] if adopted else [])])
    return path


def _write(table: Floats, row: int, at: int) -> str:
    return "" if np.isnan(table[row, at]) else f"{table[row, at]:.6f}"
