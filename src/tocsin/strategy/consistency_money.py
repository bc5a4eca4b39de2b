"""Does the money fit: lines within the envelope, costs within what is set aside, and nothing for what is not done?"""

from collections.abc import Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.inconsistency import Gravity, Inconsistency
from tocsin.strategy.lacks import find_pointer, find_strategy_pointer
from tocsin.strategy.spending import ROUNDING, evaluate_budget, evaluate_costs, find_measure, list_lines


def find_money_conflicts(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    """Budgets over the envelope, beyond the high cost, without cost, or for measures that nobody chose."""
    yield from _check_envelope(dossier, strategy)
    for measure in dossier.measures.values():
        if measure.is_adopted and measure.costs is None:
            message = f"what {measure.key!r} costs is not said, so no budget can be held against it."
            pointer = find_pointer(dossier, "measures", key=measure.key, field="costs")
            yield Inconsistency("measure-without-cost", Gravity.WARNING, message, pointer)
    yield from _check_against_costs(dossier, strategy)
    for line in dossier.budget.values():
        key = find_measure(line, dossier=dossier)
        if key is not None and not dossier.measures[key].is_adopted:
            message = f"the line {line.key!r} pays for {key!r}, which is {dossier.measures[key].standing}."
            pointer = find_pointer(dossier, "budget", key=line.key, field="measure")
            yield Inconsistency("money-for-measure-not-chosen", Gravity.WARNING, message, pointer)


def _check_envelope(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    held = {each.year: each.amount for each in strategy.envelope}
    for year, amount in sorted(evaluate_budget(dossier.budget.values(), strategy=strategy).items()):
        if year in held and amount > held[year] * (1 + ROUNDING):
            money = f"{strategy.currency} {strategy.price_year}"
            message = f"in {year} the lines come to {amount:,.0f} {money}, and the envelope holds {held[year]:,.0f}."
            yield Inconsistency(
                "budget-over-envelope", Gravity.WARNING, message, find_strategy_pointer(dossier, f"envelope.{year}")
            )
        elif held and year not in held:
            message = f"lines are for {year}, and the envelope says nothing of that year."
            pointer = find_strategy_pointer(dossier, f"envelope.{year}")
            yield Inconsistency("budget-without-envelope", Gravity.WARNING, message, pointer)


def _check_against_costs(dossier: Dossier, strategy: Strategy) -> Iterator[Inconsistency]:
    for measure in dossier.measures.values():
        costs = evaluate_costs(measure, strategy=strategy)
        budget = evaluate_budget(list_lines(dossier, measure.key), strategy=strategy)
        for year in sorted({*costs, *budget} if measure.is_adopted and costs else ()):
            high, best = (costs[year].high, costs[year].best) if year in costs else (0.0, 0.0)
            held = budget.get(year, 0.0)
            said = f"in {year} {held:,.0f} are set aside for {measure.key!r}"
            if held > high * (1 + ROUNDING):
                message = f"{said}, more than its high cost of {high:,.0f}."
                pointer = find_pointer(dossier, "measures", key=measure.key, field=f"costs.years.{year}")
                yield Inconsistency("budget-over-cost", Gravity.NOTE, message, pointer)
            elif held < best * (1 - ROUNDING):
                message = f"{said}, less than its best cost of {best:,.0f}."
                pointer = find_pointer(dossier, "budget", field="amount")
                yield Inconsistency("budget-under-cost", Gravity.WARNING, message, pointer)
