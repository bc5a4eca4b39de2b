"""What does a flow study take in: records of legs, what is known of each place, and distances?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions import Constant, Distribution, Triangular
from tocsin.methods.draws.intervals import lognormal_from_interval, quantile_fit

Floats = NDArray[np.float64]
Kind = Literal["production", "consumption", "seizures", "losses", "outflow", "inflow"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACCOUNT_SIGNS: dict[Kind, int] = {"production": 1, "consumption": -1, "seizures": -1, "losses": -1}
TOTAL_SIGNS: dict[Kind, int] = {"outflow": 1, "inflow": -1}
MARGIN_LEVEL = 0.90


@dataclass(frozen=True)
class LegRecord:
    """What was seen on the way from one place to another: an amount, in how many records."""

    sender: str
    receiver: str
    amount: float
    records: float = 1.0


@dataclass(frozen=True)
class Spread:
    """An uncertain amount: low, best (the median) and high bound a 90 % interval; equal ones are exact.

    With a low of 0 the three are read as least, most likely and greatest.
    """

    low: float
    high: float
    best: float | None = None

    @property
    def distribution(self) -> Distribution:
        """How the amount is spread."""
        if self.low == self.high:
            return Constant(value=self.low)
        if self.low == 0:
            return Triangular(low=0.0, mode=self.high / 2 if self.best is None else self.best, high=self.high)
        if self.best is None:
            return lognormal_from_interval(self.low, self.high, level=MARGIN_LEVEL)
        return quantile_fit(low=self.low, best=self.best, high=self.high, level=MARGIN_LEVEL)


@dataclass(frozen=True)
class Margin:
    """What is known of one place, as a spread."""

    node: str
    kind: Kind
    low: float
    high: float
    best: float | None = None

    @property
    def spread(self) -> Spread:
        """The amount alone."""
        return Spread(self.low, self.high, self.best)


@dataclass(frozen=True)
class Distance:
    """How far two places are apart, either way unless the other way is given too."""

    sender: str
    receiver: str
    km: float


@dataclass(frozen=True)
class SeenLegs:
    """Records gathered by pair: P places, amounts and counts (P, P), how many rows stayed within one place."""

    places: tuple[str, ...]
    amounts: Floats
    counts: Floats
    domestic_count: int

    @property
    def unseen_mean(self) -> float:
        """Mean amount of one record."""
        return float(self.amounts.sum() / self.counts.sum())


def gather_legs(records: Sequence[LegRecord], *, nodes: Sequence[str]) -> SeenLegs:
    """Add up records by pair of places; amounts that stay within a place say nothing of a route and are left out."""
    places = tuple(sorted({*nodes, *(r.sender for r in records), *(r.receiver for r in records)}))
    index = {place: number for number, place in enumerate(places)}
    amounts, counts = np.zeros((2, len(places), len(places)))
    moving = [record for record in records if record.sender != record.receiver and record.amount > 0]
    for record in moving:
        pair = index[record.sender], index[record.receiver]
        amounts[pair] += record.amount
        counts[pair] += record.records
    return SeenLegs(places, amounts, counts, sum(record.sender == record.receiver for record in records))


def gather_distances(distances: Sequence[Distance], *, places: Sequence[str]) -> Floats:
    """Give the distance (P, P) of each pair that is possible, NaN elsewhere; one way serves for both."""
    index = {place: number for number, place in enumerate(places)}
    known = [d for d in distances if d.sender in index and d.receiver in index and d.sender != d.receiver]
    table = np.full((len(places), len(places)), np.nan)
    for distance in known:
        table[index[distance.receiver], index[distance.sender]] = distance.km
    for distance in known:
        table[index[distance.sender], index[distance.receiver]] = distance.km
    return table


def draw_spreads(spreads: Sequence[Spread], *, draws: int, rng: np.random.Generator) -> Floats:
    """Draw every amount (D, K) by inverting its distribution, evenly spread over its probabilities."""
    strata = (np.arange(draws)[:, None] + rng.random((draws, len(spreads)))) / draws
    uniforms = rng.permuted(strata, axis=0)
    columns = [spread.distribution.quantile(uniforms[:, number]) for number, spread in enumerate(spreads)]
    return np.stack(columns, axis=1) if columns else np.empty((draws, 0))
