"""Which direction numbers make the points of each dimension of a Sobol' sequence?"""

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

# SciPy ships the published table of Joe and Kuo; reading the file spares the second it takes to import `scipy.stats`.
_TABLE = ("stats", "_sobol_direction_numbers.npz")


def find_directions(dimensions: int, *, log2_points: int, bits: int) -> NDArray[np.uint64]:
    """Direction numbers (dimensions, log2_points) as integers of so many bits, by the recurrence of each polynomial."""
    polynomials, initial = _load_table()
    directions = np.ones((dimensions, log2_points), dtype=np.uint64)
    for dimension in range(1, dimensions):
        polynomial = int(polynomials[dimension])
        degree = polynomial.bit_length() - 1
        numbers = [int(number) for number in initial[dimension, :degree]]
        for place in range(degree, log2_points):
            number = numbers[place - degree]
            for step in range(degree):
                if polynomial >> (degree - 1 - step) & 1:
                    number ^= numbers[place - step - 1] << (step + 1)
            numbers.append(number)
        directions[dimension] = numbers[:log2_points]
    return directions << np.arange(bits - 1, bits - 1 - log2_points, -1, dtype=np.uint64)


@cache
def _load_table() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    path = files("scipy").joinpath(*_TABLE)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as table:
        return table["poly"], table["vinit"]
