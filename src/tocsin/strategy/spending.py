"""What does a measure cost year by year, and what is set aside for it, in the money of the strategy?"""

from collections import defaultdict
from collections.abc import Iterable

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.actions import BudgetLine
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.money import AmountRange
from tocsin.dossier.records.strategy import Strategy
from tocsin.terms.money import MixedMoneyError, Money, MoneyConversion, MoneyUnit

# Sums of money are compared up to rounding in the last digits of a float.
ROUNDING = 1e-9


def convert_amount(amount: float, *, currency: str, price_year: int, strategy: Strategy) -> float:
    """An amount in the money of the strategy, by the rate that the strategy declares.

    Raises
    ------
    MixedMoneyError
        If the strategy declares no rate for that money.
    """
    given, wanted = MoneyUnit(currency, price_year), MoneyUnit(strategy.currency, strategy.price_year)
    if given == wanted:
        return amount
    for rate in strategy.rates:
        if MoneyUnit(rate.currency, rate.price_year) == given:
            return Money(amount, given).converted(MoneyConversion(given, wanted, rate.rate, rate.source)).amount
    raise MixedMoneyError(
        f"strategy.yaml declares no rate from {given} to {wanted}, so the amounts could not be added. Declare it under `rates`."
    )


def evaluate_costs(measure: Measure, *, strategy: Strategy) -> dict[int, AmountRange]:
    """What a measure costs in each year, building and running together; bounds add up as if all were high at once."""
    if measure.costs is None:
        return {}
    costs = measure.costs
    factor = convert_amount(1.0, currency=costs.currency, price_year=costs.price_year, strategy=strategy)
    found = {}
    for each in costs.years:
        parts = [part for part in (each.build, each.run) if part]
        found[each.year] = AmountRange(
            low=factor * sum(part.low for part in parts),
            best=factor * sum(part.best for part in parts),
            high=factor * sum(part.high for part in parts),
        )
    return found


def evaluate_budget(lines: Iterable[BudgetLine], *, strategy: Strategy) -> dict[int, float]:
    """What budget lines come to in each year."""
    found: defaultdict[int, float] = defaultdict(float)
    for line in lines:
        found[line.year] += convert_amount(
            line.amount, currency=line.currency, price_year=line.price_year, strategy=strategy
        )
    return dict(found)


def list_lines(dossier: Dossier, measure: str) -> list[BudgetLine]:
    """The budget lines of a measure and of the actions that carry it out."""
    return [line for line in dossier.budget.values() if find_measure(line, dossier=dossier) == measure]


def find_measure(line: BudgetLine, *, dossier: Dossier) -> str | None:
    """The key of the measure that a budget line is for, by itself or through its action."""
    action = dossier.actions.get(line.action or "")
    return action.measure if action else line.measure
