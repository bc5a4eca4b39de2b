"""Which network do rows of ties make, when the same tie is told of more than once, in more than one phase?"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.pseudonyms import assign_codes, list_namelike
from tocsin.methods.network.network import Network
from tocsin.terms.number_text import render_counted
from tocsin.terms.recipe import hash_content

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TieRows:
    """Rows as they were told: who, with whom, how strongly, how surely, when; empty where a column was not given."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    weight: tuple[float, ...] = ()
    confidence: tuple[float, ...] = ()  # probability that the tie exists, 0 to 1
    phase: tuple[str, ...] = ()

    def with_codes(self, *, seed: int) -> "TieRows":
        """The same rows with a code in place of every label."""
        codes = assign_codes((*self.start, *self.end), seed=seed)
        start, end = tuple(codes[label] for label in self.start), tuple(codes[label] for label in self.end)
        return TieRows(start, end, self.weight, self.confidence, self.phase)

    @property
    def content_hash(self) -> str:
        """Fingerprint of the rows, in whatever order they stand."""
        width = len(self.start)
        weight, confidence = self.weight or (1.0,) * width, self.confidence or (1.0,) * width
        phase = self.phase or ("",) * width
        return hash_content(sorted(zip(self.start, self.end, weight, confidence, phase, strict=True)))


@dataclass(frozen=True)
class SeenNetwork:
    """The network over all rows, that of each phase, over the same nodes, and what was done to the rows to make them."""

    labels: tuple[str, ...]
    network: Network
    confidence: Floats  # (E,)
    phases: tuple[str, ...]
    phase_networks: tuple[Network, ...]
    phase_confidence: tuple[Floats, ...]
    notes: tuple[str, ...]


def build_seen_network(rows: TieRows, *, is_directed: bool) -> SeenNetwork:
    """Number the nodes, leave out ties of a node to itself, and merge rows on one tie.

    Weights of merged rows are added. A tie told of in several rows is as sure as the surest of them, since rows are often
    copies of one report.
    """
    labels = tuple(sorted({*rows.start, *rows.end}, key=sort_naturally))
    number = {label: at for at, label in enumerate(labels)}
    start = np.array([number[label] for label in rows.start], dtype=np.int64)
    end = np.array([number[label] for label in rows.end], dtype=np.int64)
    weight = np.array(rows.weight) if rows.weight else np.ones(len(start))
    trust = np.array(rows.confidence) if rows.confidence else np.ones(len(start))
    proper = start != end
    notes = _note_namelike(labels) + _note_self_ties(int((~proper).sum()))
    whole, confidence = _merge(
        start[proper], end[proper], weight=weight[proper], trust=trust[proper], nodes_count=len(labels),
        is_directed=is_directed,
    )  # fmt: skip
    phases = tuple(sorted(set(rows.phase), key=sort_naturally))
    of_row = np.array(rows.phase) if rows.phase else np.full(len(start), "")
    by_phase = [
        _merge(
            start[chosen], end[chosen], weight=weight[chosen], trust=trust[chosen], nodes_count=len(labels),
            is_directed=is_directed,
        )
        for chosen in (proper & (of_row == phase) for phase in phases)
    ]  # fmt: skip
    merged = int(proper.sum()) - (sum(network.ties_count for network, _ in by_phase) if phases else whole.ties_count)
    notes += _note_merged(merged)
    return SeenNetwork(labels, whole, confidence, phases, tuple(network for network, _ in by_phase),
                       tuple(trusted for _, trusted in by_phase), notes)  # fmt: skip


def sort_naturally(label: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts phase 2 before phase 10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", label) if part)


def _merge(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    *,
    weight: Floats,
    trust: Floats,
    nodes_count: int,
    is_directed: bool,
) -> tuple[Network, Floats]:
    first, last = (start, end) if is_directed else (np.minimum(start, end), np.maximum(start, end))
    pair, row = np.unique(first * nodes_count + last, return_inverse=True)
    total = np.zeros(len(pair))
    np.add.at(total, row, weight)
    surest = np.zeros(len(pair))
    np.maximum.at(surest, row, trust)
    return Network(nodes_count, pair // nodes_count, pair % nodes_count, total, is_directed), surest


def _note_namelike(labels: tuple[str, ...]) -> tuple[str, ...]:
    found = list_namelike(labels)
    if not found:
        return ()
    return (
        f"{len(found)} of {len(labels)} labels look like names of persons. A study of a network names no persons: run it "
        "again with --pseudonyms, which puts codes in their place, or replace them in the table. If they are public names "
        "of groups, leave them.",
    )


def _note_self_ties(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (
        f"{render_counted(count, 'row')} {'ties' if count == 1 else 'tie'} a node to itself and {_were(count)} left out: "
        "that says nothing of who is tied to whom. "
        "Check that they are not slips for another node.",
    )


def _note_merged(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (
        f"{render_counted(count, 'row')} {'repeats' if count == 1 else 'repeat'} a tie that another row gives and {_were(count)} "
        "merged with it: "
        "weights were added, and the "
        "surest row decides how sure the tie is. Give each tie once if these are copies of one report.",
    )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
