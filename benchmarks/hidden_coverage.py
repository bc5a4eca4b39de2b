"""How often do the intervals from overlapping lists hold a total that is known, because the lists were simulated from it?

Takes the seconds to spend, 30 if not given, and the names of methods parted by commas; the manual states long runs.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any  # cases are read as plain YAML

import numpy as np
import yaml

from tocsin.estimate.hidden.classes import find_widest_pair
from tocsin.methods.hidden.bootstrap import EstimateRule, bootstrap_bca
from tocsin.methods.hidden.cells import Floats
from tocsin.methods.hidden.chapman import estimate_chapman
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.latent import simulate_classes
from tocsin.methods.hidden.leave_out import leave_each_out
from tocsin.methods.hidden.linkage import simulate_missed_links
from tocsin.methods.hidden.loglinear import FixedRule, LogLinearFit
from tocsin.methods.hidden.search import BicRule, search_models
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.strata import estimate_strata
from tocsin.methods.hidden.table import CaptureTable, list_patterns
from tocsin.terms.errors import MethodError

CASE = Path(__file__).parent.parent / "tests" / "golden" / "uk_lists" / "case.yaml"
LEVELS = (0.8, 0.9, 0.95)
REPLICATES = 500
LATENT_STEPS = 8_000  # as a study runs them
SEED = 20131124
MISSED_SHARE = 0.05
STRATA_SHARES = (0.6, 0.4)
TILT = 0.25  # by which the log rates of a list differ from the mean of the strata, up in one and down in the other
_TABLES_PER_SECOND = 2

Ends = dict[float, tuple[float, float]]
Interval = Callable[[CaptureTable, np.random.Generator], Ends]


@dataclass(frozen=True)
class StrataTable:
    """Counts of two strata by pattern."""

    lists: tuple[str, ...]
    counts: Floats


@dataclass
class Tally:
    """What happened to the intervals of one method."""

    held: dict[float, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    below: int = 0  # intervals at the highest level that end below the total
    widths: list[float] = field(default_factory=list)
    failed: int = 0
    count: int = 0

    def add(self, ends: Ends | None, *, total: float) -> None:
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
    return take_quantiles(average_graphs(table).quantile)


def by_latent(table: CaptureTable, rng: np.random.Generator) -> Ends:
    """Find the intervals of latent classes, with the chains of the command line and its second try."""
    result = simulate_classes(table, rng=rng, steps=LATENT_STEPS, warm_up=LATENT_STEPS // 2)
    if not result.convergence.has_converged:
        result = simulate_classes(table, rng=rng, steps=LATENT_STEPS, warm_up=2 * LATENT_STEPS)
    return take_quantiles(result.quantile)


def by_pair(table: CaptureTable, _rng: np.random.Generator) -> Ends:
    """Find Chapman's intervals of the two lists that share most people."""
    pair = find_widest_pair(table)
    found = {level: estimate_chapman(table, lists=pair, level=level) for level in LEVELS}
    return {level: (one.low, one.high) for level, one in found.items()}


def by_leaving_out(table: CaptureTable, _rng: np.random.Generator) -> Ends:
    """Find the least and the greatest stepwise estimate without one list; it has no level."""
    left = leave_each_out(table, lambda rest: select_stepwise(rest).fit.estimate)
    values = [one.value for one in left if one.value is not None]
    return dict.fromkeys(LEVELS, (min(values), max(values)))


def take_quantiles(quantile: Callable[[list[float]], Floats]) -> Ends:
    """Take the ends of equal tails."""
    ends = {level: quantile([(1 - level) / 2, (1 + level) / 2]).tolist() for level in LEVELS}
    return {level: (low, high) for level, (low, high) in ends.items()}


METHODS: dict[str, Interval] = {
    "main effects": by_bootstrap(FixedRule()),
    "stepwise": by_bootstrap(StepwiseRule()),
    "best by BIC": by_bootstrap(BicRule()),
    "graphs": by_graphs,
    "latent classes": by_latent,
    "Chapman": by_pair,
    "leaving out": by_leaving_out,
}


def by_strata(table: StrataTable, _rng: np.random.Generator) -> dict[str, Ends]:
    """Find the intervals of strata fitted together, in all and of the first stratum, as a study does."""
    whole = CaptureTable.from_patterns(table.lists, list_patterns(len(table.lists)), counts=table.counts.sum(axis=0))
    terms = select_stepwise(whole).fit.terms
    found = {level: estimate_strata(table.counts, lists=table.lists, terms=terms, level=level) for level in LEVELS}
    return {
        "strata together, in all": {level: (one.joint.total_low, one.joint.total_high) for level, one in found.items()},
        "strata together, first": {
            level: (float(one.joint.low[0]), float(one.joint.high[0])) for level, one in found.items()
        },
        "strata alone, first": {
            level: (float(one.separate.low[0]), float(one.separate.high[0])) for level, one in found.items()
        },
    }


def tally_coverage(
    fit: LogLinearFit, *, lists: tuple[str, ...], names: Sequence[str], seconds: float
) -> dict[str, Tally]:
    """Simulate tables until the time is up, and apply every named method to each."""
    rng = np.random.default_rng(SEED)
    tallies = {name: Tally() for name in names if name in METHODS}
    end = time.perf_counter() + seconds
    for table in simulate_tables(fit, lists=lists, rng=rng):
        for name, tally in tallies.items():
            try:
                ends: Ends | None = METHODS[name](table, rng)
            except MethodError:
                ends = None
            tally.add(ends, total=round(fit.estimate))
        if time.perf_counter() > end or not tallies:
            break
    return tallies


def tally_strata(fit: LogLinearFit, *, lists: tuple[str, ...], tables: int) -> dict[str, Tally]:
    """Part the people of the model into two strata whose lists catch them unlike, and fit the strata together."""
    rng = np.random.default_rng(SEED)
    patterns = list_patterns(len(lists))
    tilts = [patterns @ (side * TILT * np.where(np.arange(len(lists)) % 2, -1, 1)) for side in (1, -1)]
    unseen = [share * fit.unseen for share in STRATA_SHARES]
    cells = [share * fit.means * np.exp(tilt) for share, tilt in zip(STRATA_SHARES, tilts, strict=True)]
    totals = [round(none + float(means.sum())) for none, means in zip(unseen, cells, strict=True)]
    truths = {
        "strata together, in all": sum(totals),
        "strata together, first": totals[0],
        "strata alone, first": totals[0],
    }
    tallies = {name: Tally() for name in truths}
    for _ in range(tables):
        drawn = [
            rng.multinomial(total, np.append(none, means) / (none + means.sum()))[1:]
            for total, none, means in zip(totals, unseen, cells, strict=True)
        ]
        try:
            found: dict[str, Ends] = by_strata(StrataTable(lists, np.array(drawn, dtype=np.float64)), rng)
        except MethodError:
            found = {}
        for name, tally in tallies.items():
            tally.add(found.get(name), total=truths[name])
    return tallies


def tally_links(fit: LogLinearFit, *, lists: tuple[str, ...], tables: int) -> dict[str, Tally]:
    """Lose links, and ask whether the interval for links found again holds what the whole table says, and the total."""
    rng = np.random.default_rng(SEED)
    tallies = {"missed links, the estimate of the whole table": Tally(), "missed links, the total": Tally()}
    for table in islice(simulate_tables(fit, lists=lists, rng=rng), tables):
        ends: Ends | None = None
        whole = np.nan
        try:
            broken = lose_links(table, share=MISSED_SHARE, rng=rng)
            rule = FixedRule(select_stepwise(broken).fit.terms)
            (found,) = simulate_missed_links(broken, rule, shares=[MISSED_SHARE], rng=rng)
            ends = take_quantiles(found.quantile)
            whole = float(rule.estimate_many(table, counts=table.full()[1][None])[0])
        except MethodError:
            ends = None
        for tally, truth in zip(tallies.values(), (whole, round(fit.estimate)), strict=True):
            tally.add(ends if np.isfinite(truth) else None, total=truth)
    return tallies


def lose_links(table: CaptureTable, *, share: float, rng: np.random.Generator) -> CaptureTable:
    """Take records off their people, so that the share of pairs of records of one person is no longer linked."""
    patterns, counts = table.full()
    people = np.repeat(patterns, counts.astype(np.int64), axis=0)
    kept = people & (rng.random(people.shape) < np.sqrt(1 - share))
    alone = np.eye(len(table.lists), dtype=bool)[np.nonzero(people & ~kept)[1]]
    return CaptureTable.from_people(table.lists, np.concatenate([kept[kept.any(axis=1)], alone]))


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
        print(f"    {tally.count} tables")


def run(seconds: float, names: Sequence[str]) -> bool:
    """Print the coverage of every named method under two models fitted to the United Kingdom's lists."""
    table = read_table()
    fits = {"stepwise model": select_stepwise(table).fit, "best model by BIC": search_models(table).models[0]}
    for name, fit in fits.items():
        tallies = tally_coverage(fit, lists=table.lists, names=names, seconds=seconds / len(fits))
        for asked, tally in (("strata", tally_strata), ("missed links", tally_links)):
            if asked in names:
                tallies |= tally(fit, lists=table.lists, tables=max(int(seconds * _TABLES_PER_SECOND), 20))
        report(f"simulated from the {name}, {fit.estimate:,.0f} in all", tallies)
    print(f"{REPLICATES} replicates each; latent classes with 8 chains of {LATENT_STEPS:,} steps")
    return True


if __name__ == "__main__":
    asked = sys.argv[2].split(",") if len(sys.argv) > 2 else [*METHODS, "strata", "missed links"]
    sys.exit(0 if run(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0, asked) else 1)
