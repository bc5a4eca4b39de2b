"""Where on the scale of a criterion does an amount stand?"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.errors import UnfitAmountError, ValueFunctionError
from tocsin.dossier.records.framework import Criterion, ValueFunction
from tocsin.methods.score.value import AnchorError, Concave, Linear, Logarithmic, Stepwise
from tocsin.terms.estimate import Estimate
from tocsin.terms.unit import UnitText, divide, find_factor, is_compatible, parse_unit

Floats = NDArray[np.float64]

# A concave scale without a stated half reaches it a quarter of the way.
_DEFAULT_HALF = 0.25


def find_unfit(estimate: Estimate, criterion: Criterion) -> str:
    """Why a figure cannot be scored on a criterion, in words; empty if it can."""
    if criterion.value is None:
        return f"{criterion.title} has no value function, so no amount can be read on its scale"
    if _conversion(estimate, wanted=parse_unit(criterion.value.unit)) is None:
        return f"{criterion.title} is scored in {criterion.value.unit}, and the figure is in {estimate.unit}"
    return ""


def score_amounts(amounts: Floats, *, estimate: Estimate, criterion: Criterion) -> Floats:
    """Turn the draws of a figure, in the unit of its estimate, into shares (0 to 1) of the scale of a criterion.

    An amount of a whole period is read per year where the criterion asks for amounts per year. Prices are taken as they
    stand where the criterion names no price year.
    """
    factor = _conversion(estimate, wanted=parse_unit(criterion.value.unit)) if criterion.value else None
    if criterion.value is None or factor is None:
        raise UnfitAmountError(
            f"{find_unfit(estimate, criterion)}, so the amount would be read on a scale it does not belong to. Give the figure "
            "the unit of the value function, or the criterion a value function for that unit."
        )
    try:
        function = _value_function(criterion.value, criterion=criterion)
    except AnchorError as error:
        raise ValueFunctionError(
            f"The value function of the criterion {criterion.key} makes no scale: {error} Mend `value` there in the framework."
        ) from error
    return function(amounts * factor)


def _conversion(estimate: Estimate, *, wanted: UnitText) -> float | None:
    """What an amount is multiplied by to be in the wanted unit; None if it measures something else."""
    given = parse_unit(estimate.unit)
    if not any(" " in name for name in wanted.currencies):
        given = _without_price_years(given)
    if is_compatible(given, wanted):
        return find_factor(given, wanted)
    yearly = divide(given, parse_unit("year"))
    if is_compatible(yearly.unit, wanted):
        return yearly.factor * find_factor(yearly.unit, wanted) / estimate.period.length_years
    return None


def _without_price_years(unit: UnitText) -> UnitText:
    text = unit.text
    for currency in unit.currencies:
        text = text.replace(currency, currency.partition(" ")[0])
    return parse_unit(text)


def _value_function(value: ValueFunction, *, criterion: Criterion) -> Callable[[Floats], Floats]:
    least, most = value.least_at, value.worst_at
    match value.kind:
        case "linear":
            return Linear(worst=least, best=most)
        case "logarithmic":
            return Logarithmic(worst=least, best=most)
        case "concave":
            half = value.steps[0][0] if value.steps else least + _DEFAULT_HALF * (most - least)
            return Concave(worst=least, best=most, half=half)
        case "stepwise":
            length = criterion.high - criterion.low
            shares = tuple((score - criterion.low) / length for _, score in value.steps)
            # Below the first edge lies the end of the scale that small amounts belong to.
            first = 0.0 if least < most else 1.0
            return Stepwise(edges=tuple(edge for edge, _ in value.steps), values=(first, *shares))
