"""How often do the intervals of balanced flows hold the flow that is known, because records and margins were simulated from it?

Takes the seconds to spend as its only argument, 30 if not given; the manual states a long run.
"""

import math
import sys
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.flow.errors import UnbalancedTotalsError
from tocsin.estimate.flow.inputs import Kind, LegRecord, Margin
from tocsin.estimate.flow.records import FlowStudy
from tocsin.estimate.flow.study import study_flows
from tocsin.terms.errors import MethodError

Floats = NDArray[np.float64]
PLACES = ("Avalon", "Brigadoon", "Camelot", "Dis", "Elysium", "Fiddler")
# Two places make, two pass on and two use up; true flows are drawn anew for every table.
LEGS = ((0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (2, 4), (2, 5), (3, 4), (3, 5))
DRAWS, SEED = 500, 20240507
NORMAL_90 = 1.6449


@dataclass(frozen=True)
class World:
    """How records and margins come about: log spreads of margins, sizes and of the share of each leg that is recorded."""

    name: str
    margin_spread: float = 0.15
    size_spread: float = 0.0
    watch_spread: float = 0.0
    records: float = 400.0
    by_totals: bool = False


WORLDS = (
    World("accounts, equal records"),
    World("accounts, surer margins", margin_spread=0.05),
    World("accounts, records of very different size", size_spread=1.0),
    World("accounts, legs watched unequally (by half and more)", watch_spread=0.5),
    World("totals, equal records", by_totals=True),
    World("totals, legs watched unequally (by half and more)", watch_spread=0.5, by_totals=True),
)


@dataclass
class Tally:
    """How many intervals there were, how many held the truth, and how many tables were refused."""

    legs: list[bool] = field(default_factory=list)
    places: list[bool] = field(default_factory=list)
    tables: int = 0
    unbalanced: int = 0
    failed: int = 0


def draw_truth(rng: np.random.Generator) -> Floats:
    """A flow along each leg that every place passes on in full, seizures apart, and that ends where it is used."""
    flow = np.zeros((len(PLACES), len(PLACES)))
    added = {0: rng.uniform(60, 140), 1: rng.uniform(60, 140)}
    for place in range(4):
        ways = [receiver for sender, receiver in LEGS if sender == place]
        leaving = added.get(place, 0.0) + 0.9 * flow[:, place].sum()  # a tenth of what passes is seized
        flow[place, ways] = leaving * rng.dirichlet(np.full(len(ways), 3.0))
    return flow


def state_margins(flow: Floats, *, world: World, rng: np.random.Generator) -> list[Margin]:
    """Margins with 90 % intervals that hold the truth in 90 % of tables."""
    entering, leaving = flow.sum(axis=0), flow.sum(axis=1)
    truth: list[tuple[int, Kind, float]] = (
        [(place, "outflow", leaving[place]) for place in range(4)]
        + [(place, "inflow", entering[place]) for place in range(2, 6)]
        if world.by_totals
        else [(place, "production", leaving[place]) for place in (0, 1)]
        + [(place, "seizures", entering[place] - leaving[place]) for place in (2, 3)]
        + [(place, "consumption", entering[place]) for place in (4, 5)]
    )
    margins = []
    for place, kind, amount in truth:
        best = amount * math.exp(rng.normal(0, world.margin_spread))
        reach = math.exp(NORMAL_90 * world.margin_spread)
        margins.append(Margin(PLACES[place], kind, best / reach, best * reach, best))
    return margins


def write_records(flow: Floats, *, world: World, rng: np.random.Generator) -> list[LegRecord]:
    """Records as a Poisson number in proportion to the flow, each of a random size."""
    share = world.records / flow.sum()
    records = []
    for sender, receiver in LEGS:
        count = int(rng.poisson(share * flow[sender, receiver] * math.exp(rng.normal(0, world.watch_spread))))
        amount = float(np.exp(rng.normal(0, world.size_spread, count)).sum())
        if count:
            records.append(LegRecord(PLACES[sender], PLACES[receiver], amount, count))
    return records


def tally_world(world: World, *, seconds: float) -> Tally:
    """Simulate tables until the time is up, and look which intervals hold."""
    rng, tally = np.random.default_rng(SEED), Tally()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        flow = draw_truth(rng)
        margins = state_margins(flow, world=world, rng=rng)
        records = write_records(flow, world=world, rng=rng)
        tally.tables += 1
        try:
            study = study_flows(records, margins=margins, unit="t", draws=DRAWS, seed=int(rng.integers(2**31)))
        except UnbalancedTotalsError:
            tally.unbalanced += 1
        except MethodError:
            tally.failed += 1
        else:
            _look(study, flow, tally)
    return tally


def _look(study: FlowStudy, flow: Floats, tally: Tally) -> None:
    at = {name: number for number, name in enumerate(PLACES)}
    for leg in study.legs:
        tally.legs.append(leg.amount.low <= flow[at[leg.sender], at[leg.receiver]] <= leg.amount.high)
    for node in study.nodes:
        if node.entering is not None:
            tally.places.append(node.entering.low <= flow[:, at[node.node]].sum() <= node.entering.high)


def report(world: World, tally: Tally) -> None:
    """Print the shares of intervals that held; errors are by table, since legs of one table hang together."""
    kept = max(tally.tables - tally.unbalanced - tally.failed, 1)
    legs, places = (sum(held) / max(len(held), 1) for held in (tally.legs, tally.places))
    error = 100 * math.sqrt(legs * (1 - legs) / kept)
    print(
        f"{world.name}: legs {legs:.1%} (error at most {error:.1f} points), what enters a place {places:.1%}; "
        f"{tally.tables} tables, {tally.unbalanced / tally.tables:.0%} refused as unbalanced, {tally.failed} failed"
    )


def run(seconds: float) -> bool:
    """Print, for every world, how often 90 % intervals of legs and places held."""
    for world in WORLDS:
        report(world, tally_world(world, seconds=seconds / len(WORLDS)))
    return True


if __name__ == "__main__":
    sys.exit(0 if run(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0) else 1)
