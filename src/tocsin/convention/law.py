"""What does a paragraph of a treaty ask, of whom, and how strongly?

The models of the law files: `data/<instrument>/article-NN.yaml`, one file per article. Ids follow the text:
instrument/article/paragraph/letter/roman; a further statement of the same paragraph adds `s2`, `s3`. How words become
a strength is settled in `docs/decisions/0004-two-codings-of-duty-strength.md`.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

UNIT_ID = re.compile(r"(untoc|tip|som|firearms)/[1-9]\d?(/[1-9]\d?)?(/[a-z])?(/[ivx]+)?(/[a-z])?(/s[2-9])?")


class InstrumentId(StrEnum):
    """The Convention and its three Protocols."""

    UNTOC = "untoc"
    TIP = "tip"
    SOM = "som"
    FIREARMS = "firearms"


class Kind(StrEnum):
    """Whether a unit asks for something, allows it, or says what words and rules mean."""

    DUTY = "duty"
    OPTION = "option"
    DEFINITION = "definition"
    SCOPE = "scope"
    RULE = "rule"


class Strength(StrEnum):
    """How strongly a unit binds, from `shall` down to `may`."""

    MANDATORY = "mandatory"
    MANDATORY_CONDITIONAL = "mandatory-conditional"
    CONSIDER = "consider"
    ENDEAVOUR = "endeavour"
    OPTIONAL = "optional"


class Addressee(StrEnum):
    """Whom a duty or option addresses; the Secretary-General also where he acts as depositary."""

    STATE_PARTY = "state-party"
    STATES_PARTIES_JOINTLY = "states-parties-jointly"
    REQUESTED_PARTY = "requested-party"
    REQUESTING_PARTY = "requesting-party"
    RECEIVING_PARTY = "receiving-party"
    CONFERENCE = "conference"
    SECRETARIAT = "secretariat"
    SECRETARY_GENERAL = "secretary-general"
    REGIONAL_ORGANIZATION = "regional-organization"


STATES = frozenset(
    {
        Addressee.STATE_PARTY,
        Addressee.STATES_PARTIES_JOINTLY,
        Addressee.REQUESTED_PARTY,
        Addressee.REQUESTING_PARTY,
        Addressee.RECEIVING_PARTY,
    }
)


class Pillar(StrEnum):
    """The four pillars under which a strategy sorts its measures."""

    PREVENT = "prevent"
    PURSUE = "pursue"
    PROTECT = "protect"
    PROMOTE = "promote"


class Topic(StrEnum):
    """What a unit is about."""

    CRIMINALIZATION = "criminalization"
    LAUNDERING = "laundering"
    CORRUPTION = "corruption"
    LEGAL_PERSONS = "legal-persons"
    SANCTIONS = "sanctions"
    CONFISCATION = "confiscation"
    ASSET_DISPOSAL = "asset-disposal"
    JURISDICTION = "jurisdiction"
    EXTRADITION = "extradition"
    TRANSFER_OF_PERSONS = "transfer-of-persons"
    MUTUAL_LEGAL_ASSISTANCE = "mutual-legal-assistance"
    JOINT_INVESTIGATION = "joint-investigation"
    SPECIAL_TECHNIQUES = "special-techniques"
    TRANSFER_OF_PROCEEDINGS = "transfer-of-proceedings"
    RECORDS = "records"
    OBSTRUCTION = "obstruction"
    WITNESS_PROTECTION = "witness-protection"
    VICTIM_PROTECTION = "victim-protection"
    COOPERATION_WITH_AUTHORITIES = "cooperation-with-authorities"
    LAW_ENFORCEMENT_COOPERATION = "law-enforcement-cooperation"
    INFORMATION_ANALYSIS = "information-analysis"
    TRAINING = "training"
    TECHNICAL_ASSISTANCE = "technical-assistance"
    PREVENTION = "prevention"
    CONTACT_POINTS = "contact-points"
    NOTIFICATION = "notification"
    IMPLEMENTATION = "implementation"
    SCOPE = "scope"
    DEFINITIONS = "definitions"
    SOVEREIGNTY = "sovereignty"
    CONFERENCE = "conference"
    FINAL_CLAUSES = "final-clauses"
    BORDER = "border"
    DOCUMENTS = "documents"
    TRAVEL_AND_TRANSPORT = "travel-and-transport"
    RETURN = "return"
    MARKING_AND_TRACING = "marking-and-tracing"
    LICENSING = "licensing"
    RECORD_KEEPING = "record-keeping"
    DEACTIVATION = "deactivation"
    BROKERING = "brokering"
    REPATRIATION = "repatriation"
    SAFEGUARDS = "safeguards"


def _blank_null(value: object) -> object:
    return None if value == "null" else value


Text = Annotated[str, Field(min_length=1)]
MaybeText = Annotated[Text | None, BeforeValidator(_blank_null)]
UnitId = Annotated[str, Field(pattern=f"^{UNIT_ID.pattern}$")]


class Unit(BaseModel):
    """The smallest piece of a treaty that can be met, missed, used or looked up on its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UnitId
    kind: Kind
    strength: Annotated[Strength | None, BeforeValidator(_blank_null)] = None
    condition: MaybeText = None
    addressee: Annotated[Addressee | None, BeforeValidator(_blank_null)] = None
    topic: Topic
    pillar: Annotated[Pillar | None, BeforeValidator(_blank_null)] = None
    alternatives: tuple[UnitId, ...] = ()
    summary: Text

    @property
    def instrument(self) -> InstrumentId:
        """The instrument that the id names."""
        return InstrumentId(self.id.split("/")[0])

    @property
    def article(self) -> int:
        """The article number that the id names."""
        return int(self.id.split("/")[1])

    @property
    def is_duty_or_option(self) -> bool:
        """True for what asks or allows, false for definitions, scope and rules."""
        return self.strength is not None

    @property
    def is_for_states(self) -> bool:
        """True where a State must or may act; false for organs, organizations and plain rules."""
        return self.is_duty_or_option and self.addressee in STATES

    @model_validator(mode="after")
    def _check_strength(self) -> Self:
        asks = self.kind in (Kind.DUTY, Kind.OPTION)
        if asks != (self.strength is not None):
            raise ValueError("a strength stands with every duty and option and with nothing else")
        if asks and (self.kind is Kind.OPTION) != (self.strength is Strength.OPTIONAL):
            raise ValueError("options are optional, duties are not")
        if asks and self.addressee is None:
            raise ValueError("a duty or option needs an addressee")
        if not asks and (self.addressee is not None or self.pillar is not None):
            raise ValueError("definitions, scope and rules address nobody and stand under no pillar")
        return self

    @model_validator(mode="after")
    def _check_condition(self) -> Self:
        if self.strength is Strength.MANDATORY_CONDITIONAL and self.condition is None:
            raise ValueError("a conditional duty needs its condition")
        if self.strength in (None, Strength.MANDATORY) and self.condition is not None:
            raise ValueError("a condition belongs to a conditional duty, a soft duty or an option")
        return self


class Article(BaseModel):
    """One article of an instrument with its units, in the order of the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: InstrumentId
    article: Annotated[int, Field(ge=1)]
    title: Text
    source: Text
    in_force: date
    cluster: Annotated[int | None, Field(ge=1, le=4), BeforeValidator(_blank_null)] = None
    cluster_verified: bool = False
    units: tuple[Unit, ...]

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        if not self.units:
            raise ValueError("an article needs at least one unit")
        stem = f"{self.instrument}/{self.article}"
        for unit in self.units:
            if unit.id != stem and not unit.id.startswith(f"{stem}/"):
                raise ValueError(f"the unit {unit.id} does not belong to {stem}")
        return self


class Instrument(BaseModel):
    """The Convention or one Protocol, article by article."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: InstrumentId
    title: Text
    in_force: date
    articles: tuple[Article, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, in the order of the text."""
        return tuple(unit for article in self.articles for unit in article.units)
