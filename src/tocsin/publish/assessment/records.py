"""Which fields does assessment.json have, and what does each of them mean?

These classes are the only schema of the file: writing, reading, the published JSON Schema and the report come from them.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tocsin.publish.assessment.evidence_records import (
    ClaimRecord,
    DecisionRecord,
    ItemRecord,
    LawRecord,
    RequirementRecord,
    SourceRecord,
    TermsRecord,
)
from tocsin.publish.assessment.expert_records import ExpertQuestionRecord
from tocsin.publish.assessment.list_records import ListTableRecord
from tocsin.publish.assessment.picture_records import (
    AnalystScoreRecord,
    ChoiceRecord,
    FactorRecord,
    GroupRecord,
    MarketRecord,
    SectorRecord,
)
from tocsin.publish.assessment.study_records import StudyRecord
from tocsin.publish.assessment.table_records import FlowRecord, HotspotRecord, SeriesRecord

Confidence = Literal["high", "moderate", "low"]
Setting = str | int | float | bool | None | tuple[str | int | float | bool | None, ...]


class Published(BaseModel):
    """A record that is published as it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class RecipeRecord(Published):
    """How a result was made: method with version, settings, hash of all inputs, seed."""

    method: str
    version: int
    inputs_hash: str
    settings: dict[str, Setting] = Field(default_factory=dict)
    seed: int | None = None


class WarningRecord(Published):
    """A doubt about data or reasoning, what it means for the reader's decision, and the results it touches."""

    key: str
    rule: str
    about: str
    severity: Literal["note", "warning"]
    message: str
    examples: tuple[str, ...] = ()
    count: int | None = None
    touches: tuple[str, ...] = Field(default=(), description="Keys of the estimates and threats that rest on it.")


class DriverShareRecord(Published):
    """How much of a figure's uncertainty one input carries alone, as a share from 0 to 1."""

    key: str
    name: str
    share: float
    error: float


class ErrorsRecord(Published):
    """Standard errors that come from simulation alone, in the unit of the figure."""

    value: float
    mean: float
    low: float
    high: float


class EstimateRecord(Published):
    """One figure: ``value`` is the median, ``low`` and ``high`` bound the central interval of probability ``level``."""

    title: str
    unit: str
    place: str
    place_name: str
    period: str
    concept: str | None = None
    price_year: int | None = None
    scope: str = ""
    value: float
    mean: float
    low: float
    high: float
    level: float = Field(gt=0, lt=1)
    error: float | None = Field(default=None, description="Standard error of `value` from simulation alone.")
    errors: ErrorsRecord | None = None
    quantiles: tuple[tuple[float, float], ...] = Field(default=(), description="Pairs of probability and value.")
    formula: str = Field(default="", description="Empty for an input that no formula computes.")
    model: str = ""
    note: str = ""
    drivers: tuple[DriverShareRecord, ...] = ()
    interactions: float = 0.0
    grade_mix: dict[str, float] = Field(default_factory=dict)
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    gaps: tuple[str, ...] = Field(default=(), description="Inputs for which there is no evidence at all.")
    warnings: tuple[str, ...] = ()
    recipe: RecipeRecord | None = None


class ScoreRecord(Published):
    """The score of a threat on one criterion, on the scale of the framework, and what it rests on."""

    title: str
    axis: str
    is_ranked: bool = True
    low: float
    high: float
    value: float | None = Field(default=None, description="The median; none where nothing is known.")
    least: float = Field(description="Foot of the scale.")
    most: float = Field(description="Top of the scale.")
    basis: str
    unknown_share: float = Field(default=0.0, ge=0, le=1)


class FacetRecord(Published):
    """One question of a threat card, answered or declared a gap."""

    question: str
    text: str = ""
    gap: str = ""
    claims: tuple[str, ...] = ()


class OutlookRecord(Published):
    """Where a threat is heading by a stated year."""

    to: str
    text: str = ""
    figure: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    drivers: tuple[str, ...] = ()
    early_warnings: tuple[str, ...] = ()
    gap: str = ""


class MatrixRecord(Published):
    """The rectangle of a threat on the matrix of likelihood and harm: bands 0 to 4 on both, and the labels it touches."""

    likelihood_from: int = Field(ge=0, le=4)
    likelihood_to: int = Field(ge=0, le=4)
    harm_from: int = Field(ge=0, le=4)
    harm_to: int = Field(ge=0, le=4)
    labels: tuple[str, ...]


class CardRecord(Published):
    """What is known of a threat or an enabler, question by question, and what is not."""

    key: str
    title: str
    crime: str = ""
    summary: str = ""
    card: tuple[FacetRecord, ...] = ()
    trend: FacetRecord | None = None
    response: FacetRecord | None = None
    outlook: OutlookRecord | None = None
    confidence: Confidence
    confidence_reason: str = ""
    scores: dict[str, ScoreRecord] = Field(default_factory=dict)
    figures: tuple[str, ...] = Field(default=(), description="Keys of the estimates that bear on it.")
    evidence_mix: dict[str, float] = Field(default_factory=dict)
    gaps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    matrix: MatrixRecord | None = None


class ThreatRecord(CardRecord):
    """A ranked threat: ``p_top`` holds, for each m, the least and most probability to be among the first m."""

    rank: int = Field(description="Place by expected rank; ties share the better place.")
    expected_rank: float
    rank_low: int
    rank_high: int
    drawn_low: int | None = Field(
        default=None, description="The interval over draws alone, without the extremes of the unknown."
    )
    drawn_high: int | None = None
    p_top: dict[str, tuple[float, float]]
    rests_on_unknown: float = Field(ge=0, le=1)
    rank_acceptability: tuple[float, ...] = ()
    error: float | None = Field(default=None, description="Standard error of `expected_rank` from simulation alone.")
    expected_rank_with_unjudged: float | None = Field(
        default=None, description="The same if claims whose grade cannot be judged are counted."
    )
    confidence_factor: float | None = None


class RankRecord(Published):
    """The place of a threat under one reading of the ranking."""

    rank: int
    expected_rank: float
    rank_low: int
    rank_high: int


class GapRecord(Published):
    """What would be worth finding out: ``evppi`` in units of the decision's value, ``share`` of full information."""

    key: str
    title: str
    evppi: float
    error: float
    share: float
    is_distinguishable: bool
    members: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    requirement: str | None = None


class HarmRecord(Published):
    """What one threat does to one bearer in a year: an amount with its interval, or a declared gap."""

    key: str
    threat: str
    threat_title: str
    labels: tuple[str, ...] = Field(
        default=(), description="Priority labels by severity and incidence, for comparison."
    )
    bearer: str
    kind: str
    title: str
    value: float | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.90
    unit: str = ""
    price_year: int | None = None
    mechanism: str
    cause: str
    gap: str = ""
    figure: str | None = None
    item: str | None = None


class KeyJudgementRecord(Published):
    """A statement with its probability and, apart from it, the confidence in the evidence."""

    key: str
    statement: str
    probability: float | None = None
    phrase: str = ""
    confidence: Confidence
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    dissent: str = ""
    indicators: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class CriterionRecord(Published):
    """One question that threats are scored on, with its weight as the ranking used it."""

    key: str
    title: str
    axis: str
    axis_title: str
    is_ranked: bool
    question: str
    least: float
    most: float
    anchors: dict[str, str] = Field(default_factory=dict, description="What a score means, by score.")
    weight: float | None = None


class FrameworkRecord(Published):
    """Against what the threats were scored; results are never compared across frameworks."""

    key: str
    title: str
    version: str
    source: str
    criteria: tuple[CriterionRecord, ...]


class WeightRecord(Published):
    """What one decision-maker wants a criterion, an axis or a kind of harm to count for, or how two of them compare."""

    author: str
    mandate: str
    date: str | None = None
    about: str
    kind: str
    value: float
    reason: str = ""
    than: str = Field(default="", description="What it is compared with, for at_least and at_most.")
    unit: str = Field(default="", description="Unit of the value where kinds of harm are compared, such as USD/death.")
    question: int | None = Field(default=None, description="Number of the question that was answered.")


class ChangeRecord(Published):
    """A result that moved since the build before, from what to what, and the inputs that caused it."""

    key: str
    title: str
    before: str
    after: str
    causes: tuple[str, ...]


class Assessment(Published):
    """A whole assessment: every figure of the report with its interval, and all that the report says of them."""

    format: Literal["tocsin-assessment/1"] = "tocsin-assessment/1"
    key: str
    title: str
    place: str
    place_name: str
    period: str
    edition: str
    as_of: str | None = None
    notice: str = ""
    handling: str
    language: str = "en"
    probability_standard: str = "PHIA"
    top: int = Field(default=3, ge=1)
    recipe: RecipeRecord
    terms: TermsRecord | None = None
    warnings: tuple[WarningRecord, ...] = ()
    estimates: dict[str, EstimateRecord] = Field(default_factory=dict)
    inputs: dict[str, EstimateRecord] = Field(default_factory=dict, description="Drivers, keyed MODEL.NAME.")
    missing: dict[str, str] = Field(default_factory=dict, description="Figures that could not be computed, and why.")
    threats: tuple[ThreatRecord, ...] = ()
    enablers: tuple[CardRecord, ...] = ()
    pairwise: dict[str, dict[str, float]] = Field(
        default_factory=dict, description="Probability that the threat of the row is worse than that of the column."
    )
    readings: dict[str, dict[str, RankRecord]] = Field(
        default_factory=dict, description="Ranks with only evidence, only weights, or both left uncertain."
    )
    gaps: tuple[GapRecord, ...] = ()
    weights_gap: GapRecord | None = Field(
        default=None, description="What settling the weights is worth: no evidence gap."
    )
    harms: tuple[HarmRecord, ...] = ()
    key_judgements: tuple[KeyJudgementRecord, ...] = ()
    framework: FrameworkRecord | None = None
    choices: tuple[ChoiceRecord, ...] = ()
    analyst_scores: tuple[AnalystScoreRecord, ...] = ()
    experts: dict[str, ExpertQuestionRecord] = Field(
        default_factory=dict, description="Questions that experts answered and on which figures or scores rest, by key."
    )
    lists: dict[str, ListTableRecord] = Field(
        default_factory=dict, description="Tables of overlapping lists on which drivers rest, by key."
    )
    studies: dict[str, StudyRecord] = Field(
        default_factory=dict, description="Questions put to one table each by one method, by key."
    )
    markets: dict[str, MarketRecord] = Field(default_factory=dict)
    groups: dict[str, GroupRecord] = Field(default_factory=dict)
    sectors: dict[str, SectorRecord] = Field(default_factory=dict)
    factors: dict[str, FactorRecord] = Field(default_factory=dict)
    unmentioned_harms: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="By threat, the bearers of whose harm the dossier says nothing."
    )
    weights: tuple[WeightRecord, ...] = ()
    law: tuple[LawRecord, ...] = ()
    requirements: tuple[RequirementRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    flows: tuple[FlowRecord, ...] = ()
    hotspots: tuple[HotspotRecord, ...] = ()
    series: tuple[SeriesRecord, ...] = ()
    sources: dict[str, SourceRecord] = Field(default_factory=dict)
    items: dict[str, ItemRecord] = Field(default_factory=dict)
    claims: dict[str, ClaimRecord] = Field(default_factory=dict)
    changes: tuple[ChangeRecord, ...] = ()
