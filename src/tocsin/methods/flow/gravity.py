"""What would move between places by their size and distance alone, and how far should that fill what was never seen?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.flow.arrays import Floats, check_amounts
from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError

_LEAST_EXPONENT, _MOST_EXPONENT = -4.0, 8.0
_LEAST_CELLS = 4


@dataclass(frozen=True)
class Gravity:
    """How amounts fall with distance: as distance to the power of minus ``exponent``."""

    exponent: float
    error: float  # standard error of the exponent, robust to the variance of the amounts
    expected: (
        Floats  # (P, Q): amounts expected by size and distance, in the unit of those seen; 0 where nothing can move
    )


@dataclass(frozen=True)
class Smoothed:
    """Counts drawn towards a prior, so that what is possible is never impossible."""

    cells: Floats  # (P, Q): in counts, with the total of those seen
    weight: float  # how many counts the prior stands for, 0 or more


def fit_gravity(seen: ArrayLike, distances: ArrayLike) -> Gravity:
    """Fit how much moves by the sizes of sender and receiver and the distance between them.

    Parameters
    ----------
    seen : array, shape (P, Q)
        Amounts or counts seen, any unit, 0 or more.
    distances : array, shape (P, Q)
        Distances, one unit, above 0; NaN where nothing can move, and there nothing may have been seen.

    Returns
    -------
    Gravity
        ``exponent`` no unit, -4 to 8; ``error`` 0 or more; ``expected`` (P, Q) with the row and column totals of `seen`.

    Raises
    ------
    FlowShapeError
        If the arrays do not fit each other.
    FlowValueError
        If an amount is missing or negative, a distance not above 0, something was seen where nothing can move, fewer than four cells
        were seen, or the exponent lies outside -4 to 8: distance then explains nothing, or all.

    Notes
    -----
    The expected amount is a_i * b_j / d_ij^θ with a and b such that rows and columns add up as seen, and θ such that the mean
    logarithm of distance is that seen: the maximum of the Poisson likelihood, consistent for amounts of any variance. The error
    is the robust one, with rows and columns held as fitted. A row or column never seen has an expectation of 0.

    References
    ----------
    flowerdew1982 (Poisson gravity model); santossilva2006 (amounts of any variance, robust error).

    Examples
    --------
    >>> round(fit_gravity([[8, 4, 1], [4, 8, 4], [1, 4, 8]], [[1, 2, 8], [2, 1, 2], [8, 2, 1]]).exponent, 2)
    1.0
    """
    amounts, logs = _check_gravity(seen, distances)
    possible = np.isfinite(logs)
    rows, columns = amounts.sum(axis=1), amounts.sum(axis=0)
    used = possible & (rows[:, None] > 0) & (columns > 0)
    distance = np.where(used, logs, 0.0)

    def expect(exponent: float) -> Floats:
        pull = np.where(used, np.exp(-exponent * (distance - distance[used].mean())), 0.0)
        return np.asarray(balance(pull, rows=rows, columns=columns, tolerance=1e-10).flows[0])

    def miss(exponent: float) -> float:
        return float(((expect(exponent) - amounts) * distance).sum() / amounts.sum())

    low, high = miss(_LEAST_EXPONENT), miss(_MOST_EXPONENT)
    if not low > 0 > high:
        raise FlowValueError(
            f"no exponent from {_LEAST_EXPONENT:g} to {_MOST_EXPONENT:g} gives the distances seen, so distance explains nothing of these "
            "amounts, or all. Leave the distances out, or add records."
        )
    from scipy.optimize import brentq

    exponent = float(brentq(miss, _LEAST_EXPONENT, _MOST_EXPONENT, xtol=1e-8))
    expected = expect(exponent)
    rest = _without_sizes(distance, weights=expected)
    error = float(np.sqrt((((amounts - expected) * rest) ** 2).sum()) / (expected * rest**2).sum())
    return Gravity(exponent, error, expected)


def smooth_counts(counts: ArrayLike, prior: ArrayLike) -> Smoothed:
    """Draw counts towards a prior by as much as their own spread around it suggests.

    Parameters
    ----------
    counts : array, shape (P, Q)
        Counts seen, 0 or more, not all 0.
    prior : array, shape (P, Q)
        What is expected without them, any unit, 0 or more; 0 where nothing can move, and there nothing may have been seen.

    Returns
    -------
    Smoothed
        ``cells`` (P, Q), counts with the total of those seen, above 0 wherever the prior is; ``weight``, counts.

    Raises
    ------
    FlowShapeError
        If the arrays do not fit each other.
    FlowValueError
        If a number is missing or negative, nothing was seen, or something was seen where the prior is 0.

    Notes
    -----
    Pseudo-Bayes estimates: with N counts of shares p and prior shares λ, N / (N + K) * (N p + K λ), where the weight is
    K = (1 - Σ p²) / Σ (λ - p)²: much where the counts lie as the prior says, little where they do not. It assumes counts
    that are independent of each other; records that come in bundles should be counted as one.

    References
    ----------
    fienberg1973 (estimated weight of the prior).

    Examples
    --------
    >>> smooth_counts([[6, 0], [0, 2]], [[2, 1], [1, 2]]).cells.round(2).tolist()
    [[5.45, 0.22], [0.22, 2.11]]
    """
    seen, expected = np.asarray(counts, dtype=np.float64), np.asarray(prior, dtype=np.float64)
    if seen.shape != expected.shape or seen.ndim != 2:
        raise FlowShapeError(
            f"counts have shape {seen.shape} and the prior {expected.shape}, so cells do not belong together. Give two tables alike."
        )
    check_amounts(seen, what="the counts")
    check_amounts(expected, what="the prior")
    if seen.sum() == 0 or ((seen > 0) & (expected == 0)).any():
        raise FlowValueError(
            "nothing was seen, or something was seen where the prior says that nothing can move. Correct the counts or the prior."
        )
    total, shares = seen.sum(), expected / expected.sum()
    own = seen / total
    apart = float(((shares - own) ** 2).sum())
    weight = float((1 - (own**2).sum()) / apart) if apart > 0 else 0.0
    return Smoothed(total / (total + weight) * (seen + weight * shares), weight)


def _check_gravity(seen: ArrayLike, distances: ArrayLike) -> tuple[Floats, Floats]:
    amounts, apart = np.asarray(seen, dtype=np.float64), np.asarray(distances, dtype=np.float64)
    if amounts.shape != apart.shape or amounts.ndim != 2:
        raise FlowShapeError(
            f"amounts have shape {amounts.shape} and distances {apart.shape}, so they are not of the same pairs. Give two tables alike."
        )
    check_amounts(amounts, what="what was seen")
    if (apart <= 0).any() or np.isinf(apart).any():
        raise FlowValueError("a distance is not above zero, so nothing can fall with it. Give distances above zero.")
    hidden = (amounts > 0) & np.isnan(apart)
    if hidden.any():
        row, column = (int(index) for index in np.argwhere(hidden)[0])
        raise FlowValueError(
            f"something was seen from {row} to {column}, where no distance says that anything can move. Give the distance."
        )
    if (amounts > 0).sum() < _LEAST_CELLS:
        raise FlowValueError(
            f"only {int((amounts > 0).sum())} pairs were seen, too few to tell how amounts fall with distance. Give at least "
            f"{_LEAST_CELLS}, or leave the distances out."
        )
    return amounts, np.log(apart)


def _without_sizes(distance: Floats, *, weights: Floats) -> Floats:
    """What is left of the logarithms of distance (P, Q) when the weighted means of rows and columns are taken out."""
    rest = distance.copy()
    rows, columns = weights.sum(axis=1), weights.sum(axis=0)
    for _ in range(1_000):
        before = rest.copy()
        rest -= _mean(weights * rest, rows, axis=1)[:, None]
        rest -= _mean(weights * rest, columns, axis=0)
        if np.abs((rest - before)[weights > 0]).max() < 1e-12:
            break
    return np.asarray(np.where(weights > 0, rest, 0.0))


def _mean(weighted: Floats, weights: Floats, *, axis: int) -> Floats:
    means: Floats = np.divide(weighted.sum(axis=axis), weights, out=np.zeros(weights.shape), where=weights > 0)
    return means
