"""Do the units of a formula fit, and which conversions does it need before it is plain arithmetic?"""

from collections.abc import Mapping

from tocsin.estimate.errors import FormulaUnitError
from tocsin.estimate.formula import JOINING, Call, Expression, Name, Negation, Number, Operation, point_at
from tocsin.terms.errors import TermError
from tocsin.terms.unit import ScaledUnit, UnitText, divide, find_factor, multiply, raise_to

BARE = UnitText("share")
MOST_POWER = 9


def convert_formula(
    text: str, expression: Expression, *, units: Mapping[str, UnitText], result: UnitText
) -> Expression:
    """The formula with every conversion written out, so that its value is in the declared unit of the result.

    Raises
    ------
    FormulaUnitError
        If two parts do not fit each other, or the whole does not fit the declared unit; the part is marked.
    """
    try:
        converted, unit = _Converter(text, units).convert(expression)
    except OverflowError:
        why = "its units are raised to powers so high that no number can hold the conversion. Write smaller powers."
        raise FormulaUnitError(f"The units of a formula do not fit: {why}\n{point_at(text, expression)}") from None
    try:
        factor = find_factor(unit, result)
    except TermError as error:
        raise FormulaUnitError(
            f"The formula comes out in {unit}, but its figure is declared in {result}. {error}\n{point_at(text, expression)}"
        ) from None
    return _scaled(converted, factor)


class _Converter:
    """Walks one formula and keeps the unit of each part."""

    def __init__(self, text: str, units: Mapping[str, UnitText]) -> None:
        self.text = text
        self.units = units

    def convert(self, expression: Expression) -> tuple[Expression, UnitText]:
        """One part with its conversions, and its unit."""
        match expression:
            case Number():
                return expression, BARE
            case Name(name=name):
                return expression, self.units[name]
            case Negation(of=inner, start=start, end=end):
                converted, unit = self.convert(inner)
                return Negation(converted, start, end), unit
            case Call(function=function):
                return self._call(expression) if function in JOINING else self._bare_call(expression)
            case Operation(sign="^"):
                return self._power(expression)
            case Operation(sign=sign):
                return self._sum(expression) if sign in "+-" else self._product(expression)

    def _sum(self, operation: Operation) -> tuple[Expression, UnitText]:
        left, unit = self.convert(operation.left)
        right = self._as(operation.right, unit, whole=operation)
        return Operation(operation.sign, left, right, operation.start, operation.end), unit

    def _product(self, operation: Operation) -> tuple[Expression, UnitText]:
        (left, first), (right, second) = self.convert(operation.left), self.convert(operation.right)
        scaled: ScaledUnit = multiply(first, second) if operation.sign == "*" else divide(first, second)
        plain = Operation(operation.sign, left, right, operation.start, operation.end)
        return _scaled(plain, scaled.factor), scaled.unit

    def _power(self, operation: Operation) -> tuple[Expression, UnitText]:
        base, unit = self.convert(operation.left)
        exponent = self._as(operation.right, BARE, whole=operation)
        plain = Operation("^", base, exponent, operation.start, operation.end)
        if unit == BARE:
            return plain, BARE
        power = operation.right.value if isinstance(operation.right, Number) else 0.5
        if power != int(power) or abs(power) > MOST_POWER:
            raise self._error(
                operation,
                f"this is in {unit}, and only bare numbers can be raised to a power that varies, is not whole or is beyond "
                f"{MOST_POWER}. Divide by an amount in {unit} first, or write a small whole power.",
            )
        scaled = raise_to(unit, int(power))
        return _scaled(plain, scaled.factor), scaled.unit

    def _call(self, call: Call) -> tuple[Expression, UnitText]:
        first, unit = self.convert(call.arguments[0])
        others = tuple(self._as(argument, unit, whole=call) for argument in call.arguments[1:])
        return Call(call.function, (first, *others), call.start, call.end), unit

    def _bare_call(self, call: Call) -> tuple[Expression, UnitText]:
        inner = self._as(call.arguments[0], BARE, whole=call)
        return Call(call.function, (inner,), call.start, call.end), BARE

    def _as(self, part: Expression, wanted: UnitText, *, whole: Expression) -> Expression:
        converted, unit = self.convert(part)
        try:
            return _scaled(converted, find_factor(unit, wanted))
        except TermError as error:
            raise self._error(part, f"this part is in {unit}, where {wanted} is needed. {error}") from None

    def _error(self, part: Expression, why: str) -> FormulaUnitError:
        return FormulaUnitError(f"The units of a formula do not fit: {why}\n{point_at(self.text, part)}")


def _scaled(expression: Expression, factor: float) -> Expression:
    if factor == 1.0:
        return expression
    number = Number(factor, expression.start, expression.end)
    return Operation("*", expression, number, expression.start, expression.end)
