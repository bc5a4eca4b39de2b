"""What is a network here: nodes by number, ties between them, and nothing that does not belong to one?"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.network.errors import NetworkError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """N nodes, numbered from 0, and E ties, each once; ``weight`` is positive, and 1 throughout where it is not given."""

    nodes_count: int
    start: Ints  # (E,)
    end: Ints  # (E,)
    weight: Floats = field(default_factory=lambda: np.empty(0))  # (E,)
    is_directed: bool = False

    def __post_init__(self) -> None:
        start, end = np.asarray(self.start, dtype=np.int64), np.asarray(self.end, dtype=np.int64)
        weight = np.asarray(self.weight, dtype=np.float64)
        weight = np.ones(len(start)) if weight.size == 0 else weight
        _check_shapes(self.nodes_count, start=start, end=end, weight=weight)
        _check_ties(self.nodes_count, start=start, end=end, is_directed=self.is_directed)
        _check_weights(weight)
        for name, value in (("start", start), ("end", end), ("weight", weight)):
            object.__setattr__(self, name, value)

    @property
    def ties_count(self) -> int:
        """How many ties there are."""
        return len(self.start)

    @property
    def degree(self) -> Ints:
        """Ties at each node (N,), in either direction; a tie that runs both ways counts twice."""
        ends = np.concatenate([self.start, self.end])
        return np.bincount(ends, minlength=self.nodes_count).astype(np.int64)

    def tie_table(self) -> NDArray[np.bool_]:
        """Whether a tie runs from row to column (N, N); both ways in an undirected network."""
        tied = np.zeros((self.nodes_count, self.nodes_count), dtype=np.bool_)
        tied[self.start, self.end] = True
        return tied if self.is_directed else tied | tied.T

    def weight_table(self) -> Floats:
        """Weights of ties, both directions added (N, N): symmetric, 0 where there is none."""
        table = np.zeros((self.nodes_count, self.nodes_count))
        np.add.at(table, (self.start, self.end), self.weight)
        return table + table.T

    def undirected(self) -> "Network":
        """The same ties without direction; two that run opposite ways become one, with their weights added."""
        if not self.is_directed:
            return self
        low, high = np.minimum(self.start, self.end), np.maximum(self.start, self.end)
        pair, first = np.unique(low * self.nodes_count + high, return_inverse=True)
        weight = np.bincount(first, weights=self.weight, minlength=len(pair))
        return Network(self.nodes_count, pair // self.nodes_count, pair % self.nodes_count, weight.astype(np.float64))

    def without(self, nodes: Ints) -> "Network":
        """The same nodes, but no tie at any of those named."""
        gone = np.zeros(self.nodes_count, dtype=np.bool_)
        gone[nodes] = True
        kept = ~(gone[self.start] | gone[self.end])
        return Network(self.nodes_count, self.start[kept], self.end[kept], self.weight[kept], self.is_directed)


def _check_shapes(nodes_count: int, *, start: Ints, end: Ints, weight: Floats) -> None:
    if nodes_count < 2:
        raise NetworkError(
            f"the network has {nodes_count} node(s), so nobody can be tied to anybody. Give at least two nodes."
        )
    if start.ndim != 1 or start.shape != end.shape or start.shape != weight.shape:
        raise NetworkError(
            f"starts, ends and weights of ties have shapes {start.shape}, {end.shape} and {weight.shape}, so they cannot be "
            "those of the same ties. Give one of each per tie."
        )


def _check_ties(nodes_count: int, *, start: Ints, end: Ints, is_directed: bool) -> None:
    if not len(start):
        return
    outside = (np.minimum(start, end) < 0) | (np.maximum(start, end) >= nodes_count)
    if outside.any():
        tie = int(np.flatnonzero(outside)[0])
        raise NetworkError(
            f"tie {tie} runs from node {start[tie]} to node {end[tie]}, but nodes are numbered 0 to {nodes_count - 1}. "
            "Correct the tie or the number of nodes."
        )
    if (start == end).any():
        tie = int(np.flatnonzero(start == end)[0])
        raise NetworkError(
            f"tie {tie} joins node {start[tie]} to itself, which says nothing of who is tied to whom. Leave it out."
        )
    first, last = (start, end) if is_directed else (np.minimum(start, end), np.maximum(start, end))
    pair, count = np.unique(first * nodes_count + last, return_counts=True)
    if (count > 1).any():
        twice = int(pair[count > 1][0])
        raise NetworkError(
            f"nodes {twice // nodes_count} and {twice % nodes_count} are tied more than once, so the tie would count "
            "double. Merge such ties into one and add their weights."
        )


def _check_weights(weight: Floats) -> None:
    wrong = ~(np.isfinite(weight) & (weight > 0))
    if wrong.any():
        tie = int(np.flatnonzero(wrong)[0])
        raise NetworkError(
            f"tie {tie} has the weight {weight[tie]:g}, so it could not be told how strong it is. "
            "Give weights above 0, or leave out a tie that does not exist."
        )
