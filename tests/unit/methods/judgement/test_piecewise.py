"""Is a distribution of least information exactly its quantiles?"""

import pytest

from tocsin.methods.judgement.errors import QuantileOrderError
from tocsin.methods.judgement.piecewise import Piecewise

FOUND = Piecewise([0.0, 10.0, 20.0, 60.0, 100.0], [0.0, 0.05, 0.5, 0.95, 1.0])


def test_probability_rises_evenly_between_edges() -> None:
    assert FOUND.cdf([-1.0, 5.0, 15.0, 40.0, 200.0]).tolist() == pytest.approx([0.0, 0.025, 0.275, 0.725, 1.0])


def test_it_begins_and_ends_at_its_edges() -> None:
    assert FOUND.support == (0.0, 100.0)


def test_it_jumps_at_every_edge() -> None:
    assert FOUND.breaks.tolist() == [0.0, 10.0, 20.0, 60.0, 100.0]


@pytest.mark.parametrize(
    ("edges", "levels"),
    [([0.0, 2.0, 1.0], [0.0, 0.5, 1.0]), ([0.0, 1.0], [0.1, 1.0]), ([0.0, 1.0], [0.0, 0.5, 1.0]), ([0.0], [0.0])],
)
def test_edges_or_levels_that_do_not_rise_are_refused(edges: list[float], levels: list[float]) -> None:
    with pytest.raises(QuantileOrderError, match="do not both rise"):
        Piecewise(edges, levels)
