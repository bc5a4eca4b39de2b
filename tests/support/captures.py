"""How are published tables of overlapping lists, and the models named in them, read?"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from tocsin.methods.hidden.table import CaptureTable


def build_table(lists: list[str], *, counts: dict[str, int]) -> CaptureTable:
    """Build a table from counts under names of lists joined by a plus sign."""
    patterns = [[name in key.split("+") for name in lists] for key in counts]
    return CaptureTable.from_patterns(lists, patterns, counts=list(counts.values()))


def read_table(path: Path) -> CaptureTable:
    """Read a table with a 0/1 column per list and a last column of counts."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    values = np.array(rows, dtype=float)
    return CaptureTable.from_patterns(header[:-1], values[:, :-1], counts=values[:, -1])


def name_pairs(table: CaptureTable, text: str) -> tuple[tuple[str, ...], ...]:
    """Turn terms written as places of lists, such as 12,123, into names."""
    places = [term for term in text.split(",") if term]
    return tuple(tuple(table.lists[int(place) - 1] for place in term) for term in places)
