"""Which plans exist already beside the strategy: thematic ones at home, and those of the region?"""

from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.measures import PlanYear
from tocsin.dossier.records.money import Amount, Currency, PriceYear
from tocsin.dossier.records.record import Day, Key, Keys, Number, Record, Text, Texts, check_told_once
from tocsin.terms.period import Period


class PlanTarget(Record):
    """What a thematic plan wants to reach: by an indicator of the strategy, or in its own words (``about``)."""

    key: Key
    indicator: Key | None = None
    about: str = ""
    threat: Key | None = None
    value: Number = None
    change_share: Number = None
    unit: str = ""
    due_on: Day = None

    @model_validator(mode="after")
    def _says_what_is_to_be_reached(self) -> Self:
        if (self.indicator is None) == (not self.about):
            raise ValueError("give exactly one of `indicator` and `about`")
        if (self.value is None) == (self.change_share is None):
            raise ValueError("give exactly one of `value` and `change_share`")
        return self


class PlanSpending(Record):
    """What a thematic plan spends on one of its measures in one year; ``funding`` is the code of the project or fund."""

    year: PlanYear
    amount: Amount
    currency: Currency
    price_year: PriceYear
    funder: str = ""
    funding: str = ""


class PlanMeasure(Record):
    """What a thematic plan does; ``same_as`` names the measure of the strategy that it is, if it is one."""

    key: Key
    title: Text
    same_as: Key | None = None
    threats: Keys = ()
    duties: Texts = ()
    owner: str = ""
    starts_on: Day = None
    ends_on: Day = None
    spending: tuple[PlanSpending, ...] = ()


class ThematicPlan(Record):
    """``plans/*.yaml``: an existing plan on one form of crime or one theme, in one file each."""

    key: Key
    title: Text
    owner: Text
    period: Period
    item: Key | None = None
    threats: Keys = ()
    duties: Texts = ()
    targets: tuple[PlanTarget, ...] = ()
    measures: tuple[PlanMeasure, ...] = ()

    @model_validator(mode="after")
    def _names_each_thing_once(self) -> Self:
        check_told_once([target.key for target in self.targets], name="targets")
        check_told_once([measure.key for measure in self.measures], name="measures")
        return self


class Match(Record):
    """A national objective that answers a regional one, and how far."""

    objective: Key
    extent: Literal["full", "partial", "against"]
    reason: str = ""

    @model_validator(mode="after")
    def _less_than_full_has_a_reason(self) -> Self:
        if self.extent != "full" and not self.reason:
            raise ValueError("say under `reason` what is missing or stands against it")
        return self


class RegionalObjective(Record):
    """What the region wants to reach, in own words, and which national objectives match it."""

    key: Key
    title: Text
    locator: str = ""
    threats: Keys = ()
    duties: Texts = ()
    matches: tuple[Match, ...] = ()
    not_followed: str = ""


class RegionalStrategy(Record):
    """``regional.yaml``: a strategy of the region, its objectives, and where the national one differs from it."""

    key: Key
    title: Text
    organization: Text
    period: Period | None = None
    item: Key | None = None
    objectives: tuple[RegionalObjective, ...] = Field(min_length=1)
    differences: str = ""

    @model_validator(mode="after")
    def _names_each_objective_once(self) -> Self:
        check_told_once([objective.key for objective in self.objectives], name="objectives")
        return self
