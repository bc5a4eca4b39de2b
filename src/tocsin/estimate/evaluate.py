"""What does a formula come to on all draws at once?"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from tocsin.estimate.errors import UndefinedResultError
from tocsin.estimate.formula import Call, Expression, Name, Negation, Number, Operation, point_at

Values = NDArray[np.float64]

_SIGNS: Mapping[str, Callable[[Values, Values], Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}
_JOINS: Mapping[str, Callable[[Values, Values], Values]] = {"min": np.minimum, "max": np.maximum, "sum": np.add}
_FUNCTIONS: Mapping[str, Callable[[Values], Values]] = {"sqrt": np.sqrt, "exp": np.exp, "log": np.log}


def evaluate_formula(text: str, expression: Expression, *, values: Mapping[str, Values]) -> Values:
    """The value of a formula at every draw, shape (D,), given the draws of each name, in the units of its conversions.

    Raises
    ------
    UndefinedResultError
        If some draws give no number (a division by zero, the root of a negative amount); the first such part is marked.
    """
    with np.errstate(all="ignore"):
        return _evaluate(text, expression, values)


def _evaluate(text: str, expression: Expression, values: Mapping[str, Values]) -> Values:
    match expression:
        case Number(value=value):
            return np.float64(value)  # type: ignore[return-value]  # a scalar broadcasts like an array of its own shape
        case Name(name=name):
            return values[name]
        case Negation(of=inner):
            return -_evaluate(text, inner, values)
        case Call(function=function, arguments=arguments):
            found = [_evaluate(text, argument, values) for argument in arguments]
            result = _combine(function, found)
        case Operation(sign=sign, left=left, right=right):
            result = _SIGNS[sign](_evaluate(text, left, values), _evaluate(text, right, values))
    share = float(np.mean(~np.isfinite(result)))
    if share > 0:
        raise UndefinedResultError(
            f"In {share:.2%} of the draws this part of a formula gives no number, so the figure would have no honest interval. "
            f"Keep its inputs away from values where it breaks (zero in a divisor, negative under a root).\n{point_at(text, expression)}"
        )
    return result


def _combine(function: str, found: list[Values]) -> Values:
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](found[0])
    result = found[0]
    for other in found[1:]:
        result = _JOINS[function](result, other)
    return result
