"""Who carries out a measure, by when, and is there money for it in every year that it costs something?"""

from collections.abc import Iterator

from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Measure
from tocsin.dossier.records.strategy import Strategy
from tocsin.strategy.lacks import Lack, State, find_pointer
from tocsin.strategy.spending import ROUNDING, evaluate_budget, evaluate_costs, list_lines


def list_resource_lacks(dossier: Dossier, measure: Measure, *, strategy: Strategy) -> Iterator[Lack]:
    """What a measure lacks to be resourced: a decision, actions with owner and days, costs, and money for them."""
    key = measure.key
    if not measure.is_adopted:
        message = f"the measure {key!r} is {measure.standing} and not chosen, so nothing can rest on it."
        yield Lack(State.RESOURCED, message, find_pointer(dossier, "measures", key=key, field="standing"))
    yield from _list_action_lacks(dossier, key)
    if measure.costs is None:
        message = f"what the measure {key!r} costs is not said."
        yield Lack(State.RESOURCED, message, find_pointer(dossier, "measures", key=key, field="costs"))
    yield from _list_money_lacks(dossier, measure, strategy=strategy)


def _list_action_lacks(dossier: Dossier, measure: str) -> Iterator[Lack]:
    actions = [action for action in dossier.actions.values() if action.measure == measure]
    if not actions:
        message = f"no action carries out the measure {measure!r}."
        yield Lack(State.RESOURCED, message, find_pointer(dossier, "actions", field="measure"))
    for action in actions:
        for name, called in (("owner", "no owner"), ("starts_on", "no first day"), ("ends_on", "no last day")):
            if getattr(action, name) is None:
                pointer = find_pointer(dossier, "actions", key=action.key, field=name)
                yield Lack(State.RESOURCED, f"the action {action.key!r} has {called}.", pointer)


def _list_money_lacks(dossier: Dossier, measure: Measure, *, strategy: Strategy) -> Iterator[Lack]:
    """Years in which the budget lines of a measure and of its actions fall short of its best cost."""
    set_aside = evaluate_budget(list_lines(dossier, measure.key), strategy=strategy)
    for year, cost in sorted(evaluate_costs(measure, strategy=strategy).items()):
        held = set_aside.get(year, 0.0)
        if held < cost.best * (1 - ROUNDING):
            money = f"{strategy.currency} {strategy.price_year}"
            message = (
                f"in {year} the measure {measure.key!r} costs {cost.best:,.0f} {money} ({cost.low:,.0f} to {cost.high:,.0f}), and "
                f"{held:,.0f} are set aside."
            )
            yield Lack(State.RESOURCED, message, find_pointer(dossier, "budget", field="amount"))
