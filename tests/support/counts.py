"""Counts over months with a planted truth, for watching."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tocsin.monitor.watch_rows import WatchRows

MONTHS = tuple(f"{year}-{month:02d}" for year in range(2010, 2015) for month in range(1, 13))


def make_rows(
    *, jump: float = 10.0, amounts_jump: float = 1.0, since: int = 48, series: int = 1, seed: int = 7
) -> WatchRows:
    """Return counts of 60 months near 40 that jump in 2014-01 (or later), with amounts that may jump with them."""
    rng = np.random.default_rng(seed)
    factor = np.where(np.arange(len(MONTHS)) >= since, jump, 1.0)
    scale = np.where(np.arange(len(MONTHS)) >= since, amounts_jump, 1.0)
    periods: list[str] = []
    names: list[str] = []
    counts: list[float] = []
    amounts: list[float] = []
    for number in range(series):
        periods += MONTHS
        names += [f"s{number}"] * len(MONTHS)
        counts += rng.poisson(40 * factor).tolist()
        amounts += (1000 * scale * np.exp(rng.normal(0, 0.3, len(MONTHS)))).tolist()
    return WatchRows(tuple(periods), tuple(map(float, counts)), tuple(names), tuple(amounts))


def write_rows(path: Path, rows: WatchRows) -> Path:
    """Write rows as a plain table with the columns period, drug, count and amount."""
    cells = zip(rows.periods, rows.series, rows.counts, rows.amounts, strict=True)
    lines = [f"{period},{name},{count:.0f},{amount}" for period, name, count, amount in cells]
    path.write_text("\n".join(["period,drug,count,amount", *lines]) + "\n", encoding="utf-8")
    return path
