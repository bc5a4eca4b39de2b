"""Who judged, scored, weighed, asked and decided what, and when?"""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

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
    """``weights.csv``: what a decision-maker wants criteria or axes to count for: a weight, a bound, or a place in an order."""

    author: Text
    mandate: Text
    date: Day = None
    about: Name
    kind: Literal["weight", "lower", "upper", "order"]
    value: float = Field(ge=0)
    reason: str = ""


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
    """``requirements.csv``: one row of the collection plan."""

    key: Key
    question: Text
    indicator: str = ""
    about: str = ""
    source: str = ""
    collector: str = ""
    deadline: Day = None
    state: Literal["open", "tasked", "collected", "closed", "dropped"] = "open"


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
