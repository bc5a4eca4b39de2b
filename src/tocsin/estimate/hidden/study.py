"""How many people stand behind overlapping lists, by every class of models that can be defended?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.hidden.classes import ClassAnswer, Setup, answer_class, find_rule, find_widest_pair
from tocsin.estimate.hidden.errors import NoEstimateWithoutListError, StudySettingError
from tocsin.estimate.hidden.records import (
    CLASSES,
    HiddenStudy,
    LeftOutList,
    ListModel,
    ListTotal,
    MainFit,
    MissedLinkRow,
    ModelClass,
    PairOverlap,
    Spread,
)
from tocsin.estimate.hidden.strata import Strata, study_strata
from tocsin.estimate.hidden.warnings import list_warnings
from tocsin.estimate.hidden.words import write_banner, write_verdict
from tocsin.methods.hidden.chapman import estimate_chapman
from tocsin.methods.hidden.goodness import simulate_deviance
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.leave_out import leave_each_out
from tocsin.methods.hidden.linkage import simulate_missed_links
from tocsin.methods.hidden.loglinear import FixedRule
from tocsin.methods.hidden.stepwise import select_stepwise
from tocsin.methods.hidden.table import CaptureTable
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_counted
from tocsin.terms.recipe import Recipe, hash_content

__all__ = ["STEPS_BESIDE_CLASSES", "VERSION", "FittedLists", "fit_lists", "study_lists"]

LEAST_REPLICATES = 100
VERSION = 2
MISSED_SHARES = (0.0, 0.02, 0.05, 0.10)
STEPS_BESIDE_CLASSES = 3  # leaving lists out, missed links, strata
_CHAIN_STEPS = 8_000

Floats = NDArray[np.float64]
Show = Callable[[str], None]


@dataclass(frozen=True)
class FittedLists:
    """A study, and for each class values that stand for its uncertainty."""

    study: HiddenStudy
    samples: Mapping[ModelClass, Floats]


def study_lists(
    table: CaptureTable,
    *,
    methods: Sequence[ModelClass] = CLASSES,
    replicates: int = 1_000,
    level: float = 0.90,
    seed: int = 1,
    strata: Strata | None = None,
    show: Show = lambda step: None,
) -> HiddenStudy:
    """All classes of models side by side, with what each rests on and how far leaving a list out moves it.

    Raises
    ------
    StudySettingError
        If the level is not strictly between 0 and 1, or there are fewer than 100 replicates.
    """
    return fit_lists(
        table, methods=methods, replicates=replicates, level=level, seed=seed, strata=strata, show=show
    ).study


def fit_lists(
    table: CaptureTable,
    *,
    methods: Sequence[ModelClass] = CLASSES,
    replicates: int = 1_000,
    level: float = 0.90,
    seed: int = 1,
    chain_steps: int = _CHAIN_STEPS,
    strata: Strata | None = None,
    show: Show = lambda step: None,
) -> FittedLists:
    """The study with the values behind it."""
    _check_settings(replicates=replicates, level=level)
    setup = Setup(replicates=replicates, level=level, seed=seed, chain_steps=chain_steps)
    answers: list[ClassAnswer] = []
    for model_class in dict.fromkeys(methods):
        show(f"Fitting {model_class}")
        answers.append(answer_class(table, model_class, setup=setup))
    models = tuple(answer.model for answer in answers)
    show("Leaving lists out")
    left = _leave_out(table, models)
    spreads = _find_spreads(left, models=models)
    show("Trying missed links")
    missed = _try_missed_links(table, setup=setup)
    show("Fitting strata")
    by_stratum = study_strata(table, strata, level=level) if strata is not None else None
    main_fit = _fit_main(table, setup=setup)
    study = HiddenStudy(
        lists=table.lists,
        seen=table.seen,
        level=level,
        models=models,
        list_totals=_count_lists(table),
        overlaps=_count_pairs(table, level=level),
        main_fit=main_fit,
        leave_one_out=left,
        spreads=spreads,
        missed_links=missed,
        strata=by_stratum,
        banner=write_banner(spreads, models=models),
        is_refused=not any(model.is_mixed for model in models),
        verdict=write_verdict(models, seen=table.seen, lists=table.lists),
        warnings=list_warnings(table, models=models, left=left, replicates=replicates),
        recipe=_write_recipe(table, methods=methods, setup=setup),
    )
    return FittedLists(study, {answer.model.model_class: answer.sample for answer in answers if len(answer.sample)})


def _check_settings(*, replicates: int, level: float) -> None:
    if not 0 < level < 1:
        raise StudySettingError(
            f"the level is {level:g}, but an interval holds a share strictly between 0 and 1. Give 0.9 for 90 %."
        )
    if replicates < LEAST_REPLICATES:
        raise StudySettingError(
            f"{render_counted(replicates, 'replicate')} are too few for the ends of an interval. Ask for {LEAST_REPLICATES} or more."
        )


def _write_recipe(table: CaptureTable, *, methods: Sequence[ModelClass], setup: Setup) -> Recipe:
    counts = table.full()[1] if len(table.lists) <= 12 else table.counts
    return Recipe(
        method="estimate.lists",
        version=VERSION,
        inputs_hash=hash_content([list(table.lists), counts.tolist()]),
        settings={
            "methods": tuple(methods),
            "replicates": setup.replicates,
            "level": setup.level,
            "chain_steps": setup.chain_steps,
        },
        seed=setup.seed,
    )


def _count_lists(table: CaptureTable) -> tuple[ListTotal, ...]:
    single = table.patterns.sum(axis=1) == 1
    alone = table.counts[single] @ table.patterns[single]
    return tuple(
        ListTotal(name=name, total=int(total), alone=int(only))
        for name, total, only in zip(table.lists, table.list_totals, alone, strict=True)
    )


def _count_pairs(table: CaptureTable, *, level: float) -> tuple[PairOverlap, ...]:
    return tuple(
        _describe_pair(table, table.lists[first], table.lists[second], level=level)
        for first, second in combinations(range(len(table.lists)), 2)
    )


def _describe_pair(table: CaptureTable, first: str, second: str, *, level: float) -> PairOverlap:
    result = estimate_chapman(table, lists=(first, second), level=level)
    known = result.shared > 0
    return PairOverlap(
        first=first,
        second=second,
        shared=result.shared,
        estimate=result.value if known else None,
        low=result.low if known else None,
        high=result.high if known else None,
    )


def _fit_main(table: CaptureTable, *, setup: Setup) -> MainFit | None:
    try:
        fit = simulate_deviance(table, rng=setup.start("main fit"))
    except MethodError:
        return None
    limit = fit.p_value_limit if np.isfinite(fit.p_value_limit) else None
    return MainFit(deviance=fit.deviance, degrees_freedom=fit.degrees_freedom, p_value=fit.p_value, p_value_limit=limit)


def _leave_out(table: CaptureTable, models: Sequence[ListModel]) -> tuple[LeftOutList, ...]:
    """Leave each list out of every class that is quick to fit; of three lists the two that are left have Chapman alone."""
    if len(table.lists) < 3:
        return ()
    found: list[LeftOutList] = []
    for model in models:
        estimate = _find_estimator(model.model_class, lists=len(table.lists) - 1)
        if estimate is None or model.estimate is None:
            continue
        found += [
            LeftOutList(
                model_class=model.model_class,
                left_out=left.left_out,
                seen=left.seen,
                estimate=left.value,
                reason=left.reason,
            )
            for left in leave_each_out(table, estimate)
        ]
    return tuple(found)


def _find_estimator(model_class: ModelClass, *, lists: int) -> Callable[[CaptureTable], float] | None:
    """How a class takes a table of so many lists to one number; None where it cannot, or takes too long."""
    if lists == 2:
        return _estimate_pair if model_class == "chapman" else None
    rule = find_rule(model_class)
    if rule is not None:
        return lambda table: _require(float(rule.estimate_many(table, counts=table.full()[1][None])[0]))
    if model_class == "graphs":
        return lambda table: float(average_graphs(table).quantile(0.5))
    return None


def _estimate_pair(table: CaptureTable) -> float:
    return estimate_chapman(table, lists=find_widest_pair(table)).value


def _require(value: float) -> float:
    if not np.isfinite(value):
        raise NoEstimateWithoutListError(
            "without this list the model has no estimate, or more than one. The list is what holds the estimate up: say so "
            "beside it."
        )
    return value


def _find_spreads(left: Sequence[LeftOutList], *, models: Sequence[ListModel]) -> tuple[Spread, ...]:
    spreads = []
    for model in models:
        rows = [row for row in left if row.model_class == model.model_class]
        values = [row.estimate for row in rows if row.estimate is not None]
        if values and model.low is not None:
            wide = np.inf if model.high is None else model.high - model.low
            least, greatest = min(values), max(values)
            spreads.append(
                Spread(
                    model_class=model.model_class,
                    least=least,
                    greatest=greatest,
                    is_wider=bool(greatest - least > wide),
                    without_estimate=tuple(row.left_out for row in rows if row.estimate is None),
                )
            )
    return tuple(spreads)


def _try_missed_links(table: CaptureTable, *, setup: Setup) -> tuple[MissedLinkRow, ...]:
    if len(table.lists) < 3:
        return ()
    rng = setup.start("missed links")
    try:
        rule = FixedRule(select_stepwise(table).fit.terms)
        found = simulate_missed_links(table, rule, shares=MISSED_SHARES, rng=rng)
    except MethodError:
        return ()
    whole = float(found[0].values[0]) if len(found[0].values) else None
    rows = []
    for missed in found:
        low, high = missed.quantile([(1 - setup.level) / 2, (1 + setup.level) / 2]).tolist()
        middle = missed.mean
        known = bool(np.isfinite(middle))
        rows.append(
            MissedLinkRow(
                missed_share=missed.missed_share,
                estimate=middle if known else None,
                low=low if known else None,
                high=high if known else None,
                inflation=whole / middle if known and whole is not None else None,
                failed=missed.failed,
                impossible=missed.impossible,
            )
        )
    return tuple(rows)
