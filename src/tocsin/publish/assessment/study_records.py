"""Which fields of assessment.json tell of the studies: questions put to one table each by one method?"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class StudyPart(BaseModel):
    """A part of a study as it is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SpanRecord(StudyPart):
    """A number with its interval and the level of that; None where it is not known or has no meaning."""

    value: float | None
    low: float | None = None
    high: float | None = None
    level: float | None = None

    @model_validator(mode="after")
    def _interval_has_a_level(self) -> Self:
        if (self.low is not None or self.high is not None) and self.level is None:
            raise ValueError("an interval without its level cannot be read. Give `level`.")
        return self


StudyCell = str | float | SpanRecord | None


class StudyColumn(StudyPart):
    """A column of a study's table: numbers and intervals in it are in ``unit``."""

    title: str
    unit: str = ""


class StudyTable(StudyPart):
    """A table of a study; ``is_drawn`` asks for a picture of its first column against the first column of intervals."""

    key: str
    caption: str
    columns: tuple[StudyColumn, ...]
    rows: tuple[tuple[StudyCell, ...], ...]
    is_drawn: bool = False


class BandPoint(StudyPart):
    """One period of a series: what was counted, and the interval in which it was expected, where there is one."""

    period: str
    seen: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    is_marked: bool = Field(default=False, description="Out of the ordinary by the method's own rule.")


class StudyBand(StudyPart):
    """A series against what was expected; ``starts`` are the periods in which something began."""

    key: str
    title: str = Field(description="What the picture shows, as a sentence.")
    legend: str = Field(description="What the line, the band and the marks are.")
    unit: str
    points: tuple[BandPoint, ...]
    starts: tuple[str, ...] = ()
    starts_are: str = "Began"


class StudyRecord(StudyPart):
    """One study: the question, the answer in words with what stands behind it, or why there is none."""

    title: str
    question: str
    method: str
    table: str
    item: str
    threats: tuple[str, ...] = ()
    is_annex: bool = Field(
        default=False, description="Shown at the end, because it bears on no threat of the assessment."
    )
    missing: str = Field(default="", description="Why the question could not be answered; empty where it was.")
    verdict: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    bands: tuple[StudyBand, ...] = ()
    tables: tuple[StudyTable, ...] = ()
    warnings: tuple[str, ...] = ()
    recipe: str = ""
    settings: dict[str, str] = Field(default_factory=dict)
    seed: int | None = None
