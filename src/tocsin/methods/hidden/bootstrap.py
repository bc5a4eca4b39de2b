"""How far may an estimate from overlapping lists be off, the choice of its model included?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy.special import ndtr

from tocsin.methods.hidden.bca import find_acceleration, find_bias, find_place, find_quantile
from tocsin.methods.hidden.cells import Floats
from tocsin.methods.hidden.errors import BootstrapSettingsError, NoEstimateError
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import check_enough_lists

__all__ = ["FEW_BEYOND", "BootstrapLimits", "BootstrapResult", "EstimateRule", "bootstrap_bca", "resample_cases"]

_LEAST_REPLICATES = 100
FEW_BEYOND = 10
_BATCHES = 10
_BLOCK_CELLS = 4_000_000


class EstimateRule(Protocol):
    """How a total comes from a table, the choice of the model included: FixedRule, StepwiseRule, BicRule."""

    def estimate_many(self, table: CaptureTable, *, counts: Floats) -> Floats:
        """Estimate the totals of tables (B, 2^L - 1) with the lists of ``table``; NaN where there is no estimate."""
        ...


@dataclass(frozen=True)
class BootstrapLimits:
    """An interval and the Monte Carlo errors of its ends; infinite where too many replicates had no estimate."""

    low: float
    high: float
    low_error: float
    high_error: float
    low_beyond: float  # replicates that lie beyond the end; with fewer than 10 it has not converged
    high_beyond: float
    level: float

    @property
    def has_converged(self) -> bool:
        """Say whether both ends rest on replicates beyond them, and not on the few outermost."""
        return min(self.low_beyond, self.high_beyond) >= FEW_BEYOND


@dataclass(frozen=True)
class BootstrapResult:
    """Estimates from resampled tables; R replicates, P patterns that have cases."""

    estimate: float  # cases, seen and unseen
    replicates: Floats  # (R,): estimates in the order drawn, NaN where a replicate had none
    left_out: Floats  # (P,): estimate without one case of each pattern, NaN where there was none
    left_out_weights: Floats  # (P,): cases of each pattern
    bias_correction: float
    acceleration: float
    failed_refits: int
    failed_left_out: int

    @cached_property
    def _ordered(self) -> Floats:
        """Replicates in rising order; those without an estimate set no upper bound and so come last."""
        return np.sort(np.where(np.isnan(self.replicates), np.inf, self.replicates))

    def limits(self, level: float = 0.9) -> BootstrapLimits:
        """Bias-corrected and accelerated interval with equal tails, and the Monte Carlo error of each end."""
        if not 0 < level < 1:
            raise BootstrapSettingsError(
                f"the level is {level}, but an interval holds a share strictly between 0 and 1. Give 0.9 for 90 %."
            )
        ends = [self._find_end((1 + side * level) / 2) for side in (-1, 1)]
        return BootstrapLimits(
            low=ends[0].value,
            high=ends[1].value,
            low_error=ends[0].error,
            high_error=ends[1].error,
            low_beyond=ends[0].beyond,
            high_beyond=ends[1].beyond,
            level=level,
        )

    def _find_end(self, share: float) -> "_End":
        place, steepness = find_place(share, bias=self.bias_correction, acceleration=self.acceleration)
        value = find_quantile(self._ordered, place)
        beyond = min(place, 1 - place) * len(self.replicates)
        if beyond >= FEW_BEYOND:
            error = self._find_order_error(place, steepness=steepness)
        else:
            error = self._find_batch_error(share)
        return _End(value, error if np.isfinite(value) else np.inf, beyond)

    def _find_order_error(self, place: float, *, steepness: float) -> float:
        """Error of a quantile whose place itself varies with the share of replicates below the estimate."""
        centre = float(ndtr(self.bias_correction))
        together = min(centre, place) - centre * place
        variance = steepness**2 * centre * (1 - centre) + place * (1 - place) - 2 * steepness * together
        spread = float(np.sqrt(max(variance, 0.0) / len(self.replicates)))
        low, high = (find_quantile(self._ordered, place + step) for step in (-spread, spread))
        return (high - low) / 2 if np.isfinite(high) else np.inf

    def _find_batch_error(self, share: float) -> float:
        """Spread of the end between batches; it does not shrink with their number where the end is the outermost replicate."""
        ends = []
        for batch in np.array_split(self.replicates, _BATCHES):
            bias = find_bias(batch, estimate=self.estimate)
            place, _ = find_place(share, bias=bias, acceleration=self.acceleration)
            ends.append(find_quantile(np.sort(np.where(np.isnan(batch), np.inf, batch)), place))
        return float(np.std(ends, ddof=1)) if np.isfinite(ends).all() else np.inf


@dataclass(frozen=True)
class _End:
    value: float
    error: float
    beyond: float


def bootstrap_bca(
    table: CaptureTable, rule: EstimateRule, *, replicates: int = 1000, rng: np.random.Generator
) -> BootstrapResult:
    """Interval of a total that counts in the choice of the model, by resampling cases and choosing anew each time.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    rule : FixedRule, StepwiseRule or BicRule
        How the total comes from a table; it is applied in full to every replicate.
    replicates : int
        Resampled tables, at least 100. Ends at 95 % need 10,000 for an error of a few per cent.
    rng : numpy.random.Generator
        Source of the resamples.

    Returns
    -------
    BootstrapResult
        ``limits(level)`` gives an interval and the Monte Carlo error of each end; ``replicates`` the estimates (R,);
        ``failed_refits`` how many replicates had no unique estimate.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists.
    BootstrapSettingsError
        If there are fewer than 100 replicates.
    NoEstimateError
        If the table itself has no unique estimate, or half of the replicates or more have none.

    Notes
    -----
    Replicates draw as many cases as were seen from those seen, with replacement. With z0 the normal score of the share of
    replicates below the estimate, and a = sum n (m - t)^3 / (6 (sum n (m - t)^2)^1.5) over patterns with n cases, t being the
    estimate without one of them and m the mean of t over cases, an end at tail q is the quantile of the replicates at
    Phi(z0 + (z0 + z_q) / (1 - a (z0 + z_q))). A replicate without an estimate bounds nothing and is ordered above all
    others; a pattern without one is left out of a. If no or every replicate lies below the estimate, z0 is taken at half
    a replicate from the end. Monte Carlo errors are those of order statistics, the error of z0 included; where fewer than 10
    replicates lie beyond an end, the standard deviation of that end between 10 batches of replicates, since it then moves
    outwards with their number.

    References
    ----------
    efron1987 (JASA 82(397), 171-185); chan2021 (JASA 116(535), 1297-1306, section 3.3).

    Examples
    --------
    >>> from tocsin.methods.hidden.loglinear import FixedRule
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 16, 16, 16, 4])
    >>> result = bootstrap_bca(table, FixedRule(), replicates=500, rng=np.random.default_rng(3))
    >>> limits = result.limits(0.9)
    >>> limits.low < 500 < limits.high
    True
    """
    check_enough_lists(table)
    if replicates < _LEAST_REPLICATES:
        raise BootstrapSettingsError(
            f"{replicates} replicates were asked for, too few for the ends of an interval. Ask for {_LEAST_REPLICATES} or more; "
            "1,000 is usual, and 10,000 where the errors of the ends are too great."
        )
    counts = table.full()[1]
    estimate = float(rule.estimate_many(table, counts=counts[None])[0])
    if np.isnan(estimate):
        raise NoEstimateError(
            f"the counts of the lists {', '.join(table.lists)} have no unique estimate under this rule, so there is nothing to put "
            "an interval around. Use fewer terms, or merge lists that hardly overlap."
        )
    some = np.flatnonzero(counts > 0)
    left_out = rule.estimate_many(table, counts=counts - (np.arange(len(counts)) == some[:, None]))
    blocks = resample_cases(table, rule, shares=counts / counts.sum(), replicates=replicates, rng=rng)
    drawn = np.concatenate([totals for _, totals in blocks])
    failed = int(np.isnan(drawn).sum())
    if 2 * failed >= replicates:
        raise NoEstimateError(
            f"{failed:,} of {replicates:,} replicates have no unique estimate, so that even their median bounds nothing. Use "
            "fewer terms, or merge lists that hardly overlap."
        )
    return BootstrapResult(
        estimate=estimate,
        replicates=drawn,
        left_out=left_out,
        left_out_weights=counts[some],
        bias_correction=find_bias(drawn, estimate=estimate),
        acceleration=find_acceleration(left_out, weights=counts[some]),
        failed_refits=failed,
        failed_left_out=int(np.isnan(left_out).sum()),
    )


def resample_cases(
    table: CaptureTable, rule: EstimateRule, *, shares: Floats, replicates: int, rng: np.random.Generator
) -> Iterator[tuple[Floats, Floats]]:
    """Draw tables of as many cases from patterns with the given shares, and estimate each, block after block.

    A block is counts (B, 2^L - 1) and totals (B,), NaN where there is no estimate.
    """
    step = max(1, _BLOCK_CELLS // len(shares))
    for start in range(0, replicates, step):
        counts = rng.multinomial(table.seen, shares, size=min(step, replicates - start)).astype(np.float64)
        yield counts, rule.estimate_many(table, counts=counts)
