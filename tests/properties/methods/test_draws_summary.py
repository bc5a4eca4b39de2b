"""Does a summary move as its draws do?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.points import Points
from tocsin.methods.draws.summary import summarise

POINTS = Points(seed=6, randomisations=4, log2_points=6)
DRAWS = np.exp(POINTS.normals(0))


@given(shift=st.floats(-1e3, 1e3), factor=st.floats(0.01, 1e3))
def test_a_change_of_unit_changes_all_figures_alike(shift: float, factor: float) -> None:
    plain, changed = (summarise(draws, randomisations=4) for draws in (DRAWS, shift + factor * DRAWS))
    figures = [changed.value, changed.mean, changed.low, changed.high]
    expected = [shift + factor * x for x in (plain.value, plain.mean, plain.low, plain.high)]
    assert figures == pytest.approx(expected, rel=1e-9, abs=1e-9 * (abs(shift) + factor))


@given(order=st.permutations(range(4)))
def test_the_order_of_randomisations_does_not_matter(order: list[int]) -> None:
    shuffled = summarise(DRAWS.reshape(4, -1)[order].reshape(-1), randomisations=4)
    assert shuffled.error_mean == pytest.approx(summarise(DRAWS, randomisations=4).error_mean, rel=1e-9)


@given(level=st.floats(0.01, 0.98))
def test_a_higher_level_never_narrows_the_interval(level: float) -> None:
    narrow, wide = (summarise(DRAWS, randomisations=4, level=held) for held in (level, level + 0.01))
    assert wide.low <= narrow.low <= narrow.value <= narrow.high <= wide.high
