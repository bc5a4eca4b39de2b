"""How can a smooth function of a few inputs be learnt from many noisy draws at the cost of a small regression?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

# Draws among which points are chosen and the scales of inputs are fitted.
_SUBSAMPLE = 1_000
_MOST_POINTS = 150
# Points stop being added when no draw of the subsample has more than this share of its variance left over.
_LEFT_OVER = 1e-6
# While scales are fitted fewer points and a rougher end will do: the likelihood hardly moves, and it is needed often.
_POINTS_TO_FIT = 60
_LEFT_OVER_TO_FIT = 1e-3
# Length scales in standard deviations of the normal scores, tried for all inputs alike, then one by one.
_LENGTHS = np.geomspace(0.1, 25.0, 9)
_STEPS = (2.0, 1.4)
_SWEEPS = 2
_LENGTH_LIMITS = (0.05, 50.0)
# Noise in units of the variance of the function: from almost none to nothing but noise.
_NOISES = np.geomspace(1e-6, 1e6, 49)


@dataclass(frozen=True)
class SmoothFit:
    """Functions of the inputs that were learnt, one per output, and what is uncertain about them.

    ``fitted`` (D, K) is the posterior mean at every draw; ``features`` (D, B) with ``spread`` (B, K), the posterior standard
    deviation of each output's coefficients per unit of its noise; ``residual`` (K, K), covariance of the noise.
    """

    fitted: Floats
    features: Floats
    spread: Floats
    residual: Floats


def fit_smooth(inputs: Floats, outputs: Floats) -> SmoothFit:
    """Learn each output as a Gaussian process of the inputs, through a few points that stand for all.

    Parameters
    ----------
    inputs : array, shape (D, Q)
        Draws of Q inputs, each in its own unit; finite; none constant.
    outputs : array, shape (D, K)
        Noisy draws of K outputs, in any unit; finite.

    Returns
    -------
    SmoothFit
        Posterior means (D, K) in the unit of the outputs, and what their uncertainty is made of.

    Raises
    ------
    Nothing
        The caller gives finite draws and inputs that vary.

    Notes
    -----
    The process has a constant mean and a squared-exponential covariance of the normal scores of the inputs' ranks, one length
    scale per input for all outputs, and a variance and a noise per output. They are those of greatest restricted likelihood on
    up to 1,000 evenly spaced draws: noise on a grid, lengths one after another. Pivoted Cholesky steps choose up to 150
    points among these draws, until they describe the covariance of all of them to 1e-6; all draws are then a linear regression
    on the points' features (subset of regressors). Fewer distinct inputs than points are described exactly.

    References
    ----------
    rasmussen2006 (sections 2.7, 5.4.1 and 8.3.1); fine2001 (pivoted Cholesky); williams2001 (few points for many draws).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.uniform(-2.0, 2.0, (2000, 1))
    >>> fit = fit_smooth(x, np.sin(2.0 * x) + rng.normal(size=(2000, 1)))
    >>> bool(np.abs(fit.fitted - np.sin(2.0 * x)).mean() < 0.1)
    True
    """
    scores = np.stack([_score(column) for column in inputs.T], axis=1)
    middle = outputs.mean(axis=0)
    size = np.abs(outputs - middle).max(axis=0)
    size[size == 0] = 1.0
    plain = (outputs - middle) / size
    chosen = np.unique(np.linspace(0, len(scores) - 1, min(_SUBSAMPLE, len(scores))).astype(np.int64))
    lengths = _fit_lengths(scores[chosen], plain[chosen])
    points, _ = _choose_points(scores[chosen] / lengths, most=_MOST_POINTS, left_over=_LEFT_OVER)
    features = _describe(scores / lengths, (scores[chosen] / lengths)[points])
    return _regress(features, plain, middle=middle, size=size)


def _score(values: Floats) -> Floats:
    """Normal scores (D,) of ranks; equal values share one."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    scores: Floats = ndtri((np.cumsum(counts) - counts / 2) / len(values))[place]
    spread = scores.std()
    return scores / (spread if spread > 0 else 1.0)


def _fit_lengths(scores: Floats, outputs: Floats) -> Floats:
    """Length scales (Q,) of greatest likelihood: the best common one, then each in turn by ever smaller steps."""
    count = scores.shape[1]
    common = [np.full(count, length) for length in _LENGTHS]
    found = [_score_lengths(scores, outputs, lengths=lengths) for lengths in common]
    best, value = common[int(np.argmax(found))], max(found)
    for step in _STEPS:
        for _ in range(_SWEEPS):
            before = value
            for q in range(count):
                for factor in (step, 1 / step):
                    tried = best.copy()
                    tried[q] = np.clip(tried[q] * factor, *_LENGTH_LIMITS)
                    likelihood = _score_lengths(scores, outputs, lengths=tried)
                    if likelihood > value:
                        best, value = tried, likelihood
                        break
            if value == before:
                break
    return best


def _score_lengths(scores: Floats, outputs: Floats, *, lengths: Floats) -> float:
    """Restricted log likelihood of all outputs, each at its own best noise."""
    _, features = _choose_points(scores / lengths, most=_POINTS_TO_FIT, left_over=_LEFT_OVER_TO_FIT)
    return float(_turn(features, outputs).score().max(axis=0).sum())


def _choose_points(scaled: Floats, *, most: int, left_over: float) -> tuple[NDArray[np.int64], Floats]:
    """Rows that stand for all, and features (N, B) whose products are the covariance, by pivoted Cholesky steps."""
    draws = len(scaled)
    features, left = np.zeros((draws, min(draws, most))), np.ones(draws)
    points: list[int] = []
    for column in range(features.shape[1]):
        pivot = int(left.argmax())
        if left[pivot] < left_over:
            break
        covariance = np.exp(-0.5 * ((scaled - scaled[pivot]) ** 2).sum(axis=1))
        covariance -= features[:, :column] @ features[pivot, :column]
        features[:, column] = covariance / np.sqrt(left[pivot])
        left = np.maximum(left - features[:, column] ** 2, 0.0)
        left[pivot] = 0.0
        points.append(pivot)
    return np.array(points, dtype=np.int64), features[:, : len(points)]


def _describe(scaled: Floats, points: Floats) -> Floats:
    """Features (D, B) of all draws, given the points that stand for them."""
    squares = (scaled**2).sum(axis=1)[:, None] + (points**2).sum(axis=1) - 2 * scaled @ points.T
    covariance = np.exp(-0.5 * np.maximum(squares, 0.0))
    own = np.exp(-0.5 * ((points[:, None] - points) ** 2).sum(axis=2))
    own[np.diag_indices_from(own)] += 1e-10
    return np.asarray(np.linalg.solve(np.linalg.cholesky(own), covariance.T).T)


@dataclass(frozen=True)
class _Turned:
    """All that a regression on features (N, B) needs: uncorrelated directions with sizes (B,), outputs along them (B, K)."""

    straight: Floats
    sizes: Floats
    along: Floats
    squares: Floats

    @property
    def freedom(self) -> int:
        """Draws less the one number that the mean took."""
        return len(self.straight) - 1

    def score(self) -> Floats:
        """Restricted log likelihood (noises, K), with the variance of each function at its best."""
        noises = _NOISES[:, None]
        left = np.maximum(self.squares - (1 / (self.sizes + noises)) @ self.along**2, np.finfo(np.float64).tiny)
        volume = np.log1p(self.sizes / noises).sum(axis=1, keepdims=True) + self.freedom * np.log(noises)
        return np.asarray(-0.5 * (self.freedom * np.log(left / noises / self.freedom) + volume))


def _turn(features: Floats, outputs: Floats) -> _Turned:
    centred, around = features - features.mean(axis=0), outputs - outputs.mean(axis=0)
    sizes, directions = np.linalg.eigh(centred.T @ centred)
    straight = centred @ directions
    return _Turned(straight, np.maximum(sizes, 0.0), straight.T @ around, np.asarray((around**2).sum(axis=0)))


def _regress(features: Floats, outputs: Floats, *, middle: Floats, size: Floats) -> SmoothFit:
    turned = _turn(features, outputs)
    draws = len(outputs)
    noise = _NOISES[turned.score().argmax(axis=0)]
    certain = turned.sizes[:, None] + noise
    fitted = outputs.mean(axis=0) + turned.straight @ (turned.along / certain)
    used = (turned.sizes[:, None] / certain).sum(axis=0) + 1
    left = (outputs - fitted) * size / np.sqrt(np.maximum(draws - used, 1.0))
    level = np.full((1, outputs.shape[1]), 1 / np.sqrt(draws))
    return SmoothFit(
        fitted=middle + fitted * size,
        features=np.concatenate([np.ones((draws, 1)), turned.straight], axis=1),
        spread=np.concatenate([level, 1 / np.sqrt(certain)], axis=0),
        residual=left.T @ left,
    )
