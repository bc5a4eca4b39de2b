"""Which legs can carry a flow, which places hang together, and how sure are the proportions that records give?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.flow.inputs import Floats, SeenLegs
from tocsin.methods.flow.gravity import Gravity, fit_gravity, smooth_counts

Flags = NDArray[np.bool_]

# A leg that is possible never falls under this share of a mean record, or chance in the draws would forbid it.
_LEAST_SHARE = 1e-6


@dataclass(frozen=True)
class LegDraws:
    """Proportions of P × P legs in D draws, and how those never seen were filled in."""

    cells: Floats  # (D, P, P)
    is_filled: Flags  # (P, P): possible by distance, but never seen
    gravity: Gravity | None
    prior_records: float  # how many records the prior stands for


def find_live_legs(possible: Flags, *, feeds: Flags, drains: Flags) -> Flags:
    """Keep the legs (P, P) that goods can reach from a place that feeds, and from which they can reach one that drains."""
    fed, drained = feeds.copy(), drains.copy()
    for _ in range(len(possible)):
        fed |= possible[fed].any(axis=0)
        drained |= possible[:, drained].any(axis=1)
    return np.asarray(possible & fed[:, None] & drained)


def find_parts(legs: Flags) -> NDArray[np.int64]:
    """Number the parts of a network (P,) that hang together, from 0; -1 for a place without legs."""
    linked = legs | legs.T
    part = np.full(len(legs), -1, dtype=np.int64)
    number = 0
    for start in np.flatnonzero(linked.any(axis=1)):
        if part[start] >= 0:
            continue
        reached = np.zeros(len(legs), dtype=np.bool_)
        reached[start] = True
        while (wider := reached | linked[reached].any(axis=0)).sum() > reached.sum():
            reached = wider
        part[reached] = number
        number += 1
    return part


def find_sides(legs: Flags) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the parts that hang together when sending and receiving are apart: one number per sender, one per receiver."""
    places = len(legs)
    both = np.zeros((2 * places, 2 * places), dtype=np.bool_)
    both[:places, places:] = legs
    part = find_parts(both)
    return part[:places], part[places:]


def draw_legs(
    seen: SeenLegs,
    *,
    distances: Floats | None,
    sending: Floats,
    receiving: Floats,
    draws: int,
    rng: np.random.Generator,
) -> LegDraws:
    """Draw how the legs share what moves: as unsure as so many records leave them, filled by distance where none was seen.

    ``sending`` and ``receiving`` (P,) are shares known otherwise, used for places of which no record tells.
    """
    counts, gravity, weight = seen.counts, None, 0.0
    if distances is not None:
        gravity = fit_gravity(seen.counts, distances)
        prior = _expect_by_size(seen, gravity.exponent, distances=distances, sending=sending, receiving=receiving)
        smoothed = smooth_counts(seen.counts, prior)
        counts, weight = smoothed.cells, smoothed.weight
    size = np.divide(seen.amounts, seen.counts, out=np.full(seen.counts.shape, seen.unseen_mean), where=seen.counts > 0)
    possible = counts > 0
    drawn = rng.gamma(counts[possible], size=(draws, int(possible.sum())))
    cells = np.zeros((draws, *counts.shape))
    cells[:, possible] = np.maximum(drawn, _LEAST_SHARE) * size[possible]
    return LegDraws(cells, possible & (seen.counts == 0), gravity, weight)


def _expect_by_size(
    seen: SeenLegs, exponent: float, *, distances: Floats, sending: Floats, receiving: Floats
) -> Floats:
    """Counts expected (P, P) by the sizes of places and the distance between them."""
    total = seen.counts.sum()
    rows, columns = seen.counts.sum(axis=1), seen.counts.sum(axis=0)
    rows = np.where(rows > 0, rows, total * sending)
    columns = np.where(columns > 0, columns, total * receiving)
    pull = np.exp(-exponent * (np.log(distances) - np.nanmean(np.log(distances))))
    return np.asarray(np.nan_to_num(rows[:, None] * columns * pull, nan=0.0))
