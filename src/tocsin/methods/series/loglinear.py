"""What would the count have been, from a Poisson regression on a season and a trend, for thousands of weeks at once?

Season is a factor and trend a single slope, so each weighted regression has a closed form: sums per level of the factor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from tocsin.methods.series.errors import Floats

# The stopping rule of the field's usual regression: relative change of the deviance, and at most so many steps.
_TOLERANCE = 1e-8
_MOST_STEPS = 25


@dataclass(frozen=True)
class Design:
    """Where N baseline periods lie in time, counted from the target at 0, and in which of J seasons; the target is in season 0."""

    time: Floats  # (N,)
    levels: NDArray[np.intp]  # (N,)

    @property
    def indicators(self) -> Floats:
        """Which level each period is in, as (N, J) zeros and ones."""
        shares: Floats = np.eye(int(self.levels.max()) + 1)[self.levels]
        return shares


@dataclass
class Fit:
    """Regressions of B baselines, all of one design; working weights are those of the last step."""

    mean: Floats  # (B, N)
    leverage: Floats  # (B, N)
    expected: Floats  # (B,): mean at the target
    log_variance: Floats  # (B,): variance of the log of it, per unit of dispersion
    dispersion: Floats  # (B,): Pearson, not bounded
    relative_dispersion: (
        Floats  # (B,): the same of the relative residuals, (count - mean) / mean, by prior weights alone
    )
    slope: Floats  # (B,)
    slope_variance: Floats  # (B,): per unit of dispersion; NaN without a trend
    spare: Floats  # (B,): degrees of freedom that are left
    converged: NDArray[np.bool_]  # (B,)


def fit_loglinear(counts: Floats, design: Design, *, prior: Floats, has_trend: bool) -> Fit:
    """Fit counts (B, N) with prior weights (B, N); a weight of 0 leaves a period out."""
    solver = _Solver(design, has_trend=has_trend)
    rows, periods = counts.shape
    eta_all, work_all = np.zeros((rows, periods)), np.zeros((rows, periods))
    converged = np.zeros(rows, dtype=bool)
    active = np.arange(rows)
    p = prior
    mean = counts + 0.1
    eta = np.log(mean)
    floor = (p * (xlogy(counts, counts) - counts)).sum(axis=1)
    pull = p * counts
    deviance = 2 * (floor - np.einsum("bn,bn->b", pull, eta) + np.einsum("bn,bn->b", p, mean))
    with np.errstate(all="ignore"):  # a fit that runs away is told by `converged`
        for _ in range(_MOST_STEPS):
            work = p * mean
            eta = solver.step(work, work * eta + pull - work)
            mean = np.exp(eta)
            now = 2 * (floor - np.einsum("bn,bn->b", pull, eta) + np.einsum("bn,bn->b", p, mean))
            done = np.abs(now - deviance) < _TOLERANCE * (np.abs(now) + 0.1)
            lost = ~np.isfinite(now)
            ended = done | lost
            if ended.any():
                eta_all[active[ended]], work_all[active[ended]] = eta[ended], work[ended]
                converged[active[done]] = True
                on = ~ended
                active, floor, now = active[on], floor[on], now[on]
                p, pull, eta, mean = p[on], pull[on], eta[on], mean[on]
            deviance = now
            if active.size == 0:
                break
        eta_all[active], work_all[active] = eta, p * mean
        return solver.summarise(counts, prior=prior, eta=eta_all, work=work_all, converged=converged)


class _Solver:
    """Weighted regressions on a factor and one slope, by sums per level."""

    def __init__(self, design: Design, *, has_trend: bool) -> None:
        self._scale = max(1.0, float(np.abs(design.time).max()))
        self._time = design.time / self._scale
        self._levels = design.indicators
        self._has_trend = has_trend
        timed = self._levels * self._time[:, None]
        self._moments = np.hstack([self._levels, timed, timed * self._time[:, None]])
        self._pulls = np.hstack([self._levels, timed])

    def step(self, work: Floats, pull: Floats) -> Floats:
        """Linear predictors (B, N) after one regression."""
        weight, centre, spread = self._sums(work)
        levels = self._levels.shape[1]
        sums = pull @ self._pulls
        if not self._has_trend:
            return self._spread_out(sums[:, :levels] / weight)
        cross = (sums[:, levels:] - centre * sums[:, :levels]).sum(axis=1)
        slope = cross / spread
        eta = self._spread_out(sums[:, :levels] / weight - slope[:, None] * centre)
        eta += slope[:, None] * self._time
        return eta

    def summarise(
        self, counts: Floats, *, prior: Floats, eta: Floats, work: Floats, converged: NDArray[np.bool_]
    ) -> Fit:
        """Everything else from the last step."""
        mean = np.exp(eta)
        weight, centre, spread = self._sums(work)
        leverage = work * self._spread_out(1 / weight)
        variance = 1 / weight[:, 0]
        slope = np.zeros(len(counts))
        start = np.einsum("bn,bn->b", eta * work, np.broadcast_to(self._levels[:, 0], eta.shape)) / weight[:, 0]
        if self._has_trend:
            away = self._time - self._spread_out(centre)
            leverage += work * away**2 / spread[:, None]
            variance = variance + centre[:, 0] ** 2 / spread
            slope = np.einsum("bn,bn,bn->b", work, away, eta) / spread
            start = start - slope * centre[:, 0]
        used = (prior > 0).astype(np.float64)
        parameters = (used @ self._levels > 0).sum(axis=1) + self._has_trend
        spare = used.sum(axis=1) - parameters
        ratio = (counts - mean) / mean
        dispersion = np.einsum("bn,bn,bn->b", work, ratio, ratio) / spare
        relative = np.einsum("bn,bn,bn->b", prior, ratio, ratio) / spare
        slope_variance = 1 / spread if self._has_trend else np.full(len(counts), np.nan)
        return Fit(mean, leverage, np.exp(start), variance, dispersion, relative, slope / self._scale,
                   slope_variance / self._scale**2, spare, converged & np.isfinite(dispersion))  # fmt: skip

    def _sums(self, work: Floats) -> tuple[Floats, Floats, Floats]:
        """Weight and mean time per level (B, J), and the spread of time within levels (B,)."""
        levels = self._levels.shape[1]
        sums = work @ (self._moments if self._has_trend else self._levels)
        weight = np.where(
            sums[:, :levels] > 0, sums[:, :levels], 1.0
        )  # a level without a known period counts for nothing
        if not self._has_trend:
            return weight, np.zeros_like(weight), np.ones(len(work))
        centre = sums[:, levels : 2 * levels] / weight
        spread = (sums[:, 2 * levels :] - centre * sums[:, levels : 2 * levels]).sum(axis=1)
        return weight, centre, spread

    def _spread_out(self, per_level: Floats) -> Floats:
        """Values per level (B, J) as values per period (B, N)."""
        return per_level @ self._levels.T
