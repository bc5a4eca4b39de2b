"""Do the counts look like graphs of dependence say they should?"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tocsin.methods.hidden.goodness import simulate_deviance
from tocsin.methods.hidden.graphs import GraphShare, GraphsResult
from tocsin.methods.hidden.settings import check_count
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import TermsLike
from tocsin.terms.errors import MethodError

__all__ = ["GraphFit", "check_graphs"]


@dataclass(frozen=True)
class GraphFit:
    """How often tables that follow the graphs deviate as much, averaged over the graphs that could be judged."""

    p_value: float  # NaN where no graph could be judged
    judged: float  # probability of the graphs that were judged, of all graphs
    graph_count: int  # graphs judged


def check_graphs(
    table: CaptureTable, result: GraphsResult, *, replicates: int = 500, rng: np.random.Generator
) -> GraphFit:
    """How well an average over decomposable graphs fits the table it was made from, by simulation.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of 3 to 6 lists.
    result : GraphsResult
        The average over graphs of this table.
    replicates : int
        Tables simulated for each graph, at least 20.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    GraphFit
        The p-value (above 0, at most 1; NaN where no graph could be judged), the probability of the graphs judged (0 to 1) and
        their number.

    Raises
    ------
    HiddenSettingError
        If there are fewer than 20 replicates.

    Notes
    -----
    A decomposable graph is the log-linear model whose terms are the sets of lists that it joins throughout. Each of the ten most
    probable graphs is fitted by maximum likelihood, and its deviance compared with that of simulated tables; the p-value is
    the mean of theirs, weighted by the probability of the graphs. A graph whose model has no unique estimate, and the one
    that joins all lists, are not judged.

    References
    ----------
    langeheine1996 (Sociological Methods and Research 24(4), 492-516); madigan1997 (the graphs and their probabilities).

    Examples
    --------
    >>> import numpy as np
    >>> from tocsin.methods.hidden.graphs import average_graphs
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 16, 16, 16, 4])
    >>> check_graphs(table, average_graphs(table), rng=np.random.default_rng(1)).p_value > 0.5
    True
    """
    check_count("replicates", replicates, least=20)
    values, weights = [], []
    for graph in result.graphs:
        try:
            fit = simulate_deviance(table, terms=_join_all(table, graph), replicates=replicates, rng=rng)
        except MethodError:
            continue
        values.append(fit.p_value)
        weights.append(graph.probability)
    if not values:
        return GraphFit(float("nan"), 0.0, 0)
    return GraphFit(float(np.average(values, weights=weights)), float(np.sum(weights)), len(values))


def _join_all(table: CaptureTable, graph: GraphShare) -> TermsLike:
    """List the sets of two lists and more of which a graph joins every pair."""
    joined = {frozenset(pair) for pair in graph.pairs}
    sets = (chosen for size in range(2, len(table.lists) + 1) for chosen in combinations(table.lists, size))
    return [chosen for chosen in sets if all(frozenset(pair) in joined for pair in combinations(chosen, 2))]
