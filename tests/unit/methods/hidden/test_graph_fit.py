"""Are averages over graphs judged by their counts?"""

import numpy as np
import pytest

from tocsin.methods.hidden.graph_fit import GraphFit, check_graphs
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.table import CaptureTable, list_patterns


def check(counts: list[int], *, replicates: int = 200, seed: int = 1) -> GraphFit:
    lists = "abcdef"[: len(counts).bit_length()]
    table = CaptureTable.from_patterns(lists, list_patterns(len(lists)), counts=counts)
    return check_graphs(table, average_graphs(table), replicates=replicates, rng=np.random.default_rng(seed))


# Four lists that meet people independently with chance 1/2: every pattern is alike.
INDEPENDENT = [40] * 15
# Even numbers of lists are more frequent, which no graph but the one that joins all can give.
EVEN = [55 if bin(pattern).count("1") % 2 == 0 else 35 for pattern in range(1, 16)]
VERY_EVEN = [90 if bin(pattern).count("1") % 2 == 0 else 10 for pattern in range(1, 16)]


def test_independent_lists_fit() -> None:
    assert check(INDEPENDENT).p_value > 0.5


def test_counts_that_no_graph_can_give_do_not_fit() -> None:
    assert check(EVEN).p_value < 0.05


def test_where_only_the_graph_that_joins_all_is_likely_nothing_is_judged() -> None:
    found = check(VERY_EVEN)
    assert np.isnan(found.p_value)
    assert found.graph_count == 0


def test_the_graph_that_joins_all_is_not_judged() -> None:
    assert 0 < check(INDEPENDENT).judged < 1


def test_the_same_numbers_give_the_same_judgement() -> None:
    assert check(INDEPENDENT, seed=3) == check(INDEPENDENT, seed=3)


def test_too_few_replicates_are_refused() -> None:
    with pytest.raises(HiddenSettingError, match="replicates"):
        check(INDEPENDENT, replicates=5)
