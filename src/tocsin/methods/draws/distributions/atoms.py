"""Which distributions put probability on single values?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions.distribution import Distribution, check_finite
from tocsin.methods.draws.errors import DistributionParameterError

_SUM_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Constant(Distribution):
    """A known quantity: one value, without uncertainty.

    Parameters
    ----------
    value : float
        The value, in its unit.

    Raises
    ------
    DistributionParameterError
        If the value is not finite.

    References
    ----------
    devroye1986 (chapter II.2).

    Examples
    --------
    >>> Constant(3.0).quantile([0.1, 0.9]).tolist()
    [3.0, 3.0]
    """

    value: float

    def __post_init__(self) -> None:
        check_finite("Constant", {"value": self.value})

    @property
    def support(self) -> tuple[float, float]:
        """The value itself."""
        return (self.value, self.value)

    @property
    def atoms(self) -> NDArray[np.float64]:
        """The value itself."""
        return np.array([self.value], dtype=np.float64)

    def cdf_before(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of less than ``x``: 1 above the value, 0 at and below it."""
        return np.asarray(x > self.value, dtype=np.float64)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.full(u.shape, self.value, dtype=np.float64)

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(x >= self.value, dtype=np.float64)


@dataclass(frozen=True)
class Discrete(Distribution):
    """A few values, each with its probability.

    Parameters
    ----------
    values : sequence of float
        What can occur, unit of the quantity, in any order; a value given twice has both probabilities.
    probabilities : sequence of float
        One per value, no unit, 0 to 1, adding up to 1 within 1e-9.

    Raises
    ------
    DistributionParameterError
        If there are none, the two differ in number, a value is not finite, a probability is negative, or they
        do not add up to 1.

    References
    ----------
    devroye1986 (chapter III.2, inversion).

    Examples
    --------
    >>> Discrete(values=[1.0, 2.0, 5.0], probabilities=[0.5, 0.3, 0.2]).quantile([0.5, 0.6, 0.9]).tolist()
    [1.0, 2.0, 5.0]
    """

    values: Sequence[float]
    probabilities: Sequence[float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(float(value) for value in self.values))
        object.__setattr__(self, "probabilities", tuple(float(p) for p in self.probabilities))
        if not self.values or len(self.values) != len(self.probabilities):
            raise DistributionParameterError(
                f"Discrete: {len(self.values)} values but {len(self.probabilities)} probabilities, so it is not "
                "known how likely each value is. Give one probability for each value, and at least one value."
            )
        check_shares("Discrete", self.probabilities, of="probabilities")
        for value in self.values:
            check_finite("Discrete", {"value": value})

    @property
    def support(self) -> tuple[float, float]:
        """From the least to the greatest value that has a probability above 0."""
        return (float(self.atoms[0]), float(self.atoms[-1]))

    @property
    def atoms(self) -> NDArray[np.float64]:
        """The values that have a probability above 0, sorted."""
        return self._sorted

    @property
    def breaks(self) -> NDArray[np.float64]:
        """The same values: the distribution function jumps there and is flat between."""
        return self.atoms

    def cdf_before(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of less than ``x``: a value at ``x`` is left out."""
        return np.concatenate([[0.0], self._sums])[np.searchsorted(self.atoms, x, side="left")]

    @cached_property
    def _sorted(self) -> NDArray[np.float64]:
        return np.unique([v for v, p in zip(self.values, self.probabilities, strict=True) if p > 0])

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        masses = np.zeros(self.atoms.size)
        for value, probability in zip(self.values, self.probabilities, strict=True):
            if probability > 0:
                masses[np.searchsorted(self.atoms, value)] += probability
        sums = np.cumsum(masses)
        sums[-1] = 1.0
        return sums

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.atoms[np.searchsorted(self._sums, u, side="left")]

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.concatenate([[0.0], self._sums])[np.searchsorted(self.atoms, x, side="right")]


@dataclass(frozen=True)
class Empirical(Distribution):
    """A sample taken as it stands: each observation is equally likely.

    Parameters
    ----------
    sample : sequence of float
        Observations, unit of the quantity, in any order.

    Raises
    ------
    DistributionParameterError
        If there is no observation or one is not finite.

    Notes
    -----
    Nothing is drawn between or beyond the observations: with few of them the spread is too narrow.

    References
    ----------
    hyndman1996 (definition 1).

    Examples
    --------
    >>> Empirical(sample=[4.0, 1.0, 2.0, 8.0]).quantile([0.25, 0.26, 0.99]).tolist()
    [1.0, 2.0, 8.0]
    """

    sample: Sequence[float]

    def __post_init__(self) -> None:
        sample = np.asarray(self.sample, dtype=np.float64).reshape(-1)
        unusable = int((~np.isfinite(sample)).sum())
        if sample.size == 0 or unusable:
            raise DistributionParameterError(
                f"Empirical: {unusable} of {sample.size} observations are missing or infinite, so the sample cannot "
                "be taken as it stands. Leave those out and keep at least one observation."
            )
        object.__setattr__(self, "sample", tuple(np.sort(sample).tolist()))

    @property
    def support(self) -> tuple[float, float]:
        """From the least to the greatest observation."""
        return (self.sample[0], self.sample[-1])

    @property
    def atoms(self) -> NDArray[np.float64]:
        """The observations, sorted, each once."""
        return self._distinct

    @property
    def breaks(self) -> NDArray[np.float64]:
        """The same values: the distribution function jumps there and is flat between."""
        return self.atoms

    def cdf_before(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share of observations below ``x``."""
        return np.asarray(np.searchsorted(self._sorted, x, side="left") / self._sorted.size)

    @cached_property
    def _sorted(self) -> NDArray[np.float64]:
        return np.asarray(self.sample)

    @cached_property
    def _distinct(self) -> NDArray[np.float64]:
        return np.unique(self._sorted)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        count = self._sorted.size
        # Without the last digits, as u * n may round to just above a whole number.
        places = np.ceil(u * count * (1.0 - 4e-16)).astype(np.int64) - 1
        return self._sorted[np.clip(places, 0, count - 1)]

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.searchsorted(self._sorted, x, side="right") / self._sorted.size)


def check_shares(kind: str, shares: Sequence[float], *, of: str) -> None:
    """Refuse probabilities or weights that are negative, missing, or do not add up to 1."""
    total = float(np.sum(shares))
    if min(shares) >= 0 and abs(total - 1.0) <= _SUM_TOLERANCE:
        return
    raise DistributionParameterError(
        f"{kind}: the {of} {list(shares)} add up to {total:.6g} and the least is {min(shares)}; they must be 0 or "
        f"more and add up to 1, or some draws would have no value. Divide each by {total:.6g}, or mend them."
    )
