"""Do the records of a strategy agree: no circles, no target that is met already, no field that its block does not have?"""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from tocsin.convention.blocks import find_block
from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.actions import Action
from tocsin.dossier.records.indicators import Indicator
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Objective, Strategy
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.strategy_days import check_days
from tocsin.dossier.strategy_money import check_money
from tocsin.dossier.yaml_text import Location
from tocsin.terms.problem import nearest_or_all


def check_strategy(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note everything in the records of a strategy that cannot be as it is written."""
    actions, measures = shelves.all("actions", Action), shelves.all("measures", Measure)
    waits = {key: action.depends_on for key, action in actions.items()}
    needs = {key: measure.requires for key, measure in measures.items()}
    _check_circles(waits, placed=shelves.placed["actions"], field="depends_on", notebook=notebook)
    _check_circles(needs, placed=shelves.placed["measures"], field="requires", notebook=notebook)
    for indicator in shelves.placed["indicators"].values():
        _check_own_target(indicator, notebook)
    for placed in shelves.placed["strategy"].values():
        if isinstance(placed.record, Strategy):
            _check_answers(placed, placed.record, notebook)
            _check_objectives(placed, placed.record, shelves.all("indicators", Indicator), notebook=notebook)
    check_days(shelves, notebook=notebook)
    check_money(shelves, notebook=notebook)


def _check_circles(
    waits: Mapping[str, tuple[str, ...]], *, placed: Mapping[str, Placed], field: str, notebook: Notebook
) -> None:
    """Note every circle once, at the first of its members in the file."""
    left = dict(waits)
    while circle := _find_circle(left):
        first = next(key for key in waits if key in circle)
        turned = [*circle[circle.index(first) :], *circle[: circle.index(first)], first]
        placed[first].note(
            notebook,
            (field,),
            why=f"they wait for one another in a circle, {' → '.join(turned)}, so none of them could ever begin.",
            mend="Delete one of these dependencies.",
            value="; ".join(waits[first]),
        )
        for key in circle:
            del left[key]


def _find_circle(waits: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The members of one circle, each before the one that it waits for; empty if there is none."""
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        return list(reversed(error.args[1][1:]))
    return []


def _check_answers(placed: Placed, strategy: Strategy, notebook: Notebook) -> None:
    for letter, block in strategy.blocks.items():
        known = find_block(letter).fields_required
        for name in block.answers:
            if name not in known:
                placed.note(
                    notebook,
                    ("blocks", letter, "answers", name),
                    why=f"block {letter} has no field of this name, so the answer would count for nothing.",
                    mend=f"{nearest_or_all(name, known)} Correct the name.",
                    value=name,
                )


def _check_objectives(
    placed: Placed, strategy: Strategy, indicators: Mapping[str, Indicator], *, notebook: Notebook
) -> None:
    for index, objective in enumerate(strategy.objectives):
        indicator = indicators.get(objective.indicator or "")
        if indicator:
            at: Location = ("objectives", index)
            _check_objective(placed, at, objective, indicator=indicator, notebook=notebook)


def _check_objective(
    placed: Placed, at: Location, objective: Objective, *, indicator: Indicator, notebook: Notebook
) -> None:
    baseline, target = objective.baseline, objective.target
    if indicator.baseline is not None and baseline is not None:
        placed.note(
            notebook,
            (*at, "baseline"),
            why=f"the indicator {indicator.key!r} has a baseline of its own, and the two could come to differ.",
            mend="Keep it in one place: with the objective, or in indicators.csv.",
        )
    if target is None:
        return
    change, value = target.change_share, target.value
    wanted = -1 if indicator.better == "lower" else 1
    if change is not None and change * wanted <= 0:
        _note_met(placed, (*at, "target", "change_share"), value=change, indicator=indicator, notebook=notebook)
    best = baseline.best if baseline else indicator.baseline
    if value is not None and best is not None and (value - best) * wanted <= 0:
        _note_met(placed, (*at, "target", "value"), value=value, indicator=indicator, notebook=notebook)


def _check_own_target(placed: Placed, notebook: Notebook) -> None:
    record = placed.record
    if not isinstance(record, Indicator) or record.baseline is None or record.target is None:
        return
    wanted = -1 if record.better == "lower" else 1
    if (record.target - record.baseline) * wanted <= 0:
        _note_met(placed, ("target",), value=record.target, indicator=record, notebook=notebook)


def _note_met(placed: Placed, at: Location, *, value: float, indicator: Indicator, notebook: Notebook) -> None:
    placed.note(
        notebook,
        at,
        why=f"of {indicator.key!r} {indicator.better} is better, and by the baseline this target is met before anything is done.",
        mend="Correct the target, the baseline, or `better` in indicators.csv.",
        value=f"{value:g}",
    )
