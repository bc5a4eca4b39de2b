"""What if sources contradict each other and one distribution must hold them all?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.distributions.atoms import check_shares
from tocsin.methods.draws.distributions.distribution import Distribution
from tocsin.methods.draws.errors import DistributionParameterError

_PROBE_COUNT = 1025
_MAX_STEPS = 300
_FREE_STEPS = 8  # a smooth stretch needs about five; after these every third step halves the bracket
_TOLERANCE = 16.0 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Mixture(Distribution):
    """Several distributions, each of which is the right one with a stated probability.

    Parameters
    ----------
    components : sequence of Distribution
        Distributions of the same quantity in the same unit; mixtures and constants may be among them.
    weights : sequence of float
        Probability that each is the right one, no unit, 0 to 1, adding up to 1 within 1e-9.

    Raises
    ------
    DistributionParameterError
        If there are none, the two differ in number, a weight is negative, or they do not add up to 1.

    Notes
    -----
    The distribution function is the weighted sum of those of the components, F(x) = sum of w_i F_i(x). It is
    inverted as a whole, so one uniform makes one draw and ranks keep the order of the uniforms, humps and
    gaps included. Jumps of F are found first and hit exactly. Elsewhere F is tabulated at quantiles of the
    components, and each draw is found between two neighbours by regula falsi with bisection,
    until the probability is met to about 14 digits. Each draw depends on its own uniform only.

    References
    ----------
    mclachlan2000 (chapter 1); dowell1971 (Illinois variant of regula falsi).

    Examples
    --------
    >>> from tocsin.methods.draws.distributions import Constant, Uniform
    >>> two = Mixture(components=[Constant(1.0), Uniform(low=4.0, high=8.0)], weights=[0.5, 0.5])
    >>> two.quantile([0.2, 0.5, 0.75]).tolist()
    [1.0, 1.0, 6.0]
    """

    components: Sequence[Distribution]
    weights: Sequence[float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "components", tuple(self.components))
        object.__setattr__(self, "weights", tuple(float(weight) for weight in self.weights))
        if not self.components or len(self.components) != len(self.weights):
            raise DistributionParameterError(
                f"Mixture: {len(self.components)} components but {len(self.weights)} weights, so it is not known "
                "how likely each component is. Give one weight for each component, and at least one component."
            )
        check_shares("Mixture", self.weights, of="weights")

    @property
    def support(self) -> tuple[float, float]:
        """From the least to the greatest value that a component of some weight allows."""
        ends = [component.support for component, _ in self._parts]
        return (min(low for low, _ in ends), max(high for _, high in ends))

    @property
    def atoms(self) -> NDArray[np.float64]:
        """Values that some component holds with a probability of their own, sorted."""
        return np.unique(np.concatenate([component.atoms for component, _ in self._parts]))

    @property
    def breaks(self) -> NDArray[np.float64]:
        """Where a component jumps, begins or ends, sorted."""
        return np.unique(np.concatenate([component.breaks for component, _ in self._parts]))

    def cdf_before(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of less than ``x``: an atom at ``x`` is left out."""
        return _bounded_sum([weight * part.cdf_before(x) for part, weight in self._parts])

    @cached_property
    def _parts(self) -> list[tuple[Distribution, float]]:
        pairs = zip(self.components, self.weights, strict=True)
        return [(component, weight) for component, weight in pairs if weight > 0]

    @cached_property
    def _table(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Values in rising order, and the probabilities of less than each and of at most each."""
        tails = 2.0 ** -np.arange(9.0, 54.0)
        probes = np.concatenate([np.arange(1, _PROBE_COUNT) / _PROBE_COUNT, tails, 1.0 - tails])
        quantiles = [component.quantile(probes) for component, _ in self._parts]
        values = np.unique(np.concatenate([*quantiles, self.breaks]))
        return values, self.cdf_before(values), self._cdf(values)

    def _quantile(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        if len(self._parts) == 1:
            return self._parts[0][0].quantile(u)
        values, before, upto = self._table
        flat = u.reshape(-1)
        place = np.searchsorted(np.maximum.accumulate(upto), flat, side="left")
        inside = np.minimum(place, values.size - 1)
        found = values[inside].copy()
        between = np.flatnonzero((place == values.size) | (flat < before[inside]))
        if between.size:
            found[between] = self._search(flat[between], place[between])
        return found.reshape(u.shape)

    def _search(self, u: NDArray[np.float64], place: NDArray[np.int64]) -> NDArray[np.float64]:
        """Find u between the values of the table before and at ``place``, or outside the table."""
        values, _, _ = self._table
        low = values[np.maximum(place - 1, 0)]
        high = values[np.minimum(place, values.size - 1)]
        outside = np.flatnonzero((place == 0) | (place == values.size))
        if outside.size:
            ends = np.stack([component.quantile(u[outside]) for component, _ in self._parts])
            low[outside], high[outside] = ends.min(axis=0), ends.max(axis=0)
        return _invert(self._cdf, u, low=low, high=high)

    def _cdf(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return _bounded_sum([weight * component.cdf(x) for component, weight in self._parts])


def _bounded_sum(terms: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    total = terms[0].copy()
    for term in terms[1:]:
        total += term
    return np.asarray(np.minimum(total, 1.0))


def _invert(
    cdf: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    u: NDArray[np.float64],
    *,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Find where a rising function meets each u between low, where it is less, and high."""
    found = high.copy()
    left = np.arange(u.size)
    below, above = cdf(low) - u, cdf(high) - u
    side = np.zeros(u.size, dtype=np.int8)
    for step in range(_MAX_STEPS):
        middle = _between(low, high, below=below, above=above, halve=step >= _FREE_STEPS and step % 3 == 2)
        gap = cdf(middle) - u
        is_less = gap < 0
        # Illinois: an end that stays a second time counts half, or it would stay for good.
        below, above = (
            np.where(is_less, gap, np.where(side > 0, below / 2, below)),
            np.where(is_less, np.where(side < 0, above / 2, above), gap),
        )
        side = np.where(is_less, -1, 1).astype(np.int8)
        low, high = np.where(is_less, middle, low), np.where(is_less, high, middle)
        is_met = np.abs(gap) <= _TOLERANCE * u
        found[left] = np.where(is_met, middle, high)
        is_open = ~is_met & (high - low > _TOLERANCE * np.maximum(np.abs(low), np.abs(high)))
        if not is_open.any():
            break
        left, side = left[is_open], side[is_open]
        u, low, high = u[is_open], low[is_open], high[is_open]
        below, above = below[is_open], above[is_open]
    return found


def _between(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    *,
    below: NDArray[np.float64],
    above: NDArray[np.float64],
    halve: bool,
) -> NDArray[np.float64]:
    """Where the straight line between two ends meets zero, or the middle if that is no progress."""
    middle = low + (high - low) / 2
    if halve:
        return middle
    with np.errstate(divide="ignore", invalid="ignore"):
        guess = high - above * (high - low) / (above - below)
    return np.where((guess > low) & (guess < high), guess, middle)
