"""In which money, of which year's prices, is an amount given?"""

import re
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Self

from tocsin.terms.errors import TermError
from tocsin.terms.problem import nearest
from tocsin.terms.text_value import TextValue


@dataclass(frozen=True, order=True)
class MoneyUnit(TextValue):
    """A currency of ISO 4217 at the prices of one year, as ``USD 2019``."""

    currency: str
    price_year: int

    def __post_init__(self) -> None:
        if not is_currency(self.currency):
            known = nearest(self.currency, sorted(_currency_names()), most=3, lead=" ")
            raise UnknownCurrencyError(
                f"{self.currency!r} is not a currency of ISO 4217, so the amount could not be compared with any other."
                f"{known} Write the three-letter code, such as USD, COP or EUR."
            )
        if not 1900 <= self.price_year <= 2100:
            raise PriceYearError(
                f"{self.price_year} is not a year whose prices an amount could be in. Correct the price year (1900 to 2100)."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a currency and the year of its prices."""
        wanted = text.strip()
        found = _MONEY.fullmatch(wanted)
        if found:
            return cls(found[1], int(found[2]))
        if is_currency(wanted):
            raise PriceYearError(
                f"{text!r} has no price year, so it could not be told whether prices have risen since. "
                f"Write the year after the currency, such as '{wanted} 2019'."
            )
        raise UnknownCurrencyError(
            f"{text!r} is not money: a currency and the year of its prices are wanted, and a sign such as $ does not say "
            "whose dollar it is. Write the ISO 4217 code and the year, such as 'USD 2019'."
        )

    def __str__(self) -> str:
        """Write the currency, then the year of its prices."""
        return f"{self.currency} {self.price_year}"

    @property
    def currency_name(self) -> str:
        """The English name of the currency in ISO 4217."""
        return _currency_names()[self.currency]


@dataclass(frozen=True)
class MoneyConversion:
    """A declared rate that turns amounts in one money unit into another, with the source that gives it."""

    given: MoneyUnit
    wanted: MoneyUnit
    rate: float
    source: str

    def __post_init__(self) -> None:
        if not 0 < self.rate < float("inf"):
            raise ConversionRateError(
                f"The rate from {self.given} to {self.wanted} is {self.rate:g}; only a positive, finite rate turns an amount "
                "into another. Correct it."
            )
        if not self.source.strip():
            raise ConversionRateError(
                f"The rate from {self.given} to {self.wanted} has no source, so nobody could check it. Name the source."
            )


@dataclass(frozen=True)
class Money(TextValue):
    """An amount in one money unit, as ``1200.5 USD 2019``; only amounts in the same unit add up."""

    amount: float
    unit: MoneyUnit

    def __post_init__(self) -> None:
        if not isfinite(self.amount):
            raise AmountError(
                f"{self.amount} {self.unit} is not an amount that anyone could pay or count. Where it is not known, leave "
                "it out."
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount, its currency and the year of its prices."""
        found = _AMOUNT.fullmatch(text.strip())
        if found is None:
            raise AmountError(
                f"{text!r} is not an amount of money. Write a plain number with a decimal point and no separators, the "
                "currency and the year of its prices, such as '1200.5 USD 2019'."
            )
        return cls(float(found[1]), MoneyUnit.parse(found[2]))

    def __str__(self) -> str:
        """Write the amount in full, then its unit."""
        return f"{self.amount!r} {self.unit}"

    def __add__(self, other: "Money") -> "Money":
        check_same_money(self.unit, other.unit)
        return Money(self.amount + other.amount, self.unit)

    def __sub__(self, other: "Money") -> "Money":
        check_same_money(self.unit, other.unit)
        return Money(self.amount - other.amount, self.unit)

    def converted(self, conversion: MoneyConversion) -> "Money":
        """Turn the amount into another money unit by a declared conversion, in the direction it was declared."""
        check_same_money(self.unit, conversion.given)
        return Money(self.amount * conversion.rate, conversion.wanted)


def is_currency(code: str) -> bool:
    """Say whether ISO 4217 has the code."""
    return re.fullmatch("[A-Z]{3}", code) is not None and code in _currency_names()


def check_same_money(first: MoneyUnit, second: MoneyUnit) -> None:
    """Refuse to join amounts of different currencies or of different years' prices."""
    if first == second:
        return
    same_currency = first.currency == second.currency
    what, why = (
        ("price years", "prices change from year to year")
        if same_currency
        else ("currencies", "rates change from day to day")
    )
    raise MixedMoneyError(
        f"{first} and {second} are of different {what}, and {why}: added as they stand they would mean nothing. "
        "Declare a conversion with its rate and source, and convert one of them first."
    )


class UnknownCurrencyError(TermError):
    """A text names no currency of ISO 4217."""


class PriceYearError(TermError):
    """An amount does not say in which year's prices it is, or names an impossible year."""


class AmountError(TermError):
    """A text is not an amount of money."""


class ConversionRateError(TermError):
    """A declared rate cannot turn amounts of money into others."""


class MixedMoneyError(TermError):
    """Amounts of different currencies or price years were about to be joined."""


_MONEY = re.compile(r"([A-Z]{3})[ _]([0-9]{4})")
_AMOUNT = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s+(\S.*)")


@cache
def _currency_names() -> dict[str, str]:
    from pycountry import currencies

    return {currency.alpha_3: str(currency.name) for currency in currencies}
