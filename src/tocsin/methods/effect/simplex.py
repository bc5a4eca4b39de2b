"""Which shares of some columns, none below 0 and adding up to 1, come nearest to a target?"""

from collections.abc import Callable

import numpy as np

from tocsin.methods.effect.arrays import Floats

# A share below this is what rounding leaves of 0.
LEAST_SHARE = 1e-10


def fit_simplex(gaps: Floats) -> Floats:
    """Shares (J,) whose mix of the gaps (K, J), columns less target, is nearest to 0."""
    return prepare_simplex(gaps)(np.ones(len(gaps)))


def prepare_simplex(gaps: Floats) -> Callable[[Floats], Floats]:
    """Make a function from factors of the rows (K,) to the shares (J,) whose mix of the rows times factors is nearest to 0.

    Exact, by non-negative least squares: the shortest mix lies in the direction of the u ≥ 0 that minimises
    |gaps u|² + (1 - sum of u)², whatever the scale of the gaps.
    """
    from scipy.optimize import nnls

    scale = float(np.abs(gaps).max())
    scaled = gaps / (scale if scale > 0 else 1.0)
    rows, columns = gaps.shape
    stacked = np.ones((rows + 1, columns))
    target = np.zeros(rows + 1)
    target[rows] = 1.0
    most = 100 * columns

    def fit(factors: Floats) -> Floats:
        np.multiply(scaled, factors[:, None], out=stacked[:rows])
        found: Floats = nnls(stacked, target, maxiter=most)[0]
        found /= found.sum()
        found[found < LEAST_SHARE] = 0.0
        found /= found.sum()
        return found

    return fit
