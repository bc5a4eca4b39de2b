"""How many are there in all, when it is not known which lists depend on each other? Every decomposable answer, averaged."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from tocsin.methods.hidden.chordal import MOST_GRAPH_LISTS, ChordalGraphs, list_chordal_graphs
from tocsin.methods.hidden.errors import TooFewListsError, TooManyListsError
from tocsin.methods.hidden.settings import HiddenSettingError, check_inside
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["GraphShare", "GraphsResult", "average_graphs"]

Floats = NDArray[np.float64]
Prior = Literal["unseen", "all"]

_COARSE_RATIO = 1.01  # the first pass only finds where the probability lies and which graphs hold it
_FINE_POINTS = 20_000  # up to so many whole numbers are taken one by one, more are taken in steps
_NEGLIGIBLE = 32.0  # on the log scale: 1e-14 of the greatest
_CELLS = 4_000_000
_MOST_SHOWN = 10
_LIMIT_TIMES_SEEN = 100


@dataclass(frozen=True)
class GraphShare:
    """One graph: the pairs of lists that it joins, and its posterior probability."""

    pairs: tuple[tuple[str, str], ...]
    probability: float


@dataclass(frozen=True)
class GraphsResult:
    """Posterior of the total, averaged over graphs; ``cumulative[i]`` is the probability of at most ``totals[i]``."""

    totals: Floats
    cumulative: Floats
    graphs: tuple[GraphShare, ...]  # the most probable ones, best first
    joined: Floats  # (L, L): probability that two lists depend on each other directly; 1 on the diagonal
    graph_count: int
    complete: float  # probability of the graph that joins all lists, under which the total rests on the prior alone
    near_limit: float  # probability of more than half of the greatest number of unseen that was allowed

    def quantile(self, shares: ArrayLike) -> Floats:
        """Totals below which the given shares of the posterior lie."""
        wanted = np.asarray(shares, dtype=np.float64)
        places = np.clip(np.searchsorted(self.cumulative, wanted * (1 - 1e-12)), 0, len(self.totals) - 1)
        before = np.maximum(places - 1, 0)
        step, mass = self.totals[places] - self.totals[before], self.cumulative[places] - self.cumulative[before]
        short = np.divide(self.cumulative[places] - wanted, mass, out=np.zeros(wanted.shape), where=mass > 0)
        return np.asarray(np.maximum(self.totals[places] - np.floor(np.clip(short, 0, 1) * step), self.totals[0]))


def average_graphs(
    table: CaptureTable, *, delta: float | None = None, prior: Prior = "unseen", most_unseen: int | None = None
) -> GraphsResult:
    """Posterior of the number of people, averaged over all decomposable graphs of dependence between lists.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of 3 to 6 lists.
    delta : float, optional
        Prior weight of each of the 2^L cells, in people, above 0; 2^-L if not given, one person in all.
    prior : {"unseen", "all"}
        Of what the prior is the inverse: of the number unseen (from 1), or of the number of all (unseen from 0).
    most_unseen : int, optional
        The greatest number of unseen that is thought possible, at least 2; 100 times those seen if not given.

    Returns
    -------
    GraphsResult
        Totals (people, seen and unseen; G values) with their cumulative probabilities (0 to 1), the ten most probable graphs,
        the probability that each pair of lists is joined (L, L; 0 to 1), the number of graphs, the probability
        of the ``complete`` one (0 to 1): where it is not small, the total rests on the prior; and ``near_limit`` (0 to 1):
        where it is not small, the interval rests on ``most_unseen``.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    TooManyListsError
        If there are more than 6 lists.
    HiddenSettingError
        If ``delta`` is not above 0, ``most_unseen`` is below 2, or the prior is not known.

    Notes
    -----
    All people are alike but for chance and the dependence between lists; all graphs are equally likely beforehand. With a
    hyper-Dirichlet prior the probability of the counts under a graph is the product over its cliques, divided by that over
    its separators, of D(S) = Γ(a) / Γ(a + N) ∏ Γ(a_c + n_c) / Γ(a_c), c running over the cells of the marginal table of S,
    a_c = 2^(L - |S|) ``delta`` and a their sum. It is times N! / (N - n)!, which the patterns share. The posterior of the
    number unseen is summed over every whole number where it is not negligible, or by the trapezoid rule in steps of under a
    thousandth where that would be more than 20,000 numbers; graphs below 1e-14 of the best are left out there.

    References
    ----------
    madigan1997 (Biometrika 84(1), 19-31, section 3); dawid1993 (hyper-Dirichlet laws).

    Examples
    --------
    >>> table = CaptureTable.from_patterns(
    ...     ["a", "b", "c"],
    ...     [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]],
    ...     counts=[60, 49, 42, 16, 12, 13, 4],
    ... )
    >>> average_graphs(table).quantile([0.05, 0.5, 0.95]).tolist()
    [313.0, 368.0, 444.0]
    """
    limit = _check_settings(table, delta=delta, prior=prior, most_unseen=most_unseen)
    graphs = list_chordal_graphs(len(table.lists))
    model = _Model(table, delta=2.0 ** -len(table.lists) if delta is None else delta, prior=prior)
    first = 1 if prior == "unseen" else 0
    coarse = _list_steps(first, limit)
    weights, outline = _sum_graphs(model, graphs.factors, unseen=coarse)
    kept = weights > weights.max() * np.exp(-_NEGLIGIBLE)
    place = np.flatnonzero(outline > outline.max() - _NEGLIGIBLE)
    low, high = coarse[max(place[0] - 1, 0)], coarse[min(place[-1] + 1, len(coarse) - 1)]
    unseen = _list_points(low, high)
    weights[kept], height = _sum_graphs(model, graphs.factors[kept], unseen=unseen)
    weights[~kept] = 0.0
    mass = _list_masses(unseen, np.exp(height - height.max()))
    cumulative = np.minimum(np.cumsum(mass / mass.sum()), 1.0)
    beyond = 1 - float(np.interp(limit / 2, unseen, cumulative, left=0.0, right=1.0))
    return GraphsResult(unseen + table.seen, cumulative, _name_best(table, graphs, weights=weights),
                        _join_pairs(graphs, weights / weights.sum()), len(graphs.edges),
                        float(weights[graphs.edges.all(axis=1)].sum() / weights.sum()), beyond)  # fmt: skip


class _Model:
    """Log probabilities of the marginal tables as functions of the number unseen."""

    def __init__(self, table: CaptureTable, *, delta: float, prior: Prior) -> None:
        self._lists, self._delta, self._prior, self._seen = len(table.lists), delta, prior, float(table.seen)
        self._counts = np.zeros(2**self._lists)
        self._counts[table.patterns @ (1 << np.arange(self._lists))] = table.counts

    def weigh_tables(self, unseen: Floats) -> Floats:
        """Log D(S) of every set of lists, shape (2^L, points); only the cell of those on no list of S moves."""
        whole = self._delta * 2.0**self._lists
        shared = gammaln(whole) - gammaln(whole + self._seen + unseen)
        rows = []
        codes = np.arange(2**self._lists)
        for chosen in codes:
            prior = self._delta * 2.0 ** (self._lists - int(chosen).bit_count())
            cells = np.bincount(codes & chosen, weights=self._counts, minlength=len(codes))
            filled = cells[1:][cells[1:] > 0]
            known = float((gammaln(prior + filled) - gammaln(prior)).sum())
            rows.append(shared + known + gammaln(prior + cells[0] + unseen) - gammaln(prior))
        return np.stack(rows)

    def weigh_total(self, unseen: Floats) -> Floats:
        """Log of the ways to be unseen and of the prior, shape (points,)."""
        ways: Floats = gammaln(self._seen + unseen + 1) - gammaln(unseen + 1)
        return ways - np.log(unseen if self._prior == "unseen" else self._seen + unseen)


def _check_settings(table: CaptureTable, *, delta: float | None, prior: str, most_unseen: int | None) -> int:
    lists = len(table.lists)
    if lists < 3:
        raise TooFewListsError(
            f"there are {lists} lists, and graphs on fewer than 3 cannot tell dependence from what is unseen. "
            "Find another list."
        )
    if lists > MOST_GRAPH_LISTS:
        raise TooManyListsError(
            f"there are {lists} lists, and averaging over all decomposable graphs is done for at most {MOST_GRAPH_LISTS}. "
            "Merge lists of the same kind, or leave the smallest out."
        )
    if prior not in ("unseen", "all"):
        raise HiddenSettingError(f"prior is {prior!r}, so its weights are not known. Choose unseen or all.")
    if delta is not None:
        check_inside("delta", delta, low=0.0, high=np.inf)
    if most_unseen is not None:
        check_inside("most_unseen", most_unseen, low=2, high=1e15, closed_low=True)
    return _LIMIT_TIMES_SEEN * table.seen if most_unseen is None else most_unseen


def _list_steps(first: int, last: int) -> Floats:
    count = int(np.log(last + 1) / np.log(_COARSE_RATIO)) + 2
    return np.unique(np.round(np.geomspace(first + 1, last + 1, count)) - 1).astype(np.float64)


def _list_points(low: float, high: float) -> Floats:
    """Every whole number from low to high, or 20,000 steps that grow with the number."""
    if high - low < _FINE_POINTS:
        return np.arange(low, high + 1, dtype=np.float64)
    return np.unique(np.round(np.geomspace(low + 1, high + 1, _FINE_POINTS)) - 1).astype(np.float64)


def _list_masses(unseen: Floats, height: Floats) -> Floats:
    """Sum of a height over the whole numbers after the point before, up to each point; straight between the points."""
    width = np.diff(unseen, prepend=unseen[0] - 1)
    before = np.concatenate([height[:1], height[:-1]])
    return np.asarray(width * before + (height - before) * (width + 1) / 2)


def _sum_graphs(model: _Model, factors: Floats, *, unseen: Floats) -> tuple[Floats, Floats]:
    """Weight of each graph over the points, and the log of their sum at each point, both up to one factor."""
    total, tables = model.weigh_total(unseen), model.weigh_tables(unseen)
    weights, height, top = np.zeros(len(factors)), np.empty(len(unseen)), -np.inf
    width = _list_masses(unseen, np.ones(len(unseen)))
    step = max(_CELLS // len(factors), 1)
    for start in range(0, len(unseen), step):
        part = slice(start, start + step)
        logs = factors @ tables[:, part] + total[part]
        peak = float(logs.max())
        if peak > top:
            weights *= np.exp(top - peak)
            top = peak
        np.exp(logs - top, out=logs)
        weights += logs @ width[part]
        with np.errstate(divide="ignore"):
            height[part] = top + np.log(logs.sum(axis=0))
    return weights, height


def _name_best(table: CaptureTable, graphs: ChordalGraphs, *, weights: Floats) -> tuple[GraphShare, ...]:
    shares = weights / weights.sum()
    best = np.argsort(-shares, kind="stable")[:_MOST_SHOWN]
    named = [(table.lists[a], table.lists[b]) for a, b in graphs.pairs]
    return tuple(
        GraphShare(tuple(named[place] for place in np.flatnonzero(graphs.edges[graph])), float(shares[graph]))
        for graph in best
        if shares[graph] > 0
    )


def _join_pairs(graphs: ChordalGraphs, shares: Floats) -> Floats:
    lists = max(max(pair) for pair in graphs.pairs) + 1
    joined = np.eye(lists)
    for (a, b), share in zip(graphs.pairs, shares @ graphs.edges, strict=True):
        joined[a, b] = joined[b, a] = share
    return joined
