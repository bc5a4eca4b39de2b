"""Where does an end of an interval lie that almost no replicate reaches?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, ndtr

from tocsin.methods.hidden.bca import find_bias, find_place
from tocsin.methods.hidden.bootstrap import FEW_BEYOND, BootstrapLimits, BootstrapResult, EstimateRule, resample_cases
from tocsin.methods.hidden.cells import Floats
from tocsin.methods.hidden.errors import BootstrapSettingsError
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["settle_limits"]

_LEAST_REPLICATES = 500
_FIRST_PART = 4  # a quarter is drawn plainly, and settles the centre as well
_STAGE_PART = 10
_MOST_STAGES = 6
_OUTERMOST = 0.05  # share of a stage that the next one aims at
_MOST_ROUNDS = 6  # rounds of the rest, each aimed anew, until the end is worth enough; two make up the number asked for
_ENOUGH_BEYOND = 2 * FEW_BEYOND
_PLAIN_SHARE = 0.02  # every pattern keeps so much of its plain share, so that none is ever out of reach


def settle_limits(
    table: CaptureTable,
    rule: EstimateRule,
    *,
    result: BootstrapResult,
    level: float = 0.9,
    replicates: int = 5000,
    rng: np.random.Generator,
) -> BootstrapLimits:
    """Ends of a BCa interval that lie beyond all but a few replicates, by resampling further out and weighing back.

    Parameters
    ----------
    table : CaptureTable
        Counts of cases by the lists they are on, at least 3 lists.
    rule : FixedRule, StepwiseRule or BicRule
        The rule that ``result`` was made with.
    result : BootstrapResult
        The plain bootstrap, of which estimate, acceleration and, in part, the share below the estimate are taken.
    level : float
        Probability that the interval is meant to hold, strictly between 0 and 1.
    replicates : int
        Tables drawn for each end that is not settled yet, at least 500; up to about three times as many where it stays open.
    rng : numpy.random.Generator
        Source of the resamples.

    Returns
    -------
    BootstrapLimits
        Ends (cases) with their Monte Carlo errors; ``low_beyond`` and ``high_beyond``: replicates beyond them, weighted ones by
        how many unweighted ones they are worth. An end that 10 or more plain replicates lie beyond is left as it is, and so is
        one that is still worth fewer than 10.

    Raises
    ------
    BootstrapSettingsError
        If there are fewer than 500 replicates, or the level is not strictly between 0 and 1.

    Notes
    -----
    The end is the one that `bootstrap_bca` defines, for replicates without number. A quarter of the tables is drawn plainly; it
    also counts for the share of replicates below the estimate. Then stages aim further out: the shares of patterns are the
    weighted mean counts of the replicates beyond the outermost twentieth of the stage before, or beyond the end as it is
    then known, with a fiftieth of the plain shares; once that twentieth lies beyond the end, or after six stages, the rest is
    drawn in two halves, the second aimed anew, and up to four more as large while the end is worth fewer than 20. Each
    replicate weighs plain over mixed probability of its counts, the mixture being that of all stages, so that no weight
    exceeds 4 / ``replicates``. The error counts the scatter of the weights beyond the end and the error of the share below
    the estimate.

    References
    ----------
    johns1988 (importance sampling for bootstrap intervals); hesterberg1995 (mixtures of stages); deboer2005 (aiming by
    cross-entropy); efron1987.

    Examples
    --------
    >>> from tocsin.methods.hidden.bootstrap import bootstrap_bca
    >>> from tocsin.methods.hidden.loglinear import FixedRule
    >>> patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]]
    >>> table = CaptureTable.from_patterns("ABC", patterns, counts=[64, 64, 64, 16, 16, 16, 4])
    >>> result = bootstrap_bca(table, FixedRule(), replicates=500, rng=np.random.default_rng(3))
    >>> result.limits(0.999).has_converged
    False
    >>> settle_limits(table, FixedRule(), result=result, level=0.999, rng=np.random.default_rng(4)).has_converged
    True
    """
    if replicates < _LEAST_REPLICATES:
        raise BootstrapSettingsError(
            f"{replicates} replicates were asked for to settle an end, too few to aim them. Ask for {_LEAST_REPLICATES} or more."
        )
    plain = result.limits(level)
    ends = [
        _End(plain.low, plain.low_error, plain.low_beyond),
        _End(plain.high, plain.high_error, plain.high_beyond),
    ]
    for index, side in enumerate((-1, 1)):
        if ends[index].beyond < FEW_BEYOND:
            climb = _Climb(table, rule, result=result, share=(1 + side * level) / 2, side=side, rng=rng)
            found = climb.run(replicates)
            ends[index] = found if found.beyond >= FEW_BEYOND else ends[index]
    low, high = ends
    return BootstrapLimits(low.value, high.value, low.error, high.error, low.beyond, high.beyond, level)


@dataclass(frozen=True)
class _End:
    value: float
    error: float
    beyond: float


@dataclass(frozen=True)
class _Outermost:
    """All replicates so far, outermost first; ``beyond[i]`` is the share of plain replicates up to the i-th."""

    cases: Floats  # (R, P)
    reach: Floats  # (R,): totals, turned so that greater is further out
    weights: Floats  # (R,)
    beyond: Floats  # (R,)

    def find_reach(self, tail: float) -> float:
        """How far out the given share of plain replicates begins."""
        return float(self.reach[min(int(np.searchsorted(self.beyond, tail)), len(self.reach) - 1)])


class _Climb:
    """Replicates from ever further out on one side."""

    def __init__(
        self,
        table: CaptureTable,
        rule: EstimateRule,
        *,
        result: BootstrapResult,
        share: float,
        side: int,
        rng: np.random.Generator,
    ) -> None:
        counts = table.full()[1]
        self._table, self._rule, self._result, self._rng = table, rule, result, rng
        self._share, self._side = share, side
        self._some, self._width = np.flatnonzero(counts > 0), len(counts)
        self._plain = counts[self._some] / table.seen
        self._aims: list[Floats] = []
        self._cases: list[Floats] = []
        self._reach: list[Floats] = []

    def run(self, replicates: int) -> _End:
        """Draw so many tables, and find the end."""
        self._draw(self._plain, size=replicates // _FIRST_PART)
        centre, tail, steepness = self._find_tail()
        if not 0 < tail < 1:
            return _End(np.nan, np.inf, 0.0)
        for _ in range(_MOST_STAGES):
            found = self._order()
            if float(np.quantile(self._reach[-1], 1 - _OUTERMOST, method="lower")) >= found.find_reach(tail):
                break
            self._draw(self._aim(found, tail=tail), size=replicates // _STAGE_PART)
        size = (replicates - sum(len(part) for part in self._reach) + 1) // 2
        end = _End(np.nan, np.inf, 0.0)
        for index in range(_MOST_ROUNDS):
            if index > 1 and end.beyond >= _ENOUGH_BEYOND:
                break
            self._draw(self._aim(self._order(), tail=tail), size=size)
            end = self._find_end(tail, centre=centre, steepness=steepness)
        return end

    def _draw(self, shares: Floats, *, size: int) -> None:
        every = np.zeros(self._width)
        every[self._some] = shares
        blocks = list(resample_cases(self._table, self._rule, shares=every, replicates=size, rng=self._rng))
        totals = np.concatenate([totals for _, totals in blocks])
        self._aims.append(shares)
        self._cases.append(np.concatenate([counts[:, self._some] for counts, _ in blocks]))
        self._reach.append(self._side * np.where(np.isnan(totals), np.inf, totals))

    def _find_tail(self) -> tuple[float, float, float]:
        """Share of plain replicates below the estimate, share beyond the end, and how steeply this moves with that."""
        drawn = np.concatenate([self._result.replicates, self._side * self._reach[0]])
        bias = find_bias(drawn, estimate=self._result.estimate)
        place, steepness = find_place(self._share, bias=bias, acceleration=self._result.acceleration)
        return float(ndtr(bias)), 1 - place if self._side > 0 else place, steepness

    def _order(self) -> _Outermost:
        cases, reach = np.concatenate(self._cases), np.concatenate(self._reach)
        sizes = np.array([len(part) for part in self._reach])
        # Log of the mixed probability of the counts over the plain one; multinomial coefficients are the same in both.
        ratios = cases @ np.log(np.stack(self._aims) / self._plain).T + np.log(sizes)
        order = np.argsort(-reach, kind="stable")
        weights: Floats = np.exp(-logsumexp(ratios, axis=1))[order]
        return _Outermost(cases[order], reach[order], weights, np.cumsum(weights))

    def _aim(self, found: _Outermost, *, tail: float) -> Floats:
        """Shares of the patterns among the outermost replicates, with a little of the plain ones."""
        outer = float(np.quantile(self._reach[-1], 1 - _OUTERMOST, method="lower"))
        chosen = found.reach >= min(outer, found.find_reach(tail))
        weights = found.weights[chosen]
        shares = weights @ found.cases[chosen] / (weights.sum() * self._table.seen)
        return np.asarray((1 - _PLAIN_SHARE) * shares + _PLAIN_SHARE * self._plain)

    def _find_end(self, tail: float, *, centre: float, steepness: float) -> _End:
        found = self._order()
        last = min(int(np.searchsorted(found.beyond, tail)), len(found.reach) - 1)
        weights = found.weights[: last + 1]
        squares = float((weights**2).sum())
        worth = float(weights.sum()) ** 2 / squares
        plain = len(self._result.replicates) + len(self._reach[0])
        scatter = max(squares - tail**2 / len(found.reach), 0.0) + steepness**2 * centre * (1 - centre) / plain
        near, far = (found.find_reach(tail + step) for step in (np.sqrt(scatter), -np.sqrt(scatter)))
        value = self._side * float(found.reach[last])
        error = (far - near) / 2 if np.isfinite(far) else np.inf
        return _End(value, error, worth if last > 0 and tail >= found.beyond[0] else 0.0)
