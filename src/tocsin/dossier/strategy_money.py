"""Can every amount of a strategy be brought to one money?"""

from collections.abc import Iterator

from tocsin.dossier.problems import Notebook
from tocsin.dossier.record_text import Placed
from tocsin.dossier.records.actions import BudgetLine
from tocsin.dossier.records.judgement import Requirement
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Strategy
from tocsin.dossier.shelves import Shelves
from tocsin.dossier.yaml_text import Location
from tocsin.terms.money import MoneyUnit


def check_money(shelves: Shelves, *, notebook: Notebook) -> None:
    """Note amounts that are added up, budgets and costs, in a money that no rate brings to that of the strategy."""
    strategy = shelves.one("strategy", Strategy)
    amounts = list(_list_amounts(shelves))
    if not amounts or (strategy is None and ("strategy" in shelves.unread or shelves.keys["strategy"])):
        return
    own = MoneyUnit(strategy.currency, strategy.price_year) if strategy else amounts[0][2]
    rates = {MoneyUnit(rate.currency, rate.price_year) for rate in strategy.rates} if strategy else set()
    for placed, at, money in amounts:
        if money != own and money not in rates:
            whose = "the money of the strategy" if strategy else "the money of the first amount"
            placed.note(
                notebook,
                at,
                why=f"{whose} is {own}, and without a rate the amounts could not be added.",
                mend=f"Declare under `rates` of strategy.yaml what one {money} is worth in {own}, with its source, or correct it.",
                value=str(money),
            )


def _list_amounts(shelves: Shelves) -> Iterator[tuple[Placed, Location, MoneyUnit]]:
    for kind in ("budget", "measures"):
        for placed in shelves.placed[kind].values():
            record = placed.record
            if isinstance(record, BudgetLine):
                yield placed, ("currency",), MoneyUnit(record.currency, record.price_year)
            elif isinstance(record, Measure) and record.costs:
                yield placed, ("costs", "currency"), MoneyUnit(record.costs.currency, record.costs.price_year)
    yield from _list_costs_of_questions(shelves)


def _list_costs_of_questions(shelves: Shelves) -> Iterator[tuple[Placed, Location, MoneyUnit]]:
    """What questions cost is held against measures, so it matters only where there is a strategy."""
    for placed in shelves.placed["requirements"].values() if shelves.one("strategy", Strategy) else ():
        record = placed.record
        if isinstance(record, Requirement) and record.currency is not None and record.price_year is not None:
            yield placed, ("currency",), MoneyUnit(record.currency, record.price_year)
