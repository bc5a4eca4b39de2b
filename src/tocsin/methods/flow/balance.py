"""Which matrix has the row and column totals that are known, and is otherwise as like its seed as can be?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.flow.arrays import (
    Floats,
    check_amounts,
    check_margin,
    check_seed,
    count_draws,
    in_block,
    list_blocks,
)
from tocsin.methods.flow.errors import FlowValueError, MarginSumError, UnreachableMarginError

# Where the error has not fallen by this share in so many rounds, it never will: the margins cannot be met.
_STALL_SHARE, _STALL_ROUNDS = 1e-4, 100


@dataclass(frozen=True)
class Balanced:
    """Matrices with given margins, one per draw; P rows, Q columns."""

    flows: Floats  # (D, P, Q): in the unit of the margins
    error: Floats  # (D,): share of the total that stands in the wrong row; columns are exact
    rounds: NDArray[np.int64]  # (D,): times that rows and columns were scaled
    tolerance: float

    @property
    def is_balanced(self) -> NDArray[np.bool_]:
        """Whether each draw has its margins to within the tolerance; shape (D,)."""
        return np.asarray(self.error <= self.tolerance)

    @property
    def failed_count(self) -> int:
        """How many draws did not reach their margins."""
        return int((~self.is_balanced).sum())


def balance(
    seed: ArrayLike, *, rows: ArrayLike, columns: ArrayLike, tolerance: float = 1e-8, most_rounds: int = 5_000
) -> Balanced:
    """Scale the rows and columns of a seed in turn until both add up to what is known.

    Parameters
    ----------
    seed : array, shape (P, Q) or (D, P, Q)
        What moves from where to where as far as it was seen, any unit, 0 or more; a zero stays zero.
    rows : array, shape (P,) or (D, P)
        Known total of each row, one unit for all margins, 0 or more.
    columns : array, shape (Q,) or (D, Q)
        Known total of each column, same unit; in each draw the same sum as the rows.
    tolerance : float
        Share of the total that may stand in the wrong row when scaling ends; above 0.
    most_rounds : int
        Rounds after which a draw counts as failed; at least 1.

    Returns
    -------
    Balanced
        ``flows`` (D, P, Q) in the unit of the margins; ``error`` (D,) 0 to 2; ``rounds`` (D,). A draw that fails is
        returned as far as it came, and counted in ``failed_count``.

    Raises
    ------
    FlowShapeError
        If seed and margins do not fit each other.
    FlowValueError
        If an amount is missing, infinite or negative, the seed all zero, or tolerance or rounds not above 0.
    MarginSumError
        If rows and columns of a draw differ in their sums by more than a millionth.
    UnreachableMarginError
        If a row or column with an amount has no cell above zero in the seed.

    Notes
    -----
    Iterative proportional fitting. The limit is a_i * seed_ij * b_j: of all matrices with these margins the one nearest to
    the seed in relative entropy, with the odds ratios of the seed. Where zeros leave no such matrix the error stops
    falling (it tends to 0 if and only if there is one) and the draw fails. Draws are scaled together, in blocks. Slow where zeros
    nearly forbid the margins.

    References
    ----------
    deming1940 (the procedure); csiszar1975 (section 3: nearest in relative entropy, and when it converges); pukelsheim2014
    (the error in the rows, and its fall).

    Examples
    --------
    >>> balance([[1, 1], [1, 1]], rows=[3, 1], columns=[2, 2]).flows[0].tolist()
    [[1.5, 1.5], [0.5, 0.5]]
    """
    cells = check_seed(seed)
    wanted = check_margin(rows, size=cells.shape[-2], what="row totals")
    other = check_margin(columns, size=cells.shape[-1], what="column totals")
    _check(cells, wanted, columns=other, tolerance=tolerance, most_rounds=most_rounds)
    draws = count_draws(
        {"the seed": len(cells) if cells.ndim == 3 else 1, "the rows": len(wanted), "the columns": len(other)}
    )
    flows = np.empty((draws, *cells.shape[-2:]))
    error, rounds = np.empty(draws), np.zeros(draws, dtype=np.int64)
    for block in list_blocks(draws, cells=cells.shape[-2] * cells.shape[-1]):
        part = in_block(cells, block, full=3)
        fit = _fit(
            part,
            in_block(wanted, block, full=2),
            in_block(other, block, full=2),
            tolerance=tolerance,
            most_rounds=most_rounds,
        )
        flows[block] = part * fit.left[:, :, None] * fit.right[:, None, :]
        error[block], rounds[block] = fit.error, fit.rounds
    return Balanced(flows, error, rounds, tolerance)


def _check(cells: Floats, rows: Floats, *, columns: Floats, tolerance: float, most_rounds: int) -> None:
    check_amounts(rows, what="the row totals")
    check_amounts(columns, what="the column totals")
    if not tolerance > 0 or most_rounds < 1:
        raise FlowValueError(
            f"the tolerance is {tolerance} and the most rounds {most_rounds}, so scaling could not end. Give both above zero."
        )
    gap = rows.sum(axis=1) - columns.sum(axis=1)
    size = np.maximum(rows.sum(axis=1), columns.sum(axis=1))
    if (np.abs(gap) > 1e-6 * size).any():
        worst = int(np.abs(gap).argmax())
        raise MarginSumError(
            f"in draw {worst} the rows add up to {gap[worst]:+.6g} against the columns, so no matrix can have both. Reconcile "
            "the margins first, or give what is missing a row or column of its own."
        )
    axes = (0, 2) if cells.ndim == 3 else 1
    for what, margin, reach in (
        ("row", rows, cells.max(axis=axes)),
        ("column", columns, cells.max(axis=(0, 1) if cells.ndim == 3 else 0)),
    ):
        lost = np.flatnonzero((margin > 0).any(axis=0) & (reach == 0))
        if lost.size:
            raise UnreachableMarginError(
                f"{what} {int(lost[0])} has an amount, but the seed is zero all along it ({lost.size} such), and zeros "
                "stay zero. Put a small amount where something may move, or set the margin to zero."
            )


@dataclass(frozen=True)
class _Fit:
    """Scalings of the rows (B, P) and columns (B, Q) of some draws, with the error left and the rounds taken."""

    left: Floats
    right: Floats
    error: Floats
    rounds: NDArray[np.int64]


def _fit(seed: Floats, rows: Floats, columns: Floats, *, tolerance: float, most_rounds: int) -> _Fit:
    count = len(rows)
    fit = _Fit(np.zeros(rows.shape), np.zeros(columns.shape), np.zeros(count), np.zeros(count, dtype=np.int64))
    active, last = np.arange(count), np.full(count, np.inf)
    right = np.ones(columns.shape)
    total = np.maximum(rows.sum(axis=1), np.finfo(np.float64).tiny)
    reach = _times(seed, right)
    for number in range(1, most_rounds + 1):
        left = _divide(rows, reach)
        right = _divide(columns, _times_back(seed, left))
        reach = _times(seed, right)
        error = np.abs(left * reach - rows).sum(axis=1) / total
        ended = (error <= tolerance) | (number == most_rounds)
        if number % _STALL_ROUNDS == 0:
            ended |= error > last * (1 - _STALL_SHARE)
            last = error
        if not ended.any():
            continue
        at = active[ended]
        fit.left[at], fit.right[at], fit.error[at], fit.rounds[at] = left[ended], right[ended], error[ended], number
        keep = ~ended
        if not keep.any():
            break
        active, rows, columns, total = active[keep], rows[keep], columns[keep], total[keep]
        right, reach, last = right[keep], reach[keep], last[keep]
        seed = seed[keep] if seed.ndim == 3 else seed
    return fit


def _times(seed: Floats, right: Floats) -> Floats:
    """Sum the rows of each draw's seed, columns weighted: (B, P)."""
    return np.asarray(right @ seed.T if seed.ndim == 2 else np.matmul(seed, right[:, :, None])[:, :, 0])


def _times_back(seed: Floats, left: Floats) -> Floats:
    """Sum the columns of each draw's seed, rows weighted: (B, Q)."""
    return np.asarray(left @ seed if seed.ndim == 2 else np.matmul(left[:, None, :], seed)[:, 0, :])


def _divide(amount: Floats, by: Floats) -> Floats:
    return np.divide(amount, by, out=np.zeros(amount.shape), where=by > 0)
