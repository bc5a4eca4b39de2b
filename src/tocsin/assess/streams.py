"""Which random numbers belong to which question of the picture, whatever else is asked?

Figures draw from the dimensions of ``draws.csv``. Scores need two numbers for every threat and criterion besides, which
are drawn from the seed and the name of the question: asking one more changes none of the others.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.points import Points

Floats = NDArray[np.float64]


def draw_uniforms(name: str, *, points: Points) -> Floats:
    """Draws (D,) between 0 and 1, one in each of D equal cells, in an order set by the seed and the name alone."""
    digest = hashlib.sha256(name.encode()).digest()
    key = tuple(int.from_bytes(digest[start : start + 4], "big") for start in range(0, 16, 4))
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(points.seed, spawn_key=key)))
    return np.asarray((rng.permutation(points.draws) + rng.random(points.draws)) / points.draws)
