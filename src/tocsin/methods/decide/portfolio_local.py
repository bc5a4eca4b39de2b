"""Which whole choice lies near a point where measures are taken in part, and can exchanging two measures better it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_harm import find_left
from tocsin.methods.decide.portfolio_problem import Floats, Limit

Allows = Callable[[NDArray[np.bool_]], bool]

# Exchanges that are tried out of the allowed ones that promise most, and how often.
_TRIED = 12
_MOST_STEPS = 15
_PASSES = 3


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """Limits as one table, to see at once which exchanges keep them."""

    coefficients: Floats
    low: Floats
    high: Floats

    @staticmethod
    def of(limits: Sequence[Limit], *, measures: int) -> "Neighbourhood":
        """Put limits into one table."""
        coefficients = np.array([limit.coefficients for limit in limits]).reshape(len(limits), measures)
        slack = 1e-9 * np.maximum(1.0, np.abs(coefficients).sum(axis=1))
        low, high = (np.array([getattr(limit, end) for limit in limits], dtype=np.float64) for end in ("low", "high"))
        return Neighbourhood(coefficients, low - slack, high + slack)

    def round_down(self, point: Floats) -> NDArray[np.bool_]:
        """Take measures in the order of their part, as long as no limit is passed."""
        chosen = np.zeros(len(point), dtype=np.bool_)
        used = np.zeros(len(self.high))
        for _ in range(_PASSES):
            before = int(chosen.sum())
            for place in np.argsort(-point, kind="stable"):
                more = used + self.coefficients[:, place]
                if not chosen[place] and point[place] > 1e-6 and (more <= self.high).all():
                    chosen[place], used = True, more
            if int(chosen.sum()) == before:
                break
        return chosen

    def list_moves(self, chosen: NDArray[np.bool_], gains: Floats) -> list[tuple[int, ...]]:
        """Exchanges, additions and removals that keep the limits, those that promise most first."""
        inside, outside = np.flatnonzero(chosen), np.flatnonzero(~chosen)
        used = self.coefficients[:, inside].sum(axis=1)
        moves = [(int(i),) for i in range(len(chosen))] + [(int(i), int(j)) for i in inside for j in outside]
        signs = np.where(chosen, -1.0, 1.0)
        changes = self.coefficients * signs
        first = np.array([move[0] for move in moves])
        second = np.array([move[-1] if len(move) == 2 else -1 for move in moves])
        padded = np.column_stack([changes, np.zeros(len(used))])
        after = used[:, None] + padded[:, first] + padded[:, second]
        keeps = ((after >= self.low[:, None]) & (after <= self.high[:, None])).all(axis=0)
        promised = np.append(gains * signs, 0.0)
        promise = promised[first] + promised[second]
        order = [place for place in np.argsort(-promise, kind="stable") if keeps[place] and promise[place] > 0]
        return [moves[place] for place in order]


def improve(
    chosen: NDArray[np.bool_], *, pool: CutPool, weights: Floats, near: Neighbourhood, allows: Allows
) -> NDArray[np.bool_]:
    """Better a choice by exchanges until none that promises most lessens the weighted harm left."""
    current, left = chosen, float((find_left(pool.model, chosen) @ weights).sum())
    for _ in range(_MOST_STEPS):
        known = pool.evaluate(current.astype(np.float64))
        gains = -np.einsum("k,tkm->m", weights, known.slopes)
        found, tried = None, 0
        for move in near.list_moves(current, gains):
            other = current.copy()
            other[list(move)] ^= True
            if not allows(other):
                continue
            less = float((find_left(pool.model, other) @ weights).sum())
            if less < left - 1e-12 * abs(left):
                found, left = other, less
            tried += 1
            if tried == _TRIED:
                break
        if found is None:
            return current
        current = found
    return current
