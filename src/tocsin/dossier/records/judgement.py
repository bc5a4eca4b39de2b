"""Who judged, scored, weighed, asked and decided what, and when?"""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from tocsin.dossier.records.money import Currency, PriceYear
from tocsin.dossier.records.record import (
    Day,
    Key,
    Keys,
    Level,
    Name,
    Number,
    Record,
    Share,
    Text,
    Texts,
    check_interval,
)

# What is weighed: criteria and axes by their keys, kinds of harm with this before them.
HARM = "harm:"
Weighed = Annotated[str, StringConstraints(pattern=r"^(harm:)?[a-z][a-z0-9_]*$", max_length=80)]
# The number of a question in a questionnaire.
Count = Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(lambda value: None if value == "" else value)]


class Score(Record):
    """``scores.csv``: an analyst's score of a threat on a criterion, on the scale of the framework; facts, not values."""

    threat: Key
    criterion: Name
    low: Number = None
    best: Number = None
    high: Number = None
    level: Level = 0.90
    author: Text
    date: Day = None
    rationale: Text
    item: Key | None = None
    elicited: Key | None = None

    @model_validator(mode="after")
    def _interval_is_possible(self) -> Self:
        check_interval(self.low, self.high, best=self.best)
        if self.elicited is not None and (self.low, self.best, self.high) != (None, None, None):
            raise ValueError("the score is elicited from experts and has numbers of its own: keep one of the two")
        return self


class Elicitation(Record):
    """``elicitations.csv``: one expert's four-step answer to a question; ``expert`` is a code such as e07, never a name.

    ``unit``, ``scale``, bounds and, for calibration questions, ``realisation`` are the same on every row of a question.
    """

    expert: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,12}-?[0-9]{1,6}$")]
    question: Key
    low: float
    best: float
    high: float
    confidence: Annotated[float, Field(gt=0, le=1)]
    round: int = Field(default=1, ge=1, le=99)
    rationale: str = ""
    unit: str = ""
    scale: Literal["linear", "log"] = "linear"
    realisation: Number = None
    least: Number = None
    greatest: Number = None

    @model_validator(mode="after")
    def _answer_is_possible(self) -> Self:
        if not self.low < self.best < self.high:
            shown = f"{self.low:g}, {self.best:g}, {self.high:g}"
            raise ValueError(
                f"low, best and high are {shown}, which do not rise, so the answer has no spread on one side"
            )
        if self.scale == "log" and min(self.low, self.realisation or self.low, self.least or self.low) <= 0:
            raise ValueError("a logarithmic scale holds only what is above 0: use linear, or correct the numbers")
        low = self.low if self.least is None else self.least
        high = self.high if self.greatest is None else self.greatest
        if self.low < low or self.high > high:
            raise ValueError(f"the answer goes beyond the bounds of its question, {low:g} to {high:g}")
        return self


class Weight(Record):
    """``weights.csv``: what a decision-maker wants criteria, axes or kinds of harm to count for.

    A weight, a bound, a place in an order, or the answer to a trade-off: ``about`` is worth at least, or at most, ``value``
    times ``than``. Kinds of harm read ``harm:deaths`` and are compared by single units, such as 500000 in USD/victim;
    ``question`` is the number of the question that was answered, empty where something was said unasked.
    """

    author: Text
    mandate: Text
    date: Day = None
    about: Weighed
    kind: Literal["weight", "lower", "upper", "order", "at_least", "at_most"]
    value: float = Field(ge=0)
    reason: str = ""
    than: Weighed | Literal[""] = ""
    unit: str = ""
    question: Count = None

    @property
    def is_answer(self) -> bool:
        """Whether it compares two things that are weighed."""
        return self.kind in ("at_least", "at_most")

    @property
    def is_of_harm(self) -> bool:
        """Whether it is said of kinds of harm and not of criteria or axes."""
        return self.about.startswith(HARM)

    @model_validator(mode="after")
    def _compares_what_can_be_compared(self) -> Self:
        if self.is_answer != bool(self.than):
            raise ValueError("`at_least` and `at_most` compare with what stands under `than`, and nothing else does")
        if not self.is_answer:
            if self.unit or self.question is not None:
                raise ValueError("`unit` and `question` belong to `at_least` and `at_most` alone. Leave them empty")
            return self
        if self.than == self.about or self.than.startswith(HARM) != self.is_of_harm:
            raise ValueError(
                f"{self.about!r} cannot be compared with {self.than!r}: name two different criteria, axes, or kinds of harm"
            )
        if self.value <= 0:
            raise ValueError("`value` is how many times as much, so it is above 0")
        if bool(self.unit) != self.is_of_harm:
            raise ValueError(
                "kinds of harm are compared by single units, so `unit` reads like USD/death there, and stays empty elsewhere"
            )
        return self


class KeyJudgement(Record):
    """``key_judgements.yaml``: a statement with its probability, and apart from it the confidence in the evidence."""

    key: Key
    statement: Text
    probability: Share | None = None
    confidence: Literal["high", "moderate", "low"]
    evidence_for: Keys = ()
    evidence_against: Keys = ()
    alternatives: Texts = ()
    assumptions: Texts = ()
    dissent: str = ""
    indicators: Texts = ()


class Requirement(Record):
    """``requirements.csv``: one row of the collection plan.

    ``study_size`` observations, which differ by ``study_sd`` in the unit of what is asked (standard deviation), are the study
    that would answer it; ``cost`` is what the answer costs, in ``currency`` of ``price_year``.
    """

    key: Key
    question: Text
    indicator: str = ""
    about: str = ""
    source: str = ""
    collector: str = ""
    deadline: Day = None
    state: Literal["open", "tasked", "collected", "closed", "dropped"] = "open"
    study_size: Count = None
    study_sd: Number = None
    cost: Number = None
    currency: Currency | None = None
    price_year: PriceYear | None = None

    @model_validator(mode="after")
    def _study_and_cost_are_whole(self) -> Self:
        if (self.study_size is None) != (self.study_sd is None):
            raise ValueError(
                "a study needs both `study_size` and `study_sd`: one without the other says nothing of its precision"
            )
        if (self.study_sd or 0) < 0 or (self.cost or 0) < 0:
            raise ValueError("`study_sd` and `cost` are 0 or more")
        if len({self.cost is None, self.currency is None, self.price_year is None}) > 1:
            raise ValueError("`cost`, `currency` and `price_year` are given together or not at all")
        return self


class Decision(Record):
    """``decisions.csv``: what was recommended, what was adopted, by whom, and why they differ."""

    key: Key
    question: Text
    recommended: Text
    adopted: str = ""
    by: str = ""
    date: Day = None
    reason: str = ""

    @model_validator(mode="after")
    def _departure_has_a_reason(self) -> Self:
        if self.adopted and self.adopted != self.recommended and not self.reason:
            raise ValueError("the decision departs from the recommendation: say why under `reason`")
        return self


class DrawEntry(Record):
    """``draws.csv``: which dimension of the random draws a driver uses; rows are only ever appended."""

    driver: Text
    dimension: int = Field(ge=0)
