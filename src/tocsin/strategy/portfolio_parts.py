"""What does each part of a solved portfolio say in the terms of a dossier: outcome, measures, years, limits, budgets, own choice?"""

from collections.abc import Sequence

import numpy as np

from tocsin.dossier.records.measures import Measure
from tocsin.methods.decide.portfolio import Outcome, Portfolio, draw_averted
from tocsin.methods.decide.portfolio_core import Core
from tocsin.methods.decide.portfolio_frontier import Frontier, FrontierPoint, Step, find_margin
from tocsin.methods.decide.portfolio_problem import read_choice
from tocsin.methods.decide.portfolio_regret import find_regret
from tocsin.strategy.effect_draws import find_effect_credence
from tocsin.strategy.portfolio_case import Case
from tocsin.strategy.portfolio_record import (
    Averted,
    BudgetPoint,
    BudgetValue,
    Change,
    CoreShare,
    KindAverted,
    LimitAnswer,
    MeasureAnswer,
    OwnChoice,
    YearMoney,
)
from tocsin.strategy.portfolio_words import word_budget_value, word_change, word_limit, word_own

_WORST_FIRST = ("unjudged", "assumed", "graded")


def share_outcome(case: Case, outcome: Outcome) -> Averted:
    """An outcome as shares of all weighted harm, with amounts of each kind over the horizon."""
    expected = case.harms.amounts.sum(axis=1).mean(axis=0) * len(case.years)
    rows = zip(case.harms.kinds, case.harms.totals, outcome.by_kind, expected.tolist(), strict=True)
    kinds = tuple(
        KindAverted(
            kind, str(total.unit), each.mean * total.factor, each.low * total.factor, each.high * total.factor, whole * total.factor
        )
        for kind, total, each, whole in rows
    )  # fmt: skip
    averted, whole = outcome.averted, case.whole
    return Averted(averted.mean / whole, averted.low / whole, averted.high / whole, outcome.worst_decile / whole, kinds)


def list_measure_answers(case: Case, *, best: Portfolio, core: Core | None) -> tuple[MeasureAnswer, ...]:
    """Every measure: chosen or not, what it costs, what hangs on it, what its effects rest on, how often it is chosen."""
    chosen = read_choice(list(best.outcome.chosen), measures=len(case.measures))
    whole = float(draw_averted(case.problem, chosen).mean())
    lows, bests, highs = case.bounds.sum(axis=2).tolist()
    found = []
    for place, measure in enumerate(case.measures):
        other = chosen.copy()
        other[place] = not chosen[place]
        moved = float(draw_averted(case.problem, other).mean())
        is_costed = measure.costs is not None
        index = core.indices[place] if core else None
        found.append(
            MeasureAnswer(
                key=measure.key,
                title=measure.title,
                pillar=measure.pillar.value,
                standing=measure.standing,
                is_chosen=bool(chosen[place]),
                cost_low=lows[place] if is_costed else None,
                cost=bests[place] if is_costed else None,
                cost_high=highs[place] if is_costed else None,
                alone=(whole - moved if chosen[place] else moved - whole) / case.whole,
                evidence=find_evidence(case, measure),
                is_capped=measure.key in case.effects.capped,
                core=CoreShare(index.share, index.low, index.high) if index else None,
            )
        )
    return tuple(found)


def find_evidence(case: Case, measure: Measure) -> str:
    """The weakest that any effect of a measure on a known harm rests on, or that it has none."""
    rests = {
        "assumed" if not effect.has_evidence else "graded" if find_effect_credence(case.dossier, effect) > 0 else "unjudged"
        for effect in measure.effects
        if (measure.key, effect.threat) in case.effects.effects
    }  # fmt: skip
    return next((each for each in _WORST_FIRST if each in rests), "none")


def list_years(case: Case, *, best: Portfolio) -> tuple[YearMoney, ...]:
    """Budget and cost of the choice in each year that has a budget."""
    chosen = list(best.outcome.chosen)
    probs = best.outcome.overrun_probs or ()
    found = []
    for year, budget, prob in zip(case.budget_years, case.budgets, probs, strict=True):
        low, middle, high = case.bounds[:, chosen, case.years.index(year)].sum(axis=1).tolist()
        found.append(YearMoney(year, budget, low, middle, high, prob))
    return tuple(found)


def list_limit_answers(case: Case, *, best: Portfolio) -> tuple[LimitAnswer, ...]:
    """Every limit, how much of it is used, and what it holds back."""
    return tuple(
        LimitAnswer(
            use.name, use.kind, use.used, _finite(use.low), _finite(use.high), use.price / case.whole, use.is_binding,
            word_limit(use, whole=case.whole, money=f"{case.strategy.currency} {case.strategy.price_year}"),
        )
        for use in best.limits
    )  # fmt: skip


def list_points(case: Case, *, frontier: Frontier) -> tuple[BudgetPoint, ...]:
    """The frontier, budget by budget."""
    return tuple(
        BudgetPoint(
            point.factor,
            point.budget,
            share_outcome(case, point.portfolio.outcome),
            point.portfolio.gap,
            case.name(point.portfolio.outcome.chosen),
        )
        for point in frontier.points
    )


def value_budget(case: Case, *, frontier: Frontier) -> BudgetValue | None:
    """What more or less money would change; None where no other budget allows a choice."""
    near = [point for point in frontier.points if 0.9 <= point.factor <= 1.1]
    if len(near) < 2 or all(point.factor != 1.0 for point in near):
        return None
    margin = find_margin(Frontier(tuple(near), ()))
    here = next(point for point in near if point.factor == 1.0)
    slope, low, high = (each / case.whole for each in (margin.slope, margin.low, margin.high))
    down, up = (
        None if step is None else _change(case, step, here=here, there=next(p for p in near if p.factor == step.factor))
        for step in (margin.down, margin.up)
    )
    return BudgetValue(slope, low, high, down, up, word_budget_value(case, slope=slope, low=low, high=high))


def _change(case: Case, step: Step, *, here: FrontierPoint, there: FrontierPoint) -> Change:
    before, after = (share_outcome(case, point.portfolio.outcome).kinds for point in (here, there))
    kinds = tuple((new.kind, new.mean - old.mean, new.unit) for old, new in zip(before, after, strict=True))
    share = step.averted / case.whole
    words = word_change(
        step.factor, share=share, kinds=kinds, added=_title(case, step.added), dropped=_title(case, step.dropped)
    )
    return Change(step.factor, share, kinds, case.name(step.added), case.name(step.dropped), words)


def value_own(case: Case, *, best: Portfolio) -> OwnChoice | None:
    """The committee's own choice beside the best; None where it has chosen nothing yet."""
    if not case.own:
        return None
    regret = find_regret(case.problem, list(case.own), best=best)
    spread, whole = regret.spread, case.whole
    averted = share_outcome(case, regret.own)
    dropped = sorted(set(case.own) - set(best.outcome.chosen))
    added = sorted(set(best.outcome.chosen) - set(case.own))
    return OwnChoice(
        chosen=case.name(case.own),
        averted=averted,
        regret=spread.mean / whole,
        regret_low=spread.low / whole,
        regret_high=spread.high / whole,
        regret_most=regret.most / whole,
        better_share=regret.better_share,
        broken=regret.own.broken,
        words=word_own(averted, regret=regret, whole=whole, added=_title(case, added), dropped=_title(case, dropped)),
    )


def _title(case: Case, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(case.titles[place] for place in places)


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
