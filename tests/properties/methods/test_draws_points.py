"""Does a dimension stay what it is, whatever else is drawn?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.points import Points

SETTINGS = {
    "seed": st.integers(0, 2**70),
    "randomisations": st.integers(1, 7),
    "log2_points": st.integers(1, 6),
}


@given(others=st.lists(st.integers(0, 500), max_size=5), dimension=st.integers(0, 500), **SETTINGS)
def test_adding_dimensions_changes_none(
    others: list[int], dimension: int, seed: int, randomisations: int, log2_points: int
) -> None:
    crowded, alone = (Points(seed, randomisations, log2_points) for _ in range(2))
    for other in others:
        crowded.normals(other)
    assert np.array_equal(crowded.uniforms(dimension), alone.uniforms(dimension))


@given(dimension=st.integers(0, 500), **SETTINGS)
def test_every_even_part_holds_one_draw(dimension: int, seed: int, randomisations: int, log2_points: int) -> None:
    points = Points(seed, randomisations, log2_points)
    parts = np.sort(points.uniforms(dimension)) * points.draws
    assert np.array_equal(np.floor(parts), np.arange(points.draws))


@given(dimension=st.integers(0, 500), **SETTINGS)
def test_every_randomisation_fills_every_cell(dimension: int, seed: int, randomisations: int, log2_points: int) -> None:
    uniforms = Points(seed, randomisations, log2_points).uniforms(dimension).reshape(randomisations, -1)
    cells = np.sort((uniforms * 2**log2_points).astype(int), axis=1)
    assert np.array_equal(cells, np.tile(np.arange(2**log2_points), (randomisations, 1)))


@given(dimension=st.integers(0, 500), **SETTINGS)
def test_a_quantity_less_itself_is_exactly_nothing(
    dimension: int, seed: int, randomisations: int, log2_points: int
) -> None:
    points = Points(seed, randomisations, log2_points)
    assert not (np.exp(points.normals(dimension)) - np.exp(points.normals(dimension))).any()
