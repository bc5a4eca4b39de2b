"""What does a study of experts' answers tell its reader?"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tocsin.terms.recipe import Recipe

WeightingName = Literal["equal", "global", "item"]


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=True)


class ToldAnswer(_Told):
    """One expert's answer: median and interval in the unit of the question, and the nearest smooth distribution with its misfit."""

    expert: str
    low: float
    value: float
    high: float
    was: float | None
    is_low_clipped: bool
    is_high_clipped: bool
    nearest_family: str
    misfit_prob: float
    rationale: str


class ToldPool(_Told):
    """All answers to a question joined under one weighting: a mixture, with the weight of each expert."""

    weighting: WeightingName
    low: float
    value: float
    high: float
    weights: dict[str, float]


class ToldQuestion(_Told):
    """One question: answers, pools, and how far the experts disagree, which no pool may hide."""

    question: str
    unit: str
    scale: str
    level: float
    realised: float | None
    answers: tuple[ToldAnswer, ...]
    pools: tuple[ToldPool, ...]
    overlap: float | None
    groups: tuple[tuple[str, ...], ...]
    humps: tuple[float, ...]
    is_split: bool
    disagreement: str


class ToldExpert(_Told):
    """One expert on the calibration questions; None where there are too few of them."""

    expert: str
    answered: int
    below_low: int | None
    inside: int | None
    above_high: int | None
    calibration: float | None
    calibration_exact: float | None
    information_nats: float | None
    weight: float | None
    weight_least: float | None
    weight_most: float | None


class ToldJoint(_Told):
    """A joint expert, scored on the calibration questions like one expert."""

    weighting: WeightingName
    cutoff: float
    calibration: float
    calibration_exact: float
    information_nats: float
    combined: float


class ToldValidation(_Told):
    """Performance weights against equal weights on questions that did not set them."""

    ratio: float
    better_share: float
    training_size: int
    sets: int
    sets_possible: int


class ToldAgreement(_Told):
    """Krippendorff's alpha of best values over questions of one unit."""

    unit: str
    questions: int
    measurement: str
    alpha: float
    low: float
    high: float
    level: float
    failed_resamples: int


class JudgementStudy(_Told):
    """What experts believe together, how far they disagree, and how far each can be followed."""

    experts: tuple[ToldExpert, ...]
    questions: tuple[ToldQuestion, ...]
    joint: tuple[ToldJoint, ...]
    validation: ToldValidation | None
    agreement: tuple[ToldAgreement, ...]
    calibration_questions: int
    level: float
    recommended: WeightingName
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe
