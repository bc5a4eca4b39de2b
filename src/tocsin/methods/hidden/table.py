"""Who is on which lists: how many cases have each pattern of lists?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.hidden.errors import (
    CaptureTableError,
    NoOverlapError,
    TooFewListsError,
    TooManyListsError,
    UnknownListError,
)

__all__ = ["MOST_LISTS", "CaptureTable", "list_patterns"]

# 2^12 - 1 = 4,095 patterns: as many cells of every model.
MOST_LISTS = 12

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CaptureTable:
    """Counts of cases by the lists they are on; L lists, P patterns, every pattern once and none without a list.

    Parameters
    ----------
    lists : tuple of str
        Names of the lists, at least 2, each once.
    patterns : array of bool, shape (P, L)
        Whether the cases of a row are on each list. Patterns nobody has may be left out or have count 0.
    counts : array, shape (P,)
        Cases of each pattern, whole numbers.

    Raises
    ------
    TooFewListsError
        If there are fewer than 2 lists.
    CaptureTableError
        If shapes or names do not fit, a count is negative, missing or not whole, a pattern stands twice, a pattern is on
        no list, or a list has no case.
    NoOverlapError
        If no case is on two lists.
    """

    lists: tuple[str, ...]
    patterns: Flags
    counts: Floats

    def __post_init__(self) -> None:
        """Refuse what is not a table of overlapping lists, and lock the arrays."""
        object.__setattr__(self, "lists", tuple(self.lists))
        object.__setattr__(self, "patterns", np.array(self.patterns, dtype=bool))
        object.__setattr__(self, "counts", np.array(self.counts, dtype=np.float64))
        self.patterns.setflags(write=False)
        self.counts.setflags(write=False)
        _check_shapes(self)
        _check_counts(self)
        _check_patterns(self)
        _check_overlap(self)

    @classmethod
    def from_patterns(cls, lists: Sequence[str], patterns: ArrayLike, *, counts: ArrayLike) -> Self:
        """Build a table from one row per pattern, given as 0 and 1, and the cases that have it."""
        return cls(tuple(lists), _read_flags(patterns), np.asarray(counts, dtype=np.float64))

    @classmethod
    def from_people(cls, lists: Sequence[str], membership: ArrayLike) -> Self:
        """Build a table from one row per case, given as 0 and 1; shape (N, L)."""
        rows = _read_flags(membership)
        if rows.ndim != 2 or not len(rows):
            raise CaptureTableError(
                f"the cases have shape {rows.shape}; expected a row per case and a column per list, at least one row. "
                "Give 0 or 1 for every case and list."
            )
        alone = np.flatnonzero(~rows.any(axis=1))
        if alone.size:
            raise CaptureTableError(
                f"the case in row {alone[0] + 1} is on no list, but only those on a list can have been seen. "
                f"Correct or remove it ({alone.size} such rows)."
            )
        patterns, counts = np.unique(rows, axis=0, return_counts=True)
        return cls(tuple(lists), patterns[::-1], np.asarray(counts[::-1], dtype=np.float64))

    @property
    def seen(self) -> int:
        """Cases on any list."""
        return int(self.counts.sum())

    @property
    def list_totals(self) -> Floats:
        """Cases on each list, shape (L,)."""
        totals: Floats = self.counts @ self.patterns
        return totals

    @property
    def overlaps(self) -> Floats:
        """Cases on both of two lists, whatever other list they are on, shape (L, L); on the diagonal the list totals."""
        shared: Floats = (self.patterns * self.counts[:, None]).T @ self.patterns
        return shared

    def without(self, name: str) -> Self:
        """Leave one list out, and with it the cases that are on no other."""
        place = self._find(name)
        kept = [index for index in range(len(self.lists)) if index != place]
        return self._regroup(self.patterns[:, kept], lists=tuple(self.lists[index] for index in kept))

    def merged(self, first: str, second: str) -> Self:
        """Treat two lists as one, which has whoever is on either; its name joins theirs and it takes the first's place."""
        keep, drop = self._find(first), self._find(second)
        if keep == drop:
            raise UnknownListError(f"list {first!r} cannot be merged with itself. Name two lists of {self._names()}.")
        joined = self.patterns.copy()
        joined[:, keep] |= joined[:, drop]
        names = [f"{first}+{second}" if index == keep else name for index, name in enumerate(self.lists)]
        del names[drop]
        return self._regroup(np.delete(joined, drop, axis=1), lists=tuple(names))

    def full(self) -> tuple[Flags, Floats]:
        """All 2^L - 1 patterns, and their counts with the zeros: row k - 1 is on list i when bit i of k is set (i from 0)."""
        patterns = list_patterns(len(self.lists))
        counts = np.zeros(len(patterns))
        counts[self.patterns @ (1 << np.arange(len(self.lists))) - 1] = self.counts
        return patterns, counts

    def _find(self, name: str) -> int:
        if name not in self.lists:
            raise UnknownListError(f"there is no list {name!r} in the table. Name one of {self._names()}.")
        return self.lists.index(name)

    def _names(self) -> str:
        return ", ".join(self.lists)

    def _regroup(self, patterns: Flags, *, lists: tuple[str, ...]) -> Self:
        some = patterns.any(axis=1)
        rows, place = np.unique(patterns[some], axis=0, return_inverse=True)
        counts = np.bincount(place.reshape(-1), weights=self.counts[some], minlength=len(rows))
        return type(self)(lists, rows[::-1], np.asarray(counts[::-1], dtype=np.float64))


def list_patterns(lists: int) -> Flags:
    """All patterns of being on at least one of several lists, in the order of ``CaptureTable.full``.

    Parameters
    ----------
    lists : int
        How many lists, L, from 1 to 12.

    Returns
    -------
    array of bool, shape (2^L - 1, L)
        Row k - 1 is on list i (from 0) when bit i of k is set.

    Raises
    ------
    TooManyListsError
        If there are more than 12 lists.

    Notes
    -----
    The pattern of no list is not among them: its cases are those to be found.

    References
    ----------
    cormack1989 (Biometrics 45(2), 395-413).

    Examples
    --------
    >>> list_patterns(2).astype(int).tolist()
    [[1, 0], [0, 1], [1, 1]]
    """
    if lists > MOST_LISTS:
        raise TooManyListsError(
            f"{lists} lists have {2**lists - 1:,} patterns; at most {MOST_LISTS} lists can be counted pattern by pattern. Merge "
            "lists of the same kind, or leave the smallest out."
        )
    codes = np.arange(1, 2**lists)
    flags: Flags = (codes[:, None] >> np.arange(lists)) & 1 == 1
    return flags


def _read_flags(values: ArrayLike) -> Flags:
    array = np.asarray(values)
    if array.dtype != bool and not np.isin(array, (0, 1)).all():
        wrong = array[~np.isin(array, (0, 1))].flat[0]
        raise CaptureTableError(
            f"a pattern has the value {wrong!r}, but a case is on a list or not. Write 1 for on the list and 0 for not on it."
        )
    return array.astype(bool)


def _check_shapes(table: CaptureTable) -> None:
    lists, patterns, counts = table.lists, table.patterns, table.counts
    if len(lists) < 2:
        raise TooFewListsError(
            f"there is {len(lists)} list, and one list has no overlap to learn from. Give at least 2 lists, "
            "and 3 for a model that can be checked."
        )
    if patterns.ndim != 2 or patterns.shape[1] != len(lists) or counts.shape != (len(patterns),) or not len(patterns):
        raise CaptureTableError(
            f"there are {len(lists)} lists, patterns of shape {patterns.shape} and counts of shape {counts.shape}; expected "
            "a row per pattern, a column per list and one count per row, at least one row."
        )
    twice = sorted({name for name in lists if lists.count(name) > 1})
    if twice:
        raise CaptureTableError(
            f"list {twice[0]!r} stands twice, so its two columns could not be told apart. Give each list its own name."
        )


def _check_counts(table: CaptureTable) -> None:
    counts = table.counts
    wrong = np.flatnonzero(~np.isfinite(counts) | (counts < 0) | (counts != np.round(counts)))
    if wrong.size:
        row = int(wrong[0])
        raise CaptureTableError(
            f"the count of pattern {_name_pattern(table, row)} in row {row + 1} is {counts[row]:g}, but cases are counted in whole "
            "numbers from 0. Correct it, or leave the row out if nobody has the pattern."
        )


def _check_patterns(table: CaptureTable) -> None:
    patterns = table.patterns
    alone = np.flatnonzero(~patterns.any(axis=1))
    if alone.size:
        raise CaptureTableError(
            f"the pattern in row {alone[0] + 1} is on no list, but how many are on none is what is to be found. Remove the row."
        )
    rows, times = np.unique(patterns, axis=0, return_counts=True)
    if (times > 1).any():
        double = np.flatnonzero((patterns == rows[times > 1][0]).all(axis=1))
        raise CaptureTableError(
            f"pattern {_name_pattern(table, int(double[0]))} stands in rows {' and '.join(str(row + 1) for row in double)}, "
            "so its cases may be counted twice. Add the counts up, or remove the repeated row."
        )
    empty = np.flatnonzero(table.list_totals == 0)
    if empty.size:
        raise CaptureTableError(f"list {table.lists[empty[0]]!r} has no case, so it says nothing. Leave the list out.")


def _check_overlap(table: CaptureTable) -> None:
    if not table.counts[table.patterns.sum(axis=1) > 1].sum():
        raise NoOverlapError(
            f"none of the {table.seen:,} cases is on two of the lists {', '.join(table.lists)}, so they say nothing of those on "
            "none: any number would fit. Check that the same case is recognised across lists, or find lists that overlap."
        )


def _name_pattern(table: CaptureTable, row: int) -> str:
    on = [name for name, flag in zip(table.lists, table.patterns[row], strict=True) if flag]
    return " & ".join(on) or "(no list)"
