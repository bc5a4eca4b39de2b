import numpy as np

from tests.support.threats import POINTS
from tocsin.assess.streams import draw_uniforms


def test_a_name_always_has_the_same_draws() -> None:
    assert np.array_equal(draw_uniforms("a", points=POINTS), draw_uniforms("a", points=POINTS))


def test_two_names_have_draws_without_correlation() -> None:
    assert abs(np.corrcoef(draw_uniforms("a", points=POINTS), draw_uniforms("b", points=POINTS))[0, 1]) < 0.08


def test_draws_fill_every_cell_once() -> None:
    cells = np.floor(np.sort(draw_uniforms("a", points=POINTS)) * POINTS.draws)
    assert np.array_equal(cells, np.arange(POINTS.draws))
