"""How must uncertain amounts move so that what is added and what is taken out come to the same?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.flow.arrays import Floats, check_amounts, check_margin
from tocsin.methods.flow.errors import FlowShapeError, MarginSumError


@dataclass(frozen=True)
class Reconciled:
    """Draws of K amounts that add up, and by how much the given ones did not; G groups that each add up by themselves."""

    amounts: Floats  # (D, K): unit as given, 0 or more
    gap: Floats  # (D, G): sum of the amounts with sign +1 less that of those with -1, before; unit as given
    clipped_share: float  # share of draws in which some amount was stopped at zero


def reconcile(
    amounts: ArrayLike, signs: ArrayLike, *, groups: ArrayLike | None = None, variances: ArrayLike | None = None
) -> Reconciled:
    """Adjust draws of amounts by least squares, the least certain most, until both sides of an account agree.

    Parameters
    ----------
    amounts : array, shape (D, K)
        Draws of K amounts, one unit, 0 or more.
    signs : array, shape (K,)
        +1 for what is added, -1 for what is taken out.
    groups : array, shape (K,), optional
        The account that each amount belongs to, numbered from 0; by default all to one.
    variances : array, shape (K,), optional
        Variance of the error of each amount, 0 or more, unit squared; by default that of its draws. One of variance 0 is not moved.

    Returns
    -------
    Reconciled
        ``amounts`` (D, K), ``gap`` (D, G) in the unit given; ``clipped_share`` 0 to 1.

    Raises
    ------
    FlowShapeError
        If the arrays do not fit each other, there are under two draws and no variances, or a sign is not +1 or -1.
    FlowValueError
        If an amount or variance is missing, infinite or negative.
    MarginSumError
        If an account does not add up and nothing in it can be moved far enough.

    Notes
    -----
    With signs s and diagonal variances V, each draw x of an account becomes x - V s (s'x) / (s'V s): the least sum of squares of
    the changes, each divided by its variance. For independent normal errors the adjusted draws are draws from the
    distribution given that the account adds up, so intervals shrink as they should. An amount that would fall below zero stops
    there and the rest move on. It assumes that the gap is error in the amounts given, not an amount nobody gave: look at ``gap`` first.

    References
    ----------
    stone1942 (adjustment by variances).

    Examples
    --------
    >>> reconcile([[10.0, 4.0]], [1, -1], variances=[1, 2]).amounts.tolist()
    [[8.0, 8.0]]
    """
    draws = np.asarray(amounts, dtype=np.float64)
    draws = check_margin(draws, size=draws.shape[-1] if draws.ndim else 0, what="amounts")
    check_amounts(draws, what="the amounts")
    sign, group, spread = _check_accounts(draws, signs, groups=groups, variances=variances)
    member = group[:, None] == np.arange(group.max() + 1)
    sides = np.where(member, sign[:, None], 0.0)
    gap = draws @ sides
    adjusted, clipped = draws.copy(), np.zeros(len(draws), dtype=np.bool_)
    free = np.ones(draws.shape, dtype=np.bool_)
    for _ in range(draws.shape[1] + 1):
        left = adjusted @ sides
        weight = spread * free
        room = weight @ member.astype(np.float64)
        push = np.divide(left, room, out=np.zeros(left.shape), where=room > 0)
        adjusted -= weight * sign * push[:, group]
        below = adjusted < 0
        if not below.any():
            break
        adjusted[below] = 0.0
        free &= ~below
        clipped |= below.any(axis=1)
    _check_closed(adjusted @ sides, size=draws @ member.astype(np.float64))
    return Reconciled(adjusted, gap, float(clipped.mean()))


def _check_accounts(
    draws: Floats, signs: ArrayLike, *, groups: ArrayLike | None, variances: ArrayLike | None
) -> tuple[Floats, NDArray[np.int64], Floats]:
    count = draws.shape[1]
    sign = np.asarray(signs, dtype=np.float64)
    group = np.zeros(count, dtype=np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
    if sign.shape != (count,) or group.shape != (count,) or (np.abs(sign) != 1).any() or (group < 0).any():
        raise FlowShapeError(
            f"{count} amounts came with signs of shape {sign.shape} and groups of shape {group.shape}. Give each amount a sign of "
            "+1 or -1 and, where there are several accounts, the number of its own."
        )
    if variances is None and len(draws) < 2:
        raise FlowShapeError(
            "one draw shows no variance, so what to move most is not known. Give variances, or more draws."
        )
    spread = draws.var(axis=0) if variances is None else np.asarray(variances, dtype=np.float64)
    if spread.shape != (count,):
        raise FlowShapeError(f"{count} amounts came with variances of shape {spread.shape}. Give one per amount.")
    check_amounts(spread, what="the variances")
    greatest = spread.max(initial=0.0)
    return sign, group, spread / greatest if greatest > 0 else spread


def _check_closed(left: Floats, *, size: Floats) -> None:
    wrong = np.abs(left) > 1e-9 * np.maximum(size, np.finfo(np.float64).tiny)
    if wrong.any():
        draw, account = (int(index) for index in np.argwhere(wrong)[0])
        raise MarginSumError(
            f"account {account} is out by {left[draw, account]:+.6g} in draw {draw}, and no amount in it may move that far. Give the "
            "amounts intervals, or add what is missing."
        )
