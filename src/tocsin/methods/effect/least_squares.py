"""What do least squares say of a series whose errors follow one another?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

from tocsin.methods.effect.arrays import Floats

_ROUNDS = 200
_CLOSE = 1e-8
# Autocorrelations over which the likelihood is integrated; twice as many change no third digit.
_GRID = np.linspace(-0.98, 0.98, 99)
_LEAST_SHARE = 1e-6
_FARTHEST = 2.0**40


@dataclass(frozen=True)
class LinearFit:
    """Coefficients and their covariances, one pair or a mixture of R with shares (R,); residuals (T,) and how they follow."""

    shares: Floats  # (R,), adding up to 1
    each: Floats  # (R, K): coefficients
    spreads: Floats  # (R, K, K): their covariances
    residuals: Floats
    autocorrelation: float
    degrees: int
    has_converged: bool

    @property
    def coefficients(self) -> Floats:
        """Means of the coefficients (K,)."""
        return np.asarray(self.shares @ self.each, dtype=np.float64)

    @property
    def covariance(self) -> Floats:
        """Covariance of the coefficients (K, K), within the parts of the mixture and between them."""
        apart = self.each - self.coefficients
        return np.asarray(np.tensordot(self.shares, self.spreads, 1) + (apart * self.shares[:, None]).T @ apart)

    def find_interval(self, contrast: Floats, *, level: float) -> tuple[float, float]:
        """Ends of the interval of a sum of coefficients, by Student's t or a mixture of them."""
        means, errors = self._measure(contrast)

        def find_share(value: float) -> float:
            return float(self.shares @ stdtr(self.degrees, (value - means) / errors))

        return _find_ends(find_share, level=level, centre=float(self.shares @ means), step=float(errors.max()))

    def find_ratio(self, seen: Floats, otherwise: Floats, *, level: float) -> tuple[float, float, float]:
        """Ratio of two sums and its interval: all values not told from it (Fieller's); unbounded where the lower may be 0."""
        means, errors = self._measure(otherwise)
        ratio = float(seen @ self.coefficients / (otherwise @ self.coefficients))
        if float(self.shares @ stdtr(self.degrees, -means / errors)) >= (1 - level) / 2:
            return ratio, -np.inf, np.inf

        def find_share(value: float) -> float:
            apart, sizes = self._measure(value * otherwise - seen)
            return float(self.shares @ stdtr(self.degrees, apart / sizes))

        return (ratio, *_find_ends(find_share, level=level, centre=ratio, step=0.1 + 0.1 * abs(ratio)))

    def _measure(self, contrast: Floats) -> tuple[Floats, Floats]:
        """Mean and standard error of a sum of coefficients in each part of the mixture."""
        squares = np.einsum("k,rkl,l->r", contrast, self.spreads, contrast)
        return self.each @ contrast, np.sqrt(np.maximum(squares, 1e-300))


def fit_newey_west(columns: Floats, values: Floats, *, lags: int) -> LinearFit:
    """Ordinary least squares with the covariance of Newey and West, scaled for the coefficients that were fitted."""
    bread = np.linalg.inv(columns.T @ columns)
    coefficients = bread @ columns.T @ values
    residuals = values - columns @ coefficients
    meat = sum_lagged(columns * residuals[:, None], lags=lags)
    periods, wide = columns.shape
    covariance = bread @ meat @ bread * periods / (periods - wide)
    following = find_autocorrelation(residuals)
    return LinearFit(np.ones(1), coefficients[None], covariance[None], residuals, following, periods - wide, True)


def fit_prais_winsten(columns: Floats, values: Floats) -> LinearFit:
    """Least squares with errors of the first autoregressive order, the first period kept, repeated until the order settles."""
    rho, settled = 0.0, False
    coefficients, covariance = _fit_whitened(columns, values, rho)
    for _ in range(_ROUNDS):
        residuals = values - columns @ coefficients
        found = float(residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1]))
        found = min(max(found, -0.99), 0.99)
        settled = abs(found - rho) < _CLOSE
        rho = found
        coefficients, covariance = _fit_whitened(columns, values, rho)
        if settled:
            break
    residuals = values - columns @ coefficients
    degrees = len(values) - columns.shape[1]
    return LinearFit(np.ones(1), coefficients[None], covariance[None], residuals, rho, degrees, settled)


def fit_integrated(columns: Floats, values: Floats) -> LinearFit:
    """Least squares with errors of the first autoregressive order, averaged over every order by its restricted likelihood.

    All orders are solved at once: sums of whitened products are quadratic in the order. Columns are made orthonormal, and
    values freed of them, beforehand, so that no digits are lost.
    """
    basis, back = np.linalg.qr(columns)
    plain = basis.T @ values
    joined = np.column_stack([basis, values - basis @ plain])
    rho = _GRID[:, None, None]
    crossed = joined[1:].T @ joined[:-1]
    sums = joined.T @ joined - rho * (crossed + crossed.T) + rho**2 * (joined[1:-1].T @ joined[1:-1])
    grams, along = sums[:, :-1, :-1], sums[:, :-1, -1]
    shifts = np.linalg.solve(grams, along[:, :, None])[:, :, 0]
    squares = sums[:, -1, -1] - (along * shifts).sum(axis=1)
    degrees = len(values) - columns.shape[1]
    likelihoods = (np.log(1 - _GRID**2) - np.linalg.slogdet(grams)[1] - degrees * np.log(squares)) / 2
    shares = np.exp(likelihoods - likelihoods.max())
    kept = shares >= _LEAST_SHARE * shares.max()
    weights = shares[kept] / shares[kept].sum()
    turn = np.linalg.inv(back)
    each = (plain + shifts[kept]) @ turn.T
    spreads = turn @ np.linalg.inv(grams[kept]) @ turn.T * (squares[kept] / degrees)[:, None, None]
    residuals = values - columns @ (weights @ each)
    return LinearFit(weights, each, spreads, residuals, float(weights @ _GRID[kept]), degrees, True)


def sum_lagged(scores: Floats, *, lags: int) -> Floats:
    """Products of the scores (T, K) with themselves and, under falling weights, with those of up to so many periods before."""
    total = np.asarray(scores.T @ scores, dtype=np.float64)
    for lag in range(1, lags + 1):
        product = scores[lag:].T @ scores[:-lag]
        total += (1 - lag / (lags + 1)) * (product + product.T)
    return total


def choose_lags(periods: int) -> int:
    """The number of lags that grows with the series: the whole part of 4 (T / 100)^(2/9)."""
    return int(4 * (periods / 100) ** (2 / 9))


def find_autocorrelation(residuals: Floats) -> float:
    """How far each residual follows the last, from -1 to 1; 0 where there are none left."""
    total = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / total if total > 0 else 0.0


def _fit_whitened(columns: Floats, values: Floats, rho: float) -> tuple[Floats, Floats]:
    """Coefficients and covariance where each error follows the last by rho."""
    white, target = _whiten(columns, rho), _whiten(values, rho)
    gram = white.T @ white
    coefficients: Floats = np.asarray(np.linalg.solve(gram, white.T @ target), dtype=np.float64)
    noise = target - white @ coefficients
    return coefficients, np.asarray(np.linalg.inv(gram) * float(noise @ noise) / (len(values) - columns.shape[1]))


def _whiten(array: Floats, rho: float) -> Floats:
    white = array.copy()
    white[1:] -= rho * array[:-1]
    white[0] *= np.sqrt(1 - rho**2)
    return white


def _find_ends(
    find_share: Callable[[float], float], *, level: float, centre: float, step: float
) -> tuple[float, float]:
    """Values below which these shares lie, by doubling outwards and closing in; unbounded where none is met."""
    from scipy.optimize import brentq

    ends = []
    for share, sign in (((1 - level) / 2, -1.0), ((1 + level) / 2, 1.0)):
        reach = step
        while (find_share(centre + sign * reach) - share) * sign < 0 and reach < _FARTHEST * step:
            reach *= 2
        if reach >= _FARTHEST * step:
            ends.append(sign * np.inf)
            continue
        edges = sorted((centre, centre + sign * reach))
        found = brentq(_miss, edges[0], edges[1], args=(find_share, share), xtol=1e-10 * step)
        ends.append(float(found))
    return ends[0], ends[1]


def _miss(value: float, find_share: Callable[[float], float], share: float) -> float:
    return find_share(value) - share
