"""Which measures avert most harm within the money and the rules, how firm is that, and what would other money change?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tocsin.assess.harm import HarmLedger
from tocsin.dossier.dossier import Dossier
from tocsin.estimate.figures import Figures
from tocsin.methods.decide.portfolio import Portfolio, choose_portfolio
from tocsin.methods.decide.portfolio_core import Core, find_core
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_frontier import Frontier, find_frontier
from tocsin.methods.decide.portfolio_problem import InfeasibleChoiceError
from tocsin.methods.draws.points import Points
from tocsin.strategy.collection import plan_collection
from tocsin.strategy.collection_record import CollectionPlan
from tocsin.strategy.portfolio_case import Case, pose_case
from tocsin.strategy.portfolio_conflicts import explain_conflicts
from tocsin.strategy.portfolio_parts import (
    list_limit_answers,
    list_measure_answers,
    list_points,
    list_years,
    share_outcome,
    value_budget,
    value_own,
)
from tocsin.strategy.portfolio_record import BudgetValue, PortfolioAnswer
from tocsin.strategy.portfolio_words import tell_verdict
from tocsin.terms.recipe import Recipe, hash_content

METHOD, VERSION = "strategy.portfolio", 1

FACTORS = tuple(round(0.5 + 0.1 * step, 1) for step in range(11))

Show = Callable[[str], None]


@dataclass(frozen=True)
class PlanSettings:
    """What is asked for: budgets multiplied by a factor, the cover, the gap, core index and questions, and over how many weights."""

    budget_factor: float = 1.0
    cover: float | None = None
    gap: float = 0.01
    has_core: bool = False
    has_collection: bool = False
    vectors: int = 200

    @property
    def steps(self) -> int:
        """How many steps of the work are told while it is done."""
        return len(FACTORS) + 1 + (self.vectors if self.has_core else 0) + (1 if self.has_collection else 0)


DEFAULT = PlanSettings()


def plan_portfolio(
    dossier: Dossier,
    *,
    ledger: HarmLedger,
    figures: Figures,
    points: Points,
    settings: PlanSettings = DEFAULT,
    on_step: Show = lambda step: None,
) -> PortfolioAnswer:
    """Choose measures, with everything that a committee needs to defend or change the choice.

    Raises
    ------
    NoPortfolioError
        If the dossier lacks measures, money, known harm or effects on it.
    InfeasiblePortfolioError
        If no choice keeps all limits: with each set that conflicts, and where its limits are set.
    PortfolioInputError
        If effects, limits or settings are impossible.
    WeightStatementError
        If what decision-makers said of kinds of harm cannot all hold.
    """
    on_step("Drawing harm and effects")
    case = pose_case(
        dossier,
        ledger=ledger,
        figures=figures,
        points=points,
        budget_factor=settings.budget_factor,
        cover=settings.cover,
    )
    pool = CutPool(case.problem.model)
    frontier = _find_frontier(case, settings=settings, pool=pool, on_step=on_step)
    best = next((point.portfolio for point in frontier.points if point.factor == 1.0), None)
    if best is None:
        best = _choose_or_explain(case, settings=settings, pool=pool)
    core = _find_core(case, settings=settings, pool=pool, on_step=on_step)
    budget_value = value_budget(case, frontier=frontier)
    collection = None
    if settings.has_collection:
        on_step("Valuing what could be found out")
        collection = plan_collection(
            case, figures=figures, points=points, frontier=frontier, core=core,
            slope=budget_value.slope if budget_value else None, gap=settings.gap,
        )  # fmt: skip
    return _answer(
        case,
        settings=settings,
        frontier=frontier,
        best=best,
        core=core,
        budget_value=budget_value,
        collection=collection,
    )


def _find_frontier(case: Case, *, settings: PlanSettings, pool: CutPool, on_step: Show) -> Frontier:
    def show(done: int, of: int) -> None:
        on_step(f"Budget {done} of {of}")

    try:
        return find_frontier(case.problem, FACTORS, budget=case.budget, gap=settings.gap, pool=pool, progress=show)
    except InfeasibleChoiceError:
        return Frontier((), FACTORS)


def _choose_or_explain(case: Case, *, settings: PlanSettings, pool: CutPool) -> Portfolio:
    try:
        return choose_portfolio(case.problem, gap=settings.gap, pool=pool)
    except InfeasibleChoiceError as error:
        raise explain_conflicts(case, found=error) from error


def _find_core(case: Case, *, settings: PlanSettings, pool: CutPool, on_step: Show) -> Core | None:
    if not settings.has_core:
        return None
    vectors = case.weights.together.per_unit[: settings.vectors]

    def show(done: int, of: int) -> None:
        on_step(f"Weights {done} of {of}")

    return find_core(case.problem, vectors, gap=settings.gap, pool=pool, progress=show)


def _answer(
    case: Case,
    *,
    settings: PlanSettings,
    frontier: Frontier,
    best: Portfolio,
    core: Core | None,
    budget_value: BudgetValue | None,
    collection: CollectionPlan | None,
) -> PortfolioAnswer:
    together = case.weights.together
    averted, money = share_outcome(case, best.outcome), list_years(case, best=best)
    own = value_own(case, best=best)
    strategy = case.strategy
    measures = list_measure_answers(case, best=best, core=core)
    limits = list_limit_answers(case, best=best)
    return PortfolioAnswer(
        verdict=tuple(
            tell_verdict(
                case, averted=averted, measures=measures, money=money, limits=limits, gap=best.gap, own=own, value=budget_value
            )
        ),
        currency=strategy.currency, price_year=strategy.price_year, years=case.years, discount_rate=strategy.discount_rate,
        budget_factor=settings.budget_factor, budget=case.budget, cover=settings.cover, gap=best.gap,
        averted=averted, measures=measures, money=money, limits=limits,
        frontier=list_points(case, frontier=frontier),
        draws=len(case.harms.amounts),
        infeasible_factors=frontier.infeasible,
        budget_value=budget_value,
        own=own,
        core_vectors=settings.vectors if core else 0,
        core_greatest_gap=core.greatest_gap if core else None,
        weights_by=together.author,
        weights=tuple(zip(case.harms.kinds, together.mandated.tolist(), strict=True)),
        collection=collection,
        warnings=case.findings,
        recipe=_write_recipe(case, settings=settings),
    )  # fmt: skip


def _write_recipe(case: Case, *, settings: PlanSettings) -> Recipe:
    model, head = case.problem.model, case.dossier.head
    content = {
        "harm": [np.round(part.harm.sum(axis=0), 9).tolist() for part in model.parts],
        "effects": [np.round(part.logs.sum(axis=0), 9).tolist() for part in model.parts],
        "weights": case.problem.weights.tolist(),
        "limits": [[limit.name, limit.coefficients.tolist(), limit.low, limit.high] for limit in case.problem.limits],
        "costs": case.bounds.tolist(),
    }
    settled = {
        "budget_factor": settings.budget_factor,
        "cover": settings.cover,
        "gap": settings.gap,
        "vectors": settings.vectors if settings.has_core else None,
        "draws": len(case.harms.amounts),
    }
    return Recipe(METHOD, VERSION, hash_content(content), settled, head.seed)
