"""What does the State set out to reach, by whom, with which money, and what does each block of the strategy say?"""

from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.convention.law import Pillar
from tocsin.dossier.records.measures import PlanYear
from tocsin.dossier.records.money import Amount, Currency, PriceYear
from tocsin.dossier.records.record import (
    Day,
    Key,
    Keys,
    Name,
    Number,
    Record,
    Share,
    Text,
    Texts,
    check_interval,
    check_told_once,
)
from tocsin.terms.period import Period
from tocsin.terms.place import Place

Letter = Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N"]


class CapacityHeld(Record):
    """How much of a means other than money a body has, in one year or, without a year, in each."""

    unit: Text
    amount: Amount
    year: PlanYear | None = None


class Body(Record):
    """Who leads, decides, keeps the files, owns, oversees: with mandate and legal basis."""

    key: Key
    title: Text
    roles: tuple[Literal["lead", "committee", "secretariat", "member", "owner", "partner", "oversight"], ...] = Field(
        min_length=1
    )
    mandate: str = ""
    legal_basis: str = ""
    item: Key | None = None
    meets: str = ""
    capacity: tuple[CapacityHeld, ...] = ()


class Baseline(Record):
    """Where an indicator stood: a figure of the dossier, or a number with its source."""

    period: Period
    figure: Name | None = None
    low: Number = None
    best: Number = None
    high: Number = None
    no_interval: str = ""
    claims: Keys = ()
    item: Key | None = None
    assumption: str = ""

    @model_validator(mode="after")
    def _is_one_number_with_a_source(self) -> Self:
        if (self.figure is None) == (self.best is None):
            raise ValueError("give either `figure` or `best`: one says where the number stands, the other gives it")
        check_interval(self.low, self.high, best=self.best)
        if self.best is not None and (self.low is None or self.high is None) and not self.no_interval:
            raise ValueError("give `low` and `high`, or say under `no_interval` why the number has none")
        if self.best is not None and not (self.claims or self.item or self.assumption):
            raise ValueError("a number needs a source: name `claims` or `item`, or declare an `assumption`")
        return self


class Target(Record):
    """The value to be reached, or the share by which the baseline is to change (``-0.2`` for a fifth less)."""

    value: Number = None
    change_share: Number = None

    @model_validator(mode="after")
    def _is_one_of_the_two(self) -> Self:
        if (self.value is None) == (self.change_share is None):
            raise ValueError("give exactly one of `value` and `change_share`")
        return self


class Objective(Record):
    """What is to be reached for which threats: indicator, baseline, target, day, owner, measures, day of evaluation."""

    key: Key
    title: Text
    pillar: Pillar | None = None
    threats: Keys = ()
    measures: Keys = ()
    indicator: Key | None = None
    baseline: Baseline | None = None
    target: Target | None = None
    due_on: Day = None
    owner: Key | None = None
    evaluation_on: Day = None
    mechanism: str = ""
    assumptions: Texts = ()


class Answer(Record):
    """What a block says under one of its fields: a text, a declared gap, or why nothing is needed."""

    text: str = ""
    gap: str = ""
    not_needed: str = ""
    items: Keys = ()

    @model_validator(mode="after")
    def _is_one_answer(self) -> Self:
        if sum(map(bool, (self.text, self.gap, self.not_needed))) != 1:
            raise ValueError("give exactly one of `text`, `gap` (not settled yet) or `not_needed` (with the reason)")
        return self


class Block(Record):
    """One of the fourteen blocks: what it says, what carries it out, and what is read to see whether it holds."""

    text: Text
    answers: dict[Name, Answer] = Field(default_factory=dict)
    owner: Key | None = None
    measures: Keys = ()
    needs_no_money: str = ""
    indicators: Keys = ()
    evaluation_on: Day = None
    evaluations: Keys = ()


class EnvelopeYear(Record):
    """What may be spent in one year, in the money of the strategy."""

    year: PlanYear
    amount: Amount


class Floor(Record):
    """The least that one pillar, place or protected group must get, and why."""

    key: Key
    pillar: Pillar | None = None
    place: Place | None = None
    protects: Name | None = None
    least_measures: int | None = Field(default=None, ge=1)
    least_share: Share | None = None
    least_amount: Amount | None = None
    reason: Text

    @model_validator(mode="after")
    def _is_one_floor(self) -> Self:
        if sum(each is not None for each in (self.pillar, self.place, self.protects)) != 1:
            raise ValueError("give exactly one of `pillar`, `place` and `protects`")
        if sum(each is not None for each in (self.least_measures, self.least_share, self.least_amount)) != 1:
            raise ValueError("give exactly one of `least_measures`, `least_share` (of spending) and `least_amount`")
        return self


class Rate(Record):
    """What one unit of another money is worth in the money of the strategy, with its source."""

    currency: Currency
    price_year: PriceYear
    rate: float = Field(gt=0)
    source: Text
    item: Key | None = None


class Strategy(Record):
    """``strategy.yaml``: aim, principles, period, money, bodies, objectives and the blocks A to N."""

    key: Key
    title: Text
    aim: str = ""
    principles: Texts = ()
    period: Period
    plan_on: Day = None
    adopted_on: Day = None
    adopted_by: str = ""
    horizon: Period | None = None
    discount_rate: Share = 0.0
    currency: Currency
    price_year: PriceYear
    rates: tuple[Rate, ...] = ()
    envelope: tuple[EnvelopeYear, ...] = ()
    floors: tuple[Floor, ...] = ()
    bodies: tuple[Body, ...] = ()
    objectives: tuple[Objective, ...] = ()
    blocks: dict[Letter, Block] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> Self:
        listed: tuple[tuple[str, list[object]], ...] = (
            ("bodies", [body.key for body in self.bodies]),
            ("objectives", [objective.key for objective in self.objectives]),
            ("floors", [floor.key for floor in self.floors]),
            ("envelope", [each.year for each in self.envelope]),
            ("rates", [(rate.currency, rate.price_year) for rate in self.rates]),
        )
        for name, keys in listed:
            check_told_once(keys, name=name)
        return self
