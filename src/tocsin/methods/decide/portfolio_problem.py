"""What is to be chosen, what would it leave of each harm, and which limits must the choice keep?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.decide.portfolio_harm import HarmModel, build_model
from tocsin.terms.errors import MethodError

Floats = NDArray[np.float64]
LimitKind = Literal["budget", "capacity", "prerequisite", "exclusion", "floor", "duty", "fixed"]

# One effect beyond this is a slip of the unit, and the numbers of the solver would lose their meaning.
_MOST_LEFT = 1_000.0
_MOST_HARM = 1e100
# All measures that worsen one threat, taken together.
_MOST_WORSENING = 1e6


class PortfolioInputError(MethodError):
    """Harms, effects, weights, costs or limits are missing, of the wrong shape or of impossible values."""


class TotalRemovalError(PortfolioInputError):
    """An effect leaves nothing, or less than nothing, of a harm."""


class InfeasibleChoiceError(MethodError):
    """No choice keeps all limits."""


@dataclass(frozen=True, eq=False)
class Limit:
    """One limit: low <= sum of coefficients (M,) over the chosen measures <= high; `-inf` or `inf` where there is none."""

    name: str
    kind: LimitKind
    coefficients: Floats
    low: float = -np.inf
    high: float = np.inf

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether a choice keeps the limit, but for rounding."""
        used = float(self.coefficients[chosen].sum())
        slack = 1e-9 * max(1.0, float(np.abs(self.coefficients).sum()))
        return self.low - slack <= used <= self.high + slack


@dataclass(frozen=True, eq=False)
class CostDraws:
    """Draws (S, M, Y) of what each measure costs in each year, and the budgets (Y,) they are held against.

    ``cover`` is the probability with which each year's budget must suffice; None only measures it.
    """

    costs: Floats
    budgets: Floats
    cover: float | None = None

    def overrun_probs(self, chosen: NDArray[np.bool_]) -> Floats:
        """Share of draws, by year (Y,), in which the chosen measures cost more than the budget."""
        spent = self.costs[:, chosen].sum(axis=1)
        return np.asarray((spent > self.budgets * (1 + 1e-12)).mean(axis=0))

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether every year's budget suffices with the probability asked for."""
        return self.cover is None or bool((self.overrun_probs(chosen) <= 1 - self.cover + 1e-12).all())


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a choice is made from: what measures leave of each harm, weights (K,) on kinds of harm, and limits."""

    model: HarmModel
    weights: Floats
    limits: tuple[Limit, ...]
    costs: CostDraws | None = None

    @property
    def measures(self) -> int:
        """How many measures there are to choose from."""
        return self.model.measures

    def allows(self, chosen: NDArray[np.bool_]) -> bool:
        """Whether a choice keeps every limit and the cover asked for."""
        kept = all(limit.allows(chosen) for limit in self.limits)
        return kept and (self.costs is None or self.costs.allows(chosen))

    def with_weights(self, weights: ArrayLike) -> "Problem":
        """Pose the same problem for other weights on the kinds of harm."""
        return replace(self, weights=_read_weights(weights, kinds=self.model.kinds))

    def with_budget(self, factor: float) -> "Problem":
        """Pose the same problem with every limit of kind `budget` multiplied by a factor."""
        if not np.isfinite(factor) or factor < 0:
            raise PortfolioInputError(f"budgets are multiplied by {factor}; give a factor of 0 or more, such as 1.1.")
        limits = tuple(
            replace(limit, high=limit.high * factor) if limit.kind == "budget" and limit.high < np.inf else limit
            for limit in self.limits
        )
        costs = self.costs and replace(self.costs, budgets=self.costs.budgets * factor)
        return replace(self, limits=limits, costs=costs)


def state_problem(
    harm: ArrayLike,
    left: ArrayLike,
    *,
    limits: Sequence[Limit],
    weights: ArrayLike | None = None,
    discount: ArrayLike | None = None,
    costs: CostDraws | None = None,
) -> Problem:
    """Put harms, what measures leave of them, and limits into one problem of choice, or say what is wrong with them.

    Parameters
    ----------
    harm : array, shape (D, T, K, Y)
        Harm of each of T threats, by K kinds and Y years, in D draws, if nothing is done; 0 or more, each kind in its own unit.
    left : array, broadcast to shape (D, M, T, Y)
        Factor that each of M measures leaves of a threat's harm in a year: 1 is no effect, 0.8 leaves four fifths, above 1 is
        harm pushed there from elsewhere; above 0 and at most 1,000.
    limits : sequence of Limit
        What the choice must keep; each with M coefficients and a name of its own.
    weights : array, shape (K,), optional
        Weighted harm per unit of each kind, 0 or more and not all 0; 1 for each kind by default.
    discount : array, shape (Y,), optional
        Factor on the weighted harm of each year, 0 or more and not all 0; 1 by default.
    costs : CostDraws, optional
        Draws of costs by year and the budgets they must not exceed.

    Returns
    -------
    Problem
        Ready to be solved, over any budget and any weights, without reading the draws again.

    Raises
    ------
    PortfolioInputError
        If an array is missing values, has the wrong shape or impossible values, a limit does not fit or cannot be told from another, or the
        measures that worsen a threat would multiply it by more than a million together.
    TotalRemovalError
        If an effect leaves nothing of a harm: the compounding of effects has no meaning there.

    Notes
    -----
    What is left of threat j in draw d and year y under choice x is harm times the product over i of left_ij^x_i.

    References
    ----------
    duran1986 (Mathematical Programming 36, 307-339: binary choices with convex outcomes).

    Examples
    --------
    >>> budget = Limit("budget", "budget", np.array([3.0, 2.0]), high=4.0)
    >>> state_problem([[[[100.0]]]], [[[[0.5]], [[0.8]]]], limits=[budget]).measures
    2
    """
    harms, factors = _read_harm(harm), _read_left(left)
    draws, threats, kinds, years = harms.shape
    if np.broadcast_shapes(factors.shape, (draws, factors.shape[1], threats, years)) != (
        draws,
        factors.shape[1],
        threats,
        years,
    ):
        raise PortfolioInputError(
            f"what is left has shape {factors.shape} beside harm of shape {harms.shape}, so effects and threats cannot be "
            "matched. Give draws, measures, threats and years, or 1 where an axis does not matter."
        )
    measures = factors.shape[1]
    yearly = _read_positive(np.ones(years) if discount is None else discount, name="discount factors", shape=(years,))
    if not yearly.any():
        raise PortfolioInputError(
            "discount factors are all 0, so no harm would count. Give 1 for a year that counts in full."
        )
    model = build_model(harms, np.broadcast_to(factors, (draws, measures, threats, years)), discount=yearly)
    if model.worsening > _MOST_WORSENING:
        raise PortfolioInputError(
            f"measures that worsen one threat would multiply it by {model.worsening:.3g} together, which no displacement does. "
            "Check the unit of the effects."
        )
    _check_limits(limits, measures=measures)
    if costs is not None:
        _check_costs(costs, measures=measures)
    return Problem(
        model, _read_weights(np.ones(kinds) if weights is None else weights, kinds=kinds), tuple(limits), costs
    )


def read_choice(chosen: ArrayLike, *, measures: int) -> NDArray[np.bool_]:
    """Read a choice of measures as a mask, whether it is given as a mask or as positions.

    Parameters
    ----------
    chosen : array, shape (M,) of yes or no, or positions
        The measures taken.
    measures : int
        M, how many there are.

    Returns
    -------
    array of bool, shape (M,)
        Whether each measure is taken.

    Raises
    ------
    PortfolioInputError
        If the choice is neither, or names a measure that is not there.

    Notes
    -----
    An empty list takes nothing.

    References
    ----------
    duran1986 (Mathematical Programming 36, 307-339: binary choices).

    Examples
    --------
    >>> read_choice([2, 0], measures=3).tolist()
    [True, False, True]
    """
    given = np.asarray(chosen)
    if given.dtype == np.bool_ and given.shape == (measures,):
        return given
    fits = given.ndim == 1 and (given.size == 0 or given.dtype.kind in "iu")
    if not fits or (given.size and not (given.min() >= 0 and given.max() < measures)):
        raise PortfolioInputError(
            f"the choice {given.tolist()!r} is neither yes or no for each of {measures} measures nor a list of their positions "
            f"from 0 to {measures - 1}. Give one or the other."
        )
    mask = np.zeros(measures, dtype=np.bool_)
    mask[given.astype(np.int64)] = True
    return mask


def _read_positive(values: ArrayLike, *, name: str, shape: tuple[int, ...]) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.shape != shape:
        raise PortfolioInputError(
            f"{name} have shape {array.shape}, where {shape} is needed. Give one number for each place."
        )
    if not np.isfinite(array).all() or (array < 0).any():
        place = np.argwhere(~(np.isfinite(array) & (array >= 0)))[0].tolist()
        raise PortfolioInputError(
            f"{name} have {array[tuple(place)]} at {place}; each must be a finite number of 0 or more, or the best choice would be "
            "decided by a slip. Correct it at its source."
        )
    return array


def _read_harm(harm: ArrayLike) -> Floats:
    harms = np.asarray(harm, dtype=np.float64)
    if harms.ndim != 4 or harms.size == 0:
        raise PortfolioInputError(
            f"harm has shape {harms.shape}; give draws, threats, kinds of harm and years, with at least one of each."
        )
    if (largest := float(harms.max())) > _MOST_HARM:
        raise PortfolioInputError(
            f"a harm is {largest:g}; beyond {_MOST_HARM:g} sums could not be told apart from overflow. Give harms in a larger unit."
        )
    return _read_positive(harms, name="harms", shape=harms.shape)


def _read_left(left: ArrayLike) -> Floats:
    factors = np.asarray(left, dtype=np.float64)
    if factors.ndim != 4 or factors.size == 0:
        raise PortfolioInputError(
            f"what is left has shape {factors.shape}; give draws, measures, threats and years, with at least one of each."
        )
    if not np.isfinite(factors).all() or factors.max() > _MOST_LEFT:
        place = np.argwhere(~(factors <= _MOST_LEFT) | ~np.isfinite(factors))[0].tolist()
        raise PortfolioInputError(
            f"what is left is {factors[tuple(place)]} at draw, measure, threat and year {place}; it must be a number of at most "
            f"{_MOST_LEFT:g}. Give 1 where a measure has no effect."
        )
    if factors.min() <= 0:
        place = np.argwhere(factors <= 0)[0].tolist()
        raise TotalRemovalError(
            f"measure {place[1]} leaves {factors[tuple(place)]} of threat {place[2]} in draw {place[0]}, year {place[3]}: after total "
            "removal "
            "no other effect could be told. Give an effect below 100 %."
        )
    return factors


def _read_weights(weights: ArrayLike, *, kinds: int) -> Floats:
    values = _read_positive(weights, name="weights", shape=(kinds,))
    if not values.any():
        raise PortfolioInputError(
            "weights are all 0, so every choice would be as good. Give at least one kind of harm a weight."
        )
    return values


def _check_limits(limits: Sequence[Limit], *, measures: int) -> None:
    names = [limit.name for limit in limits]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PortfolioInputError(
            f"limits share the name {twice[0]!r}, so a conflict could not say which is meant. Give each its own name."
        )
    for limit in limits:
        ends = np.array([limit.low, limit.high])
        if limit.coefficients.shape != (measures,) or not np.isfinite(limit.coefficients).all() or np.isnan(ends).any():
            raise PortfolioInputError(
                f"limit {limit.name!r} has coefficients of shape {limit.coefficients.shape} or without a value, where {measures} "
                "numbers and two "
                "ends are needed. Give one coefficient for each measure, 0 where it does not count."
            )


def _check_costs(costs: CostDraws, *, measures: int) -> None:
    shape = np.shape(costs.costs)
    if len(shape) != 3 or shape[0] == 0 or shape[1:] != (measures, len(costs.budgets)):
        raise PortfolioInputError(
            f"drawn costs have shape {shape}; give draws, {measures} measures and {len(costs.budgets)} years."
        )
    _read_positive(costs.costs, name="drawn costs", shape=shape)
    _read_positive(costs.budgets, name="budgets", shape=(shape[2],))
    if costs.cover is not None and not 0 < costs.cover <= 1:
        raise PortfolioInputError(f"the cover is {costs.cover}; give a probability above 0 and at most 1, such as 0.8.")
