"""What can every distribution be asked?"""

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from tocsin.methods.draws.errors import (
    DistributionParameterError,
    ProbabilityRangeError,
    UnusableDrawsError,
)

_LEAST_PROB = 2.0**-1022
_MOST_PROB = 1.0 - 2.0**-53


class Distribution(ABC):
    """A distribution of one uncertain quantity, in the unit of that quantity."""

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """Least and greatest value that can occur; infinite where there is no end."""

    @property
    def atoms(self) -> NDArray[np.float64]:
        """Values that occur with a probability of their own, sorted; none for a smooth distribution."""
        return np.empty(0)

    @property
    def breaks(self) -> NDArray[np.float64]:
        """Values, sorted, between which the distribution function is continuous and not flat."""
        return np.unique([end for end in self.support if np.isfinite(end)])

    def quantile(self, u: ArrayLike) -> NDArray[np.float64]:
        """Least value that is not exceeded with probability ``u``.

        Parameters
        ----------
        u : array_like
            Any shape (D,), no unit, strictly between 0 and 1.

        Returns
        -------
        NDArray
            Shape of ``u``, unit of the quantity, within ``support``; never falls where ``u`` rises.

        Raises
        ------
        ProbabilityRangeError
            If a value of ``u`` is NaN or not strictly between 0 and 1.

        Notes
        -----
        The inverse of the whole distribution function, so one uniform number makes one draw and a rank
        correlation between uniforms is one between draws.

        References
        ----------
        devroye1986 (chapter II.2, inversion).

        Examples
        --------
        >>> from tocsin.methods.draws.distributions import Uniform
        >>> float(Uniform(low=10.0, high=20.0).quantile(0.25))
        12.5
        """
        probabilities = np.asarray(u, dtype=np.float64)
        if not bool(np.all((probabilities > 0) & (probabilities < 1))):
            wrong = probabilities[~((probabilities > 0) & (probabilities < 1))].flat[0]
            raise ProbabilityRangeError(
                f"{type(self).__name__}.quantile: a probability is {wrong}, but must lie strictly between 0 "
                "and 1, as an unbounded quantity has no value there. Pass the uniforms of `Points`."
            )
        return self._quantile(probabilities)

    def cdf(self, x: ArrayLike) -> NDArray[np.float64]:
        """Probability that the quantity is ``x`` or less.

        Parameters
        ----------
        x : array_like
            Any shape, unit of the quantity; may be infinite.

        Returns
        -------
        NDArray
            Shape of ``x``, no unit, 0 to 1.

        Raises
        ------
        UnusableDrawsError
            If a value is NaN.

        Notes
        -----
        Continuous from the right: an atom at ``x`` is counted in.

        References
        ----------
        devroye1986 (chapter II.2).

        Examples
        --------
        >>> from tocsin.methods.draws.distributions import Uniform
        >>> float(Uniform(low=10.0, high=20.0).cdf(12.5))
        0.25
        """
        return self._cdf(self._known(x))

    def at_normals(self, z: ArrayLike) -> NDArray[np.float64]:
        """Quantiles at standard normal scores: ``quantile`` of their probabilities, exact and faster.

        Parameters
        ----------
        z : array_like
            Any shape (D,), in standard deviations, finite or infinite.

        Returns
        -------
        NDArray
            Shape of ``z``, unit of the quantity, within ``support``.

        Raises
        ------
        UnusableDrawsError
            If a value is NaN.

        Notes
        -----
        Beyond about 8 standard deviations a probability rounds to 1 and the last value before it is taken.

        References
        ----------
        devroye1986 (chapter II.2).

        Examples
        --------
        >>> from tocsin.methods.draws.distributions import Normal
        >>> float(Normal(mean=100.0, sd=10.0).at_normals(1.5))
        115.0
        """
        return self._at_normals(self._known(z))

    def cdf_before(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability that the quantity is less than ``x``: an atom at ``x`` is left out."""
        return self._cdf(x)

    @abstractmethod
    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]: ...

    @abstractmethod
    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]: ...

    def _at_normals(self, z: NDArray[np.float64]) -> NDArray[np.float64]:
        return self._quantile(np.clip(ndtr(z), _LEAST_PROB, _MOST_PROB))

    def _known(self, values: ArrayLike) -> NDArray[np.float64]:
        array = np.asarray(values, dtype=np.float64)
        if bool(np.isnan(array).any()):
            raise UnusableDrawsError(
                f"{type(self).__name__}: {int(np.isnan(array).sum())} of {array.size} values are missing "
                "(NaN), and no probability belongs to a missing value. Leave them out or fill them first."
            )
        return array


def check_finite(kind: str, parameters: Mapping[str, float]) -> None:
    """Refuse parameters of a distribution that are missing or infinite."""
    for name, value in parameters.items():
        if not np.isfinite(value):
            raise DistributionParameterError(
                f"{kind}: {name} is {value}, but must be a finite number, or nothing can be drawn. "
                f"Give {name} a value, or leave the quantity out and name it as a gap."
            )


def check_positive(kind: str, parameters: Mapping[str, float]) -> None:
    """Refuse parameters of a distribution that are not above zero."""
    check_finite(kind, parameters)
    for name, value in parameters.items():
        if value <= 0:
            raise DistributionParameterError(
                f"{kind}: {name} is {value}, but must be above 0, or there is no such distribution. "
                "For a quantity without uncertainty use Constant."
            )


def check_rising(kind: str, parameters: Mapping[str, float]) -> None:
    """Refuse parameters of a distribution that do not stand in order, or all coincide."""
    check_finite(kind, parameters)
    values = list(parameters.values())
    if values == sorted(values) and values[0] < values[-1]:
        return
    stated = ", ".join(f"{name} {value}" for name, value in parameters.items())
    raise DistributionParameterError(
        f"{kind}: {stated} do not rise, or leave no room between first and last, so there is no such "
        "distribution. Put them in order; for a quantity without uncertainty use Constant."
    )
