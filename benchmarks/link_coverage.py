"""How often do the intervals of linked events hold what was planted: how many doubles there are, and how many links are false?

Takes the seconds to spend as its only argument, 60 if not given; the manual states a long run.
"""

import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from tocsin.estimate.link_records import EventRows, LinkClaim, LinkSettings, LinkState
from tocsin.estimate.links import study_links

EVENTS, DOUBLES = 800, 150
SEED = 20240311
_FIRST = date(2020, 1, 1).toordinal()
# Chance that place and kind are wrong in the second report, apart; and that all goes wrong together, as with one careless clerk.
SLIPS = {"slips by themselves": (0.05, 0.0), "slips that come together": (0.02, 0.10)}


@dataclass(frozen=True)
class Outcome:
    """One simulated table: did the intervals hold, and how far off was the middle?"""

    holds_doubles: bool
    error_share: float
    holds_false: bool
    false_expected: float
    false_found: int
    likely: int


def invent_events(
    rng: np.random.Generator, *, slips: tuple[float, float]
) -> tuple[EventRows, frozenset[frozenset[str]]]:
    """Events of two agencies over three years, and the pairs that are one event."""
    day, place, kind = rng.integers(0, 1_000, EVENTS), rng.integers(0, 30, EVENTS), rng.integers(0, 5, EVENTS)
    amount, agency = np.exp(rng.normal(3, 1.5, EVENTS)).round(1), rng.integers(0, 2, EVENTS)
    twice = rng.choice(EVENTS, DOUBLES, replace=False)
    careless = rng.random(DOUBLES) < slips[1]
    wrong = (rng.random((2, DOUBLES)) < slips[0]) | (careless & (rng.random((2, DOUBLES)) < 0.5))
    late = np.where(careless, rng.integers(3, 15, DOUBLES), rng.choice([0, 0, 0, 1, -1, 2, -3], DOUBLES))
    is_rounded = careless | (rng.random(DOUBLES) < 0.4)
    factor = np.where(is_rounded, np.exp(rng.normal(0, 0.1, DOUBLES)), 1.0)
    keys = [f"E{number:04d}" for number in rng.permutation(EVENTS + DOUBLES)]
    events = EventRows(
        key=tuple(keys),
        agency=tuple(f"agency {one}" for one in [*agency, *(1 - agency[twice])]),
        day=tuple(int(one) + _FIRST for one in [*day, *(day[twice] + late)]),
        place=tuple(
            f"Port {one * 7 + 11}" for one in [*place, *np.where(wrong[0], rng.integers(0, 30, DOUBLES), place[twice])]
        ),
        kind=tuple(f"kind {one}" for one in [*kind, *np.where(wrong[1], rng.integers(0, 5, DOUBLES), kind[twice])]),
        amount=tuple(float(one) for one in [*amount, *(amount[twice] * factor).round(1)]),
    )
    return events, frozenset(frozenset((keys[first], keys[EVENTS + at])) for at, first in enumerate(twice.tolist()))


def try_tables(slips: tuple[float, float], *, seconds: float) -> Iterator[Outcome]:
    """Simulate and link tables until the time is up; tables without intervals are left out by being given as missed."""
    rng = np.random.default_rng(SEED)
    end = time.perf_counter() + seconds
    while True:
        events, planted = invent_events(rng, slips=slips)
        study = study_links(events, settings=LinkSettings(), seed=int(rng.integers(2**31)))
        yield judge(
            study.links, ends=(study.doubles.low, study.doubles.high), middle=study.doubles.value, planted=planted
        )
        if time.perf_counter() > end:
            return


def judge(
    links: tuple[LinkClaim, ...],
    *,
    ends: tuple[float | None, float | None],
    middle: float,
    planted: frozenset[frozenset[str]],
) -> Outcome:
    """Compare what the study says with what was planted; an interval that is not known holds nothing."""
    likely = [link for link in links if link.state is LinkState.LIKELY]
    false = sum(frozenset((link.left, link.right)) not in planted for link in likely)
    most, least = (math.fsum(1 - (getattr(link, name) or 0.0) for link in likely) for name in ("prob_low", "prob_high"))
    low, high = ends
    return Outcome(
        holds_doubles=low is not None and high is not None and low <= len(planted) <= high,
        error_share=middle / len(planted) - 1,
        holds_false=math.floor(least) <= false <= math.ceil(most),
        false_expected=math.fsum(1 - (link.prob or 0.0) for link in likely),
        false_found=false,
        likely=len(likely),
    )


def report(what: str, found: list[Outcome]) -> None:
    """Print the shares of intervals that held, with their errors."""
    count = len(found)
    shares = [sum(one.holds_doubles for one in found) / count, sum(one.holds_false for one in found) / count]
    errors = [100 * math.sqrt(max(share * (1 - share), 0.25 / count) / count) for share in shares]
    off = np.array([one.error_share for one in found])
    print(
        f"{what}: {count} tables of {EVENTS + DOUBLES:,} rows, {DOUBLES} doubles each\n"
        f"  90 % interval of the number of doubles held it: {shares[0]:.0%} (error {errors[0]:.0f} points); "
        f"the figure itself off by {100 * off.mean():+.1f} % on average, spread {100 * off.std():.1f} %\n"
        f"  false among likely links within what their limits add up to: {shares[1]:.0%} (error {errors[1]:.0f} points); "
        f"{sum(one.false_found for one in found)} found, {sum(one.false_expected for one in found):.0f} expected, "
        f"of {sum(one.likely for one in found):,} likely"
    )


def run(seconds: float) -> bool:
    """Print how often intervals held where slips are independent, and where they are not."""
    for what, slips in SLIPS.items():
        report(what, list(try_tables(slips, seconds=seconds / len(SLIPS))))
    return True


if __name__ == "__main__":
    sys.exit(0 if run(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0) else 1)
