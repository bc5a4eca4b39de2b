"""Are the direction numbers those of the sequence that SciPy makes?"""

import numpy as np
import pytest
from scipy.stats import qmc

from tocsin.methods.draws.sobol import find_directions

BITS = 30


@pytest.mark.parametrize(("dimensions", "log2_points"), [(1, 5), (2, 1), (300, 11), (40, 17)])
def test_directions_are_read_off_the_published_sequence(dimensions: int, log2_points: int) -> None:
    engine = qmc.Sobol(dimensions, scramble=False, bits=BITS)
    expected = np.empty((dimensions, log2_points), dtype=np.uint64)
    place = 0
    for bit in range(log2_points):
        engine.fast_forward(2 ** (bit + 1) - 1 - place)
        expected[:, bit] = engine.random(1)[0] * 2.0**BITS
        place = 2 ** (bit + 1)
    assert np.array_equal(find_directions(dimensions, log2_points=log2_points, bits=BITS), expected)
