"""Which graphs on a few lists fall apart into cliques, so that a model on them has a closed form?"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_GRAPH_LISTS", "ChordalGraphs", "list_chordal_graphs"]

# 18,154 graphs on six lists take a second; the 617,675 on seven would take minutes and gigabytes.
MOST_GRAPH_LISTS = 6

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class ChordalGraphs:
    """All chordal graphs on L lists; a set of lists is a number whose bit i stands for list i.

    ``factors[g, s]`` is how often the marginal table of set s is multiplied into the probability of graph g: 1 for a clique,
    negative for a separator.
    """

    pairs: tuple[tuple[int, int], ...]
    edges: NDArray[np.bool_]  # (G, pairs)
    factors: NDArray[np.float64]  # (G, 2^L)


@lru_cache(maxsize=4)
def list_chordal_graphs(lists: int) -> ChordalGraphs:
    """List every chordal graph: taking away nodes whose neighbours are all joined must leave nothing.

    Each node v taken away multiplies the table of v with its neighbours and divides by that of the neighbours; where
    cliques share a separator the products cancel, so cliques and separators need not be searched for.
    """
    pairs = tuple(combinations(range(lists), 2))
    codes = np.arange(2 ** len(pairs))
    edges = (codes[:, None] >> np.arange(len(pairs))) & 1 == 1
    neighbours = np.zeros((len(codes), lists), dtype=np.int64)
    for place, (a, b) in enumerate(pairs):
        neighbours[:, a] |= edges[:, place].astype(np.int64) << b
        neighbours[:, b] |= edges[:, place].astype(np.int64) << a
    left = np.full(len(codes), 2**lists - 1)
    factors = np.zeros((len(codes), 2**lists))
    for _ in range(lists):
        _take_one(left, neighbours, factors=factors)
    chordal = left == 0
    return ChordalGraphs(pairs, edges[chordal], factors[chordal])


def _take_one(left: Integers, neighbours: Integers, *, factors: NDArray[np.float64]) -> None:
    """Take from every graph the first node that is left and whose remaining neighbours are all joined."""
    waiting = np.ones(len(left), dtype=bool)
    for node in range(neighbours.shape[1]):
        around = neighbours[:, node] & left
        fits = waiting & ((left >> node) & 1 == 1)
        for other in range(neighbours.shape[1]):
            missing = around & ~(1 << other) & ~neighbours[:, other]
            fits &= ((around >> other) & 1 == 0) | (missing == 0)
        rows = np.flatnonzero(fits)
        factors[rows, around[rows] | (1 << node)] += 1
        factors[rows, around[rows]] -= 1
        left[rows] &= ~(1 << node)
        waiting[rows] = False
