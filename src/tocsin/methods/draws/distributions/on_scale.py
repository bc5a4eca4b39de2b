"""What if it is the logarithm, or the log-odds, of a quantity that has a known distribution?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions.distribution import Distribution
from tocsin.methods.draws.scales import ScaleName, back, forward, scale_ends


@dataclass(frozen=True)
class OnScale(Distribution):
    """A quantity by the distribution of its natural scale: uniform inside ``log`` is log-uniform.

    Parameters
    ----------
    inner : Distribution
        Smooth distribution of the quantity on its natural scale.
    scale : "log", "logit" or "linear"
        The natural scale.

    Raises
    ------
    DistributionParameterError
        If the scale has another name.

    References
    ----------
    devroye1986 (chapter II.2, inversion; a rising function carries quantiles over).

    Examples
    --------
    >>> from tocsin.methods.draws.distributions import Uniform
    >>> OnScale(Uniform(low=0.0, high=np.log(100.0)), "log").quantile([0.5]).round(6).tolist()
    [10.0]
    """

    inner: Distribution
    scale: ScaleName

    def __post_init__(self) -> None:
        scale_ends(self.scale)

    @property
    def support(self) -> tuple[float, float]:
        """Least and greatest value, in the unit of the quantity."""
        low, high = back(np.array(self.inner.support), scale=self.scale)
        return float(low), float(high)

    @property
    def atoms(self) -> NDArray[np.float64]:
        """Values that the inner distribution holds with a probability of their own."""
        return back(self.inner.atoms, scale=self.scale)

    @property
    def breaks(self) -> NDArray[np.float64]:
        """Where the inner distribution jumps, begins or ends."""
        return back(self.inner.breaks, scale=self.scale)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return back(self.inner.quantile(u), scale=self.scale)

    def _at_normals(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        return back(self.inner.at_normals(z), scale=self.scale)

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        low, high = self.support
        shares = self.inner.cdf(forward(np.clip(x, low, high), scale=self.scale))
        return np.where(x < low, 0.0, np.where(x >= high, 1.0, shares))
