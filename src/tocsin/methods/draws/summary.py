"""Which few numbers stand for many draws, and how far are they off because the draws are finite?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.draws.errors import ProbabilityRangeError, UnusableDrawsError


@dataclass(frozen=True)
class Summary:
    """Median, mean and interval of a quantity, in its unit, with the numerical error of each.

    ``value`` is the median; ``low`` and ``high`` are the ends of the central interval of probability ``level``;
    ``sd`` is the standard deviation. The errors are standard errors from the randomisations, NaN if there is one only.
    """

    value: float
    mean: float
    low: float
    high: float
    level: float
    sd: float
    error_mean: float
    error_value: float
    error_low: float
    error_high: float


def summarise(draws: NDArray[np.float64], *, randomisations: int, level: float = 0.9) -> Summary:
    """Median, mean, interval and spread of draws, with what the finite number of draws leaves unsure.

    Parameters
    ----------
    draws : NDArray
        Shape (D,), unit of the quantity, finite, one randomisation after another.
    randomisations : int
        R, how many equal independent parts the draws have; divides D.
    level : float
        Probability inside the interval, equal tails outside; strictly between 0 and 1.

    Returns
    -------
    Summary
        All in the unit of the draws; errors 0 or more, NaN if ``randomisations`` is 1.

    Raises
    ------
    UnusableDrawsError
        If draws are missing (NaN) or infinite, there are none, or D is not a multiple of ``randomisations``.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    Each error is the standard deviation of the figure over the R parts, divided by the root of R. It says
    how well the draws were computed, and nothing of how well the quantity is known. Quantiles are
    interpolated linearly between draws, so that of a quantity with gaps may fall in one.

    References
    ----------
    lecuyer2018 (randomised quasi-Monte Carlo: error from independent randomisations); hyndman1996
    (definition 7).

    Examples
    --------
    >>> summarise(np.array([1.0, 3.0, 2.0, 4.0]), randomisations=2).mean
    2.5
    """
    draws = np.asarray(draws, dtype=np.float64)
    _check_draws(draws, randomisations=randomisations)
    if not 0 < level < 1:
        raise ProbabilityRangeError(
            f"summarise: level is {level}, but must be strictly between 0 and 1, as it is the probability "
            "inside the interval. Write 0.9 for 90 %."
        )
    tails = np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    low, value, high = np.quantile(draws, tails).tolist()
    exponent = int(np.frexp(np.abs(draws).max())[1])
    plain = np.ldexp(draws, -exponent)  # so that sums and squares of very large or small draws stay what they are
    parts = plain.reshape(randomisations, -1)
    figures = np.column_stack([parts.mean(axis=1), np.quantile(parts, tails, axis=1).T])
    error_mean, error_low, error_value, error_high = np.ldexp(_errors(figures), exponent).tolist()
    return Summary(
        value=value,
        mean=float(np.ldexp(plain.mean(), exponent)),
        low=low,
        high=high,
        level=level,
        sd=float(np.ldexp(plain.std(), exponent)),
        error_mean=error_mean,
        error_value=error_value,
        error_low=error_low,
        error_high=error_high,
    )


def _check_draws(draws: NDArray[np.float64], *, randomisations: int) -> None:
    unusable = int((~np.isfinite(draws)).sum())
    if unusable:
        raise UnusableDrawsError(
            f"summarise: {unusable} of {draws.size} draws are missing or infinite, so the mean would be that of another "
            "quantity. Look for a division by zero or a logarithm of zero in what was computed."
        )
    if draws.ndim != 1 or draws.size == 0 or randomisations < 1 or draws.size % randomisations:
        raise UnusableDrawsError(
            f"summarise: draws of shape {draws.shape} do not fall into {randomisations} equal parts, so their error is "
            "not known. Pass all draws of one quantity, and the randomisations of the points they were made from."
        )


def _errors(by_part: NDArray[np.float64]) -> NDArray[np.float64]:
    count = by_part.shape[0]
    if count == 1:
        return np.full(by_part.shape[1:], np.nan)
    return np.asarray(by_part.std(axis=0, ddof=1) / np.sqrt(count))
