"""Which distribution says least beyond the quantiles that an expert gave?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.judgement.errors import QuantileOrderError


@dataclass(frozen=True)
class Piecewise(Distribution):
    """Even between neighbouring edges, with a stated probability below each edge.

    Parameters
    ----------
    edges : sequence of float
        Values in rising order, unit of the quantity; the first and last are its ends.
    levels : sequence of float
        Probability below each edge, rising strictly from 0 to 1, one per edge.

    Raises
    ------
    QuantileOrderError
        If edges or levels do not rise, differ in number, or the levels do not run from 0 to 1.

    Notes
    -----
    Of all distributions on the stretch with these quantiles it is the one of least information relative to an even
    spread.

    References
    ----------
    cooke1991 (chapter 12: interpolation of least information).

    Examples
    --------
    >>> found = Piecewise([0.0, 10.0, 20.0, 60.0, 100.0], [0.0, 0.05, 0.5, 0.95, 1.0])
    >>> found.quantile([0.05, 0.5, 0.725]).round(9).tolist()
    [10.0, 20.0, 40.0]
    """

    edges: Sequence[float]
    levels: Sequence[float]

    def __post_init__(self) -> None:
        edges, levels = (np.asarray(each, dtype=np.float64) for each in (self.edges, self.levels))
        rises = edges.shape == levels.shape and edges.ndim == 1 and len(edges) > 1 and bool(np.isfinite(edges).all())
        if not (
            rises and (np.diff(edges) > 0).all() and (np.diff(levels) > 0).all() and levels[0] == 0 and levels[-1] == 1
        ):
            raise QuantileOrderError(
                f"Edges {edges.tolist()} and levels {levels.tolist()} do not both rise, the levels from 0 to 1, so "
                "some stretch would have no width or no probability. Put them in order."
            )
        object.__setattr__(self, "edges", tuple(edges.tolist()))
        object.__setattr__(self, "levels", tuple(levels.tolist()))

    @property
    def support(self) -> tuple[float, float]:
        """From the first edge to the last."""
        return (self.edges[0], self.edges[-1])

    @property
    def breaks(self) -> NDArray[np.float64]:
        """All edges: the density jumps there."""
        return np.asarray(self.edges)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.interp(u, self.levels, self.edges))

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.interp(x, self.edges, self.levels))
