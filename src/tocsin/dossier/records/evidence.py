"""Who says, in what, what exactly, and how far can it be trusted?"""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Level, Number, Record, Text, Year, check_interval
from tocsin.terms.estimate import ValueConcept
from tocsin.terms.handling import Handling
from tocsin.terms.period import Period
from tocsin.terms.place import Place


class SourceKind(StrEnum):
    """What sort of body a source is."""

    AGENCY = "agency"
    ACADEMIA = "academia"
    MEDIA = "media"
    CIVIL_SOCIETY = "civil society"
    PRIVATE_SECTOR = "private sector"
    INTERNATIONAL = "international"


class Source(Record):
    """``sources.csv``: who says. ``independence_group`` joins sources that repeat one another; empty means on its own."""

    key: Key
    name: Text
    kind: SourceKind
    reliability: Text
    scheme: str = ""
    independence_group: str = ""
    handling: Handling = Handling.parse("TLP:CLEAR")
    licence: str = ""

    @property
    def group(self) -> str:
        """The independence group, by default the source itself."""
        return self.independence_group or self.key


class Item(Record):
    """``items.csv``: what arrived: a document or data set, with its date, where to find it, and its credibility."""

    key: Key
    source: Key
    title: Text
    kind: Literal["document", "data set"] = "document"
    date: Period
    locator: Text
    credibility: Text
    handling: Handling | None = None
    note: str = ""


class Claim(Record):
    """``claims.csv``: what one item says of one variable. ``best`` is the median unless ``best_is`` says mode."""

    key: Key
    subject: Key
    variable: Key
    low: Number = None
    best: Number = None
    high: Number = None
    level: Level = 0.90
    best_is: Literal["median", "mode"] = "median"
    unit: str = Field(min_length=1)
    period: Period
    place: Place
    scope: str = ""
    concept: ValueConcept | None = None
    price_year: Year = None
    basis: str = ""
    sampling: Literal["judgement", "probability"] = "judgement"
    item: Key
    locator: str = ""
    handling: Handling | None = None
    note: str = ""

    @model_validator(mode="after")
    def _interval_is_possible(self) -> Self:
        if self.low is None and self.best is None and self.high is None:
            raise ValueError(
                "low, best and high are all empty, so the claim says nothing. Fill in at least one of them."
            )
        check_interval(self.low, self.high, best=self.best)
        return self
