"""Which fields of assessment.json tell what the results rest on: sources, items, claims, law, terms of reference?"""

from pydantic import BaseModel, ConfigDict, Field


class Evidence(BaseModel):
    """A record of what a result rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRecord(Evidence):
    """Who says, and how reliable that source was graded."""

    name: str
    kind: str
    reliability: str
    scheme: str
    group: str
    licence: str = ""


class ItemRecord(Evidence):
    """What arrived from a source: a document or data set, with its date and where to find it."""

    source: str
    title: str
    date: str
    locator: str
    credibility: str
    note: str = ""


class ClaimRecord(Evidence):
    """What one item says of one variable, with its grade in its own scheme."""

    subject: str
    variable: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    level: float = 0.90
    best_is: str = "median"
    unit: str
    price_year: int | None = None
    period: str
    place: str
    scope: str = ""
    concept: str | None = None
    basis: str = ""
    sampling: str = "judgement"
    grade: str
    grade_words: str = ""
    item: str
    locator: str = ""
    note: str = ""


class LawRecord(Evidence):
    """Whether one instrument binds the State, as of the date of the copy that says so."""

    instrument: str
    title: str
    status: str
    since: str | None = None
    as_of: str
    bound: str = Field(
        default="unknown", description="Whether the State was bound at the end of the period, by this copy."
    )
    reservations: str = ""
    item: str
    duties: int | None = Field(default=None, description="Units of the instrument that create a duty or an option.")


class RequirementRecord(Evidence):
    """One row of the collection plan."""

    key: str
    question: str
    indicator: str = ""
    about: str = ""
    source: str = ""
    collector: str = ""
    deadline: str | None = None
    state: str = "open"
    study_size: int | None = None
    study_sd: float | None = None
    cost: float | None = None
    currency: str | None = None
    price_year: int | None = None


class DecisionRecord(Evidence):
    """What was recommended and what was adopted."""

    key: str
    question: str
    recommended: str
    adopted: str = ""
    by: str = ""
    date: str | None = None
    reason: str = ""


class TermsRecord(Evidence):
    """The terms of reference: for whom, for which decision, within which limits."""

    customer: str
    decision: str
    aim: str = ""
    scope: str
    exclusions: tuple[str, ...] = ()
    definitions: dict[str, str] = Field(default_factory=dict)
    constraints: tuple[str, ...] = ()
    governance: str = ""
    review_on: str | None = None
