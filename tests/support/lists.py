"""Which overlapping lists do tests use? Invented ones, and the published counts of the United Kingdom."""

from __future__ import annotations

import numpy as np

from tocsin.methods.hidden.table import CaptureTable, list_patterns

# Expected counts of three independent lists with chances 1/5 among 500 people, 256 of them unseen.
INDEPENDENT = [64, 64, 16, 64, 16, 16, 4]


def make_three(counts: list[int] | None = None) -> CaptureTable:
    """Make a table of the lists A, B and C; counts in the order A, B, AB, C, AC, BC, ABC."""
    return CaptureTable(("A", "B", "C"), list_patterns(3), np.array(counts or INDEPENDENT, dtype=np.float64))


def make_lists(counts: list[int], *, lists: int) -> CaptureTable:
    """Make a table of several lists named A, B and so on, with a count for every pattern in order."""
    names = tuple("ABCDEFGH"[:lists])
    return CaptureTable(names, list_patterns(lists), np.array(counts, dtype=np.float64))


def move_lists(table: CaptureTable, *, order: list[int]) -> CaptureTable:
    """Put the lists of a table in another order; names go with them."""
    return CaptureTable(tuple(table.lists[at] for at in order), table.patterns[:, order], table.counts)
