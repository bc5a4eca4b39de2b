"""What does one figure say: how much, of what, where, when, how sure, and made how?"""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.terms.errors import TermError
from tocsin.terms.period import Period
from tocsin.terms.place import Place
from tocsin.terms.recipe import Recipe


class ValueConcept(StrEnum):
    """What kind of amount a figure is; figures of different concepts are never added or compared."""

    GROSS_TURNOVER = "gross turnover"
    VALUE_ADDED = "value added"
    NET_PROFIT = "net profit"
    LOSS_TO_VICTIMS = "loss to victims"
    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    PRICE = "price"


@dataclass(frozen=True)
class NumericalError:
    """Standard errors of the printed numbers that come from simulation alone, in the unit of the figure."""

    value: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval: ``value`` is the median, ``mean`` stands beside it for sums and harm.

    ``low`` and ``high`` bound the central interval of probability ``level``; all numbers are in ``unit``.
    """

    value: float
    mean: float
    low: float
    high: float
    unit: str
    place: Place
    period: Period
    recipe: Recipe
    concept: ValueConcept | None = None
    price_year: int | None = None
    scope: str = ""
    level: float = 0.90
    error: NumericalError | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise EstimateOrderError(
                f"An estimate in {self.unit} has low {self.low:g}, value {self.value:g}, high {self.high:g}: the value must "
                "lie inside its interval, or readers would see an interval that excludes the figure. Correct the interval."
            )


class EstimateOrderError(TermError):
    """The value of an estimate lies outside its own interval."""
