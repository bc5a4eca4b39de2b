"""Are all chordal graphs found, and no other?"""

import numpy as np
import pytest

from tocsin.methods.hidden.chordal import list_chordal_graphs


@pytest.mark.parametrize(("lists", "known"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_there_are_as_many_as_known(lists: int, known: int) -> None:
    assert len(list_chordal_graphs(lists).edges) == known


def test_a_ring_of_four_is_none() -> None:
    graphs = list_chordal_graphs(4)
    ring = [pair in {(0, 1), (1, 2), (2, 3), (0, 3)} for pair in graphs.pairs]
    assert not (graphs.edges == ring).all(axis=1).any()


def test_a_chain_has_its_pairs_its_middle_and_the_whole() -> None:
    graphs = list_chordal_graphs(3)
    chain = (graphs.edges == [pair != (0, 2) for pair in graphs.pairs]).all(axis=1)
    assert np.flatnonzero(graphs.factors[chain][0]).tolist() == [0, 0b010, 0b011, 0b110]


def test_every_list_counts_once_in_every_graph() -> None:
    graphs = list_chordal_graphs(4)
    sets = np.arange(16)
    once = [graphs.factors[:, (sets >> place & 1) == 1].sum(axis=1) for place in range(4)]
    assert (np.array(once) == 1).all()
