"""Events of two invented agencies, with doubles planted among them: the same event, told of with slips, by the other."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tocsin.estimate.link_records import EventRows

AGENCIES = ("customs", "police")
_FIRST = date(2020, 1, 1).toordinal()


@dataclass(frozen=True)
class Doubles:
    """Events, and the pairs of keys that are one event."""

    events: EventRows
    planted: frozenset[tuple[str, str]]


def invent_doubles(*, events: int = 900, doubles: int = 150, seed: int = 1) -> Doubles:
    """Draw events over three years; a double may be a few days off, and has 1 in 20 places and kinds wrong, and 2 in 5 amounts."""
    rng = np.random.default_rng(seed)
    day, place, kind = rng.integers(0, 1_000, events), rng.integers(0, 30, events), rng.integers(0, 5, events)
    amount = np.exp(rng.normal(3, 1.5, events)).round(1)
    agency = rng.integers(0, 2, events)
    twice = rng.choice(events, doubles, replace=False)
    slipped = rng.random((2, doubles)) < 0.05
    other_day = day[twice] + rng.choice([0, 0, 0, 1, -1, 2, -3], doubles)
    other_place = np.where(slipped[0], rng.integers(0, 30, doubles), place[twice])
    other_kind = np.where(slipped[1], rng.integers(0, 5, doubles), kind[twice])
    factor = np.where(rng.random(doubles) < 0.6, 1.0, np.exp(rng.normal(0, 0.1, doubles)))
    other_amount = (amount[twice] * factor).round(1)
    keys = [f"E{number:04d}" for number in rng.permutation(events + doubles)]
    pairs = [tuple(sorted((keys[first], keys[events + at]))) for at, first in enumerate(twice.tolist())]
    rows = EventRows(
        key=tuple(keys),
        agency=tuple(AGENCIES[one] for one in [*agency, *(1 - agency[twice])]),
        day=tuple(int(one) + _FIRST for one in [*day, *other_day]),
        place=tuple(f"Port {one * 7 + 11}" for one in [*place, *other_place]),
        kind=tuple(f"kind {one}" for one in [*kind, *other_kind]),
        amount=tuple(float(one) for one in [*amount, *other_amount]),
    )
    return Doubles(rows, frozenset((left, right) for left, right in pairs))


def write_events(path: Path, events: EventRows) -> Path:
    """Write events as the table that the command reads."""
    days = ["" if day is None else date.fromordinal(day).isoformat() for day in events.day]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "agency", "date", "place", "kind", "amount"])
        writer.writerows(zip(events.key, events.agency, days, events.place, events.kind, events.amount, strict=True))
    return path
