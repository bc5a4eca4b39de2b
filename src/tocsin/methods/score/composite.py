"""How do many indicators become one index, part by part, whole by whole?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from tocsin.methods.score.aggregate import Floats
from tocsin.methods.score.errors import HierarchyError, IndicatorError

Mean = Literal["arithmetic", "geometric", "harmonic"]


@dataclass(frozen=True)
class Hierarchy:
    """Which part belongs to which whole: one tree, whose leaves are the indicators.

    Parameters
    ----------
    parents : tuple of int
        For each of N parts the place of its whole in this same tuple, or -1 for the one whole that is part of nothing. The
        first C parts are the indicators; those after them are the wholes.
    indicators : int
        C, 1 or more.

    Raises
    ------
    HierarchyError
        If a whole is unknown, an indicator or its own part, there is not exactly one top, or a whole has no parts.

    Notes
    -----
    Any depth, and branches of different depth.

    References
    ----------
    oecd2008 (step 1: theoretical framework and its sub-groups).

    Examples
    --------
    >>> Hierarchy(parents=(3, 3, 4, 4, -1), indicators=3).order
    (4, 3)
    """

    parents: tuple[int, ...]
    indicators: int

    def __post_init__(self) -> None:
        count = len(self.parents)
        if not 1 <= self.indicators < count:
            raise HierarchyError(
                f"{self.indicators} of {count} parts are indicators, which leaves nothing to combine or nothing to combine "
                "them in. Give at least one indicator and one whole."
            )
        tops = [part for part, whole in enumerate(self.parents) if whole == -1]
        if len(tops) != 1 or tops[0] < self.indicators:
            raise HierarchyError(
                f"parts {tops} have no whole, but an index has exactly one top. Give the others a whole."
            )
        for part, whole in enumerate(self.parents):
            if whole != -1 and not self.indicators <= whole < count:
                raise HierarchyError(
                    f"part {part} belongs to {whole}, which is no whole. Name one from {self.indicators} to {count - 1}."
                )
        empty = sorted(set(range(self.indicators, count)) - set(self.parents))
        if empty:
            raise HierarchyError(f"whole {empty[0]} has no parts, so it has no score. Leave it out, or give it a part.")
        for part in range(count):
            self._climb(part)

    @property
    def top(self) -> int:
        """The whole that is part of nothing."""
        return self.parents.index(-1)

    @property
    def order(self) -> tuple[int, ...]:
        """All wholes, each before its parts."""
        wholes = range(self.indicators, len(self.parents))
        return tuple(sorted(wholes, key=lambda whole: len(self._climb(whole))))

    def find_parts(self, whole: int) -> tuple[int, ...]:
        """Parts that one whole is made of."""
        return tuple(part for part, above in enumerate(self.parents) if above == whole)

    def _climb(self, part: int) -> list[int]:
        """Wholes above a part, up to the top; refused where they lead back to the part."""
        way: list[int] = []
        at = self.parents[part]
        while at != -1:
            if at in way or at == part:
                raise HierarchyError(
                    f"whole {at} is, by way of others, a part of itself, so nothing is at the top. Mend one of {way or [at]}."
                )
            way.append(at)
            at = self.parents[at]
        return way


def composite(values: ArrayLike, *, weights: ArrayLike, hierarchy: Hierarchy, mean: Mean = "arithmetic") -> Floats:
    """Score of every whole, from its parts upwards.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives on one scale, higher is better, finite; above 0 unless the mean is arithmetic.
    weights : array, shape (N,)
        Importance of each part beside the others of its whole, 0 or more, in any unit; that of the top is not read.
    hierarchy : Hierarchy
        Which part belongs to which whole.
    mean : {"arithmetic", "geometric", "harmonic"}
        How parts combine, at every level. The arithmetic mean lets a strength make good a weakness; the geometric mean less;
        the harmonic mean least.

    Returns
    -------
    array, shape (A, N - C)
        Scores of the wholes, in the order of ``hierarchy`` after the indicators, in the unit of the values.

    Raises
    ------
    IndicatorError
        If values are missing or infinite, or not above 0 where the mean is not arithmetic, or the mean is unknown.
    HierarchyError
        If values or weights do not fit the hierarchy, or the weights of a whole's parts are negative or all 0.

    Notes
    -----
    Weights are divided by their sum within each whole. No score is made where a part is missing: a gap left out of a mean
    would be filled with the mean of the rest.

    References
    ----------
    oecd2008 (step 6: weighting and aggregation).

    Examples
    --------
    >>> tree = Hierarchy(parents=(3, 3, 4, 4, -1), indicators=3)
    >>> composite([[20.0, 40.0, 90.0]], weights=[1, 1, 2, 1, 1], hierarchy=tree).tolist()
    [[30.0, 70.0]]
    """
    table = np.asarray(values, dtype=np.float64)
    shares = share_weights(np.asarray(weights, dtype=np.float64)[None, :], hierarchy=hierarchy)[0]
    check_mean(mean)
    if table.ndim != 2 or table.shape[1] != hierarchy.indicators:
        raise HierarchyError(
            f"values have shape {table.shape}, but the hierarchy has {hierarchy.indicators} indicators, so columns cannot be "
            "told apart. Give alternatives by indicators."
        )
    if not np.isfinite(table).all() or (mean != "arithmetic" and (table <= 0).any()):
        raise IndicatorError(
            f"a value is missing, infinite, or not above 0 for a mean that is {mean}, so some whole has no score. Give "
            "unknown values as draws, and begin the scale above 0."
        )
    forward, back = FORWARD[mean], BACK[mean]
    scores = np.concatenate([forward(table), np.empty((len(table), len(hierarchy.parents) - table.shape[1]))], axis=1)
    for whole in reversed(hierarchy.order):
        parts = list(hierarchy.find_parts(whole))
        scores[:, whole] = scores[:, parts] @ shares[parts]
    return back(scores[:, hierarchy.indicators :])


def check_mean(mean: str) -> None:
    """Refuse ways to combine that are not known."""
    if mean not in get_args(Mean):
        raise IndicatorError(
            f"parts cannot be combined by a mean that is {mean!r}, which is not known. Choose 'arithmetic', 'geometric' or "
            "'harmonic'."
        )


def share_weights(weights: Floats, *, hierarchy: Hierarchy) -> Floats:
    """Weights (R, N) as shares of their whole; the top has share 1."""
    count = len(hierarchy.parents)
    if weights.ndim != 2 or weights.shape[1] != count:
        raise HierarchyError(
            f"there are {weights.shape[-1] if weights.ndim else 0} weights for {count} parts, so some part would have none. "
            "Give one weight for each part, the top included."
        )
    parents, top = np.array(hierarchy.parents), hierarchy.top
    parts = np.delete(np.arange(count), top)
    given = weights[:, parts]
    if not np.isfinite(given).all() or (given < 0).any():
        raise HierarchyError("a weight is negative or missing, so it says nothing of importance. Give 0 or more.")
    wholes = np.zeros((len(parts), count))
    wholes[np.arange(len(parts)), parents[parts]] = 1.0
    sums = given @ wholes
    if (sums[:, hierarchy.indicators :] <= 0).any():
        whole = hierarchy.indicators + int((sums[:, hierarchy.indicators :] <= 0).any(axis=0).argmax())
        raise HierarchyError(
            f"all parts of whole {whole} have weight 0, so it has no score. Give one a weight above 0."
        )
    shares = np.ones_like(weights)
    shares[:, parts] = given / sums[:, parents[parts]]
    return shares


def share_in(whole: int, *, weights: Floats, hierarchy: Hierarchy) -> Floats:
    """What each indicator counts for in one whole, however many levels below it stands.

    Parameters
    ----------
    whole : int
        Place of the whole in the hierarchy.
    weights : array, shape (R, N)
        R sets of weights of all parts, 0 or more, in any unit; that of the top is not read.
    hierarchy : Hierarchy
        Which part belongs to which whole.

    Returns
    -------
    array, shape (R, C)
        Shares from 0 to 1 that add up to 1 in each set; 0 for an indicator that is not in the whole.

    Raises
    ------
    HierarchyError
        If weights do not fit the hierarchy, one is negative or missing, or those of a whole's parts are all 0.

    Notes
    -----
    A mean of means is one mean, whose shares are the products of shares on the way up, for each of the three kinds of mean.

    References
    ----------
    oecd2008 (step 6: weighting and aggregation).

    Examples
    --------
    >>> tree = Hierarchy(parents=(3, 3, 4, 4, -1), indicators=3)
    >>> share_in(tree.top, weights=np.ones((1, 5)), hierarchy=tree).tolist()
    [[0.25, 0.25, 0.5]]
    """
    shares = share_weights(weights, hierarchy=hierarchy)
    counted = np.zeros_like(shares)
    counted[:, whole] = 1.0
    for above in hierarchy.order:
        parts = list(hierarchy.find_parts(above))
        counted[:, parts] += counted[:, [above]] * shares[:, parts]
    return counted[:, : hierarchy.indicators]


def _invert(values: Floats) -> Floats:
    return np.asarray(1.0 / values)


def _keep(values: Floats) -> Floats:
    return values


# A mean is the sum of shares on another scale: value, logarithm or reciprocal.
FORWARD: dict[Mean, Callable[[Floats], Floats]] = {"arithmetic": _keep, "geometric": np.log, "harmonic": _invert}
BACK: dict[Mean, Callable[[Floats], Floats]] = {"arithmetic": _keep, "geometric": np.exp, "harmonic": _invert}
