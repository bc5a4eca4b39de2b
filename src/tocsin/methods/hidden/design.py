"""Which parameters and cells are left of a model once empty overlaps are taken out?"""

from dataclasses import dataclass

import numpy as np

from tocsin.methods.hidden.cells import Codes, Flags, Floats, empty_codes, overlap_counts

__all__ = ["Design", "find_designs"]


@dataclass(frozen=True)
class Design:
    """Models with equally many finite parameters p, for the rows of a batch that ``rows`` names."""

    rows: Codes  # (R,)
    terms: Codes  # (R, p): codes of the finite parameters, the constant first
    cells: Flags  # (R, 2^L): cells that take part

    def only(self, places: Codes) -> "Design":
        """Keep the models at these places of the design."""
        return Design(self.rows[places], self.terms[places], self.cells[places])


def find_designs(counts: Floats, *, model: Codes) -> list[Design]:
    """Take terms with an empty overlap out, with the cells they touch, and group rows by the parameters left.

    ``counts`` (B, 2^L); ``model`` (B, T) codes of the terms of two or more lists, -1 where a row has fewer. A list that
    has nobody in a row is taken out in the same way.
    """
    size = counts.shape[1]
    lists = size.bit_length() - 1
    empty = empty_codes(overlap_counts(counts))
    always = np.concatenate([[0], 1 << np.arange(lists)]).astype(np.int64)
    codes = np.concatenate([np.broadcast_to(always, (len(counts), lists + 1)), model], axis=1)
    gone = np.take_along_axis(empty, np.maximum(codes, 0), axis=1)
    cells = _find_cells(np.where(gone, codes, -1), size=size)
    kept = np.where(gone | (codes < 0), size, codes)
    ordered = np.sort(kept, axis=1)
    return _group(ordered, cells=cells, size=size)


def _find_cells(gone: Codes, *, size: int) -> Flags:
    """Say which cells take part: all but that of no list and those on all lists of a term that is gone (B, K; -1 for none)."""
    marks = np.zeros((len(gone), size + 1))
    np.put_along_axis(marks, np.where(gone < 0, size, gone), 1.0, axis=1)
    marks = np.ascontiguousarray(marks[:, :size])
    for bit in range(size.bit_length() - 1):
        pairs = marks.reshape(len(marks), size >> (bit + 1), 2, 1 << bit)
        pairs[:, :, 1] += pairs[:, :, 0]
    cells: Flags = marks == 0
    cells[:, 0] = False
    return cells


def _group(codes: Codes, *, cells: Flags, size: int) -> list[Design]:
    """Group rows by how many codes are below ``size``, which stands for none and comes last."""
    left = (codes < size).sum(axis=1)
    found = [(number, np.flatnonzero(left == number)) for number in np.unique(left).tolist()]
    return [Design(rows, codes[rows, :number], cells[rows]) for number, rows in found]
