"""Which fields of assessment.json tell what experts answered, each apart, and what their answers come to together?"""

from pydantic import BaseModel, ConfigDict, Field


class ExpertRecord(BaseModel):
    """A part of what experts were asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpertAnswerRecord(ExpertRecord):
    """One expert's answer, by code, as a median with its interval, and the weight it has in the joint answer."""

    expert: str
    low: float
    value: float
    high: float
    weight: float
    rationale: str = ""


class ExpertQuestionRecord(ExpertRecord):
    """One question on which a figure or score rests: every answer, the mixture of all, and how far experts disagree."""

    unit: str
    low: float
    value: float
    high: float
    level: float
    weighting: str = Field(description="equal, or global where weights were earned on calibration questions.")
    answers: tuple[ExpertAnswerRecord, ...]
    disagreement: str
    used_by: tuple[str, ...] = Field(description="Drivers, MODEL.NAME, and scores, THREAT/CRITERION.")
    calibration_questions: int
