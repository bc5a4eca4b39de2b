"""Who is on which lists, in a plain table: a 0/1 column per list and a last column of counts, or a row per person?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.hidden.classes import parse_classes
from tocsin.estimate.hidden.records import CLASSES, HiddenStudy
from tocsin.estimate.hidden.strata import Strata
from tocsin.estimate.hidden.study import study_lists
from tocsin.exchange.plain import PlainTable, read_plain_table
from tocsin.methods.hidden.table import CaptureTable, list_patterns

__all__ = ["ListsTable", "read_lists", "study_list_table"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COUNT_NAMES = {"n", "count", "counts", "freq", "frequency", "number", "cases", "people", "total"}
NOTED_PER_COLUMN = 5


@dataclass(frozen=True)
class ListsTable:
    """What was read: the table of all people, and the same by stratum where a column was named."""

    table: CaptureTable
    strata: Strata | None


def study_list_table(
    path: Path,
    *,
    methods: str = ",".join(CLASSES),
    replicates: int = 1_000,
    level: float = 0.90,
    seed: int = 1,
    strata: str | None = None,
    show: Callable[[str], None] = lambda step: None,
) -> HiddenStudy:
    """Read overlapping lists from a plain table, and study how many people stand behind them.

    Raises
    ------
    PlainTableError
        With every problem of the table.
    MethodError
        If the lists share nobody, or a class or setting has no meaning.
    """
    classes = parse_classes(methods)
    read = read_lists(path, strata=strata)
    return study_lists(
        read.table, methods=classes, replicates=replicates, level=level, seed=seed, strata=read.strata, show=show
    )


def read_lists(path: Path, *, strata: str | None = None) -> ListsTable:
    """Read overlapping lists; `strata` names a column that parts people into kinds.

    Raises
    ------
    PlainTableError
        If anything in the table must be mended; with every problem at once.
    NoOverlapError
        If no person is on two lists.
    """
    table = read_plain_table(path)
    kinds = _read_strata(table, strata)
    names = [name for name in table.columns if name != strata]
    has_counts = _has_counts(table, names)
    lists = names[:-1] if has_counts else names
    if len(lists) < 2:
        why = f"there is {len(lists)} column of a list, and overlap needs two."
        table.note("", None, why=why, mend="Give a 0/1 column for every list, and the counts as the last column.")
    flags = _read_flags(table, lists)
    counts = table.numbers(names[-1], low=0, whole=True) if has_counts and names else np.ones(table.height)
    _note_rows(table, flags, counts=counts, lists=lists)
    if has_counts:
        _note_repeats(table, flags, kinds=kinds, column=lists[0] if lists else "")
    table.refuse()
    patterns, codes = list_patterns(len(lists)), flags @ (1 << np.arange(len(lists))) - 1
    by_stratum = _add_up(codes, counts=counts, kinds=kinds, size=len(patterns))
    whole = CaptureTable(tuple(lists), patterns, by_stratum.sum(axis=0))
    parted = Strata(strata, list(dict.fromkeys(kinds)), by_stratum) if strata is not None else None
    return ListsTable(whole, parted)


def _read_strata(table: PlainTable, strata: str | None) -> tuple[str, ...]:
    if strata is None or not table.require(strata):
        return ("",) * table.height
    return table.texts(strata)


def _has_counts(table: PlainTable, names: Sequence[str]) -> bool:
    """Whether the last column is of counts: by its name, or because something in it is not 0 or 1."""
    if not names:
        return False
    return names[-1].casefold() in COUNT_NAMES or not set(table.texts(names[-1], blank=True)) <= {"0", "1"}


def _read_flags(table: PlainTable, lists: Sequence[str]) -> Flags:
    flags = np.zeros((table.height, len(lists)), dtype=bool)
    for at, name in enumerate(lists):
        cells = table.texts(name, blank=True)
        wrong = [row for row, cell in enumerate(cells) if cell not in ("0", "1")]
        for row in wrong[:NOTED_PER_COLUMN]:
            why = "a person is on a list or not, and only 1 or 0 says so."
            table.note(name, row, why=why, mend="Write 1 for on the list, 0 for not on it.")
        if len(wrong) > NOTED_PER_COLUMN:
            why = f"{len(wrong) - NOTED_PER_COLUMN:,} more rows have neither 0 nor 1."
            table.note(name, None, why=why, mend="If this is no list, delete the column; counts stand in the last one.")
        flags[:, at] = [cell == "1" for cell in cells]
    return flags


def _note_rows(table: PlainTable, flags: Flags, *, counts: Floats, lists: Sequence[str]) -> None:
    if not lists:
        return
    alone = np.flatnonzero(~flags.any(axis=1) & (counts != 0))
    for row in alone[:NOTED_PER_COLUMN].tolist():
        why = "the row is on no list, but how many are on none is what is to be found."
        table.note("", row, why=why, mend="Delete the row.", value="")
    if len(alone) > NOTED_PER_COLUMN:
        why = f"{len(alone) - NOTED_PER_COLUMN:,} more rows are on no list."
        table.note("", None, why=why, mend="Delete them.")
    for at, name in enumerate(lists):
        if not (flags[:, at] & (counts > 0)).any():
            why = "nobody is on this list, so it says nothing."
            table.note(name, None, why=why, mend="Delete the column.")


def _note_repeats(table: PlainTable, flags: Flags, *, kinds: Sequence[str], column: str) -> None:
    first: dict[tuple[str, bytes], int] = {}
    for row, kind in enumerate(kinds):
        pattern = (kind, flags[row].tobytes())
        if pattern in first:
            why = f"line {table.lines[first[pattern]]} has the same pattern, so its people may be counted twice."
            table.note(column, row, why=why, mend="Add the counts up, or delete the row.", value="")
        first.setdefault(pattern, row)


def _add_up(codes: NDArray[np.int64], *, counts: Floats, kinds: Sequence[str], size: int) -> Floats:
    """People by stratum and pattern, shape (S, 2^L - 1); rows on no list, which count nobody, are left out."""
    names = list(dict.fromkeys(kinds))
    place = np.array([names.index(kind) for kind in kinds])
    found = np.zeros((len(names), size))
    some = codes >= 0
    np.add.at(found, (place[some], codes[some]), counts[some])
    return found
