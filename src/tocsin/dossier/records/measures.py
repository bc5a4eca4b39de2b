"""What could be done against threats: with which effect, at what cost, needing and excluding what, at which risk to rights?"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.convention.law import Pillar
from tocsin.dossier.records.money import Amount, AmountRange, Currency, PriceYear
from tocsin.dossier.records.record import (
    Key,
    Keys,
    Level,
    Name,
    Record,
    Share,
    Text,
    Texts,
    check_interval,
    check_told_once,
)
from tocsin.terms.place import Place

PlanYear = Annotated[int, Field(ge=1900, le=2200)]
Years = Annotated[float, Field(ge=0, le=100)]


class Effect(Record):
    """By which share a measure lowers the yearly harm of one threat; below zero it raises it, as when crime moves there.

    It begins after ``onset_years``, grows for ``ramp_years``, and then loses ``decay_share_per_year`` of itself each year.
    It rests on claims or studies, or on a declared assumption.
    """

    threat: Key
    direction: Literal["lowers", "raises", "unclear"]
    low: float = Field(gt=-10)
    best: float
    high: float
    level: Level = 0.90
    onset_years: Years = 0.0
    ramp_years: Years = 0.0
    decay_share_per_year: Share = 0.0
    claims: Keys = ()
    studies: Keys = ()
    assumption: str = ""
    mechanism: str = ""

    @property
    def has_evidence(self) -> bool:
        """Whether anything that can be graded stands behind the effect."""
        return bool(self.claims or self.studies)

    @model_validator(mode="after")
    def _interval_is_possible(self) -> Self:
        check_interval(self.low, self.high, best=self.best)
        if self.high >= 1:
            raise ValueError(
                f"an effect of {self.high:g} would leave nothing of the threat in any year, which no measure does: "
                "an effect is a share below 1. Write 0.3 for 30 %."
            )
        return self

    @model_validator(mode="after")
    def _sign_is_as_declared(self) -> Self:
        fits = {"lowers": self.low >= 0, "raises": self.high <= 0, "unclear": self.low < 0 < self.high}
        if not fits[self.direction]:
            raise ValueError(
                f"the effect runs from {self.low:g} to {self.high:g} and is declared as {self.direction!r}. {_SIGNS}"
            )
        return self

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.has_evidence == bool(self.assumption):
            raise ValueError(
                "an effect rests either on evidence (`claims`, `studies`) or on a declared `assumption`: give one of the two"
            )
        return self


_SIGNS = (
    "Above zero harm falls (`lowers`), below zero it rises (`raises`), and an interval with zero inside is `unclear`. "
    "Correct the signs or the direction."
)


class CostYear(Record):
    """What a measure costs in one year, to build it and to run it."""

    year: PlanYear
    build: AmountRange | None = None
    run: AmountRange | None = None

    @model_validator(mode="after")
    def _costs_something(self) -> Self:
        if self.build is None and self.run is None:
            raise ValueError("give `build`, `run` or both for the year, or leave the year out")
        return self


class Costs(Record):
    """What a measure costs year by year, in one money, from published figures (``items``) or by a declared assumption."""

    currency: Currency
    price_year: PriceYear
    years: tuple[CostYear, ...] = Field(min_length=1)
    items: Keys = ()
    assumption: str = ""

    @model_validator(mode="after")
    def _is_told_once_and_has_a_source(self) -> Self:
        check_told_once([each.year for each in self.years], name="years")
        if not self.items and not self.assumption:
            raise ValueError("costs need a source: name `items`, or declare an `assumption`")
        return self


class CapacityNeed(Record):
    """How much of a body's capacity a measure needs, in one year or, without a year, in each."""

    body: Key
    unit: Text
    amount: Amount
    year: PlanYear | None = None


class RightsRisk(Record):
    """How a measure could harm human rights, and what is done about it; the level is never left to be guessed."""

    level: Literal["none", "low", "medium", "high"]
    concerns: tuple[
        Literal["legality", "necessity", "proportionality", "non-discrimination", "remedy", "privacy"], ...
    ] = ()
    reason: Text
    mitigation: str = ""


class Measure(Record):
    """``measures.yaml``: what the State could do, whether or not it is chosen."""

    key: Key
    title: Text
    description: str = ""
    pillar: Pillar
    standing: Literal["proposed", "chosen", "running", "rejected"] = "proposed"
    effects: tuple[Effect, ...] = ()
    costs: Costs | None = None
    capacity: tuple[CapacityNeed, ...] = ()
    requires: Keys = ()
    excludes: Keys = ()
    duties: Texts = ()
    places: tuple[Place, ...] = ()
    protects: tuple[Name, ...] = ()
    rights: RightsRisk | None = None
    gender_analysis: str = ""
    barriers: Keys = ()
    practices: Keys = ()

    @property
    def is_adopted(self) -> bool:
        """Whether the strategy holds the measure: chosen, or running already."""
        return self.standing in ("chosen", "running")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        check_told_once([effect.threat for effect in self.effects], name="effects")
        if self.key in (*self.requires, *self.excludes):
            raise ValueError("the measure requires or excludes itself. Correct the key")
        both = sorted(set(self.requires) & set(self.excludes))
        if both:
            raise ValueError(
                f"{both[0]!r} is both required and excluded, so the measure could never be chosen. Keep one"
            )
        return self
