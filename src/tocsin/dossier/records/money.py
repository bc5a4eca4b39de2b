"""In which money does a record give an amount, and between which bounds does it lie?"""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from tocsin.dossier.records.record import Record, check_interval
from tocsin.terms.money import MoneyUnit


def _read_currency(code: str) -> str:
    """Let a code of ISO 4217 through; the money unit says what is wrong with any other."""
    return MoneyUnit(code, _ANY_YEAR).currency


_ANY_YEAR = 2000

Currency = Annotated[str, AfterValidator(_read_currency)]
PriceYear = Annotated[int, Field(ge=1900, le=2100)]
Amount = Annotated[float, Field(ge=0)]


class AmountRange(Record):
    """An amount that is not known exactly: low, best and high, in the money or unit that stands beside it."""

    low: Amount
    best: Amount
    high: Amount

    @model_validator(mode="after")
    def _is_an_interval(self) -> Self:
        check_interval(self.low, self.high, best=self.best)
        return self
