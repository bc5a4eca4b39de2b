"""Have several chains of a simulation come to agree, and how many independent draws are they worth?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from tocsin.methods.hidden.settings import HiddenSettingError

__all__ = ["LEAST_DRAWS", "MOST_DISAGREEMENT", "Convergence", "check_chains"]

Floats = NDArray[np.float64]

# Vehtari et al. (2021) recommend 1.01 and 400; of a slow chain of whole numbers 1.05 is asked for here, and both are printed.
MOST_DISAGREEMENT = 1.05
LEAST_DRAWS = 400


@dataclass(frozen=True)
class Convergence:
    """How far chains agree: 1 is perfect agreement; counts are of independent draws that would say as much."""

    r_hat: float
    bulk_draws: float
    tail_draws: float

    @property
    def has_converged(self) -> bool:
        """Whether the chains agree within 1.05 and are worth at least 400 independent draws, in the middle and in the tails."""
        return self.r_hat <= MOST_DISAGREEMENT and min(self.bulk_draws, self.tail_draws) >= LEAST_DRAWS


def check_chains(chains: ArrayLike) -> Convergence:
    """Agreement and worth of several chains that drew the same quantity.

    Parameters
    ----------
    chains : array, shape (chains, steps)
        Draws in the order in which they were made, finite, in the unit of the quantity; at least 2 chains of 8 steps.

    Returns
    -------
    Convergence
        ``r_hat`` (1 or a little below or above when the chains agree; infinite when each stands still elsewhere), and the
        numbers of independent draws that the middle (``bulk_draws``) and the 5 % and 95 % quantiles (``tail_draws``) are worth.

    Raises
    ------
    HiddenSettingError
        If there are fewer than 2 chains or 8 steps, or a draw is missing or infinite.

    Notes
    -----
    Each chain is split into halves. Draws are replaced by normal scores of their ranks; R-hat is the greater of that of the
    scores and that of the scores of distances from the median. Sums of autocorrelations end where a pair of them turns
    negative, and pairs are made to fall (Geyer). If all draws are equal, R-hat is 1.

    References
    ----------
    vehtari2021 (Bayesian Analysis 16(2), 667-718, sections 3 and 4); geyer1992 (Statistical Science 7(4), 473-483).

    Examples
    --------
    >>> import numpy as np
    >>> check_chains(np.random.default_rng(1).normal(size=(4, 500))).has_converged
    True
    """
    draws = np.asarray(chains, dtype=np.float64)
    if draws.ndim != 2 or draws.shape[0] < 2 or draws.shape[1] < 8 or not np.isfinite(draws).all():
        raise HiddenSettingError(
            f"the chains have shape {draws.shape} or draws that are not finite, so they cannot be compared. "
            "Give at least 2 chains of at least 8 finite draws."
        )
    half = draws.shape[1] // 2
    split = np.concatenate([draws[:, :half], draws[:, -half:]])
    if np.ptp(split) == 0:
        return Convergence(1.0, float(split.size), float(split.size))
    folded = np.abs(split - np.median(split))
    r_hat = max(_compare_chains(_score_ranks(split)), _compare_chains(_score_ranks(folded)))
    low, high = np.quantile(split, [0.05, 0.95])
    tails = [_count_independent((split <= end).astype(np.float64)) for end in (low, high)]
    return Convergence(r_hat, _count_independent(_score_ranks(split)), min(tails))


def _score_ranks(draws: Floats) -> Floats:
    """Normal scores of the ranks, ties sharing their mean rank."""
    _, place, times = np.unique(draws, return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(times) - (times - 1) / 2
    return np.asarray(ndtri((mean_rank[place.reshape(draws.shape)] - 0.375) / (draws.size + 0.25)))


def _compare_chains(draws: Floats) -> float:
    steps = draws.shape[1]
    within = float(draws.var(axis=1, ddof=1).mean())
    between = float(draws.mean(axis=1).var(ddof=1))
    if within <= 1e-12 * between or within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((steps - 1) / steps + between / within))


def _count_independent(draws: Floats) -> float:
    """Effective number of draws."""
    steps = draws.shape[1]
    centred = draws - draws.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * steps, axis=1)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :steps].mean(axis=0) / steps
    within = covariance[0] * steps / (steps - 1)
    pooled = covariance[0] + float(draws.mean(axis=1).var(ddof=1))
    if pooled == 0:
        return float(draws.size)
    correlation = 1 - (within - covariance * steps / (steps - 1)) / pooled
    correlation[0] = 1.0
    paired = correlation[: steps // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(paired < 0)
    falling = np.minimum.accumulate(paired[: negative[0] if negative.size else len(paired)])
    time = max(-1 + 2 * float(falling.sum()), 1 / np.log10(draws.size))
    return float(draws.size / time)
