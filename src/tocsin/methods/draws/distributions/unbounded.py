"""Which distributions have no upper end?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from tocsin.methods.draws.distributions.distribution import (
    Distribution,
    check_finite,
    check_positive,
)
from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.scales import ScaleName, back, forward, scale_ends


@dataclass(frozen=True)
class Normal(Distribution):
    """Normal distribution.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation, unit of the quantity; ``sd`` above 0.

    Raises
    ------
    DistributionParameterError
        If a parameter is not finite or ``sd`` is not above 0.

    References
    ----------
    johnson1994 (chapter 13).

    Examples
    --------
    >>> float(Normal(mean=5.0, sd=2.0).quantile(0.5))
    5.0
    """

    mean: float
    sd: float

    def __post_init__(self) -> None:
        check_finite("Normal", {"mean": self.mean})
        check_positive("Normal", {"sd": self.sd})

    @property
    def support(self) -> tuple[float, float]:
        """All numbers."""
        return (-np.inf, np.inf)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return self._at_normals(np.asarray(ndtri(u)))

    def _at_normals(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(self.mean + self.sd * z)

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(ndtr((x - self.mean) / self.sd))


@dataclass(frozen=True)
class Lognormal(Distribution):
    """Lognormal distribution: the natural logarithm of the quantity is normal; infinite where that is past 709.

    Parameters
    ----------
    log_mean, log_sd : float
        Mean and standard deviation of the natural logarithm, no unit; ``log_sd`` above 0. The median is
        exp(log_mean).

    Raises
    ------
    DistributionParameterError
        If a parameter is not finite or ``log_sd`` is not above 0.

    References
    ----------
    johnson1994 (chapter 14).

    Examples
    --------
    >>> float(Lognormal(log_mean=0.0, log_sd=1.0).quantile(0.5))
    1.0
    """

    log_mean: float
    log_sd: float

    def __post_init__(self) -> None:
        check_finite("Lognormal", {"log_mean": self.log_mean})
        check_positive("Lognormal", {"log_sd": self.log_sd})

    @property
    def support(self) -> tuple[float, float]:
        """All numbers above 0."""
        return (0.0, np.inf)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return self._at_normals(np.asarray(ndtri(u)))

    def _at_normals(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        scores = np.asarray(z * self.log_sd)
        scores += self.log_mean
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(scores, out=scores))

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore"):
            logs = np.log(np.maximum(x, 0.0))
        return np.asarray(ndtr((logs - self.log_mean) / self.log_sd))


@dataclass(frozen=True)
class TwoPiece(Distribution):
    """Normal on a chosen scale, with one spread below the median and another above it.

    Parameters
    ----------
    median : float
        Median, unit of the quantity; above 0 on the log scale, between 0 and 1 on the logit scale.
    spread_below, spread_above : float
        Standard deviations of the two halves on the scale, above 0.
    scale : {"log", "logit", "linear"}
        Scale on which each half is normal: log for positive quantities, logit for shares.

    Raises
    ------
    DistributionParameterError
        If the median does not lie on the scale, a spread is not above 0 or the scale is not known.

    Notes
    -----
    With g the scale and z the standard normal quantile of u, the quantile is the value whose g is
    g(median) + spread * z, where the spread is the lower one if u is at most 1/2. The density jumps at
    the median if the spreads differ; quantiles and probabilities do not.

    References
    ----------
    wallis2014 (two-piece normal; here the halves weigh the same, so that the joint is the median).

    Examples
    --------
    >>> float(TwoPiece(median=10.0, spread_below=1.0, spread_above=2.0, scale="linear").at_normals(1.0))
    12.0
    """

    median: float
    spread_below: float
    spread_above: float
    scale: ScaleName = "log"

    def __post_init__(self) -> None:
        check_finite("TwoPiece", {"median": self.median})
        check_positive("TwoPiece", {"spread_below": self.spread_below, "spread_above": self.spread_above})
        low, high = scale_ends(self.scale)
        if not low < self.median < high:
            raise DistributionParameterError(
                f"TwoPiece: the median {self.median} does not lie between {low} and {high}, so it has no "
                f"place on the {self.scale} scale. Choose another scale or correct the median."
            )

    @property
    def support(self) -> tuple[float, float]:
        """All numbers that lie on the scale."""
        return scale_ends(self.scale)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return self._at_normals(np.asarray(ndtri(u)))

    def _at_normals(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        spread = np.where(z > 0, self.spread_above, self.spread_below)
        return back(forward(np.float64(self.median), scale=self.scale) + spread * z, scale=self.scale)

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        low, high = self.support
        gap = forward(np.clip(x, low, high), scale=self.scale) - forward(np.float64(self.median), scale=self.scale)
        return np.asarray(ndtr(gap / np.where(gap > 0, self.spread_above, self.spread_below)))
