"""Which index would have come out under other defensible choices of how to build it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.score.aggregate import Floats, list_parts
from tocsin.methods.score.composite import BACK, FORWARD, Hierarchy, Mean, check_mean, share_in, share_weights
from tocsin.methods.score.errors import AssumptionError
from tocsin.methods.score.indicators import check_directions, check_indicators
from tocsin.methods.score.normalise import goalposts, min_max, percentile_rank, z_score
from tocsin.methods.score.treatment import treat_outliers

Scale = Literal["min-max", "z-score", "percentile rank", "goalposts"]
Cells = NDArray[np.int64]

_HIGH = 100.0
# z-scores run over the same scale; five standard deviations are cut off at its ends by a mean that needs values above 0.
_MIDDLE, _STEP = 50.0, 10.0


@dataclass(frozen=True)
class Assumptions:
    """Ways to build one index that are all defensible; the first of each list is the stated one.

    ``most_points``: values of an indicator that may be drawn in before its logarithm is taken, or None to treat nothing;
    ``weight_spread``: by which share, from 0 to below 1, the weight of each part may be off, either way.
    """

    most_points: tuple[int | None, ...] = (5, 0, None)
    scales: tuple[Scale, ...] = ("min-max", "z-score", "percentile rank")
    means: tuple[Mean, ...] = ("arithmetic", "geometric")
    weight_spread: float = 0.25

    def stated(self) -> "Assumptions":
        """The stated choices alone, with the weights as they are."""
        return Assumptions(self.most_points[:1], self.scales[:1], self.means[:1], weight_spread=0.0)


@dataclass(frozen=True)
class IndexModel:
    """An index as a function of how it is built: tables ready for every pair of choices, weights and gaps still open."""

    assumptions: Assumptions
    hierarchy: Hierarchy
    weights: Floats  # (N,)
    alternatives: int
    tables: Floats = field(repr=False)  # (T, S, M, A, C): values on the scale of the mean, 0 where not known
    donors: Floats = field(repr=False)  # (T, S, M, G, A): known values of the G indicators with gaps, worst first
    gaps: Cells = field(repr=False)  # (cells, 2): alternative, indicator
    known: Cells = field(repr=False)  # (cells,): how many values the indicator of a cell has
    donor_of: Cells = field(repr=False)  # (cells,): place among the G indicators

    @property
    def inputs(self) -> Mapping[str, slice]:
        """Columns of the uniform numbers by what they decide; what leaves no choice is left out."""
        count, size = len(self.weights), self.alternatives
        columns = {
            "treatment": (len(self.assumptions.most_points) > 1, slice(0, 1)),
            "scale": (len(self.assumptions.scales) > 1, slice(1, 2)),
            "mean": (len(self.assumptions.means) > 1, slice(2, 3)),
            "weights": (self.assumptions.weight_spread > 0, slice(3, 3 + count)),
            "gaps": (len(self.gaps) > 0, slice(3 + count, 3 + count + size)),
        }
        return {name: where for name, (is_open, where) in columns.items() if is_open}

    @property
    def width(self) -> int:
        """How many uniform numbers decide one index."""
        return 3 + len(self.weights) + self.alternatives

    def totals(self, uniforms: Floats, *, whole: int | None = None) -> Floats:
        """Index, or the score of one whole, (R, A) under R sets of uniform numbers (R, width) from 0 to below 1."""
        choices = self.assumptions
        counts = (len(choices.most_points), len(choices.scales), len(choices.means))
        picked = np.minimum((uniforms[:, :3] * counts).astype(np.int64), np.array(counts) - 1)
        count = len(self.weights)
        factors = 1.0 + choices.weight_spread * (2.0 * uniforms[:, 3 : 3 + count] - 1.0)
        at_top = self.hierarchy.top if whole is None else whole
        shares = share_in(at_top, weights=factors * self.weights, hierarchy=self.hierarchy)
        totals = np.empty((len(uniforms), self.alternatives))
        code = np.ravel_multi_index(tuple(picked.T), counts)
        order = np.argsort(code, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(code[order])) + 1):
            if len(rows):
                at = tuple(picked[rows[0]].tolist())
                filled = self._fill(at, shares[rows], uniforms[rows, 3 + count :])
                totals[rows] = BACK[choices.means[at[2]]](filled)
        return totals

    def _fill(self, at: tuple[int, ...], shares: Floats, ranks: Floats) -> Floats:
        """Weighted sums (R, A) under one combination of choices, with each gap at its alternative's own rank."""
        sums = np.empty((len(shares), self.alternatives))
        table = np.ascontiguousarray(self.tables[at].T)
        for part in list_parts(len(shares), cost=table.size):
            np.matmul(shares[part], table, out=sums[part])
        if len(self.gaps):
            place = (ranks[:, self.gaps[:, 0]] * self.known).astype(np.int64)
            filled = shares[:, self.gaps[:, 1]] * self.donors[at][self.donor_of, place]
            ends = np.flatnonzero(np.diff(self.gaps[:, 0], prepend=-1))
            sums[:, self.gaps[ends, 0]] += np.add.reduceat(filled, ends, axis=1)
        return sums


def build_index_model(
    values: ArrayLike,
    *,
    directions: ArrayLike,
    weights: ArrayLike,
    hierarchy: Hierarchy,
    assumptions: Assumptions,
    low: float = 1.0,
    posts: tuple[ArrayLike, ArrayLike] | None = None,
) -> IndexModel:
    """Prepare an index so that it can be built thousands of times under other choices.

    Parameters
    ----------
    values : array, shape (A, C)
        C indicators of A alternatives, each in its own unit; NaN where not known.
    directions : array, shape (C,)
        1 where more is better, -1 where less is.
    weights : array, shape (N,)
        Importance of each part beside the others of its whole, 0 or more, in any unit.
    hierarchy : Hierarchy
        Which part belongs to which whole.
    assumptions : Assumptions
        All choices that are open.
    low : float
        Lower end of the common scale, whose upper end is 100; above 0 if a mean is not arithmetic.
    posts : pair of arrays, shape (C,), optional
        Worst and best amounts set beforehand, for the scale of goalposts.

    Returns
    -------
    IndexModel
        ``totals(uniforms)``: index of each alternative (R, A), on the common scale; ``inputs``: which uniforms decide what.

    Raises
    ------
    AssumptionError
        If a list of choices is empty or names one that is unknown, the spread of weights is not from 0 to below 1, posts
        are lacking, or the scale begins at 0 or below for a mean that needs values above 0.
    IndicatorError
        If an indicator is constant, infinite or known for fewer than 3, or a direction is neither 1 nor -1.
    HierarchyError
        If values or weights do not fit the hierarchy.

    Notes
    -----
    Choices are drawn with equal chances. Each weight is multiplied by a factor that is uniform within the spread around 1,
    and weights are divided by their sum within each whole. A value that is not known takes a rank, uniform over all, among
    the values of its indicator that are known; all gaps of one alternative share that rank, since many independent ones
    would average to a middle that nobody observed. Outliers are treated and scales made from what is known. z-scores have
    mean 50 and standard deviation 10, and are cut off at ``low``.

    References
    ----------
    saisana2005 (uncertainty over all choices at once); oecd2008 (step 7: uncertainty analysis).

    Examples
    --------
    >>> tree = Hierarchy(parents=(2, 2, -1), indicators=2)
    >>> model = build_index_model([[1.0, 5.0], [2.0, 7.0], [4.0, 9.0]], directions=[1, 1], weights=[1, 1, 1],
    ...                           hierarchy=tree, assumptions=Assumptions().stated(), low=0.0)
    >>> model.totals(np.zeros((1, model.width))).round(3).tolist()
    [[0.0, 41.667, 100.0]]
    """
    table = check_indicators(values)
    signs = check_directions(directions, count=table.shape[1])
    _check_assumptions(assumptions, low=low, has_posts=posts is not None)
    importance = np.asarray(weights, dtype=np.float64)
    share_weights(importance[None], hierarchy=hierarchy)
    if table.shape[1] != hierarchy.indicators:
        raise AssumptionError(
            f"there are {table.shape[1]} indicators but {hierarchy.indicators} in the hierarchy. Give one column for each."
        )
    gaps = np.argwhere(np.isnan(table))
    open_columns, donor_of = np.unique(gaps[:, 1], return_inverse=True)
    scaled = _scale_all(table, signs=signs, assumptions=assumptions, low=low, posts=posts)
    tables = np.stack([FORWARD[mean](scaled) for mean in assumptions.means], axis=2)
    donors = np.sort(scaled[..., open_columns], axis=2)  # what is not known is sorted behind what is
    return IndexModel(
        assumptions=assumptions,
        hierarchy=hierarchy,
        weights=importance,
        alternatives=len(table),
        tables=np.where(np.isnan(tables), 0.0, tables),
        donors=np.stack([np.swapaxes(FORWARD[mean](donors), 2, 3) for mean in assumptions.means], axis=2),
        gaps=gaps,
        known=(~np.isnan(table)).sum(axis=0)[gaps[:, 1]],
        donor_of=donor_of,
    )


def _scale_all(
    table: Floats,
    *,
    signs: Floats,
    assumptions: Assumptions,
    low: float,
    posts: tuple[ArrayLike, ArrayLike] | None,
) -> Floats:
    """Values (T, S, A, C) under every pair of treatment and scale."""
    result = np.empty((len(assumptions.most_points), len(assumptions.scales), *table.shape))
    for t, most in enumerate(assumptions.most_points):
        treated = table if most is None else treat_outliers(table, most_points=most).values
        for s, scale in enumerate(assumptions.scales):
            if scale == "goalposts" and posts is not None:  # posts stand in the unit as measured
                result[t, s] = goalposts(table, worst=posts[0], best=posts[1], low=low, high=_HIGH)
            elif scale == "z-score":
                result[t, s] = z_score(treated, directions=signs, mean=_MIDDLE, spread=_STEP)
            elif scale == "percentile rank":
                result[t, s] = percentile_rank(treated, directions=signs, low=low, high=_HIGH)
            else:
                result[t, s] = min_max(treated, directions=signs, low=low, high=_HIGH)
    return np.maximum(result, low)


def _check_assumptions(assumptions: Assumptions, *, low: float, has_posts: bool) -> None:
    lists = {"most_points": assumptions.most_points, "scales": assumptions.scales, "means": assumptions.means}
    for name, choices in lists.items():
        if not choices:
            raise AssumptionError(f"{name} is empty, so no index could be built. Name at least one choice.")
    unknown = [scale for scale in assumptions.scales if scale not in get_args(Scale)]
    if unknown or ("goalposts" in assumptions.scales and not has_posts):
        raise AssumptionError(
            f"the scale {(unknown or ['goalposts'])[0]!r} cannot be made. Choose 'min-max', 'z-score' or 'percentile rank', "
            "or 'goalposts' with a worst and a best amount for each indicator."
        )
    for mean in assumptions.means:
        check_mean(mean)
    if not 0 <= assumptions.weight_spread < 1:
        raise AssumptionError(
            f"weights may be off by {assumptions.weight_spread}, but a share from 0 to below 1 is meant: a weight cannot "
            "be negative. Give one such as 0.25."
        )
    if not low < _HIGH or (low <= 0 and set(assumptions.means) != {"arithmetic"}):
        raise AssumptionError(
            f"the common scale runs from {low:g} to 100, where a 0 would decide a geometric or harmonic mean alone. "
            "Begin it above 0, such as at 1, or take the arithmetic mean only."
        )
