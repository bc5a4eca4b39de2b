"""What is told of a choice of measures: what it averts, costs and leaves out, and how firmly it stands?

Shares of harm are shares of all known harm, weighted by decision-makers and discounted, that is expected over the horizon
if nothing is done; amounts are in the unit of their kind, summed over the horizon and not discounted.
"""

from dataclasses import dataclass

from tocsin.strategy.collection_record import CollectionPlan
from tocsin.terms.finding import Finding
from tocsin.terms.recipe import Recipe


@dataclass(frozen=True)
class KindAverted:
    """What is averted of one kind of harm: mean over the draws, 90 % interval, and all of the kind that is expected."""

    kind: str
    unit: str
    mean: float
    low: float
    high: float
    expected: float


@dataclass(frozen=True)
class Averted:
    """What one choice averts: share of weighted harm with its 90 % interval, mean of the worst tenth of draws, and by kind."""

    share: float
    low: float
    high: float
    worst_decile: float
    kinds: tuple[KindAverted, ...]


@dataclass(frozen=True)
class CoreShare:
    """Share of admissible weights whose best portfolio holds a measure, with its 90 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class MeasureAnswer:
    """One measure: whether it is chosen, what it costs over the horizon (None where unknown), and what its effects rest on.

    ``alone`` is the share of weighted harm averted less without it, or more with it. ``evidence`` is the weakest that any of its
    effects rests on: graded, unjudged (no claim behind it can be judged, so it counts as nothing), assumed, or none.
    ``core`` is None where no index was asked for.
    """

    key: str
    title: str
    pillar: str
    standing: str
    is_chosen: bool
    cost_low: float | None
    cost: float | None
    cost_high: float | None
    alone: float
    evidence: str
    is_capped: bool
    core: CoreShare | None


@dataclass(frozen=True)
class YearMoney:
    """One year of the budget: what there is, what the chosen measures cost, and the chance that they cost more."""

    year: int
    budget: float
    cost_low: float
    cost: float
    cost_high: float
    overrun_prob: float


@dataclass(frozen=True)
class LimitAnswer:
    """One limit on the choice; ``price`` is the share of harm averted for one unit more, were measures taken in part."""

    name: str
    kind: str
    used: float
    low: float | None
    high: float | None
    price: float
    is_binding: bool
    words: str


@dataclass(frozen=True)
class BudgetPoint:
    """The best portfolio found at one budget, and the share by which a better one could exist at most."""

    factor: float
    budget: float
    averted: Averted
    gap: float
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What another budget changes: share averted more or less, by kind, measures taken up and given up."""

    factor: float
    share: float
    kinds: tuple[tuple[str, float, str], ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class BudgetValue:
    """Share of harm averted per unit of money around the budget, its least and most given the gaps, and both changes."""

    slope: float
    low: float
    high: float
    down: Change | None
    up: Change | None
    words: str


@dataclass(frozen=True)
class OwnChoice:
    """The committee's own choice beside the best: regret as a share of harm, with its 90 % interval and the most it can be."""

    chosen: tuple[str, ...]
    averted: Averted
    regret: float
    regret_low: float
    regret_high: float
    regret_most: float
    better_share: float
    broken: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class PortfolioAnswer:
    """The whole answer; ``gap`` is the share of what could be averted at most that a better choice might add.

    ``weights`` are the shares that the whole yearly harm of each kind counts, by those named in ``weights_by``.
    """

    verdict: tuple[str, ...]
    currency: str
    price_year: int
    years: tuple[int, ...]
    discount_rate: float
    budget_factor: float
    budget: float
    cover: float | None
    gap: float
    averted: Averted
    measures: tuple[MeasureAnswer, ...]
    money: tuple[YearMoney, ...]
    limits: tuple[LimitAnswer, ...]
    frontier: tuple[BudgetPoint, ...]
    draws: int
    infeasible_factors: tuple[float, ...]
    budget_value: BudgetValue | None
    own: OwnChoice | None
    core_vectors: int
    core_greatest_gap: float | None
    weights_by: str
    weights: tuple[tuple[str, float], ...]
    collection: CollectionPlan | None
    warnings: tuple[Finding, ...]
    recipe: Recipe

    @property
    def chosen(self) -> tuple[MeasureAnswer, ...]:
        """The measures chosen."""
        return tuple(each for each in self.measures if each.is_chosen)

    @property
    def binding(self) -> tuple[LimitAnswer, ...]:
        """The limits that hold the choice back."""
        return tuple(each for each in self.limits if each.is_binding)
