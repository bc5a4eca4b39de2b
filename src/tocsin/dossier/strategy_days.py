"""Do days and years of a strategy lie in its period?"""

from collections.abc import Iterator
from datetime import date

from tocsin.dossier.problems import Notebook
from tocsin.dossier.records.actions import Action, BudgetLine
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.record import Record
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.yaml_text import Location
from tocsin.terms.period import Period, Precision

_KINDS = ("strategy", "measures", "actions", "budget")


def check_days(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note every day and year outside the period of the strategy; costs may run to the end of its horizon."""
    strategy = shelves.one("strategy", Strategy)
    if strategy is None:
        return
    for kind in _KINDS:
        for placed in shelves.placed[kind].values():
            reach = _reach_of_costs(strategy) if kind == "measures" else strategy.period
            called = "the horizon of the strategy" if reach != strategy.period else "the period of the strategy"
            for at, when in _list_days(placed.record):
                if not _lies_in(when, reach):
                    placed.note(
                        notebook,
                        at,
                        why=f"this lies outside {called}, which is {reach}.",
                        mend="Correct it, or the period.",
                        value=str(when),
                    )


def _lies_in(when: date | int, reach: Period) -> bool:
    return when in reach.years if isinstance(when, int) else reach.contains(when)


def _reach_of_costs(strategy: Strategy) -> Period:
    """From the first day of the strategy to the last for which its effects are counted."""
    if strategy.horizon is None or strategy.horizon.end <= strategy.period.end:
        return strategy.period
    is_alike = strategy.period.precision is strategy.horizon.precision
    precision = strategy.period.precision if is_alike else Precision.DAY
    return Period(strategy.period.start, strategy.horizon.end, precision)


def _list_days(record: Record) -> Iterator[tuple[Location, date | int]]:
    """The days and years that a record plans for, with their place in it; evaluation may come after the period."""
    if isinstance(record, Strategy):
        yield from ((("envelope", index, "year"), each.year) for index, each in enumerate(record.envelope))
        for index, objective in enumerate(record.objectives):
            if objective.due_on:
                yield ("objectives", index, "due_on"), objective.due_on
    elif isinstance(record, Measure) and record.costs:
        yield from ((("costs", "years", index, "year"), each.year) for index, each in enumerate(record.costs.years))
        yield from ((("capacity", index, "year"), each.year) for index, each in enumerate(record.capacity) if each.year)
    elif isinstance(record, Action):
        yield from (
            ((name,), when) for name, when in (("starts_on", record.starts_on), ("ends_on", record.ends_on)) if when
        )
    elif isinstance(record, BudgetLine):
        yield ("year",), record.year
