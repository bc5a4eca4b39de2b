"""What does each class of models say of the people behind overlapping lists, and may it be mixed with others?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.hidden.errors import UnknownModelClassError
from tocsin.estimate.hidden.records import CLASSES, ListModel, ModelClass
from tocsin.methods.hidden.bootstrap import FEW_BEYOND, BootstrapLimits, BootstrapResult, EstimateRule, bootstrap_bca
from tocsin.methods.hidden.chapman import ChapmanResult, estimate_chapman
from tocsin.methods.hidden.goodness import GoodnessResult, simulate_deviance
from tocsin.methods.hidden.graph_fit import GraphFit, check_graphs
from tocsin.methods.hidden.graphs import GraphsResult, average_graphs
from tocsin.methods.hidden.latent import LatentResult, simulate_classes
from tocsin.methods.hidden.loglinear import FixedRule
from tocsin.methods.hidden.search import BicRule, search_models
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.tails import settle_limits
from tocsin.methods.hidden.terms import Term
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_count, render_counted
from tocsin.terms.problem import nearest_or_all

__all__ = ["FIT_LEVEL", "ClassAnswer", "Setup", "answer_class", "find_rule", "find_widest_pair", "parse_classes"]

Floats = NDArray[np.float64]

FIT_LEVEL = 0.05  # a model whose counts would be so unlikely, or less likely, is shown and not mixed
_FIT_TABLES = 2_000
MOST_FAILED = 0.05  # share of replicates without an estimate beyond which the others are no fair sample
MOST_UNDETERMINED = 0.05  # share of the graphs that may leave the total to the prior
MOST_NEAR_LIMIT = 0.01
LEAST_LATENT_LISTS = 4  # two classes on three lists have 7 parameters; with the total more than there are patterns
_LISTS_OF_MANY_MODELS = 6  # from six lists on, 32,768 two-list models or more: a fifth of the replicates
_LEAST_REPLICATES = 100
# From so many replicates on, the ends told are the converged ones; below, those of the replicates, as others publish them.
SETTLED_FROM = 10_000
_SETTLING_TIMES, _SETTLING_REPLICATES, _LEAST_SETTLING = 5, 5_000, 1_000
_SAMPLE_POINTS = (0.05, 0.5, 0.95)
_LATENT_TRIES = 2


@dataclass(frozen=True)
class Setup:
    """How a study is made: replicates of each bootstrap, level of the intervals, seed, steps of each chain."""

    replicates: int
    level: float
    seed: int
    chain_steps: int

    def start(self, purpose: str) -> np.random.Generator:
        """Random numbers of one purpose, so that leaving a class out changes no other."""
        return np.random.default_rng([self.seed, *purpose.encode()])


@dataclass(frozen=True)
class ClassAnswer:
    """What a class says, and values that stand for its uncertainty; none where it was refused or is never mixed."""

    model: ListModel
    sample: Floats


def answer_class(table: CaptureTable, model_class: ModelClass, *, setup: Setup) -> ClassAnswer:
    """Ask one class; a method that does not apply is an answer without an estimate, with the reason."""
    try:
        return _ANSWERS[model_class](table, setup)
    except MethodError as error:
        refused = ListModel(
            model_class=model_class,
            estimate=None,
            low=None,
            high=None,
            level=setup.level,
            is_identifiable=False,
            reason=str(error),
        )
        return ClassAnswer(refused, np.empty(0))


def parse_classes(text: str) -> tuple[ModelClass, ...]:
    """Read names of classes parted by commas.

    Raises
    ------
    UnknownModelClassError
        If a name is not that of a class, or there is none.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names or [""]:
        if name not in CLASSES:
            raise UnknownModelClassError(
                f"{name!r} is no class of models, so nothing was fitted. {nearest_or_all(name, CLASSES)}"
            )
    return tuple(known for name in names for known in CLASSES if known == name)


def find_rule(model_class: ModelClass) -> EstimateRule | None:
    """The rule by which a class of log-linear models takes a table to a total; None for the other classes."""
    rules: dict[ModelClass, EstimateRule] = {"main": FixedRule(), "stepwise": StepwiseRule(), "bic": BicRule()}
    return rules.get(model_class)


def find_widest_pair(table: CaptureTable) -> tuple[str, str]:
    """The two lists that share most people."""
    pairs = combinations(range(len(table.lists)), 2)
    first, second = max(pairs, key=lambda pair: float(table.overlaps[pair]))
    return table.lists[first], table.lists[second]


def _answer_main(table: CaptureTable, setup: Setup) -> ClassAnswer:
    return _answer_rule(table, "main", rule=FixedRule(), terms=(), setup=setup)


def _answer_stepwise(table: CaptureTable, setup: Setup) -> ClassAnswer:
    return _answer_rule(table, "stepwise", rule=StepwiseRule(), terms=select_stepwise(table).fit.terms, setup=setup)


def _answer_bic(table: CaptureTable, setup: Setup) -> ClassAnswer:
    return _answer_rule(table, "bic", rule=BicRule(), terms=search_models(table).models[0].terms, setup=setup)


def _answer_rule(
    table: CaptureTable, model_class: ModelClass, *, rule: EstimateRule, terms: tuple[Term, ...], setup: Setup
) -> ClassAnswer:
    count, settling = _count_replicates(table, model_class, setup=setup)
    result = bootstrap_bca(table, rule, replicates=count, rng=setup.start(model_class))
    limits = result.limits(setup.level)
    settled = settle_limits(
        table, rule, result=result, level=setup.level, replicates=settling, rng=setup.start(f"{model_class} ends")
    )
    fit = simulate_deviance(table, terms=terms, replicates=_FIT_TABLES, rng=setup.start(f"{model_class} fit"))
    is_mixed, reason = _judge_bootstrap(result, fit=fit)
    known = np.sort(result.replicates[np.isfinite(result.replicates)])
    told = settled if count >= SETTLED_FROM else limits
    model = ListModel(
        model_class=model_class,
        estimate=result.estimate,
        low=_finite(told.low),
        high=_finite(told.high),
        level=setup.level,
        has_converged=told.has_converged,
        low_error=_finite(told.low_error),
        high_error=_finite(told.high_error),
        terms=terms,
        replicates=count,
        failed_refits=result.failed_refits,
        is_identifiable=True,
        fits=fit.p_value >= FIT_LEVEL,
        fit_p_value=fit.p_value,
        is_mixed=is_mixed,
        reason=reason,
    )
    return ClassAnswer(_add_sample(_add_converged(model, settled), known), known)


def _count_replicates(table: CaptureTable, model_class: ModelClass, *, setup: Setup) -> tuple[int, int]:
    """Replicates of the bootstrap, and of each end that must be settled."""
    count = setup.replicates
    if model_class != "bic":
        return count, min(_SETTLING_TIMES * count, max(count, _SETTLING_REPLICATES))
    if len(table.lists) >= _LISTS_OF_MANY_MODELS:
        count = max(count // 5, min(count, _LEAST_REPLICATES))
    return count, max(count, _LEAST_SETTLING)


def _judge_bootstrap(result: BootstrapResult, *, fit: GoodnessResult) -> tuple[bool, str]:
    """Whether a class of log-linear models may be mixed, and why."""
    told = f"{_say_p(fit.p_value)} by {_FIT_TABLES - fit.failed:,} simulated tables"
    if fit.p_value < FIT_LEVEL:
        return False, f"does not fit the counts ({told}): shown, not mixed"
    if result.failed_refits > MOST_FAILED * len(result.replicates):
        share = result.failed_refits / len(result.replicates)
        told = f"{share:.0%} of the replicates have no estimate"
        return False, f"{told}, so the others are no fair sample: shown, not mixed"
    return True, f"one estimate exists and fits the counts ({told})"


def _add_converged(model: ListModel, limits: BootstrapLimits) -> ListModel:
    found: dict[str, float | None] = {}
    if limits.low_beyond >= FEW_BEYOND:
        found |= {"converged_low": _finite(limits.low), "converged_low_error": _finite(limits.low_error)}
    if limits.high_beyond >= FEW_BEYOND:
        found |= {"converged_high": _finite(limits.high), "converged_high_error": _finite(limits.high_error)}
    return model.model_copy(update=found)


def _add_sample(model: ListModel, sample: Floats) -> ListModel:
    low, middle, high = np.quantile(sample, _SAMPLE_POINTS).tolist()
    return model.model_copy(update={"sample_low": low, "sample_middle": middle, "sample_high": high})


def _answer_graphs(table: CaptureTable, setup: Setup) -> ClassAnswer:
    result = average_graphs(table)
    low, middle, high = result.quantile(_tails(setup.level)).tolist()
    best, sample = result.graphs[0], result.quantile(_middles(setup.replicates))
    fit = check_graphs(table, result, replicates=_FIT_TABLES, rng=setup.start("graphs fit"))
    doubt = _doubt_graphs(result, fit=fit)
    is_determined = result.complete <= MOST_UNDETERMINED and result.near_limit <= MOST_NEAR_LIMIT
    told = (
        f"{render_count(result.graph_count)} graphs averaged, the best with {best.probability:.0%} of the probability"
    )
    reason = f"{doubt}: shown, not mixed" if doubt else f"{told}; the likeliest fit the counts ({_say_p(fit.p_value)})"
    model = ListModel(
        model_class="graphs",
        estimate=middle,
        low=low,
        high=high,
        level=setup.level,
        terms=best.pairs,
        is_identifiable=is_determined,
        fits=bool(fit.p_value >= FIT_LEVEL) if fit.graph_count else None,
        fit_p_value=_finite(fit.p_value),
        is_mixed=not doubt,
        reason=reason,
    )
    return ClassAnswer(_add_sample(model, sample), sample)


def _doubt_graphs(result: GraphsResult, *, fit: GraphFit) -> str:
    """Why an average over graphs may not be mixed; empty where it may."""
    if result.complete > MOST_UNDETERMINED:
        return f"{result.complete:.0%} of the probability is on the graph that joins all lists, and there the counts say nothing"
    if result.near_limit > MOST_NEAR_LIMIT:
        return f"{result.near_limit:.0%} of the probability lies near the greatest number allowed, so the upper end is no finding"
    if not fit.graph_count:
        return "no graph could be compared with its counts, so whether they fit is not known"
    if fit.p_value < FIT_LEVEL:
        told = render_counted(fit.graph_count, "likeliest graph")
        return f"does not fit the counts ({_say_p(fit.p_value)} over the {told})"
    return ""


def _answer_latent(table: CaptureTable, setup: Setup) -> ClassAnswer:
    result = _simulate_until_agreed(table, setup)
    low, middle, high = result.quantile(_tails(setup.level)).tolist()
    agreed, sample = result.convergence, result.quantile(_middles(setup.replicates))
    fits = result.fit_p_value >= FIT_LEVEL
    told = (
        f"R-hat {agreed.r_hat:.3f}, {min(agreed.bulk_draws, agreed.tail_draws):,.0f} independent draws, "
        f"{_say_p(result.fit_p_value)}"
    )
    is_determined = len(table.lists) >= LEAST_LATENT_LISTS
    if not is_determined:
        reason = (
            "with three lists, two classes of people and the total have more parameters than there are patterns, so the prior "
            "decides: shown, not mixed"
        )
    elif not agreed.has_converged:
        reason = f"the chains have not come to agree ({told}): shown, not mixed"
    elif not fits:
        reason = f"does not fit the counts ({told}): shown, not mixed"
    else:
        reason = f"chains agree and fit the counts ({told})"
    model = ListModel(
        model_class="latent",
        estimate=middle,
        low=low,
        high=high,
        level=setup.level,
        has_converged=agreed.has_converged,
        is_identifiable=is_determined,
        fits=fits,
        fit_p_value=result.fit_p_value,
        is_mixed=is_determined and agreed.has_converged and fits,
        reason=reason,
    )
    return ClassAnswer(_add_sample(model, sample), sample)


def _simulate_until_agreed(table: CaptureTable, setup: Setup) -> LatentResult:
    """Run the chains, and once more from the start with four times the warm-up where they do not agree."""
    rng, warm_up = setup.start("latent"), setup.chain_steps // 2
    result = simulate_classes(table, rng=rng, steps=setup.chain_steps, warm_up=warm_up)
    for _ in range(_LATENT_TRIES - 1):
        if not result.convergence.has_converged:
            warm_up *= 4
            result = simulate_classes(table, rng=rng, steps=setup.chain_steps, warm_up=warm_up)
    return result


def _answer_chapman(table: CaptureTable, setup: Setup) -> ClassAnswer:
    result: ChapmanResult = estimate_chapman(table, lists=find_widest_pair(table), level=setup.level)
    model = ListModel(
        model_class="chapman",
        estimate=result.value,
        low=result.low,
        high=result.high,
        level=setup.level,
        terms=(result.lists,),
        is_identifiable=True,
        reason=f"two lists cannot show whether they depend on each other ({' and '.join(result.lists)}, "
        f"{result.shared:,} shared): shown, never mixed",
    )
    return ClassAnswer(model, np.empty(0))


_ANSWERS: dict[ModelClass, Callable[[CaptureTable, Setup], ClassAnswer]] = dict(
    zip(
        CLASSES,
        (_answer_main, _answer_stepwise, _answer_bic, _answer_graphs, _answer_latent, _answer_chapman),
        strict=True,
    )
)


def _say_p(p_value: float) -> str:
    return f"p {p_value:.3f}" if p_value >= 0.001 else "p under 0.001"


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _tails(level: float) -> Sequence[float]:
    return ((1 - level) / 2, 0.5, (1 + level) / 2)


def _middles(count: int) -> Floats:
    """Shares in the middle of equal parts, so that the quantiles there stand for the whole distribution."""
    return (np.arange(count) + 0.5) / count
