"""Which random points are all uncertain quantities of one build drawn at?"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tocsin.methods.draws.errors import PointsSettingError
from tocsin.methods.draws.sobol import find_directions

MAX_LOG2_POINTS = 24
MAX_DIMENSIONS = 21_201  # as far as the published direction numbers of joe2008 go

_SOBOL_BITS = 30
# Place of the outermost values in their part: between 1/e, right for a logarithmic tail, and 0.28, right for a steep one.
_END_PLACE = 1 / 3


@dataclass(frozen=True)
class Points:
    """Scrambled Sobol' points, repeated so that their own error can be measured.

    Each of ``randomisations`` holds the same ``2**log2_points`` Sobol' points under a scramble of its
    own. One dimension belongs to one uncertain quantity. Its column depends on nothing but ``seed``, the
    settings and the number of the dimension: using more dimensions changes none that were there.

    Parameters
    ----------
    seed : int
        0 or more; the recipe keeps it.
    randomisations : int
        R, 1 or more; at least 2 if numerical errors are wanted.
    log2_points : int
        k, 1 to 24: each randomisation has 2**k points.

    Raises
    ------
    PointsSettingError
        If a setting is not a whole number in its range.

    Notes
    -----
    A random lower-triangular matrix and a digital shift, drawn anew for each dimension and each randomisation,
    scramble the binary digits, so each randomisation keeps the even spread of a Sobol' net and the scrambles are
    independent. They say in which of 2**k equal cells a point lies. Where in its cell is shared out evenly
    between the randomisations: of the R points in one cell each takes another R-th of it, by a random
    rotation. So each dimension holds exactly the D values (i + 1/2) / D, but for the first and the last, which stand at a
    third of their part: about where a tail has its mean.

    Sharing out makes the randomisations differ at least as much as independent ones where a figure adds up effects of
    single quantities: errors measured from them are then too large (several times for a figure that rests on one
    quantity) and elsewhere right, within a tenth. What they cannot see is the tail beyond the last value: at D = 16,384
    the mean of a lognormal comes out too small by 0.002 % if the standard deviation of its logarithm is 1, by 0.03 %
    if it is 1.5 and by 0.3 % if it is 2.

    The draws stand randomisation by randomisation: ``draws.reshape(R, 2**k)`` parts them. The uniform
    points are the same on every machine.

    References
    ----------
    matousek1998 (random linear scrambling); owen1997; joe2008 (direction numbers).

    Examples
    --------
    >>> points = Points(seed=7, randomisations=4, log2_points=3)
    >>> points.draws
    32
    >>> points.uniforms(0).shape
    (32,)
    >>> [int(n) for n in np.bincount((points.uniforms(5)[:8] * 8).astype(int))]
    [1, 1, 1, 1, 1, 1, 1, 1]
    """

    seed: int
    randomisations: int
    log2_points: int
    _uniforms: dict[int, NDArray[np.float64]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _normals: dict[int, NDArray[np.float64]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_whole("seed", self.seed, least=0)
        _check_whole("randomisations", self.randomisations, least=1)
        _check_whole("log2_points", self.log2_points, least=1, most=MAX_LOG2_POINTS)

    @property
    def draws(self) -> int:
        """How many draws there are in all: randomisations times points in each."""
        return self.randomisations * (1 << self.log2_points)

    def uniforms(self, dimension: int) -> NDArray[np.float64]:
        """Points of one dimension, evenly spread between 0 and 1.

        Parameters
        ----------
        dimension : int
            Number of the dimension, 0 to 21,200.

        Returns
        -------
        NDArray
            Shape (D,), no unit, strictly between 0 and 1, read-only; the same array on every call.

        Raises
        ------
        PointsSettingError
            If ``dimension`` is not a whole number from 0 to 21,200.

        Notes
        -----
        The draws of one randomisation are independent of those of another, not of each other.

        References
        ----------
        matousek1998.

        Examples
        --------
        >>> bool(Points(seed=1, randomisations=1, log2_points=4).uniforms(3).min() > 0)
        True
        """
        if dimension not in self._uniforms:
            values = _even_values(2**self.log2_points, self.randomisations)
            self._uniforms[dimension] = self._spread(values, dimension=dimension)
        return self._uniforms[dimension]

    def normals(self, dimension: int) -> NDArray[np.float64]:
        """Points of one dimension on the scale of a standard normal distribution.

        Parameters
        ----------
        dimension : int
            Number of the dimension, 0 to 21,200.

        Returns
        -------
        NDArray
            Shape (D,), in standard deviations, finite, read-only; the same array on every call.

        Raises
        ------
        PointsSettingError
            If ``dimension`` is not a whole number from 0 to 21,200.

        Notes
        -----
        The standard normal quantiles of ``uniforms(dimension)``.

        References
        ----------
        matousek1998.

        Examples
        --------
        >>> bool(abs(Points(seed=1, randomisations=1, log2_points=8).normals(0).mean()) < 0.01)
        True
        """
        if dimension not in self._normals:
            values = _normal_values(2**self.log2_points, self.randomisations)
            self._normals[dimension] = self._spread(values, dimension=dimension)
        return self._normals[dimension]

    def _spread(self, values: NDArray[np.float64], *, dimension: int) -> NDArray[np.float64]:
        """Give each draw of a dimension its one of the D values that all dimensions share.

        ``values`` is (2**k, 2 R): each row holds the values of one cell twice, so that a rotation needs no wrapping.
        """
        _check_whole("dimension", dimension, least=0, most=MAX_DIMENSIONS - 1)
        turns = self._words(dimension, 0, 2**self.log2_points) % np.uint64(self.randomisations)
        firsts = np.arange(2**self.log2_points) * (2 * self.randomisations) + turns.astype(np.int64)
        cells = self._cells(dimension)
        draws = np.empty(self.draws)
        for randomisation, row in enumerate(draws.reshape(cells.shape)):
            turned = values.take(firsts + randomisation)
            turned.take(cells[randomisation], out=row, mode="clip")
        draws.flags.writeable = False
        return draws

    def _cells(self, dimension: int) -> NDArray[np.int64]:
        """In which of 2**k cells each point lies, (R, 2**k)."""
        directions = _sobol_directions(_block_of(dimension), self.log2_points)[dimension]
        words = self._words(dimension, 1, self.randomisations * (self.log2_points + 1))
        words = words.reshape(self.randomisations, -1) >> np.uint64(64 - self.log2_points)
        scrambled = _scramble_directions(directions, words[:, 1:])
        cells = np.empty((self.randomisations, 2**self.log2_points), dtype=np.int64)
        cells[:, 0] = words[:, 0]
        for bit in range(self.log2_points):
            half = 2**bit
            np.bitwise_xor(cells[:, :half], scrambled[:, bit, np.newaxis], out=cells[:, half : 2 * half])
        return cells

    def _words(self, dimension: int, stream: int, count: int) -> NDArray[np.uint64]:
        sequence = np.random.SeedSequence(self.seed, spawn_key=(dimension, stream))
        return np.asarray(np.random.PCG64(sequence).random_raw(count))


def _check_whole(name: str, value: int, *, least: int, most: int | None = None) -> None:
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if is_whole and value >= least and (most is None or value <= most):
        return
    upto = "or more" if most is None else f"to {most:,}"
    raise PointsSettingError(
        f"Points: {name} is {value!r}, but must be a whole number, {least} {upto}; otherwise the "
        f"draws could not be made again from the recipe. Correct {name}."
    )


def _block_of(dimension: int) -> int:
    """How many dimensions to prepare at once, so that asking one by one costs little."""
    return min(max(64, 1 << int(dimension).bit_length()), MAX_DIMENSIONS)


@lru_cache(maxsize=2)
def _even_values(cells: int, randomisations: int) -> NDArray[np.float64]:
    """One value in each of D equal parts of the range 0 to 1, by cell, those of a cell twice: (2**k, 2 R)."""
    places = np.arange(cells * randomisations) + 0.5
    places[0], places[-1] = _END_PLACE, places.size - _END_PLACE
    values = (places / places.size).reshape(cells, randomisations)
    return np.concatenate([values, values], axis=1)


@lru_cache(maxsize=2)
def _normal_values(cells: int, randomisations: int) -> NDArray[np.float64]:
    """Standard normal quantiles of the same values, (2**k, 2 R)."""
    return np.asarray(ndtri(_even_values(cells, randomisations)))


@lru_cache(maxsize=8)
def _sobol_directions(dimensions: int, log2_points: int) -> NDArray[np.uint64]:
    """Direction numbers (dimensions, k) as 30-bit integers."""
    return find_directions(dimensions, log2_points=log2_points, bits=_SOBOL_BITS)


def _scramble_directions(directions: NDArray[np.uint64], words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Multiply directions (k,) by the random unit lower-triangular matrix in each row of words (R, k)."""
    digits = np.arange(directions.size, dtype=np.uint64)
    units = np.uint64(1) << digits[::-1]
    columns = (words & (units - np.uint64(1))) | units
    holds = (directions[:, np.newaxis] >> (np.uint64(_SOBOL_BITS - 1) - digits)) & np.uint64(1)
    scrambled: NDArray[np.uint64] = np.bitwise_xor.reduce(columns[:, np.newaxis, :] * holds, axis=2)
    return scrambled.astype(np.int64)
