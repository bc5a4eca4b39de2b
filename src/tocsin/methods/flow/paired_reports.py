"""When sender and receiver both report one flow, is the gap between them out of the ordinary?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from tocsin.methods.flow.arrays import Floats, check_amounts
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError

# Makes the median absolute deviation estimate a standard deviation under normality: without bias on average in samples of
# 2 to 9 (croux1992), n / (n - 0.8) above.
_NORMAL_SCALE = 1.4826
_SMALL_SAMPLE = {2: 1.196, 3: 1.495, 4: 1.363, 5: 1.206, 6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}
# A median absolute deviation tells as much of a spread as a standard deviation from 37 % of the sample (hampel1974).
_EFFICIENCY = 0.3674
_LEAST_SAMPLE = 3


@dataclass(frozen=True)
class NormalRange:
    """What the logarithm of a ratio is expected to be, for N flows; NaN where there is too little to say."""

    centre: Floats  # (N,)
    low: Floats  # (N,)
    high: Floats  # (N,)
    sample: NDArray[np.int64]  # (N,): how many ratios it was made of


@dataclass(frozen=True)
class PairedReports:
    """Two reports of each of N flows compared in one period; gaps in the unit of the reports, ratios as logarithms."""

    gap_low: Floats  # (N,): received less sent, at the highest factor
    gap_high: Floats  # (N,): the same at the lowest factor
    ratio: Floats  # (N,): log(received / (sent * factor)) at the geometric mean of the factors; NaN unless both are above zero
    slack: Floats  # (N,): half of the range of log(factor); a ratio may be off by so much either way
    own: NormalRange
    peers: NormalRange

    def side(self, normal: NormalRange) -> NDArray[np.int64]:
        """Say per flow (N,) whether its ratio is above (+1) or below (-1) a range whatever the factor, or not (0)."""
        with np.errstate(invalid="ignore"):
            above = self.ratio - self.slack > normal.high
            below = self.ratio + self.slack < normal.low
        return above.astype(np.int64) - below.astype(np.int64)


def compare_reports(
    received: ArrayLike,
    sent: ArrayLike,
    *,
    factor_low: ArrayLike,
    factor_high: ArrayLike,
    peers: ArrayLike,
    judged: int = -1,
    least_history: int = 5,
    least_peers: int = 10,
    level: float = 0.95,
) -> PairedReports:
    """Compare what receivers report with what senders report, and say what gap is usual for each flow.

    Parameters
    ----------
    received, sent : array, shape (N, T)
        What receiver and sender report of N flows in T periods, one unit, 0 or more; NaN where there is no report.
    factor_low, factor_high : float, or array of shape (N, T)
        Least and greatest number by which reports of the receiver exceed those of the sender for reasons known (freight,
        insurance); above 0.
    peers : array, shape (N,)
        The group of flows that each is compared with, numbered from 0; -1 for a flow compared with none.
    judged : int
        The period that is judged, counted from 0, or from the end if negative; the ones before it are history.
    least_history, least_peers : int
        Fewest periods, and fewest other flows, that make a normal range; at least 3.
    level : float
        Probability that an ordinary ratio falls inside its normal range; strictly between 0 and 1.

    Returns
    -------
    PairedReports
        Gaps (N,) in the unit given; log ratios (N,); two normal ranges of log ratios, from the flow's own history and
        from its peers in the same period, NaN where there are too few.

    Raises
    ------
    FlowShapeError
        If the arrays do not fit each other, or the judged period is not among them.
    FlowValueError
        If a report is infinite or negative, or a setting is outside its range.

    Notes
    -----
    The gap is received - sent * factor; the ratio y = log(received / sent) - log(factor). The range for one more ratio beside n
    others is median ± t * s * sqrt(1 + π / (2 n)), where s is their median absolute deviation made unbiased for small normal
    samples, and t the quantile of Student's distribution with 0.37 (n - 1) degrees of freedom, at least 1, since such a
    deviation knows as little. The scale is at least that of a factor drawn evenly from its range. The factor is taken as the same
    in all periods of a flow, so it moves the gap but not the comparison with history. Peers are the other flows of a group;
    up to half of them may be abnormal.

    References
    ----------
    bhagwati1964 (two reports of one flow compared); hampel1974 (median absolute deviation, its efficiency); croux1992 (small-sample
    factors).

    Examples
    --------
    >>> found = compare_reports([[11, 10, 11, 10, 11, 30]], [[10.0] * 6], factor_low=1.0, factor_high=1.1, peers=[-1])
    >>> found.side(found.own).tolist(), round(float(found.gap_low[0]), 1), float(found.gap_high[0])
    ([1], 19.0, 20.0)
    """
    first, second, group = _check_reports(received, sent, peers=peers, judged=judged)
    _check_settings(least=(least_history, least_peers), level=level)
    low, high = _check_factors(factor_low, factor_high, shape=first.shape)
    now = judged % first.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(first / second) - (np.log(low) + np.log(high)) / 2
    ratio[~np.isfinite(ratio)] = np.nan
    width = np.log(high[:, now] / low[:, now])
    floor = np.asarray(width / np.sqrt(12))
    own = np.stack(
        [
            _expect_next(row[~np.isnan(row)], least=least_history, floor=lowest, level=level)
            for row, lowest in zip(ratio[:, :now], floor, strict=True)
        ]
    )
    beside = _expect_each(ratio[:, now], group, least=least_peers, floor=floor, level=level)
    return PairedReports(
        gap_low=first[:, now] - second[:, now] * high[:, now],
        gap_high=first[:, now] - second[:, now] * low[:, now],
        ratio=ratio[:, now],
        slack=np.asarray(width / 2),
        own=_name(own),
        peers=_name(beside),
    )


def _expect_next(values: Floats, *, least: int, floor: float, level: float) -> Floats:
    """Centre, low end, high end and sample (4,) for one more value beside some others."""
    if len(values) < least:
        return np.array([np.nan, np.nan, np.nan, len(values)])
    centre = np.median(values)
    return _range(centre, np.median(np.abs(values - centre)), count=len(values), floor=floor, level=level)


def _expect_each(ratio: Floats, group: NDArray[np.int64], *, least: int, floor: Floats, level: float) -> Floats:
    """The same (N, 4) for every flow beside the others of its group."""
    found = np.tile([np.nan, np.nan, np.nan, 0.0], (len(ratio), 1))
    for number in np.unique(group[group >= 0]):
        own = group == number
        member = np.flatnonzero(own & ~np.isnan(ratio))
        found[own, 3] = np.maximum(len(member) - 1, 0)
        if len(member) - 1 < least:
            continue
        values = ratio[member]
        centre = _median_of_others(values)
        apart = np.empty(len(values))
        for middle in np.unique(centre):  # three at most
            apart[centre == middle] = _median_of_others(np.abs(values - middle))[centre == middle]
        found[member] = _range(centre, apart, count=len(member) - 1, floor=floor[member], level=level)
    return found


def _range(
    centre: Floats | np.float64, apart: Floats | np.float64, *, count: int, floor: Floats | float, level: float
) -> Floats:
    unbiased = _NORMAL_SCALE * _SMALL_SAMPLE.get(count, count / (count - 0.8))
    quantile = stdtrit(max(1.0, _EFFICIENCY * (count - 1)), (1 + level) / 2)
    reach = quantile * np.maximum(apart * unbiased, floor) * np.sqrt(1 + np.pi / (2 * count))
    return np.stack([centre, centre - reach, centre + reach, np.full(np.shape(centre), float(count))], axis=-1)


def _median_of_others(values: Floats) -> Floats:
    """For each of n values the median of the other n - 1, without sorting n times."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    left = len(values) - 1
    low, high = (left - 1) // 2, left // 2
    return np.asarray((ordered[low + (rank <= low)] + ordered[high + (rank <= high)]) / 2)


def _name(table: Floats) -> NormalRange:
    return NormalRange(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(np.int64))


def _check_reports(
    received: ArrayLike, sent: ArrayLike, *, peers: ArrayLike, judged: int
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    first, second = np.asarray(received, dtype=np.float64), np.asarray(sent, dtype=np.float64)
    group = np.asarray(peers, dtype=np.int64)
    if first.ndim != 2 or first.shape != second.shape or group.shape != first.shape[:1] or first.size == 0:
        raise FlowShapeError(
            f"reports have shapes {first.shape} and {second.shape} and the groups {group.shape}, so they are not of the same flows. "
            "Give two tables of flows by periods, and one group per flow."
        )
    if not -first.shape[1] <= judged < first.shape[1]:
        raise FlowShapeError(f"period {judged} is to be judged, but there are {first.shape[1]}. Name one of them.")
    for what, reports in (("what was received", first), ("what was sent", second)):
        check_amounts(np.where(np.isnan(reports), 0.0, reports), what=what)
    return first, second, group


def _check_settings(*, least: tuple[int, int], level: float) -> None:
    if min(least) < _LEAST_SAMPLE or not 0 < level < 1:
        raise FlowValueError(
            f"the least samples {least} or the level {level} cannot be used. Give at least {_LEAST_SAMPLE} of each, and a level "
            "between 0 and 1."
        )


def _check_factors(low: ArrayLike, high: ArrayLike, *, shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    ends = []
    for end in (low, high):
        given = np.asarray(end, dtype=np.float64)
        if given.shape not in ((), shape):
            raise FlowShapeError(
                f"factors of shape {given.shape} came with reports of shape {shape}. Give one for all, or one per report."
            )
        ends.append(np.broadcast_to(given, shape))
    if not ((ends[0] > 0) & (ends[0] <= ends[1]) & np.isfinite(ends[1])).all():
        raise FlowValueError(
            "a least factor is not above zero, or above its greatest, so no gap could be told from it. Give a rising pair."
        )
    return ends[0], ends[1]
