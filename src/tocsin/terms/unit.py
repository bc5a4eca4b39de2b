"""In what is a figure counted, and what becomes of units when figures are multiplied, divided or converted?

Reading a unit is cheap; pint, which is heavy, is imported only where two units are weighed against each other.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Self

from tocsin.terms.errors import TermError
from tocsin.terms.money import MoneyUnit
from tocsin.terms.packaged import load_text
from tocsin.terms.text_value import TextValue
from tocsin.terms.unit_grammar import Powers, UnitTextError, is_money, read_powers, spellings, write_powers

if TYPE_CHECKING:
    import pint


@dataclass(frozen=True, order=True)
class UnitText(TextValue):
    """A unit in its one spelling, such as ``kg_pure/ha/year`` or ``USD 2019/kg``; bare numbers are in ``share``."""

    text: str

    def __post_init__(self) -> None:
        spelt = write_powers(read_powers(self.text))
        if spelt != self.text:
            raise UnitTextError(
                f"{self.text!r} is not how that unit is spelt here, and two spellings of one unit would not compare as "
                f"equal. Write {spelt!r}, or let parse_unit read it."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read units joined by spaces, ``*``, ``/`` or ``per``, with whole powers and brackets, in any known spelling."""
        return cls(write_powers(read_powers(text)))

    def __str__(self) -> str:
        """Write the unit in its one spelling."""
        return self.text

    @property
    def powers(self) -> Powers:
        """Every simple unit in it and the power it stands in; empty for bare numbers."""
        return read_powers(self.text)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies in it, with the price year where it has one."""
        return tuple(name for name in self.powers if is_money(name))

    def with_price_year(self, year: int) -> "UnitText":
        """Give the same unit with its currencies at the prices of one year; a price year it already has stays."""
        dated = {name: str(MoneyUnit(name, year)) for name in self.currencies if " " not in name}
        return UnitText(write_powers({dated.get(name, name): power for name, power in self.powers.items()}))


@dataclass(frozen=True)
class ScaledUnit:
    """What a product of units comes to: the product of the numbers, times ``factor``, is in ``unit``."""

    unit: UnitText
    factor: float


def parse_unit(text: str) -> UnitText:
    """Read a unit in any known spelling."""
    return UnitText.parse(text)


def is_compatible(first: UnitText, second: UnitText) -> bool:
    """Say whether a figure in one unit can be turned into the other."""
    return first == second or _size(first.powers)[1] == _size(second.powers)[1]


def find_factor(given: UnitText, wanted: UnitText) -> float:
    """Find what a number in the given unit is multiplied by to be in the wanted one."""
    if given == wanted:
        return 1.0
    (given_size, given_kind), (wanted_size, wanted_kind) = _size(given.powers), _size(wanted.powers)
    if given_kind != wanted_kind:
        raise IncompatibleUnitsError(
            f"{given} measures {_described(given_kind)} and {wanted} measures {_described(wanted_kind)}: a figure in one "
            f"cannot be turned into, added to or compared with the other. {_mend(dict(given_kind), dict(wanted_kind))}"
        )
    return given_size / wanted_size


def convert(value: float, *, given: UnitText, wanted: UnitText) -> float:
    """Turn a number in one unit into the same amount in another."""
    return value * find_factor(given, wanted)


def multiply(*units: UnitText) -> ScaledUnit:
    """Find the unit of a product: units that measure the same are brought together, and scales become the factor."""
    powers: dict[str, int] = {}
    for unit in units:
        for name, power in unit.powers.items():
            powers[name] = powers.get(name, 0) + power
    return _reduced(powers)


def divide(above: UnitText, below: UnitText) -> ScaledUnit:
    """Find the unit of a quotient."""
    return multiply(above, UnitText(write_powers({name: -power for name, power in below.powers.items()})))


def raise_to(unit: UnitText, power: int) -> ScaledUnit:
    """Find the unit of a whole power."""
    return _reduced({name: own * power for name, own in unit.powers.items()})


def list_units() -> tuple[str, ...]:
    """Every simple unit that can be written, in its one spelling; the currencies of ISO 4217 come on top."""
    return tuple(dict.fromkeys(spellings().values()))


class IncompatibleUnitsError(TermError):
    """A figure was about to be joined with one that measures something else."""


_Kind = tuple[tuple[str, float], ...]  # dimension to power, sorted: what a unit measures


def _reduced(powers: Powers) -> ScaledUnit:
    factor = 1.0
    kept: dict[str, int] = {}
    first_of_kind: dict[_Kind, str] = {}
    for name, power in powers.items():
        size, kind = _simple_size(name)
        if not kind:
            factor *= size**power
            continue
        first = first_of_kind.setdefault(kind, name)
        factor *= (size / _simple_size(first)[0]) ** power
        kept[first] = kept.get(first, 0) + power
    kept = {name: power for name, power in kept.items() if power}
    size, kind = _size(kept)
    return ScaledUnit(UnitText(write_powers(kept if kind else {})), factor if kind else factor * size)


def _size(powers: Powers) -> tuple[float, _Kind]:
    size = 1.0
    dimensions: dict[str, float] = {}
    for name, power in powers.items():
        own, kind = _simple_size(name)
        size *= own**power
        for dimension, exponent in kind:
            dimensions[dimension] = dimensions.get(dimension, 0) + exponent * power
    return size, tuple(sorted((dimension, exponent) for dimension, exponent in dimensions.items() if exponent))


@cache
def _simple_size(name: str) -> tuple[float, _Kind]:
    """Give the size of a simple unit in base units, and what it measures, as pint knows them."""
    if is_money(name):
        return 1.0, ((name, 1.0),)  # every currency, and every price year of it, is a measure of its own
    quantity = _registry().Quantity(1.0, name).to_base_units()
    kind = sorted((part.strip("[]"), float(str(power))) for part, power in quantity.dimensionality.items())
    return float(str(quantity.magnitude)), tuple(kind)


@cache
def _registry() -> "pint.UnitRegistry[float]":
    from pint import UnitRegistry

    registry: pint.UnitRegistry[float] = UnitRegistry(None)
    registry.load_definitions(load_text("units.txt").splitlines())
    return registry


def _described(kind: _Kind) -> str:
    parts = [dimension if power == 1 else f"{dimension}^{power:g}" for dimension, power in kind]
    return " × ".join(parts) or "a bare number"


def _mend(given: dict[str, float], wanted: dict[str, float]) -> str:
    apart = {name for name in given.keys() | wanted.keys() if given.get(name, 0) != wanted.get(name, 0)}
    if apart == {"purity"}:
        return "Multiply or divide by a purity in kg_pure/kg, or correct the unit."
    if apart and all(is_money(name) for name in apart):
        return "Declare a conversion with its rate, price years and source, or correct the unit."
    return "Correct the unit, or multiply by a figure that leads from one to the other."
