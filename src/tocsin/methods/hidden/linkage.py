"""How much too high is an estimate, if some people on two lists were not recognised as the same?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.hidden.bootstrap import EstimateRule
from tocsin.methods.hidden.settings import check_count, check_inside
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["MissedLinks", "simulate_missed_links"]

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class MissedLinks:
    """What an estimate would be, had all links been found; D draws of the tables behind those seen."""

    missed_share: float
    values: Floats  # (D - failed,): estimates in people
    failed: int  # draws of which there is no estimate
    impossible: int  # draws in which more people would have to be joined than stand on one list alone

    @property
    def mean(self) -> float:
        """Mean of the estimates; NaN where none could be made. Few links move it where they leave the median in its place."""
        return float(self.values.mean()) if len(self.values) else float("nan")

    def quantile(self, shares: float | Sequence[float]) -> Floats:
        """Quantiles of the estimates; NaN where none could be made."""
        if not len(self.values):
            return np.full(np.shape(shares), np.nan)
        return np.asarray(np.quantile(self.values, shares))


def simulate_missed_links(
    table: CaptureTable,
    rule: EstimateRule,
    *,
    shares: Sequence[float] = (0.0, 0.02, 0.05, 0.10),
    draws: int = 100,
    rng: np.random.Generator,
) -> tuple[MissedLinks, ...]:
    """Estimates from the tables that may lie behind the one seen, if a share of the links between lists was missed.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern as they were linked.
    rule : FixedRule, StepwiseRule or BicRule
        How the total comes from a table; it is applied in full to every table drawn.
    shares : sequence of float
        Shares of all pairs of records of one person that were not linked, each at least 0 and below 1.
    draws : int
        Tables drawn for each share, at least 2.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    tuple of MissedLinks
        One per share in the order given: the share, the estimates in people, how many draws had no estimate, how many were
        impossible. Of share 0 there is one value, that of the table itself.

    Raises
    ------
    HiddenSettingError
        If a share is not at least 0 and below 1, or ``draws`` is below 2.

    Notes
    -----
    Each record of a person is unlinkable with probability q, alike and independently, and then stands alone as a person of its
    own; the others are linked. Two records of a person are both linkable with probability (1 - q)² = 1 - share. A person
    on k lists is seen whole with probability (1 - q)^k; how many were not seen whole, given those who were, is drawn as
    negative binomial, from the largest patterns to pairs, and the pieces they left are taken back from the smaller
    patterns and from those on one list. Patterns seen by nobody stay empty. The opposite error, joining two people, is not
    covered: it makes estimates too low.

    References
    ----------
    ding1994 (Survey Methodology 20(2), 149-158: the same error with two lists and a known rate).

    Examples
    --------
    >>> import numpy as np
    >>> from tocsin.methods.hidden.loglinear import FixedRule
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[6400, 6400, 6400, 1600, 1600, 1600, 400])
    >>> found = simulate_missed_links(table, FixedRule(), rng=np.random.default_rng(1))
    >>> [round(float(missed.quantile(0.5)) / 50_000, 2) for missed in found]
    [1.0, 0.98, 0.95, 0.9]
    """
    check_count("draws", draws, least=2)
    for share in shares:
        check_inside("a share of missed links", share, low=0.0, high=1.0, closed_low=True)
    return tuple(_try_tables(table, rule, share=share, draws=draws if share > 0 else 1, rng=rng) for share in shares)


def _try_tables(
    table: CaptureTable, rule: EstimateRule, *, share: float, draws: int, rng: np.random.Generator
) -> MissedLinks:
    counts = table.full()[1].astype(np.int64)
    joined = [counts.copy() for _ in range(draws)]
    q = 1 - float(np.sqrt(1 - share))
    possible = [one for one in joined if share == 0 or _join_again(one, lists=len(table.lists), q=q, rng=rng)]
    if not possible:
        return MissedLinks(share, np.empty(0), 0, draws)
    values = rule.estimate_many(table, counts=np.array(possible, dtype=np.float64))
    known = np.isfinite(values)
    return MissedLinks(share, values[known], int((~known).sum()), draws - len(possible))


def _join_again(counts: Counts, *, lists: int, q: float, rng: np.random.Generator) -> bool:
    """Join people again that were taken apart; false if more would be joined than there are. Code k stands at k - 1."""
    codes = np.arange(1, 2**lists)
    for code in sorted(codes.tolist(), key=lambda c: (-c.bit_count(), c)):
        size = code.bit_count()
        if size < 2:
            break
        whole = (1 - q) ** size
        missed = int(rng.negative_binomial(counts[code - 1], whole)) if counts[code - 1] else 0
        if missed:
            counts[code - 1] += missed
            _take_pieces(counts, code, q=q, missed=missed, rng=rng)
            if counts.min() < 0:
                return False
    return True


def _take_pieces(counts: Counts, code: int, *, q: float, missed: int, rng: np.random.Generator) -> None:
    """Take back what people of one pattern left behind: the part that was linked, and each unlinkable record alone."""
    on = [bit for bit in range(code.bit_length()) if code >> bit & 1]
    ways = [kept for size in range(len(on)) for kept in combinations(on, size)]
    chances = np.array([(1 - q) ** len(kept) * q ** (len(on) - len(kept)) for kept in ways])
    for kept, number in zip(ways, rng.multinomial(missed, chances / chances.sum()).tolist(), strict=True):
        linked = sum(1 << bit for bit in kept)
        if linked:
            counts[linked - 1] -= number
        for bit in set(on) - set(kept):
            counts[(1 << bit) - 1] -= number
