"""How can the mean of an outcome be described as a smooth function of one input, or of several added up?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

# Six knots at even steps of the ranks between these shares: enough for two turns, few enough to leave noise alone.
_KNOT_SHARES = np.linspace(0.05, 0.95, 6)
# A value that at least this share of draws has gets a mean of its own, for the most frequent of them.
_LEAST_ATOM_SHARE = 0.02
_MOST_ATOMS = 20
# Inputs up to this number also get the products of their pairs.
_MOST_CROSSED = 5
_LEAST_EIGENVALUE = 1e-8


@dataclass(frozen=True)
class Basis:
    """Columns (D, B) of mean square 1 without correlation: first all ones, then `straight` straight ones, then bends."""

    columns: Floats
    straight: int

    @property
    def blocks(self) -> tuple[slice, ...]:
        """Where the straight columns and the bends stand, leaving out a kind that has none."""
        end = self.columns.shape[1]
        return tuple(
            part for part in (slice(1, 1 + self.straight), slice(1 + self.straight, end)) if part.start < part.stop
        )


def build_basis(inputs: Floats) -> Basis:
    """Columns whose weighted sum is an additive smooth function of the inputs.

    Parameters
    ----------
    inputs : array, shape (D, Q)
        Draws of Q inputs, each in its own unit; finite; none constant.

    Returns
    -------
    Basis
        ``columns``: (D, B), without unit; ``straight``: how many of them rise evenly with the normal score of an input.

    Raises
    ------
    Nothing
        The caller gives finite inputs that vary.

    Notes
    -----
    Each input enters as itself (cut off at its 0.1 and 99.9 % quantiles), as a natural cubic spline of its normal scores,
    whose six knots stand at even ranks, so that heavy tails do no harm, and with a mean of its own for each value that at
    least 2 % of the draws share, so that a discrete input is described by its categories. Up to five inputs also enter as
    products in pairs, of their scores and of themselves.

    References
    ----------
    hastie2009 (section 5.2.1: natural cubic splines).

    Examples
    --------
    >>> import numpy as np
    >>> build_basis(np.repeat([[0.0], [1.0], [4.0]], 20, axis=0)).columns.shape
    (60, 3)
    """
    inputs = inputs / np.abs(inputs).max(axis=0)  # so that squares of very large or small units stay finite
    described = [_describe(column) for column in inputs.T]
    scores = np.stack([_standardise(score) for _, score in described], axis=1)
    bends = [columns for columns, _ in described]
    if 1 < scores.shape[1] <= _MOST_CROSSED:
        plain = np.stack([_standardise(_cut_tails(column)) for column in inputs.T], axis=1)
        bends += [_cross(scores), _cross(plain)]
    level = np.ones((len(inputs), 1))
    straight = _turn(scores, against=level)
    start = np.concatenate([level, straight], axis=1)
    return Basis(
        np.concatenate([start, _turn(np.concatenate(bends, axis=1), against=start)], axis=1), straight.shape[1]
    )


def _describe(values: Floats) -> tuple[Floats, Floats]:
    """Columns (D, B) for one input, and its normal scores (D,)."""
    distinct, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - counts / 2
    scores = ndtri(ranks / len(values))[place]
    frequent = np.flatnonzero(counts >= max(_LEAST_ATOM_SHARE * len(values), 5))
    frequent = frequent[np.argsort(-counts[frequent], kind="stable")][:_MOST_ATOMS]
    atoms = (place[:, None] == frequent).astype(np.float64)
    if len(frequent) == len(distinct):
        return atoms, scores
    return np.concatenate([_spline(scores), _cut_tails(values)[:, None], atoms], axis=1), scores


def _cut_tails(values: Floats) -> Floats:
    low, high = np.quantile(values, [0.001, 0.999])
    return np.clip(values, low, high)


def _standardise(values: Floats) -> Floats:
    spread = values.std()
    result: Floats = (values - values.mean()) / (spread if spread > 0 else 1.0)
    return result


def _cross(columns: Floats) -> Floats:
    return np.stack([columns[:, i] * columns[:, j] for i in range(columns.shape[1]) for j in range(i)], axis=1)


def _spline(scores: Floats) -> Floats:
    """Natural cubic spline columns (D, knots - 1), straight beyond the outer knots."""
    knots = np.unique(np.quantile(scores, _KNOT_SHARES))
    if len(knots) < 3:
        return scores[:, None]
    cubes = np.maximum(scores[:, None] - knots, 0.0) ** 3
    parts = (cubes[:, :-1] - cubes[:, [-1]]) / (knots[-1] - knots[:-1])
    return np.concatenate([scores[:, None], parts[:, :-1] - parts[:, [-1]]], axis=1)


def _turn(columns: Floats, *, against: Floats) -> Floats:
    """What the columns add to others, turned so that none repeats another; what is left after rounding is dropped."""
    left = columns / np.maximum(np.sqrt((columns**2).mean(axis=0)), np.finfo(np.float64).tiny)
    for _ in range(2):  # the second pass removes what rounding left of the first
        left = left - against @ (against.T @ left / len(left))
    sizes, directions = np.linalg.eigh(left.T @ left / len(left))
    kept = sizes > _LEAST_EIGENVALUE
    result: Floats = left @ (directions[:, kept] / np.sqrt(sizes[kept]))
    return result
