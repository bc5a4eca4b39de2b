"""How long does linking some thousands of events take, with an interval for every probability?"""

import sys
import time

import numpy as np

from tocsin.estimate.link_records import EventRows, LinkSettings
from tocsin.estimate.links import study_links

# No budget was set beforehand: Splink does the work, so nothing is said of other programs. The bound is twice what was measured.
EVENTS, DOUBLES, BOUND_SECONDS = 4_000, 600, 35.0


def invent_events() -> EventRows:
    """Events of two agencies over three years; each double has the same place and kind, and a date up to two days off."""
    rng = np.random.default_rng(1)
    rows = np.concatenate([np.arange(EVENTS), rng.choice(EVENTS, DOUBLES, replace=False)])
    agency = np.concatenate([rng.integers(0, 2, EVENTS), np.zeros(DOUBLES, dtype=int)])
    agency[EVENTS:] = 1 - agency[rows[EVENTS:]]
    day, place, kind = (
        rng.integers(0, 1_000, EVENTS)[rows],
        rng.integers(0, 30, EVENTS)[rows],
        rng.integers(0, 5, EVENTS)[rows],
    )
    day[EVENTS:] += rng.choice([0, 0, 1, -2], DOUBLES)
    amount = np.exp(rng.normal(3, 1.5, EVENTS)).round(1)[rows]
    amount[EVENTS:] *= np.where(rng.random(DOUBLES) < 0.6, 1.0, 1.08)
    return EventRows(
        key=tuple(f"E{number}" for number in range(len(rows))),
        agency=tuple(f"agency {one}" for one in agency),
        day=tuple(day.tolist()),
        place=tuple(f"Port {one * 7 + 11}" for one in place),
        kind=tuple(f"kind {one}" for one in kind),
        amount=tuple(amount.tolist()),
    )


def run() -> bool:
    """Print the figure beside its bound; say whether it is kept."""
    events = invent_events()
    start = time.perf_counter()
    study = study_links(events, settings=LinkSettings(), seed=1)
    seconds = time.perf_counter() - start
    kept = seconds <= BOUND_SECONDS
    print(
        f"{study.events_count:,} events, {study.pairs_at_most:,} pairs, 6 models: {seconds:.1f} s   "
        f"bound {BOUND_SECONDS:.0f} s   {'within' if kept else 'OVER'}   no peer"
    )
    return kept


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
