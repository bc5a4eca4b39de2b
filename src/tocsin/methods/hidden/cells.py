"""How do counts over all patterns of L lists add up to overlaps, and terms of a model to the cells they touch?"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["code_of", "empty_codes", "overlap_counts", "sizes_of", "term_sums", "with_unseen"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


def overlap_counts(counts: Floats) -> Floats:
    """Sum, for every set of lists, the cells on all of them, shape (B, 2^L) to (B, 2^L); bit i of a code stands for list i."""
    sums = counts.copy()
    for bit in range(_bits(sums)):
        pairs = sums.reshape(len(sums), sums.shape[1] >> (bit + 1), 2, 1 << bit)
        pairs[:, :, 0] += pairs[:, :, 1]
    return sums


def term_sums(values: Floats) -> Floats:
    """Sum, for every cell, the values of the terms whose lists it is all on, shape (B, 2^L) to (B, 2^L)."""
    sums = values.copy()
    for bit in range(_bits(sums)):
        pairs = sums.reshape(len(sums), sums.shape[1] >> (bit + 1), 2, 1 << bit)
        pairs[:, :, 1] += pairs[:, :, 0]
    return sums


def with_unseen(counts: Floats) -> Floats:
    """Put the cell of no list, whose count is not known and stands as 0, before the others: (B, 2^L - 1) to (B, 2^L)."""
    return np.concatenate([np.zeros((len(counts), 1)), counts], axis=1)


def empty_codes(overlaps: Floats) -> Flags:
    """Say for every set of lists whether nobody is on all of them; true also for sets that contain such a set."""
    return overlaps < 0.5


def sizes_of(codes: Codes) -> Codes:
    """Count the lists in each code."""
    return np.bitwise_count(codes).astype(np.int64)


def code_of(places: tuple[int, ...]) -> int:
    """Join places of lists into one code."""
    return sum(1 << place for place in places)


def _bits(array: Floats) -> int:
    return int(array.shape[1]).bit_length() - 1
