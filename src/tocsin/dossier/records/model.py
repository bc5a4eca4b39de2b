"""From which drivers, by which formulas, is each figure computed?"""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Keys, Level, Name, Number, Record, Text, Year
from tocsin.terms.estimate import ValueConcept
from tocsin.terms.period import Period
from tocsin.terms.place import Place


class Scale(StrEnum):
    """The natural scale of a variable: log for positive amounts, logit for shares, linear otherwise."""

    LOG = "log"
    LOGIT = "logit"
    LINEAR = "linear"


class Bounds(Record):
    """The range outside which a variable cannot reasonably lie, with the reason."""

    low: float
    high: float
    reason: str = ""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"low {self.low:g} must be below high {self.high:g}")
        return self


class ClaimSelection(Record):
    """Which claims feed a driver: one subject and variable, narrowed by scope and basis; place, period and concept are the driver's."""

    subject: Key
    variable: Key
    scope: str = ""
    basis: str = ""


class Conversion(Record):
    """A declared way to join claims of another scope, basis or concept: multiply them by a named driver."""

    scope: str | None = None
    basis: str | None = None
    concept: ValueConcept | None = None
    price_year: Year = None
    multiply_by: Name
    reason: Text


class Range(Record):
    """A value or range set by the analyst, with its reason; ``item`` names the document it was read in."""

    low: Number = None
    best: Number = None
    high: Number = None
    level: Level = 0.90
    distribution: Literal["quantiles", "lognormal", "normal", "beta", "pert", "triangular", "uniform"] = "quantiles"
    values: tuple[float, ...] = ()
    probabilities: tuple[float, ...] = ()
    reason: Text
    item: Key | None = None


class TableQuery(Record):
    """A figure read from a declared table: an aggregate of one column over chosen rows."""

    table: Key
    aggregate: Literal["sum", "count", "mean"] = "sum"
    of: Name | None = None
    where: dict[Name, tuple[str, ...] | str] = Field(default_factory=dict)
    relative_error: float = Field(default=0.1, ge=0, le=2)
    reason: Text


class Driver(Record):
    """One uncertain input of a model: from claims, a table, overlapping lists, experts' answers, or a range set by the analyst."""

    title: Text
    unit: Text
    claims: ClaimSelection | None = None
    range: Range | None = None
    table: TableQuery | None = None
    fixed: Number = None
    elicited: Key | None = None
    lists: Key | None = None
    period: Period | None = None
    place: Place | None = None
    concept: ValueConcept | None = None
    price_year: Year = None
    plausible: Bounds | None = None
    scale: Scale = Scale.LOG
    conversions: tuple[Conversion, ...] = ()
    independent: bool = False
    reason: str = ""

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        origins = ("claims", "range", "table", "fixed", "elicited", "lists")
        given = [name for name in origins if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"name exactly one of {', '.join(origins)} (found: {', '.join(given) or 'none'})")
        if self.claims is not None and self.plausible is None:
            raise ValueError(
                "a driver from claims needs `plausible` (low, high): what weak evidence leaves open goes there"
            )
        if self.elicited is not None and (self.plausible is not None or self.conversions):
            raise ValueError(
                "an elicited driver ranges over what the experts said: write bounds as `least` and `greatest` in elicitations.csv"
            )
        return self


class Correlation(Record):
    """A declared rank correlation between two drivers, with the reason."""

    drivers: tuple[Name, Name]
    rank: float = Field(ge=-1, le=1)
    reason: Text


class Formula(Record):
    """Arithmetic over named drivers and other figures, with what the result is."""

    title: Text
    formula: Text
    unit: Text
    period: Period | None = None
    place: Place | None = None
    concept: ValueConcept | None = None
    price_year: Year = None
    scope: str = ""
    note: str = ""


class PlausibilityCheck(Record):
    """A rule that the figures of a model must satisfy, or the report carries a warning."""

    rule: Literal["interception", "supply-demand", "at-most", "at-least"]
    figure: Name
    against: Name | None = None
    limit: Number = None
    reason: str = ""


class Model(Record):
    """``models/*.yaml``: drivers, formulas, correlations and checks of one estimation question."""

    key: Key
    title: Text
    note: str = ""
    items: Keys = ()
    period: Period | None = None
    place: Place | None = None
    drivers: dict[Name, Driver]
    formulas: dict[Name, Formula]
    correlations: tuple[Correlation, ...] = ()
    checks: tuple[PlausibilityCheck, ...] = ()
