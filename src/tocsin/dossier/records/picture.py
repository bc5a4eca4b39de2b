"""What is the picture: the threats that are ranked, the markets, groups, sectors and factors around them, the harm they do?"""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Keys, Level, Name, Number, Record, Text, Texts, check_interval
from tocsin.terms.crime import CrimeCode
from tocsin.terms.period import Period


class Facet(Record):
    """One question of the threat card: an answer, or a declared gap, never silence."""

    text: str = ""
    gap: str = ""
    claims: Keys = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and not self.gap:
            raise ValueError(
                "write `text`, or declare what is not known under `gap`; an empty facet would read as 'nothing there'"
            )
        return self


class Card(Record):
    """Who, what, where, when, why and how, as the field asks them of every flow."""

    who: Facet
    collaborators: Facet
    enablers: Facet
    what: Facet
    where: Facet
    when: Facet
    why: Facet
    how: Facet


class Outlook(Record):
    """Where a threat is heading by a stated year, what drives it, and what would show it early."""

    to: Period
    figure: Name | None = None
    low: Number = None
    best: Number = None
    high: Number = None
    unit: str = ""
    text: str = ""
    drivers: Texts = ()
    early_warnings: Texts = ()
    gap: str = ""

    @model_validator(mode="after")
    def _interval_is_possible(self) -> Self:
        check_interval(self.low, self.high, best=self.best)
        return self


class Threat(Record):
    """``threats.yaml``: what is ranked. Scores come from figures (``figures``), claims, or ``scores.csv``."""

    key: Key
    title: Text
    crime: CrimeCode
    role: Literal["threat", "enabler"] = "threat"
    summary: str = ""
    card: Card
    figures: dict[Name, Name] = Field(default_factory=dict)
    shown: tuple[Name, ...] = ()
    trend: Facet
    response: Facet
    outlook: Outlook
    confidence: Literal["high", "moderate", "low"]
    confidence_reason: Text
    markets: Keys = ()
    groups: Keys = ()
    gaps: Texts = ()


class Market(Record):
    """``markets.yaml``: an unlawful market: what is sold, by whom, to whom."""

    key: Key
    title: Text
    crime: CrimeCode
    supply: str = ""
    demand: str = ""
    regulators: str = ""
    competition: str = ""
    items: Keys = ()


class Group(Record):
    """``groups.yaml``: a group by code; a public name only where ``designated_by`` names the official public source."""

    key: Key
    public_name: str = ""
    designated_by: Key | None = None
    description: Text
    attributes: dict[Name, Literal["high", "medium", "low", "nil", "unknown"]] = Field(default_factory=dict)
    items: Keys = ()

    @model_validator(mode="after")
    def _name_is_official(self) -> Self:
        if self.public_name and not self.designated_by:
            raise ValueError(
                "a public name needs `designated_by`, the item of the official public source that designates the group"
            )
        return self


class Cover(Record):
    """Which measure of Article 31 guards a sector: by which measures or provisions, whose task it is, and what is lacking."""

    prevention: Text
    measures: Keys = ()
    provisions: Keys = ()
    owner: Key | None = None
    gap: str = ""

    @model_validator(mode="after")
    def _says_how_or_what_is_lacking(self) -> Self:
        if not (self.measures or self.provisions or self.gap):
            raise ValueError("name `measures` or `provisions` that carry it out, or declare the `gap`")
        return self


class Sector(Record):
    """``sectors.yaml``: a lawful sector at risk, and what covers it."""

    key: Key
    title: Text
    exposure: Text
    threats: Keys = ()
    items: Keys = ()
    covers: tuple[Cover, ...] = ()


class Factor(Record):
    """``factors.yaml``: an enabling condition outside any one market."""

    key: Key
    title: Text
    description: Text
    direction: Literal["raises", "lowers", "mixed", "unknown"]
    threats: Keys = ()
    items: Keys = ()


class Cause(StrEnum):
    """Where harm comes from: the activity itself, later effects of it, or the policy response."""

    INTRINSIC = "intrinsic"
    REMOTE = "remote"
    POLICY_INDUCED = "policy-induced"


class Harm(Record):
    """``harms.yaml``: what one threat does to one bearer per year, by a figure or a range, with mechanism and cause."""

    key: Key
    threat: Key
    bearer: Literal["individuals", "private-sector entities", "government entities", "environment"]
    kind: Literal["deaths", "victims", "money lost", "environment", "institutions"]
    title: Text
    figure: Name | None = None
    low: Number = None
    best: Number = None
    high: Number = None
    level: Level = 0.90
    unit: str = ""
    item: Key | None = None
    gap: str = ""
    mechanism: Text
    cause: Cause
    severity: Literal["catastrophic", "grave", "serious", "moderate", "marginal", "unknown"] = "unknown"
    incidence: Literal["continuously", "persistently", "occasionally", "seldom", "rarely", "unknown"] = "unknown"

    @model_validator(mode="after")
    def _has_an_amount_or_a_gap(self) -> Self:
        amounts = self.low is not None and self.high is not None
        if sum((self.figure is not None, amounts, bool(self.gap))) != 1:
            raise ValueError("give exactly one of: `figure`, a range (`low`, `high` with `unit`), or `gap`")
        check_interval(self.low, self.high, best=self.best)
        return self
