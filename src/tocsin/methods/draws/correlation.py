"""How are uncertain quantities drawn that rise and fall together?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.draws.errors import ImpossibleCorrelationError, UnusableDrawsError

_SYMMETRY_TOLERANCE = 1e-12
_PIVOT_TOLERANCE = 1e-10
_LEAST_EIGENVALUE = 1e-8
_MAX_ROUNDS = 1000


@dataclass(frozen=True)
class CorrelatedNormals:
    """Normal scores that carry rank correlations, and the correlations that they really carry.

    ``normals`` (D, V) in standard deviations; ``used`` (V, V) rank correlations, -1 to 1; ``moved`` is the
    greatest change from what was asked for, 0 if it was possible as it stood.
    """

    normals: NDArray[np.float64]
    used: NDArray[np.float64]
    moved: float


def correlate(normals: NDArray[np.float64], spearman: ArrayLike) -> CorrelatedNormals:
    """Give independent normal scores the rank correlations that were declared.

    Parameters
    ----------
    normals : NDArray
        Shape (D, V), independent standard normal scores, in standard deviations: one column per quantity.
    spearman : array_like
        Shape (V, V), rank correlations (Spearman), -1 to 1, symmetric, 1 on the diagonal.

    Returns
    -------
    CorrelatedNormals
        ``normals`` (D, V): pass each column to ``Distribution.at_normals``; ``used`` (V, V); ``moved``, 0 to 2.

    Raises
    ------
    ImpossibleCorrelationError
        If ``spearman`` is not (V, V), not symmetric, not 1 on the diagonal, or has a value that is missing or
        outside -1 to 1.
    UnusableDrawsError
        If ``normals`` is not (D, V) or holds a value that is not finite.

    Notes
    -----
    Gaussian copula: a rank correlation rho becomes the correlation 2 sin(pi rho / 6) of the scores. Correlations
    that cannot hold together are moved to the nearest table of correlations that can (least sum of squared
    changes); ``moved`` says how far and must be shown. A column is made from itself and the columns before
    it, so adding a quantity at the end changes none before, and a column without correlations stays as it is.
    The copula has no dependence in the far tails beyond what the correlation brings.

    References
    ----------
    kruskal1958 (rank correlation of normal scores); iman1982; higham2002 (algorithm 3.3, nearest correlation
    matrix).

    Examples
    --------
    >>> from tocsin.methods.draws.points import Points
    >>> points = Points(seed=1, randomisations=1, log2_points=10)
    >>> scores = np.column_stack([points.normals(0), points.normals(1)])
    >>> joint = correlate(scores, [[1.0, 0.8], [0.8, 1.0]])
    >>> joint.moved
    0.0
    >>> round(float(np.corrcoef(joint.normals.T)[0, 1]), 1)
    0.8
    """
    asked = _check_table(spearman)
    normals = np.asarray(normals, dtype=np.float64)
    _check_scores(normals, quantities=len(asked))
    scores = 2.0 * np.sin(np.pi * asked / 6.0)
    np.fill_diagonal(scores, 1.0)
    factor = _factor(scores)
    if factor is not None:
        return CorrelatedNormals(normals=_mix(normals, factor), used=asked, moved=0.0)
    nearest = _find_nearest(scores)
    used = 6.0 / np.pi * np.arcsin(np.clip(nearest / 2.0, -0.5, 0.5))
    np.fill_diagonal(used, 1.0)
    return CorrelatedNormals(
        normals=_mix(normals, np.asarray(np.linalg.cholesky(nearest), dtype=np.float64)),
        used=used,
        moved=float(np.abs(used - asked).max()),
    )


def _check_table(spearman: ArrayLike) -> NDArray[np.float64]:
    table = np.array(spearman, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        problem = f"has shape {table.shape}, not one row and one column per quantity"
    elif not np.isfinite(table).all():
        problem = "has a missing or infinite value; an unknown correlation is not 0 by itself, so say 0 if it is meant"
    elif np.abs(table).max(initial=0.0) > 1:
        problem = f"has {table.flat[np.abs(table).argmax()]}, which is outside -1 to 1"
    elif np.abs(np.diag(table) - 1).max(initial=0.0) > _SYMMETRY_TOLERANCE:
        problem = "is not 1 on its diagonal: each quantity goes with itself"
    elif np.abs(table - table.T).max(initial=0.0) > _SYMMETRY_TOLERANCE:
        row, column = np.unravel_index(np.abs(table - table.T).argmax(), table.shape)
        problem = f"says {table[row, column]} for quantities {row} and {column}, but {table[column, row]} for {column} and {row}"
    else:
        np.fill_diagonal(table, 1.0)
        return table
    raise ImpossibleCorrelationError(
        f"correlate: the table of rank correlations {problem}, so no joint draws follow from it. Correct that entry."
    )


def _check_scores(normals: NDArray[np.float64], *, quantities: int) -> None:
    if normals.ndim == 2 and normals.shape[1] == quantities and bool(np.isfinite(normals).all()):
        return
    raise UnusableDrawsError(
        f"correlate: normal scores of shape {normals.shape} for {quantities} quantities, or with values that are not "
        "finite, cannot be joined. Pass one column of `Points.normals` for each quantity."
    )


def _factor(scores: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Lower factor L with L L' = scores, also where some quantities are copies; None if there is none."""
    size = len(scores)
    factor = np.zeros_like(scores)
    for column in range(size):
        known = factor[:, :column]
        rest = scores[:, column] - known @ known[column]
        pivot = rest[column]
        if pivot > _PIVOT_TOLERANCE:
            factor[column:, column] = rest[column:] / np.sqrt(pivot)
        elif pivot < -_PIVOT_TOLERANCE or np.abs(rest[column:]).max() > np.sqrt(_PIVOT_TOLERANCE):
            return None
    return factor


def _mix(normals: NDArray[np.float64], factor: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply draw by draw in a fixed order, so that each column is the same whatever follows it."""
    mixed = np.empty(normals.shape, order="F")
    for row in range(len(factor)):
        column = factor[row, row] * normals[:, row]
        for other in np.flatnonzero(factor[row, :row]):
            column = column + factor[row, other] * normals[:, other]
        mixed[:, row] = column
    return mixed


def _find_nearest(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Nearest correlation matrix with all eigenvalues above 0, by alternating projections."""
    nearest, correction = scores.copy(), np.zeros_like(scores)
    for _ in range(_MAX_ROUNDS):
        before = nearest
        values, vectors = np.linalg.eigh(nearest - correction)
        projected = (vectors * np.maximum(values, 2 * _LEAST_EIGENVALUE)) @ vectors.T
        correction = projected - (nearest - correction)
        nearest = projected.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.abs(nearest - before).max() < _LEAST_EIGENVALUE / 10:
            break
    values, vectors = np.linalg.eigh(nearest)
    lifted = (vectors * np.maximum(values, _LEAST_EIGENVALUE)) @ vectors.T
    sizes = np.sqrt(np.diag(lifted))
    valid: NDArray[np.float64] = lifted / np.outer(sizes, sizes)
    np.fill_diagonal(valid, 1.0)
    return (valid + valid.T) / 2
