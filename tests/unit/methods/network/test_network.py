"""Is a network only made of ties that belong to one?"""

import numpy as np
import pytest

from tocsin.methods.network.components import label_components
from tocsin.methods.network.errors import NetworkError
from tocsin.methods.network.network import Network

LINE = Network(4, np.array([0, 1, 2]), np.array([1, 2, 3]))


@pytest.mark.parametrize(
    ("nodes", "start", "end", "weight", "message"),
    [
        (1, [], [], [], "at least two nodes"),
        (3, [0], [3], [], "numbered 0 to 2"),
        (3, [-1], [2], [], "numbered 0 to 2"),
        (3, [1], [1], [], "joins node 1 to itself"),
        (3, [0, 1], [1, 0], [], "nodes 0 and 1 are tied more than once"),
        (3, [0], [1, 2], [], "one of each per tie"),
        (3, [0], [1], [0.0], "weight 0"),
        (3, [0], [1], [np.nan], "weight nan"),
    ],
)
def test_what_is_no_network_is_refused(
    nodes: int, start: list[int], end: list[int], weight: list[float], message: str
) -> None:
    with pytest.raises(NetworkError, match=message):
        Network(nodes, np.array(start, dtype=int), np.array(end, dtype=int), np.array(weight))


def test_opposite_ties_may_stand_in_a_directed_network() -> None:
    assert Network(2, np.array([0, 1]), np.array([1, 0]), is_directed=True).ties_count == 2


def test_opposite_ties_become_one_with_their_weights_added() -> None:
    both = Network(2, np.array([0, 1]), np.array([1, 0]), np.array([2.0, 3.0]), is_directed=True)
    assert both.undirected().weight.tolist() == [5.0]


def test_degree_counts_ties_at_both_ends() -> None:
    assert LINE.degree.tolist() == [1, 2, 2, 1]


def test_nodes_taken_out_lose_their_ties_only() -> None:
    assert LINE.without(np.array([1])).degree.tolist() == [0, 0, 1, 1]


def test_components_are_numbered_by_size_then_by_node() -> None:
    network = Network(7, np.array([0, 3, 4, 1]), np.array([6, 4, 5, 2]))
    assert label_components(network).tolist() == [1, 2, 2, 0, 0, 0, 1]
