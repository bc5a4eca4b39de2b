"""What is read to tell whether the strategy works, and what did it show?"""

from typing import Literal, Self

from pydantic import model_validator

from tocsin.dossier.records.record import Day, Key, Keys, Level, Name, Number, Record, Text, Texts, check_interval
from tocsin.terms.period import Period


class Indicator(Record):
    """``indicators.csv``: what is read, in which unit, how often, by whom; which way is better; what it could spoil.

    ``baseline`` and ``target`` are for indicators of blocks and measures; those of an objective stand with the objective.
    """

    key: Key
    title: Text
    definition: Text
    unit: Text
    better: Literal["lower", "higher"]
    stage: Literal["input", "activity", "output", "outcome", "impact"] = "outcome"
    shows: Literal["benefit", "burden"] = "benefit"
    disaggregation: Texts = ()
    source: str = ""
    frequency: Literal["monthly", "quarterly", "half-yearly", "yearly", "every two years", "once"] | None = None
    owner: Key | None = None
    measures: Keys = ()
    threats: Keys = ()
    baseline: Number = None
    baseline_low: Number = None
    baseline_high: Number = None
    no_interval: str = ""
    baseline_period: Period | None = None
    baseline_item: Key | None = None
    target: Number = None
    due_on: Day = None
    limits: str = ""
    perverse_incentive: str = ""

    @model_validator(mode="after")
    def _baseline_is_a_number_with_a_source(self) -> Self:
        check_interval(self.baseline_low, self.baseline_high, best=self.baseline)
        if self.baseline is None:
            return self
        if self.baseline_period is None or self.baseline_item is None:
            raise ValueError("a baseline needs `baseline_period` and `baseline_item`: when it was read, and where")
        if None in (self.baseline_low, self.baseline_high) and not self.no_interval:
            raise ValueError(
                "give `baseline_low` and `baseline_high`, or say under `no_interval` why the number has none"
            )
        return self


class Reading(Record):
    """``readings.csv``: what an indicator showed in one period; only one with an ``item`` or ``figure`` verifies anything."""

    key: Key
    indicator: Key
    period: Period
    figure: Name | None = None
    low: Number = None
    best: Number = None
    high: Number = None
    level: Level = 0.90
    no_interval: str = ""
    item: Key | None = None
    note: str = ""

    @property
    def is_cited(self) -> bool:
        """Whether somebody else can look the reading up."""
        return self.item is not None or self.figure is not None

    @model_validator(mode="after")
    def _is_one_number(self) -> Self:
        if (self.figure is None) == (self.best is None):
            raise ValueError("give either `figure` or `best`")
        check_interval(self.low, self.high, best=self.best)
        if self.best is not None and None in (self.low, self.high) and not self.no_interval:
            raise ValueError("give `low` and `high`, or say under `no_interval` why the number has none")
        return self
