"""Who judged, scored, weighed, asked and decided what, and when?"""

from typing import Literal, Self

from pydantic import Field, model_validator

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

    @model_validator(mode="after")
    def _interval_is_possible(self) -> Self:
        check_interval(self.low, self.high, best=self.best)
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
