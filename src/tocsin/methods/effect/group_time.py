"""What did units that adopted something at different times gain, group by group and period by period?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, fdtrc

from tocsin.methods.effect.arrays import Floats, check_variation, read_array
from tocsin.methods.effect.errors import (
    EffectSettingError,
    EffectShapeError,
    NoControlsError,
    TooFewTreatedError,
    TooShortError,
)

Controls = Literal["never", "not-yet"]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class GroupTimeResult:
    """Effects by group (first period under treatment) and period; each with what every unit contributed to its error.

    ``contributions`` (N, K): the standard error of any weighted sum of effects is the root of the sum of squares of the
    same sum of contributions.
    """

    groups: Ints  # (K,): index of the first period under treatment
    periods: Ints  # (K,)
    effects: Floats  # (K,)
    errors: Floats  # (K,)
    expected: Floats  # (K,): what the group would have been without treatment, by its own base and the controls' change
    contributions: Floats  # (N, K)
    adopted: Floats  # (N,)
    group_sizes: dict[int, int]
    control_counts: Ints  # (K,)
    pretrend_statistic: float
    pretrend_degrees: int
    pretrend_p: float
    pretrend_p_small: float  # the same allowing for few units; NaN where they are too few
    pretrend_spare: int  # degrees of freedom of the smaller side; the test for few units needs more than it has changes

    @property
    def is_after(self) -> NDArray[np.bool_]:
        """Which effects lie in or after the first period under treatment."""
        return np.asarray(self.periods >= self.groups)


def group_time_effects(values: ArrayLike, adopted: ArrayLike, *, controls: Controls = "never") -> GroupTimeResult:
    """Effects of a treatment that units adopt at different times, for each group of adopters in each period.

    Parameters
    ----------
    values : array, shape (N, T)
        One value per unit and period, finite, in any unit; N units over T equally spaced periods.
    adopted : array, shape (N,)
        Index of the first period under treatment, 1 to T - 1; NaN for units that never were.
    controls : {"never", "not-yet"}
        Compare with units never treated, or with all that are not treated yet in either of the two periods compared.

    Returns
    -------
    GroupTimeResult
        Effect per group and period (K,), in the unit of the values, with standard errors; before treatment the change
        from the period before, which should be 0; a test that all of those are 0 together.

    Raises
    ------
    EffectShapeError
        If values are missing, infinite or do not fit the times of adoption.
    TooShortError
        If a unit is treated from the first period on, or adopts outside the periods.
    NoControlsError
        If nobody is treated, or nobody is left to compare a group with in a period.
    TooFewTreatedError
        If a group, or those it is compared with, is a single unit.
    NoVariationError
        If the values never change.
    EffectSettingError
        If the controls are not known.

    Notes
    -----
    ATT(g, t) = mean over group g of (Y_t - Y_b) - mean over controls of the same, where b = g - 1 for t ≥ g, and
    b = t - 1 before. It rests on parallel trends without covariates, and on nobody acting ahead of adoption. Errors come
    from the influence of each unit, so values of one unit may follow one another; they lean low where a group is small. The test of
    trends before is Wald's, and beside it Hotelling's for few units; a high p-value does not show that trends would have
    stayed parallel. Under "not-yet"
    the periods in which nobody is left to compare with are left out.

    References
    ----------
    callaway2021 (Journal of Econometrics 225(2), 200-230: equations 2.8 and 2.9, theorem 2).
    hotelling1931 (Annals of Mathematical Statistics 2(3), 360-378: the test with few units).
    roth2022 (American Economic Review: Insights 4(3), 305-322: what a test of trends before cannot show).

    Examples
    --------
    >>> values = [[1.0, 2.0, 5.0], [2.0, 3.2, 6.0], [0.0, 1.0, 2.0], [1.0, 2.2, 3.0]]
    >>> result = group_time_effects(values, [2, 2, float("nan"), float("nan")])
    >>> result.effects[result.is_after].round(6).tolist()
    [2.0]
    """
    table = read_array(values, name="values", dimensions=2)
    check_variation(table, name="values")
    times = _check_adopted(adopted, table)
    if controls not in ("never", "not-yet"):
        raise EffectSettingError(f"controls {controls!r} are not known. Give 'never' or 'not-yet'.")
    sizes = _size_groups(times)
    cells = [
        _compare(table, times, group=group, period=period, controls=controls)
        for group in sizes
        for period in range(1, table.shape[1])
    ]
    kept = [cell for cell in cells if cell is not None]
    if not any(cell.period >= cell.group for cell in kept):
        raise NoControlsError(
            "no unit is left to compare the treated with once they are treated. Add units that never adopted it, or end earlier."
        )
    contributions = np.stack([cell.contribution for cell in kept], axis=1)
    groups, periods = (np.array([getattr(cell, name) for cell in kept], np.int64) for name in ("group", "period"))
    effects = np.array([cell.effect for cell in kept])
    statistic, degrees, p = _test_before(effects, contributions, before=periods < groups)
    spare = min(sum(sizes.values()) - len(sizes), min(cell.control_count for cell in kept) - 1)
    return GroupTimeResult(
        groups, periods, effects, np.sqrt((contributions**2).sum(axis=0)),
        expected=np.array([cell.expected for cell in kept]), contributions=contributions, adopted=times,
        group_sizes=sizes, control_counts=np.array([cell.control_count for cell in kept], np.int64),
        pretrend_statistic=statistic, pretrend_degrees=degrees, pretrend_p=p,
        pretrend_p_small=_allow_for_few(statistic, degrees, spare=spare), pretrend_spare=spare,
    )  # fmt: skip


@dataclass(frozen=True)
class _Cell:
    group: int
    period: int
    effect: float
    expected: float
    contribution: Floats
    control_count: int


def _check_adopted(adopted: ArrayLike, table: Floats) -> Floats:
    times = np.asarray(adopted, dtype=np.float64)
    if times.shape != table.shape[:1]:
        raise EffectShapeError(
            f"there are {len(table)} units but times of adoption of shape {times.shape}. Give one per unit, NaN for never."
        )
    known = times[~np.isnan(times)]
    if not known.size:
        raise NoControlsError("no unit adopts anything, so there is no effect to find. Mark the treated units.")
    if (known < 1).any() or (known >= table.shape[1]).any() or (known % 1 != 0).any():
        raise TooShortError(
            f"times of adoption run from {known.min():g} to {known.max():g}, but with {table.shape[1]} periods they must be "
            f"whole numbers from 1 to {table.shape[1] - 1}: a unit treated from the beginning has no before. Leave it out."
        )
    return times


def _size_groups(times: Floats) -> dict[int, int]:
    groups, counts = np.unique(times[~np.isnan(times)], return_counts=True)
    for group, count in zip(groups, counts, strict=True):
        if count < 2:
            raise TooFewTreatedError(
                f"only one unit adopts at period {group:g}, so how much such units differ cannot be told and its error would "
                "be too small. Use a synthetic control for it, or join it with those that adopt next to it."
            )
    return {int(group): int(count) for group, count in zip(groups, counts, strict=True)}


def _compare(table: Floats, times: Floats, *, group: int, period: int, controls: Controls) -> _Cell | None:
    start = group - 1 if period >= group else period - 1
    inside = times == group
    # A comparison with NaN is false, so those never treated are added by name.
    outside = np.isnan(times)
    if controls == "not-yet":
        outside |= (times > max(period, start)) & ~inside
    if outside.sum() < 2:
        if outside.sum() == 1 or controls == "never":
            raise TooFewTreatedError(
                f"{outside.sum()} unit(s) are left to compare those that adopt at period {group} with in period {period}; at "
                "least 2 are needed to tell how much units differ. Add units, or compare with those not treated yet."
            )
        return None
    change = table[:, period] - table[:, start]
    gained, others = float(change[inside].mean()), float(change[outside].mean())
    contribution = np.zeros(len(table))
    contribution[inside] = (change[inside] - gained) / inside.sum()
    contribution[outside] = -(change[outside] - others) / outside.sum()
    expected = float(table[inside, start].mean()) + others
    return _Cell(group, period, gained - others, expected, contribution, int(outside.sum()))


def _test_before(effects: Floats, contributions: Floats, *, before: NDArray[np.bool_]) -> tuple[float, int, float]:
    """Wald's test that all effects before treatment are 0; NaN where there are none or too few units for it."""
    found = effects[before]
    covariance = contributions[:, before].T @ contributions[:, before]
    if not found.size or np.linalg.matrix_rank(covariance) < found.size:
        return np.nan, int(found.size), np.nan
    statistic = float(found @ np.linalg.solve(covariance, found))
    return statistic, int(found.size), float(chdtrc(found.size, statistic))


def _allow_for_few(statistic: float, degrees: int, *, spare: int) -> float:
    """P-value of Hotelling's statistic, the covariance having as many degrees of freedom as its smaller side."""
    if not np.isfinite(statistic) or spare <= degrees:
        return np.nan
    return float(fdtrc(degrees, spare - degrees + 1, statistic * (spare - degrees + 1) / (spare * degrees)))
