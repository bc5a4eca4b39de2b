"""Which problem of choice does a dossier pose: measures, harm, effects, money, limits and weights, as numbers?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.harm import HarmLedger
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Strategy
from tocsin.estimate.figures import Figures
from tocsin.methods.decide.portfolio_problem import Problem, state_problem
from tocsin.methods.draws.points import Points
from tocsin.prioritise.harm_weights import HarmStep, HarmWeights, sample_harm_weights
from tocsin.strategy.effect_draws import EffectDraws, draw_effects
from tocsin.strategy.harm_draws import HarmDraws, draw_harms
from tocsin.strategy.limits import draw_costs, list_cost_bounds, list_limits, name_measures
from tocsin.terms.errors import MethodError
from tocsin.terms.finding import Finding, Severity

Floats = NDArray[np.float64]

# Weight vectors of which the mean is the one that the plan is made for; the core index takes the first of them.
_WEIGHT_DRAWS = 2_000


class NoPortfolioError(MethodError):
    """The dossier lacks something without which no choice of measures can be worked out."""


@dataclass(frozen=True, eq=False)
class Case:
    """Everything that a choice among M measures over Y years is worked out from; costs (3, M, Y) are low, best and high.

    ``whole`` is all weighted, discounted harm expected over the horizon: what shares are shares of.
    """

    dossier: Dossier = field(repr=False)
    strategy: Strategy
    measures: tuple[Measure, ...]
    titles: tuple[str, ...]
    years: tuple[int, ...]
    budget_years: tuple[int, ...]
    budgets: tuple[float, ...]
    harms: HarmDraws = field(repr=False)
    effects: EffectDraws = field(repr=False)
    bounds: Floats = field(repr=False)
    weights: HarmWeights = field(repr=False)
    discount: Floats = field(repr=False)
    problem: Problem = field(repr=False)
    whole: float
    findings: tuple[Finding, ...]

    @property
    def budget(self) -> float:
        """The money of all years together."""
        return sum(self.budgets)

    @property
    def own(self) -> tuple[int, ...]:
        """Positions of the measures that the committee has chosen or runs already."""
        return tuple(place for place, measure in enumerate(self.measures) if measure.is_adopted)

    def equal_amounts(self, share: float) -> tuple[tuple[str, float, str], ...]:
        """How much of each kind of harm alone, averted in the first year, is worth a share of all weighted harm."""
        kinds = zip(self.harms.kinds, self.harms.totals, self.problem.weights.tolist(), strict=True)
        return tuple(
            (kind, share * self.whole / weight * total.factor, str(total.unit))
            for kind, total, weight in kinds
            if weight > 0
        )

    def name(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """The keys of measures by their positions."""
        return tuple(self.measures[place].key for place in chosen)


def pose_case(
    dossier: Dossier,
    *,
    ledger: HarmLedger,
    figures: Figures,
    points: Points,
    budget_factor: float = 1.0,
    cover: float | None = None,
) -> Case:
    """Put the measures of a dossier to the choice, over the draws of its assessment.

    Raises
    ------
    NoPortfolioError
        If there is no strategy, measure, budget or known harm, or no effect on one.
    PortfolioInputError
        If effects or limits are impossible together, such as measures that need each other in a circle.
    """
    strategy, measures = _find_measures(dossier)
    years = (strategy.horizon or strategy.period).years
    scaled = _scale_envelope(strategy, factor=budget_factor)
    envelope = _find_envelope(scaled, years=years)
    harms = draw_harms(dossier, ledger=ledger, figures=figures, points=points)
    if not harms.threats:
        raise NoPortfolioError(
            "the harm ledger has no amount that is known, so no measure could be said to avert any. Give harms.yaml a figure or a range."
        )
    effects = draw_effects(dossier, measures=measures, threats=harms.threats, years=years, points=points)
    if not effects.effects:
        raise NoPortfolioError(
            "no measure has an effect on a threat whose harm is known, so every choice would avert as little. Give measures.yaml "
            f"effects on {', '.join(harms.threats)}."
        )
    bounds = list_cost_bounds(measures, strategy=strategy, years=years)
    columns = [years.index(year) for year in envelope]
    budgets = tuple(envelope.values())
    weights = _weigh(dossier, harms)
    discount = (1 + strategy.discount_rate) ** -np.arange(len(years), dtype=np.float64)
    problem = state_problem(
        np.repeat(harms.amounts[:, :, :, None], len(years), axis=3), effects.left,
        limits=list_limits(dossier, strategy=scaled, measures=measures, years=years, bounds=bounds),
        weights=weights.together.mandated_per_unit, discount=discount,
        costs=draw_costs(bounds[:, :, columns], measures=measures, budgets=budgets, cover=cover, points=points),
    )  # fmt: skip
    whole = float((problem.model.untouched @ problem.weights).sum())
    return Case(
        dossier, strategy, measures, tuple(name_measures(measures)), years, tuple(envelope), budgets, harms, effects, bounds,
        weights, discount, problem, whole,
        (*harms.findings, *weights.findings, *_note(strategy, measures=measures, years=years, effects=effects)),
    )  # fmt: skip


def _scale_envelope(strategy: Strategy, *, factor: float) -> Strategy:
    """The same strategy with the money of every year multiplied."""
    envelope = tuple(each.model_copy(update={"amount": each.amount * factor}) for each in strategy.envelope)
    return strategy.model_copy(update={"envelope": envelope})


def _find_envelope(strategy: Strategy, *, years: Sequence[int]) -> dict[int, float]:
    """The money of each year that has any."""
    envelope = {each.year: each.amount for each in strategy.envelope if each.year in years}
    if sum(envelope.values()) <= 0:
        raise NoPortfolioError(
            f"strategy.yaml sets no money aside for {years[0]} to {years[-1]}, and without a budget the best choice is to do everything. "
            "Give amounts under `envelope`."
        )
    return envelope


def _find_measures(dossier: Dossier) -> tuple[Strategy, tuple[Measure, ...]]:
    if dossier.strategy is None:
        raise NoPortfolioError(
            "the dossier has no strategy.yaml, so there are no years and no money to plan for. Write one."
        )
    measures = tuple(measure for measure in dossier.measures.values() if measure.standing != "rejected")
    if not measures:
        raise NoPortfolioError(
            "the dossier has no measure that is not rejected, so there is nothing to choose. Fill measures.yaml."
        )
    return dossier.strategy, measures


def _weigh(dossier: Dossier, harms: HarmDraws) -> HarmWeights:
    expected = harms.amounts.mean(axis=0).sum(axis=0).tolist()
    steps = [HarmStep(*each) for each in zip(harms.kinds, expected, harms.units, strict=True)]
    rng = np.random.default_rng(dossier.head.seed)
    return sample_harm_weights(dossier.weights, steps=steps, draws=_WEIGHT_DRAWS, rng=rng)


def _note(
    strategy: Strategy, *, measures: Sequence[Measure], years: Sequence[int], effects: EffectDraws
) -> list[Finding]:
    """What a reader must know of costs that nothing limits, costs outside the years, and effects without evidence."""
    found = []
    limited = {each.year for each in strategy.envelope}
    costed = {(measure.key, each.year) for measure in measures if measure.costs for each in measure.costs.years}
    for year in sorted({year for _, year in costed if year in years and year not in limited}):
        text = f"Measures cost money in {year}, for which the strategy sets no budget: that cost limits nothing."
        found.append(Finding("no-budget", "strategy:strategy", text))
    for key in sorted({key for key, year in costed if year not in years}):
        text = f"{key}: what it costs outside {years[0]} to {years[-1]} is not counted."
        found.append(Finding("cost-outside-years", f"measure:{key}", text, Severity.NOTE))
    for measure in measures:
        if measure.key in effects.assumed:
            capped = (
                ", and what it would avert beyond a quarter of the harm is cut off"
                if measure.key in effects.capped
                else ""
            )
            text = f"{measure.title}: an effect rests on an assumption and on no graded evidence{capped}."
            found.append(Finding("effect-assumed", f"measure:{measure.key}", text))
        if measure.rights is not None and measure.rights.level == "high" and not measure.rights.mitigation:
            text = (
                f"{measure.title}: a high risk to rights without mitigation, which bars publication until it is mended."
            )
            found.append(Finding("rights-risk-without-mitigation", f"measure:{measure.key}", text))
        silent = sorted({effect.threat for effect in measure.effects} - set(effects_threats(effects, measure.key)))
        if silent and len(silent) == len(measure.effects):
            text = f"{measure.title}: the harm of {', '.join(silent)} is not known as an amount, so the measure seems to avert nothing."
            found.append(Finding("effect-on-unknown-harm", f"measure:{measure.key}", text))
    return found


def effects_threats(effects: EffectDraws, measure: str) -> tuple[str, ...]:
    """The threats with a known harm that a measure has an effect on."""
    return tuple(threat for key, threat in effects.effects if key == measure)
