"""What would it be worth to find out before measures are chosen, and which questions should be asked?

The decision is the choice among portfolios that are best at some budget, under some weights or in some draw, and the
committee's own, as far as they keep the limits. Others could gain more, so what is told is a lower bound.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.figures import Figures
from tocsin.methods.decide.portfolio import choose_portfolio, draw_averted
from tocsin.methods.decide.portfolio_core import Core, find_core
from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_frontier import Frontier
from tocsin.methods.decide.portfolio_problem import InfeasibleChoiceError, read_choice, state_problem
from tocsin.methods.decide.voi import evpi, evppi
from tocsin.methods.draws.points import Points
from tocsin.strategy.collection_inputs import OpenInput, list_inputs
from tocsin.strategy.collection_record import CollectionPlan, QuestionWorth
from tocsin.strategy.collection_rows import UPPER, list_rows
from tocsin.strategy.collection_words import word_everything, word_worth
from tocsin.strategy.portfolio_case import Case

Floats = NDArray[np.float64]

# Portfolios are solved for so many single draws, and so many weights where no core index was asked for.
_SINGLE_DRAWS, _WEIGHTS = 24, 24
_SINGLE_GAP = 0.02


def plan_collection(
    case: Case,
    *,
    figures: Figures,
    points: Points,
    frontier: Frontier,
    core: Core | None,
    slope: float | None,
    gap: float,
) -> CollectionPlan:
    """Value every driver, typed harm and effect for the choice of measures, and the questions that the dossier asks.

    ``slope`` is the share of harm that one unit of money averts, by which costs become harm forgone.
    """
    options = find_options(case, frontier=frontier, core=core, gap=gap)
    benefit = draw_benefits(case, options)
    inputs = list_inputs(case, figures=figures, points=points)
    everything = evpi(benefit, randomisations=case.harms.randomisations)
    worths = [_value(case, each, benefit=benefit) for each in inputs]
    return CollectionPlan(
        options=tuple(case.name(each) for each in options),
        everything=everything.value,
        everything_error=everything.error,
        questions=tuple(sorted(worths, key=lambda each: (-each.value, each.about))),
        unvalued=tuple(each.message for each in case.harms.findings if each.rule == "gap"),
        rows=list_rows(case, inputs=inputs, benefit=benefit, points=points, slope=slope),
        draws=len(benefit),
        words=word_everything(everything.value, error=everything.error, options=len(options)),
    )


def find_options(case: Case, *, frontier: Frontier, core: Core | None, gap: float) -> tuple[tuple[int, ...], ...]:
    """The portfolios that keep the limits and are best at some budget, weights or draw, and the committee's own."""
    found = {point.portfolio.outcome.chosen: None for point in frontier.points}
    if core is None and len(case.harms.kinds) > 1:
        vectors = case.weights.together.per_unit[:_WEIGHTS]
        core = find_core(case.problem, vectors, gap=gap, pool=CutPool(case.problem.model))
    found |= {chosen: None for chosen, _ in core.portfolios} if core else {}
    found |= dict.fromkeys(_solve_draws(case))
    found[case.own] = None
    measures = len(case.measures)
    return tuple(sorted(each for each in found if case.problem.allows(read_choice(list(each), measures=measures))))


def draw_benefits(case: Case, options: Sequence[tuple[int, ...]]) -> Floats:
    """Share of all weighted harm (D, K) that each of K options averts in each draw."""
    masks = [read_choice(list(each), measures=len(case.measures)) for each in options]
    return np.stack([draw_averted(case.problem, mask) for mask in masks], axis=1) / case.whole


def _solve_draws(case: Case) -> list[tuple[int, ...]]:
    """The best portfolio of single draws, as if they were the truth."""
    draws = len(case.harms.amounts)
    found = []
    for row in np.unique(np.linspace(0, draws - 1, _SINGLE_DRAWS).astype(np.int64)).tolist():
        harm = np.repeat(case.harms.amounts[row : row + 1, :, :, None], len(case.years), axis=3)
        problem = state_problem(
            harm,
            case.effects.left[row : row + 1],
            limits=case.problem.limits,
            weights=case.problem.weights,
            discount=case.discount,
            costs=case.problem.costs,
        )
        try:
            found.append(choose_portfolio(problem, gap=_SINGLE_GAP).outcome.chosen)
        except InfeasibleChoiceError:
            continue
    return found


def _value(case: Case, each: OpenInput, *, benefit: Floats) -> QuestionWorth:
    worth = evppi(benefit, each.draws, randomisations=case.harms.randomisations)
    is_worth = worth.is_distinguishable
    amounts = case.equal_amounts(worth.value) if is_worth else ()
    words = word_worth(worth.value, error=worth.error, amounts=amounts, kind=UPPER)
    return QuestionWorth(each.about, each.title, worth.value, worth.error, UPPER, amounts, words)
