"""How often does each alternative take each place, over many draws of their totals?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.score.aggregate import Floats, ScoreShapeError, ScoreValueError

# Draws per block: 51 alternatives then stay in a processor's second-level cache.
BLOCK = 4096
# Totals nearer than this, relative to their size, differ by rounding alone: they are tied.
TIE_TOLERANCE = 1e-12
# Slack for comparing sums of shares with a probability, so that 0.05 summed from pieces still counts as 0.05.
_SHARE_SLACK = 1e-9


class RankLevelError(ScoreValueError):
    """A level or a number of places lies outside what a ranking can answer."""


@dataclass(frozen=True)
class RankResult:
    """Ranks as distributions: A alternatives, place 1 is the highest total; every array has its standard error beside it."""

    rank_acceptability: Floats  # (A, A): share of draws in which alternative i takes place r + 1
    rank_acceptability_error: Floats
    top_acceptability: Floats  # (A, A): share of draws in which alternative i is among the first r + 1
    top_acceptability_error: Floats
    expected_rank: Floats  # (A,): mean place, 1 to A
    expected_rank_error: Floats
    pairwise: Floats  # (A, A): share of draws in which i is above j, ties counted half; 0.5 on the diagonal
    pairwise_error: Floats
    draws: int
    randomisations: int

    def rank_interval(self, level: float = 0.9) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Lowest and highest place (A,) between which each alternative stays at this level, equal tails cut off."""
        if not 0 < level < 1:
            raise RankLevelError(
                f"the level of a rank interval is {level}, which leaves nothing inside or nothing outside. "
                "Give a share between 0 and 1, such as 0.9."
            )
        tail = (1 - level) / 2
        best = (self.top_acceptability > tail + _SHARE_SLACK).argmax(axis=1) + 1
        last = (self.top_acceptability >= 1 - tail - _SHARE_SLACK).argmax(axis=1) + 1
        return best.astype(np.int64), np.maximum(best, last).astype(np.int64)

    def top(self, places: int) -> tuple[Floats, Floats]:
        """Share of draws (A,) in which each alternative is among the first `places`, and its standard error."""
        if not 1 <= places <= len(self.expected_rank):
            raise RankLevelError(
                f"asked for the first {places} of {len(self.expected_rank)} alternatives, which is no choice. "
                f"Give a number of places from 1 to {len(self.expected_rank)}."
            )
        return self.top_acceptability[:, places - 1], self.top_acceptability_error[:, places - 1]


def rank_totals(totals: ArrayLike, *, randomisations: int = 1) -> RankResult:
    """Distribution of the place of each alternative over draws of its total.

    Parameters
    ----------
    totals : array, shape (D, A)
        Total of each of A alternatives in each of D draws, higher is better; finite.
    randomisations : int
        Independent randomisations that the draws fall into, as equal consecutive runs; 1 means independent draws.

    Returns
    -------
    RankResult
        Shares of draws per place (A, A), among the first m (A, A), mean places (A,), pairwise wins (A, A), each with its
        standard error.

    Raises
    ------
    ScoreShapeError
        If the totals are not a table of at least 2 draws, or do not fall into equal randomisations.
    ScoreValueError
        If a total is missing or infinite.

    Notes
    -----
    Tied alternatives share the places that they fill: two tied for the first place have half of place 1 and half of
    place 2 each. Totals closer than 1e-12 of their size are tied, since they differ by rounding alone. With one
    randomisation the errors are those of independent draws; with more, of the spread between the randomisations.
    An event never seen has error 0; with D independent draws its true share may still be up to about 3 / D.

    References
    ----------
    lahdelma2001 (Operations Research 49(3), 444-454: rank acceptability).

    Examples
    --------
    >>> ranks = rank_totals([[3.0, 2.0, 2.0], [1.0, 2.0, 0.0]])
    >>> ranks.rank_acceptability.tolist()
    [[0.5, 0.5, 0.0], [0.5, 0.25, 0.25], [0.0, 0.25, 0.75]]
    >>> ranks.expected_rank.tolist()
    [1.5, 1.75, 2.75]
    """
    table = np.asarray(totals, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ScoreShapeError(
            f"totals have shape {table.shape}; expected (draws, alternatives) with at least one of each."
        )
    per_run = check_randomisations(len(table), randomisations=randomisations)
    tally = RankTally(table.shape[1], randomisations=randomisations)
    for run in range(randomisations):
        for start, end in list_blocks(run * per_run, (run + 1) * per_run):
            block = table[start:end]
            if not np.isfinite(block).all():
                raise ScoreValueError(
                    f"a total between draws {start} and {end - 1} is missing or infinite, so its alternative has no place. "
                    "Find the input that has no value in that draw; give unknowns as draws over their whole range."
                )
            tally.add(np.ascontiguousarray(block.T))
        tally.close_run()
    return tally.summarise()


def check_randomisations(draws: int, *, randomisations: int) -> int:
    """Draws per randomisation, or a refusal if they cannot be equal runs or show no spread."""
    if randomisations < 1 or draws % randomisations or draws < 2:
        raise ScoreShapeError(
            f"{draws} draws do not fall into {randomisations} equal randomisations with at least 2 draws in all, so no "
            "numerical error could be given. Pass the number of randomisations that the draws were made with."
        )
    return draws // randomisations


def list_blocks(start: int, end: int) -> list[tuple[int, int]]:
    """Consecutive stretches of at most BLOCK draws."""
    return [(at, min(at + BLOCK, end)) for at in range(start, end, BLOCK)]


class RankTally:
    """Counts of places and pairwise wins, block by block and randomisation by randomisation."""

    def __init__(self, alternatives: int, *, randomisations: int) -> None:
        self._size = alternatives
        self._randomisations = randomisations
        self._draws = 0
        self._runs = Spread()
        self._open_run()

    def add(self, totals: Floats) -> Floats:
        """Count one block of totals (A, B); return the share (A, B) of the first place that each alternative holds."""
        totals, has_ties = _level_ties(totals)
        above, tied = self._compare(totals, has_ties=has_ties)
        self._run_draws += totals.shape[1]
        self._count_places(above, tied)
        first = (above == 0).astype(np.float64)
        shared: Floats = first if tied is None else first / (tied + 1.0)
        return shared

    def close_run(self) -> None:
        """End one randomisation: its shares become one observation of the spread between randomisations."""
        self._draws += self._run_draws
        self._runs.add(self._pack(self._places, self._pairs) / self._run_draws)
        if self._randomisations > 1:
            self._open_run()

    def summarise(self) -> RankResult:
        """Shares and their standard errors over all randomisations."""
        mean = self._runs.mean
        if self._randomisations > 1:
            error = self._runs.error()
        else:
            squares = self._pack(self._place_squares, self._pair_squares, increments=self._top_increments) / self._draws
            error = np.sqrt(np.maximum(squares - mean**2, 0.0) / (self._draws - 1))
        shares, tops, ranks, pairs = self._unpack(mean)
        share_errors, top_errors, rank_errors, pair_errors = self._unpack(error)
        if self._randomisations == 1:
            rank_errors = self._rank_errors(ranks)
        np.fill_diagonal(pairs, 0.5)
        np.fill_diagonal(pair_errors, 0.0)
        return RankResult(
            shares, share_errors, tops, top_errors, ranks, rank_errors, pairs, pair_errors,
            draws=self._draws, randomisations=self._randomisations,
        )  # fmt: skip

    def _open_run(self) -> None:
        size = self._size
        self._run_draws = 0
        self._places, self._place_squares, self._top_increments = (np.zeros((size, size)) for _ in range(3))
        self._pairs, self._pair_squares = np.zeros((size, size)), np.zeros((size, size))
        self._rank_squares = np.zeros(size)

    def _compare(self, totals: Floats, *, has_ties: bool) -> tuple[NDArray[np.uint16], NDArray[np.uint16] | None]:
        """Number of alternatives above, and tied with, each alternative in each draw; adds to the pairwise wins."""
        kind = np.uint8 if self._size <= 255 else np.uint16
        above = np.zeros(totals.shape, dtype=kind)
        tied = np.zeros(totals.shape, dtype=kind) if has_ties else None
        draws = totals.shape[1]
        for i in range(self._size - 1):
            wins = totals[i] > totals[i + 1 :]
            above[i + 1 :] += wins
            losses_possible = self._size - 1 - i
            above[i] += (losses_possible - wins.sum(axis=0, dtype=kind)).astype(kind, copy=False)
            won = _count_rows(wins)
            drawn = np.zeros_like(won)
            if tied is not None:
                level = totals[i] == totals[i + 1 :]
                tied[i + 1 :] += level
                level_count = level.sum(axis=0, dtype=kind)
                tied[i] += level_count
                above[i] -= level_count
                drawn = _count_rows(level)
            lost = draws - won - drawn
            self._pairs[i, i + 1 :] += won + drawn / 2
            self._pairs[i + 1 :, i] += lost + drawn / 2
            self._pair_squares[i, i + 1 :] += won + drawn / 4
            self._pair_squares[i + 1 :, i] += lost + drawn / 4
        return above, tied

    def _count_places(self, above: NDArray[np.uint16], tied: NDArray[np.uint16] | None) -> None:
        size = self._size
        codes = above + (np.arange(size) * size)[:, None]
        for extra in [0] if tied is None else np.unique(tied).tolist():
            chosen = codes.ravel() if tied is None else codes[tied == extra]
            counts = np.bincount(chosen, minlength=size * size).reshape(size, size).astype(np.float64)
            self._rank_squares += counts @ (np.arange(size) + extra / 2 + 1) ** 2
            shared = extra + 1
            for offset in range(shared):
                part = counts[:, : size - offset]
                self._places[:, offset:] += part / shared
                self._place_squares[:, offset:] += part / shared**2
                self._top_increments[:, offset:] += part * (2 * offset + 1) / shared**2

    def _pack(self, places: Floats, pairs: Floats, *, increments: Floats | None = None) -> Floats:
        tops = np.cumsum(places if increments is None else increments, axis=1)
        ranks = places @ np.arange(1.0, self._size + 1)
        return np.concatenate([places.ravel(), tops.ravel(), ranks, pairs.ravel()])

    def _unpack(self, packed: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        size, square = self._size, self._size**2
        places, tops, ranks, pairs = np.split(packed, [square, 2 * square, 2 * square + size])
        return places.reshape(size, size), tops.reshape(size, size), ranks, pairs.reshape(size, size).copy()

    def _rank_errors(self, ranks: Floats) -> Floats:
        spread = self._rank_squares / self._draws - ranks**2
        result: Floats = np.sqrt(np.maximum(spread, 0.0) / (self._draws - 1))
        return result


class Spread:
    """Running mean of arrays, one per randomisation, and the standard error of that mean (Welford's recurrence)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Floats = np.zeros(1)
        self._scatter: Floats = np.zeros(1)

    def add(self, observation: Floats) -> None:
        """Take in the array of one more randomisation."""
        self.count += 1
        step = observation - self.mean
        self.mean = self.mean + step / self.count
        self._scatter = self._scatter + step * (observation - self.mean)

    def error(self) -> Floats:
        """Standard error of the mean; needs at least two randomisations."""
        result: Floats = np.sqrt(self._scatter / (self.count - 1) / self.count)
        return result


def _find_level(ordered: Floats) -> NDArray[np.bool_]:
    """Neighbours (A - 1, B) in ascending totals (A, B) that differ by no more than rounding."""
    size = np.maximum(np.abs(ordered[1:]), np.abs(ordered[:-1]))
    rounding = 4 * np.finfo(np.float64).eps * size.max(axis=0, initial=0.0)
    result: NDArray[np.bool_] = np.diff(ordered, axis=0) <= TIE_TOLERANCE * size + rounding
    return result


def _level_ties(totals: Floats) -> tuple[Floats, bool]:
    """Totals with those that differ by rounding alone made equal, and whether there are any."""
    ordered = np.sort(totals, axis=0)
    reach = np.maximum(np.abs(ordered[0]), np.abs(ordered[-1])) * (2 * TIE_TOLERANCE)
    suspects = np.flatnonzero((np.diff(ordered, axis=0) <= reach).any(axis=0))
    if not len(suspects):
        return totals, False
    columns = totals[:, suspects]
    places = np.argsort(columns, axis=0, kind="stable")
    ordered = np.take_along_axis(columns, places, axis=0)
    level = _find_level(ordered)
    for row in range(1, len(ordered)):
        ordered[row] = np.where(level[row - 1], ordered[row - 1], ordered[row])
    np.put_along_axis(columns, places, ordered, axis=0)
    levelled = totals.copy()
    levelled[:, suspects] = columns
    return levelled, bool(level.any())


def _count_rows(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """True marks per row; eight at a time where the row length allows, which is several times faster than a sum."""
    parts = marks if marks.shape[1] % 8 else np.bitwise_count(marks.view(np.uint64))
    result: NDArray[np.int64] = parts.sum(axis=1, dtype=np.int64)
    return result
