"""How good or bad is an amount, on a scale from 0 (worst) to 1 (best)?"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats
from tocsin.terms.errors import MethodError


class AnchorError(MethodError):
    """The anchors of a value function do not make a scale."""


@dataclass(frozen=True)
class Linear:
    """Value that grows by the same step for every unit from the worst amount to the best.

    Parameters
    ----------
    worst, best : float
        Amounts with value 0 and 1, in the unit of the amounts; `worst` above `best` where less is better.

    Raises
    ------
    AnchorError
        If an anchor is not finite or both are the same.

    Notes
    -----
    Value = (amount - worst) / (best - worst), cut off at 0 and 1. A missing amount (NaN) has a missing value.

    References
    ----------
    keeney1976 (chapter 3: value functions).

    Examples
    --------
    >>> Linear(worst=0, best=200)([50, 300]).tolist()
    [0.25, 1.0]
    >>> Linear(worst=10, best=0)(4).item()
    0.6
    """

    worst: float
    best: float

    def __post_init__(self) -> None:
        _check_anchors(self.worst, self.best)

    def __call__(self, amounts: ArrayLike) -> Floats:
        """Values, 0 to 1, of amounts of any shape."""
        return _progress(np.asarray(amounts, dtype=np.float64), worst=self.worst, best=self.best)


@dataclass(frozen=True)
class Concave:
    """Value whose first steps count most: half of it is reached before half of the way.

    Parameters
    ----------
    worst, best : float
        Amounts with value 0 and 1, in the unit of the amounts; `worst` above `best` where less is better.
    half : float
        Amount with value 0.5; it lies between `worst` and the middle of the way to `best`.

    Raises
    ------
    AnchorError
        If an anchor is not finite, `worst` and `best` are the same, or `half` is at `worst` or not before the middle.

    Notes
    -----
    Value = (1 - exp(-k z)) / (1 - exp(-k)), z being the way made from worst to best, cut off at 0 and 1, and k chosen so
    that `half` has value 0.5. A missing amount (NaN) has a missing value.

    References
    ----------
    kirkwood1997 (Strategic Decision Making, chapter 4: exponential value functions).

    Examples
    --------
    >>> Concave(worst=0, best=100, half=20)([0, 20, 100]).round(6).tolist()
    [0.0, 0.5, 1.0]
    """

    worst: float
    best: float
    half: float

    def __post_init__(self) -> None:
        _check_anchors(self.worst, self.best, self.half)
        way = (self.half - self.worst) / (self.best - self.worst)
        if not 0.001 <= way < 0.5:
            raise AnchorError(
                f"half of the value is put at {self.half:g}, which is {way:.3g} of the way from {self.worst:g} (worst) to "
                f"{self.best:g} (best); a concave scale reaches it between 0.001 and 0.5 of the way. Move `half` towards "
                "the worst anchor, or use a linear scale."
            )

    def __call__(self, amounts: ArrayLike) -> Floats:
        """Values, 0 to 1, of amounts of any shape."""
        way = _progress(np.asarray(amounts, dtype=np.float64), worst=self.worst, best=self.best)
        bend = _solve_bend((self.half - self.worst) / (self.best - self.worst))
        return np.clip(np.expm1(-bend * way) / math.expm1(-bend), 0.0, 1.0)


@dataclass(frozen=True)
class Logarithmic:
    """Value that grows by the same step every time the amount is multiplied by the same factor.

    Parameters
    ----------
    worst, best : float
        Amounts with value 0 and 1, both above 0, in the unit of the amounts; `worst` above `best` where less is better.

    Raises
    ------
    AnchorError
        If an anchor is not finite, not above 0, or both are the same.

    Notes
    -----
    Value = log(amount / worst) / log(best / worst), cut off at 0 and 1; so an amount of 0 has the value of the smaller
    anchor. A missing amount (NaN) has a missing value.

    References
    ----------
    keeney1976 (chapter 3: value functions).

    Examples
    --------
    >>> Logarithmic(worst=1, best=10_000)([0, 1, 100, 10_000]).tolist()
    [0.0, 0.0, 0.5, 1.0]
    """

    worst: float
    best: float

    def __post_init__(self) -> None:
        _check_anchors(self.worst, self.best)
        if min(self.worst, self.best) <= 0:
            raise AnchorError(
                f"a logarithmic scale runs from {self.worst:g} to {self.best:g}, but only amounts above 0 have a logarithm. "
                "Put the lower anchor at the smallest amount that matters, or use a linear scale."
            )

    def __call__(self, amounts: ArrayLike) -> Floats:
        """Values, 0 to 1, of amounts of any shape."""
        low, high = sorted((self.worst, self.best))
        logs = np.log(np.clip(np.asarray(amounts, dtype=np.float64), low, high))
        return _progress(logs, worst=math.log(self.worst), best=math.log(self.best))


@dataclass(frozen=True)
class Stepwise:
    """Value that stays the same between edges and jumps at each of them.

    Parameters
    ----------
    edges : tuple of float
        Amounts at which the value changes, in ascending order, in the unit of the amounts; an amount on an edge is past it.
    values : tuple of float
        Values below the first edge, between edges, and from the last edge on: one more than edges, 0 to 1, never turning.

    Raises
    ------
    AnchorError
        If edges are missing, not finite or not ascending, if the values are not one more than the edges, not between 0 and
        1, or both rise and fall.

    Notes
    -----
    For scales whose classes have been given values by a decision-maker. A missing amount (NaN) has a missing value.

    References
    ----------
    keeney1976 (chapter 3: value functions).

    Examples
    --------
    >>> Stepwise(edges=(10, 100), values=(0.0, 0.4, 1.0))([9, 10, 5000]).tolist()
    [0.0, 0.4, 1.0]
    """

    edges: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        edges, values = np.asarray(self.edges, dtype=np.float64), np.asarray(self.values, dtype=np.float64)
        if not len(edges) or not np.isfinite(edges).all() or (np.diff(edges) <= 0).any():
            raise AnchorError(
                f"the edges {self.edges} of a stepwise scale do not ascend, so an amount could fall into two classes. "
                "List each edge once, from the smallest to the largest."
            )
        if len(values) != len(edges) + 1:
            raise AnchorError(
                f"{len(edges)} edges make {len(edges) + 1} classes, but {len(values)} values are given, so some class has "
                "none or two. Give one value per class, the first for amounts below the first edge."
            )
        steps = np.diff(values)
        if not ((values >= 0) & (values <= 1)).all() or not ((steps >= 0).all() or (steps <= 0).all()):
            raise AnchorError(
                f"the values {self.values} of a stepwise scale leave 0 to 1 or turn, so more would be both better and worse. "
                "Give values from 0 to 1 that only rise or only fall."
            )

    def __call__(self, amounts: ArrayLike) -> Floats:
        """Values, 0 to 1, of amounts of any shape."""
        given = np.asarray(amounts, dtype=np.float64)
        classes = np.searchsorted(np.asarray(self.edges, dtype=np.float64), given, side="right")
        return np.where(np.isnan(given), np.nan, np.asarray(self.values, dtype=np.float64)[classes])


def _check_anchors(worst: float, best: float, *others: float) -> None:
    if not all(math.isfinite(anchor) for anchor in (worst, best, *others)) or worst == best:
        raise AnchorError(
            f"the scale runs from {worst:g} (worst) to {best:g} (best), which leaves no way between them to measure. "
            "Give two different, finite amounts."
        )


def _progress(amounts: Floats, *, worst: float, best: float) -> Floats:
    return np.clip((amounts - worst) / (best - worst), 0.0, 1.0)


def _solve_bend(way: float) -> float:
    """The k at which (1 - exp(-k way)) / (1 - exp(-k)) is one half, by bisection; it grows as `way` shrinks."""
    low, high = 1e-9, 2_000.0
    for _ in range(100):
        middle = (low + high) / 2
        if math.expm1(-middle * way) / math.expm1(-middle) < 0.5:
            low = middle
        else:
            high = middle
    return (low + high) / 2
