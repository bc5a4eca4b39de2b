"""How likely would a perfectly calibrated expert fare this badly, counted exactly and not by an approximation?"""

from collections.abc import Sequence
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, QuantileOrderError

_MOST_OUTCOMES = 2_000_000
# Outcomes whose information differs by rounding alone count as equally bad.
_SAME = 1e-9


def exact_calibration(counts: ArrayLike, *, bins: Sequence[float]) -> NDArray[np.float64]:
    """Probability that a perfectly calibrated expert does no better than this, from the multinomial distribution itself.

    Parameters
    ----------
    counts : array, shape (..., B)
        How many of the same number n of realised values fell into each of B bins; whole numbers, 0 or more.
    bins : sequence of float
        Probability of each bin, above 0, adding up to 1.

    Returns
    -------
    array, shape (...)
        Probability, 0 to 1, of relative information at least as great as the one seen; 1 where n is 0.

    Raises
    ------
    ElicitationShapeError
        If counts are not whole numbers, have another last axis than `bins`, or their sums differ.
    QuantileOrderError
        If a bin has no probability or they do not add up to 1.
    ElicitationSettingError
        If there are more than two million possible outcomes.

    Notes
    -----
    Outcomes are ordered by the relative information I(s, p) = Σ s ln(s / p) of their shares s, as in the chi-square
    approximation, which takes 2 n I for chi-square distributed with B - 1 degrees of freedom and is coarse for ten
    questions. All C(n + B - 1, B - 1) outcomes are listed, each with its multinomial probability.

    References
    ----------
    cooke1991 (chapter 12: the calibration score and its approximation); read1988 (exact multinomial tests).

    Examples
    --------
    >>> exact_calibration([[1, 1], [2, 0]], bins=[0.5, 0.5]).round(9).tolist()
    [1.0, 0.5]
    """
    seen = np.asarray(counts)
    shares = np.asarray(bins, dtype=np.float64)
    if shares.ndim != 1 or not bool((shares > 0).all()) or abs(float(shares.sum()) - 1) > 1e-9:
        raise QuantileOrderError(
            f"The bins have probabilities {shares.tolist()}, which are not all above 0 or do not add up to 1, so no "
            "outcome could be weighed. Give the gaps between rising probabilities."
        )
    total = seen.sum(axis=-1) if seen.ndim else np.zeros(0)
    if seen.ndim < 1 or seen.shape[-1] != len(shares) or not bool(((seen >= 0) & (seen % 1 == 0)).all()):
        raise ElicitationShapeError(
            f"Counts of shape {seen.shape} are not whole numbers in {len(shares)} bins. Count how many realised "
            "values fell into each bin."
        )
    if total.size == 0 or total.min() != total.max():
        raise ElicitationShapeError("Counts must come from the same number of questions, or they cannot be compared.")
    statistics, tails = _list_tails(int(total.flat[0]), tuple(shares.tolist()))
    found = _find_information(seen.astype(np.float64), shares)
    place = np.searchsorted(statistics, found - _SAME, side="left")
    return np.asarray(tails[np.minimum(place, len(tails) - 1)])


def _find_information(counts: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.maximum(counts.sum(axis=-1, keepdims=True), 1.0)
    part = counts / total
    return np.asarray(xlogy(part, part / shares).sum(axis=-1))


@lru_cache(maxsize=64)
def _list_tails(total: int, shares: tuple[float, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Relative information of every outcome, sorted, and the probability of at least each."""
    ways = comb(total + len(shares) - 1, len(shares) - 1)
    if ways > _MOST_OUTCOMES:
        raise ElicitationSettingError(
            f"{total} questions in {len(shares)} bins have {ways:,} outcomes, too many to list; the chi-square "
            "approximation is close there. Use it instead."
        )
    outcomes = _list_outcomes(total, len(shares))
    probabilities = np.exp(gammaln(total + 1) + (xlogy(outcomes, shares) - gammaln(outcomes + 1)).sum(axis=1))
    statistics = _find_information(outcomes, np.asarray(shares))
    order = np.argsort(statistics)
    tails = np.cumsum(probabilities[order][::-1])[::-1]
    return statistics[order], np.minimum(tails / tails[0], 1.0)


def _list_outcomes(total: int, bins: int) -> NDArray[np.float64]:
    """Every way to share a total out over bins, (ways, bins)."""
    rows = np.zeros((1, 0), dtype=np.int64)
    left = np.array([total])
    for _ in range(bins - 1):
        choices = left + 1
        at = np.repeat(np.arange(len(rows)), choices)
        value = np.arange(len(at)) - np.repeat(np.cumsum(choices) - choices, choices)
        rows = np.column_stack([rows[at], value])
        left = left[at] - value
    return np.column_stack([rows, left]).astype(np.float64)
