"""How many pairs of records would have to be compared, before a single one is?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.link.errors import LinkError, TooManyPairsError

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PairCount:
    """Pairs that each of B rules would make, the most that all together make, and all pairs there are."""

    by_rule: Ints  # (B,): exact
    at_most: int  # as if no pair were made by two rules, and never more than there are
    possible: int


def count_pairs(blocks: ArrayLike, source: ArrayLike | None = None) -> PairCount:
    """Count the pairs that blocking rules would make, without making one.

    Parameters
    ----------
    blocks : array of int, shape (N, B)
        Block of each of N records under each of B rules, numbered from 0; records in one block are compared. -1: in none.
    source : array of int, shape (N,), optional
        Where each record comes from, numbered from 0. With it, only pairs of different sources count.

    Returns
    -------
    PairCount
        ``by_rule`` (B,), exact; ``at_most``: their sum or all pairs there are, whichever is less: an upper bound of the
        pairs that are compared; ``possible``: pairs without any rule.

    Raises
    ------
    LinkError
        If the blocks are not a table with at least 2 records and one rule, or sources do not belong to it.

    Notes
    -----
    A block of n records makes n (n - 1) / 2 pairs, less those within each source where only pairs of different sources count.
    Time and memory grow with N B log N, not with the pairs.

    References
    ----------
    christen2012 (IEEE Transactions on Knowledge and Data Engineering 24(9), 1537-1555: pairs under blocking).

    Examples
    --------
    >>> count_pairs([[0], [0], [0], [1], [-1]]).by_rule.tolist()
    [3]
    >>> count_pairs([[0], [0], [0]], source=[0, 0, 1]).at_most
    2
    """
    table = np.asarray(blocks, dtype=np.int64)
    if table.ndim != 2 or len(table) < 2 or table.shape[1] == 0:
        raise LinkError(
            f"blocks have shape {table.shape}, so there are no pairs to count. Give at least two records and one rule."
        )
    origin = np.full(len(table), -1) if source is None else np.asarray(source, dtype=np.int64)
    if origin.shape != (len(table),):
        raise LinkError(f"sources have shape {origin.shape} for {len(table)} records. Give one source per record.")
    by_rule = np.array([_count_rule(table[:, rule], origin) for rule in range(table.shape[1])], dtype=np.int64)
    whole = _count_rule(np.zeros(len(table), dtype=np.int64), origin)
    return PairCount(by_rule, min(int(by_rule.sum()), whole), whole)


def check_pairs(count: PairCount, *, most: int) -> None:
    """Refuse a comparison of too many pairs, naming the rule that makes most of them."""
    if count.at_most > most:
        worst = int(count.by_rule.argmax())
        raise TooManyPairsError(
            f"up to {count.at_most:,} pairs would have to be compared, over the limit of {most:,}; rule {worst + 1} alone makes "
            f"{int(count.by_rule[worst]):,}. Nothing was started. Narrow that rule, link a part of the table at a time (a year, "
            "a region), or raise the limit if time and memory allow."
        )


def _count_rule(block: Ints, origin: Ints) -> int:
    known = block >= 0
    total = _count_within(block[known])
    if len(origin) and (origin >= 0).all():
        width = int(origin.max()) + 1
        total -= _count_within(block[known] * width + origin[known])
    return total


def _count_within(code: Ints) -> int:
    sizes = np.unique(code, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())
