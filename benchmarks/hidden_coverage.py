"""How often do the intervals from overlapping lists hold a total that is known, because the lists were simulated from it?

Takes the seconds to spend as its only argument, 30 if not given; the manual states a long run.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # cases are read as plain YAML

import numpy as np
import yaml

from tocsin.methods.hidden.bootstrap import EstimateRule, bootstrap_bca
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.latent import simulate_classes
from tocsin.methods.hidden.loglinear import FixedRule, LogLinearFit
from tocsin.methods.hidden.search import BicRule, search_models
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.table import CaptureTable, list_patterns
from tocsin.terms.errors import MethodError

CASE = Path(__file__).parent.parent / "tests" / "golden" / "uk_lists" / "case.yaml"
LEVELS = (0.8, 0.9, 0.95)
REPLICATES = 500
LATENT_STEPS = 1_500
SEED = 20131124

Ends = dict[float, tuple[float, float]]
Interval = Callable[[CaptureTable, np.random.Generator], Ends]


@dataclass
class Tally:
    """What happened to the intervals of one method."""

    held: dict[float, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    below: int = 0  # intervals at the highest level that end below the total
    widths: list[float] = field(default_factory=list)
    failed: int = 0
    count: int = 0

    def add(self, ends: Ends | None, *, total: int) -> None:
        """Count one simulated table."""
        self.count += 1
        if ends is None:
            self.failed += 1
            return
        for level, (low, high) in ends.items():
            self.held[level] += low <= total <= high
        self.below += ends[LEVELS[-1]][1] < total
        self.widths.append(ends[0.9][1] / ends[0.9][0])


def read_table() -> CaptureTable:
    """Read the United Kingdom's five lists from the golden case."""
    inputs: dict[str, Any] = yaml.safe_load(CASE.read_text(encoding="utf-8"))["inputs"]
    patterns = [[name in key.split("+") for name in inputs["lists"]] for key in inputs["counts"]]
    six = CaptureTable.from_patterns(inputs["lists"], patterns, counts=list(inputs["counts"].values()))
    return six.merged(*inputs["merge"])


def simulate_tables(fit: LogLinearFit, *, lists: tuple[str, ...], rng: np.random.Generator) -> Iterator[CaptureTable]:
    """Draw tables of as many cases as the model estimates, each falling into a pattern, or on no list, by its probability."""
    shares = np.concatenate([[fit.unseen], fit.means]) / fit.estimate
    while True:
        counts = rng.multinomial(round(fit.estimate), shares)[1:]
        yield CaptureTable.from_patterns(lists, list_patterns(len(lists)), counts=counts)


def by_bootstrap(rule: EstimateRule) -> Interval:
    """Find the intervals of a rule by resampling."""

    def find(table: CaptureTable, rng: np.random.Generator) -> Ends:
        result = bootstrap_bca(table, rule, replicates=REPLICATES, rng=rng)
        limits = {level: result.limits(level) for level in LEVELS}
        return {level: (found.low, found.high) for level, found in limits.items()}

    return find


def by_graphs(table: CaptureTable, _rng: np.random.Generator) -> Ends:
    """Find the intervals of the average over decomposable graphs."""
    result = average_graphs(table)
    return {level: tuple(result.quantile([(1 - level) / 2, (1 + level) / 2]).tolist()) for level in LEVELS}


def by_latent(table: CaptureTable, rng: np.random.Generator) -> Ends:
    """Find the intervals of latent classes."""
    result = simulate_classes(table, rng=rng, chains=2, steps=LATENT_STEPS, warm_up=LATENT_STEPS // 3)
    return {level: tuple(result.quantile([(1 - level) / 2, (1 + level) / 2]).tolist()) for level in LEVELS}


METHODS: dict[str, Interval] = {
    "main effects": by_bootstrap(FixedRule()),
    "stepwise": by_bootstrap(StepwiseRule()),
    "best by BIC": by_bootstrap(BicRule()),
    "graphs": by_graphs,
    "latent classes": by_latent,
}


def tally_coverage(fit: LogLinearFit, *, lists: tuple[str, ...], seconds: float) -> dict[str, Tally]:
    """Simulate tables until the time is up, and apply every method to each."""
    rng = np.random.default_rng(SEED)
    tallies = {name: Tally() for name in METHODS}
    end = time.perf_counter() + seconds
    for table in simulate_tables(fit, lists=lists, rng=rng):
        for name, find in METHODS.items():
            try:
                ends: Ends | None = find(table, rng)
            except MethodError:
                ends = None
            tallies[name].add(ends, total=round(fit.estimate))
        if time.perf_counter() > end:
            break
    return tallies


def report(what: str, tallies: dict[str, Tally]) -> None:
    """Print the share of intervals that hold the total, with its error."""
    print(what)
    for name, tally in tallies.items():
        shares = [tally.held[level] / tally.count for level in LEVELS]
        errors = [100 * np.sqrt(max(share * (1 - share), 0.25 / tally.count) / tally.count) for share in shares]
        words = ", ".join(
            f"{level:.0%}: {share:.1%} (error {error:.1f} points)"
            for level, share, error in zip(LEVELS, shares, errors, strict=True)
        )
        print(
            f"  {name}: {words}; 95 % interval wholly below: {tally.below / tally.count:.1%}; "
            f"high over low at 90 %: {np.median(tally.widths) if tally.widths else np.nan:.2f}; failed {tally.failed}"
        )
    print(
        f"  {tally.count} tables, {REPLICATES} replicates each, latent classes with 2 chains of {LATENT_STEPS:,} steps"
    )


def run(seconds: float) -> bool:
    """Print the coverage of every method under two models fitted to the United Kingdom's lists."""
    table = read_table()
    fits = {"stepwise model": select_stepwise(table).fit, "best model by BIC": search_models(table).models[0]}
    for name, fit in fits.items():
        tallies = tally_coverage(fit, lists=table.lists, seconds=seconds / len(fits))
        report(f"simulated from the {name}, {fit.estimate:,.0f} in all", tallies)
    return True


if __name__ == "__main__":
    sys.exit(0 if run(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0) else 1)
