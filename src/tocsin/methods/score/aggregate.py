"""How do the scores of one alternative on several criteria combine into one total?"""

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.terms.errors import MethodError

Floats = NDArray[np.float64]
Combination = Literal["additive", "geometric"]

# Stands for the logarithm of zero: finite, so that a weight of zero times it is zero and not NaN.
_LOG_OF_ZERO = -1e300
_SUM_TOLERANCE = 1e-6
_MOST_ON_ONE_THREAD = 250_000


class ScoreShapeError(MethodError):
    """Arrays of scores and weights do not fit each other."""


class ScoreValueError(MethodError):
    """A score or total is missing, infinite or outside what the combination allows."""


class WeightSumError(MethodError):
    """A set of weights is negative somewhere or does not add up to 1."""


def additive(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Weighted sum of scores: a weakness on one criterion can be made good on another.

    Parameters
    ----------
    values : array, shape (A, C) or (D, A, C)
        Scores of A alternatives on C criteria, higher is better, in one common unit (usually 0 to 1); finite.
    weights : array, shape (C,) or (D, C)
        Weights of the criteria, 0 to 1, each set adding up to 1.

    Returns
    -------
    array, shape (A,) or (D, A)
        Totals in the unit of the scores; with draws if either argument has draws.

    Raises
    ------
    ScoreShapeError
        If the criteria or the draws of the two arrays differ in number.
    ScoreValueError
        If a score is missing or infinite.
    WeightSumError
        If a weight is negative or a set of weights does not add up to 1.

    Notes
    -----
    Total = sum of weight times score. Assumes that the worth of a step on one criterion does not depend on the others.

    References
    ----------
    keeney1976 (chapter 3: additive value functions).

    Examples
    --------
    >>> additive([[1.0, 0.0], [0.6, 0.6]], [0.5, 0.5]).tolist()
    [0.5, 0.6]
    """
    return _combine(values, weights, "additive")


def geometric(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Weighted geometric mean of scores: a zero on any criterion that counts makes the total zero.

    Parameters
    ----------
    values : array, shape (A, C) or (D, A, C)
        Scores of A alternatives on C criteria, higher is better, on a ratio scale; finite and never negative.
    weights : array, shape (C,) or (D, C)
        Weights of the criteria, 0 to 1, each set adding up to 1.

    Returns
    -------
    array, shape (A,) or (D, A)
        Totals in the unit of the scores, never above the additive total; with draws if either argument has draws.

    Raises
    ------
    ScoreShapeError
        If the criteria or the draws of the two arrays differ in number.
    ScoreValueError
        If a score is missing, infinite or negative.
    WeightSumError
        If a weight is negative or a set of weights does not add up to 1.

    Notes
    -----
    Total = product of score to the power of weight, where zero to the power of zero is one: a criterion without weight
    has no say. Assumes that the zero of every score is a true zero.

    References
    ----------
    oecd2008 (Handbook on Constructing Composite Indicators, step 6: geometric aggregation).

    Examples
    --------
    >>> geometric([[1.0, 0.0], [0.25, 1.0]], [0.5, 0.5]).tolist()
    [0.0, 0.5]
    """
    return _combine(values, weights, "geometric")


def check_values(values: Floats, *, combination: Combination) -> None:
    """Refuse scores that are missing, infinite or, for the geometric mean, negative, and ways to combine that are not known."""
    if combination not in get_args(Combination):
        raise ScoreValueError(
            f"scores cannot be combined by {combination!r}, which is not known, so there would be no total. "
            "Choose 'additive' or 'geometric'."
        )
    if not np.isfinite(values).all():
        place = np.argwhere(~np.isfinite(values))[0].tolist()
        raise ScoreValueError(
            f"the score at position {place} is missing or infinite, and a gap in the scores would silently become a rank. "
            "Give unknown scores as draws over their whole possible range."
        )
    if combination == "geometric" and (values < 0).any():
        raise ScoreValueError(
            f"the smallest score is {values.min():.6g}, and a geometric mean has no meaning below zero. "
            "Rescale the scores to start at 0 with a value function, or combine them additively."
        )


def check_weights(weights: Floats) -> None:
    """Refuse sets of weights with a negative member or a sum other than 1."""
    sums = weights.sum(axis=-1)
    if not np.isfinite(sums).all() or (weights < 0).any():
        raise WeightSumError(
            "a weight is negative, missing or infinite, so it says nothing about importance. "
            "Give every weight as a share between 0 and 1."
        )
    off = np.abs(sums - 1.0)
    if off.max() > _SUM_TOLERANCE:
        worst = sums.reshape(-1)[int(off.argmax())]
        raise WeightSumError(
            f"a set of weights adds up to {worst:.6g}, not 1, so totals would not be comparable between draws. "
            "Divide each set by its sum."
        )


def total_by_alternative(values: Floats, weights: Floats, *, combination: Combination) -> Floats:
    """Totals (A, B) of one block of draws, unchecked: values (A, C) or (B, A, C), weights (B, C)."""
    terms = values if combination == "additive" else _logarithms(values)
    if terms.ndim == 2:
        totals = np.empty((len(terms), len(weights)))
        for part in list_parts(len(weights), cost=terms.size):
            np.matmul(terms, weights[part].T, out=totals[:, part])
    else:
        totals = np.ascontiguousarray(np.einsum("dac,dc->da", terms, weights).T)
    return totals if combination == "additive" else np.exp(totals, out=totals)


def total_by_weights(values: Floats, weights: Floats, *, combination: Combination) -> Floats:
    """Totals (B, A, N) of every draw under each of N sets of weights, unchecked: values (B, A, C), weights (N, C)."""
    terms = values if combination == "additive" else _logarithms(values)
    rows = terms.reshape(-1, terms.shape[-1])
    totals = np.empty((len(rows), len(weights)))
    for part in list_parts(len(rows), cost=weights.size):
        np.matmul(rows[part], weights.T, out=totals[part])
    totals = totals.reshape(*terms.shape[:2], len(weights))
    return totals if combination == "additive" else np.exp(totals, out=totals)


def list_parts(rows: int, *, cost: int) -> list[slice]:
    """Stretches of rows whose product, at this many multiplications a row, is left on one thread.

    Larger products are spread over threads that wait busily for each other: measured ten times slower as soon as
    anything else holds a core.
    """
    step = max(1, _MOST_ON_ONE_THREAD // cost)
    return [slice(start, min(start + step, rows)) for start in range(0, rows, step)]


def _combine(values: ArrayLike, weights: ArrayLike, combination: Combination) -> Floats:
    scores, shares = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if scores.ndim not in (2, 3) or shares.ndim not in (1, 2) or 0 in scores.shape or 0 in shares.shape:
        raise ScoreShapeError(
            f"scores have shape {scores.shape} and weights {shares.shape}; expected (alternatives, criteria) or "
            "(draws, alternatives, criteria), and (criteria,) or (draws, criteria), none of them empty."
        )
    if scores.shape[-1] != shares.shape[-1]:
        raise ScoreShapeError(
            f"there are scores on {scores.shape[-1]} criteria but weights for {shares.shape[-1]}, so some criterion would "
            "be left out or counted twice. Give one weight per criterion, in the same order."
        )
    if scores.ndim == 3 and shares.ndim == 2 and len(scores) != len(shares):
        raise ScoreShapeError(
            f"scores have {len(scores)} draws but weights have {len(shares)}, so they cannot belong to the same draws. "
            "Draw both with the same number."
        )
    check_values(scores, combination=combination)
    check_weights(shares)
    if shares.ndim == 1:
        if scores.ndim == 2:
            return total_by_alternative(scores, shares[None, :], combination=combination)[:, 0]
        return total_by_weights(scores, shares[None, :], combination=combination)[:, :, 0]
    return np.ascontiguousarray(total_by_alternative(scores, shares, combination=combination).T)


def _logarithms(values: Floats) -> Floats:
    positive = values > 0
    return np.log(values, out=np.full(values.shape, _LOG_OF_ZERO), where=positive)
