"""Between which places can a threat lie, when what is open is at its worst or its least?

The printed interval must not hide what ignorance could do: for the highest place a threat can take, its own scores are at
their worst while those of all others are at their least, and the other way round for the lowest. The scores come from
``ScoreReading.bounds`` for places, where all that is open moves, and from ``extremes`` for chances, where only what has
no evidence at all does. A place counts only if it is probable enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# An extreme place counts if it carries at least this probability: the tails of a 90 % interval.
TAIL = 0.05
_SLACK = 1e-9
_TIE = 1e-12


@dataclass(frozen=True)
class Extremes:
    """Places (A,) between which each threat can lie, and the chance (A,) to be among the first m at least and at most."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    shares_worst: Floats  # (A, A): share of draws with place r + 1, what is open at its worst for the threat
    shares_least: Floats  # (A, A): the same with it at its least

    def top(self, places: int) -> tuple[Floats, Floats]:
        """Least and most chance (A,) to be among the first places."""
        last = min(places, self.shares_worst.shape[1])
        return (
            np.clip(self.shares_least[:, :last].sum(axis=1), 0.0, 1.0),
            np.clip(self.shares_worst[:, :last].sum(axis=1), 0.0, 1.0),
        )


def find_extremes(*, least: Floats, worst: Floats) -> Extremes:
    """Extreme places from totals (D, A) at their least and at their worst."""
    size = worst.shape[1]
    at_worst, at_least = np.zeros((size, size)), np.zeros((size, size))
    for threat in range(size):
        others = np.arange(size) != threat
        at_worst[threat] = _shares(worst[:, threat], least[:, others])
        at_least[threat] = _shares(least[:, threat], worst[:, others])
    low = (np.cumsum(at_worst, axis=1) >= TAIL - _SLACK).argmax(axis=1) + 1
    high = (np.cumsum(at_least, axis=1) > 1 - TAIL + _SLACK).argmax(axis=1) + 1
    return Extremes(low, high, at_worst, at_least)


def _shares(own: Floats, others: Floats) -> Floats:
    """Share of draws in each place of one threat among others (D, A - 1); tied threats share their places."""
    tolerance = _TIE * np.maximum(np.abs(own), 1.0)
    above = (others > (own + tolerance)[:, None]).sum(axis=1)
    tied = (np.abs(others - own[:, None]) <= tolerance[:, None]).sum(axis=1)
    size = others.shape[1] + 1
    shares = np.zeros(size)
    for count in np.unique(tied):
        chosen = above[tied == count]
        places = np.bincount(chosen, minlength=size).astype(np.float64)
        for offset in range(count + 1):
            shares[offset:] += places[: size - offset] / (count + 1)
    result: Floats = shares / len(own)
    return result
