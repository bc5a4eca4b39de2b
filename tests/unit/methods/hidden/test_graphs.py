"""Is the average over graphs the sum that the formula says it is?"""

from itertools import product

import numpy as np
import pytest
from scipy.special import gammaln

from tests.support.lists import make_lists, make_three
from tocsin.methods.hidden.errors import TooFewListsError, TooManyListsError
from tocsin.methods.hidden.graphs import GraphsResult, average_graphs
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.table import CaptureTable

FEW = make_three([6, 5, 2, 4, 1, 2, 1])


def list_all(result: GraphsResult) -> np.ndarray:
    return np.diff(result.cumulative, prepend=0.0)


def test_every_whole_number_of_a_short_range_is_there() -> None:
    totals = average_graphs(FEW, most_unseen=200).totals
    assert totals.tolist() == list(range(FEW.seen + 1, FEW.seen + 201))


def test_steps_give_the_same_quantiles_as_every_number() -> None:
    every, steps = (average_graphs(FEW, most_unseen=limit).quantile([0.1, 0.5]) for limit in (19_000, 30_000))
    assert steps == pytest.approx(every, rel=0.01)


def test_three_lists_have_eight_graphs() -> None:
    assert average_graphs(FEW).graph_count == 8


def test_probabilities_of_the_graphs_add_up_to_one() -> None:
    assert sum(graph.probability for graph in average_graphs(FEW).graphs) == pytest.approx(1.0)


def test_lists_that_share_more_than_chance_are_joined() -> None:
    joined = average_graphs(make_three([64, 64, 120, 64, 16, 16, 30])).joined
    assert joined[0, 1] > 0.99 > joined[0, 2]


def test_the_complete_graph_is_told_apart() -> None:
    result = average_graphs(make_three([40, 30, 6, 20, 0, 0, 0]))
    largest = next(graph for graph in result.graphs if len(graph.pairs) == 3)
    assert result.complete == pytest.approx(largest.probability)


def test_a_prior_on_all_expects_more_than_one_on_the_unseen() -> None:
    unseen, every = (average_graphs(FEW, prior=prior).quantile(0.5) for prior in ("unseen", "all"))
    assert every > unseen


def test_a_low_limit_shows_as_probability_near_it() -> None:
    assert average_graphs(FEW, most_unseen=20).near_limit > 0.2


def test_everything_below_the_limit_is_found_within_it() -> None:
    assert average_graphs(FEW, most_unseen=20).quantile(1.0) == FEW.seen + 20


def test_two_lists_are_refused() -> None:
    table = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[9, 8, 3])
    with pytest.raises(TooFewListsError, match="fewer than 3 cannot tell dependence"):
        average_graphs(table)


def test_seven_lists_are_refused() -> None:
    with pytest.raises(TooManyListsError, match="at most 6"):
        average_graphs(make_lists([1] * 127, lists=7))


def test_a_prior_without_weight_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="delta is 0"):
        average_graphs(FEW, delta=0.0)


def test_an_unknown_prior_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="flat"):
        average_graphs(FEW, prior="flat")  # type: ignore[arg-type]  # what a caller without types may do


def test_a_limit_below_two_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="most_unseen"):
        average_graphs(FEW, most_unseen=1)


def test_the_sum_over_all_graphs_is_that_of_brute_force() -> None:
    limit = 60
    brute = np.zeros(limit)
    for edges in product([False, True], repeat=3):
        brute += np.exp([weigh_graph(edges, unseen=unseen) for unseen in range(1, limit + 1)])
    assert list_all(average_graphs(FEW, most_unseen=limit)) == pytest.approx(brute / brute.sum(), rel=1e-9)


def weigh_graph(edges: tuple[bool, ...], *, unseen: int) -> float:
    """Weigh a graph on three lists by its cliques and separators, written out by hand."""
    ab, ac = edges[:2]
    cliques: dict[int, list[tuple[int, ...]]] = {
        0: [(0,), (1,), (2,)],
        1: [(0, 1), (2,)] if ab else [(0, 2), (1,)] if ac else [(1, 2), (0,)],
        2: [pair for pair, on in zip([(0, 1), (0, 2), (1, 2)], edges, strict=True) if on],
        3: [(0, 1, 2)],
    }
    number = sum(edges)
    total = gammaln(FEW.seen + unseen + 1) - gammaln(unseen + 1) - np.log(unseen)
    total += sum(weigh_set(clique, unseen=unseen) for clique in cliques[number])
    if number == 2:
        (shared,) = set(cliques[2][0]) & set(cliques[2][1])
        total -= weigh_set((shared,), unseen=unseen)
    return float(total)


def weigh_set(lists: tuple[int, ...], *, unseen: int) -> float:
    prior, people = 2.0 ** -len(lists), FEW.seen + unseen
    cells = []
    for values in product([False, True], repeat=len(lists)):
        match = (FEW.patterns[:, list(lists)] == np.array(values)).all(axis=1)
        cells.append(float(FEW.counts[match].sum()) + (0 if any(values) else unseen))
    return float((gammaln(prior + np.array(cells)) - gammaln(prior)).sum() + gammaln(1.0) - gammaln(1.0 + people))
