"""Against which criteria, on which scales, are threats scored and weighed?"""

from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Name, Record, Text


class ValueFunction(Record):
    """How an amount becomes a score: from ``worst_at`` (score at the top of the scale) to ``least_at`` (score at its foot)."""

    kind: Literal["linear", "concave", "logarithmic", "stepwise"] = "linear"
    least_at: float
    worst_at: float
    unit: Text
    steps: tuple[tuple[float, float], ...] = ()
    reason: Text


class Criterion(Record):
    """One question on an anchored scale; a higher score always means a worse threat."""

    key: Name
    title: Text
    axis: Name
    question: Text
    low: float = 0.0
    high: float = 10.0
    anchors: dict[float, str]
    value: ValueFunction | None = None
    verified: bool = True

    @model_validator(mode="after")
    def _anchors_lie_on_the_scale(self) -> Self:
        outside = [anchor for anchor in self.anchors if not self.low <= anchor <= self.high]
        if outside or self.low >= self.high:
            raise ValueError(f"anchors {outside} lie outside the scale {self.low:g} to {self.high:g}")
        return self


class Axis(Record):
    """A group of criteria that are weighed together; an axis beside the ranking is shown and not weighed."""

    key: Name
    title: Text
    is_ranked: bool = True


class Framework(Record):
    """``framework.yaml`` or a built-in: criteria on separate axes with anchors; results are never compared across frameworks."""

    key: Key
    title: Text
    version: Text
    source: Text
    unit: Literal["threat", "group", "country", "activity"] = "threat"
    axes: tuple[Axis, ...]
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    aggregation: Literal["additive", "geometric"] = "additive"

    @model_validator(mode="after")
    def _axes_and_criteria_fit(self) -> Self:
        known = {axis.key for axis in self.axes}
        unknown = sorted({criterion.axis for criterion in self.criteria} - known)
        if unknown:
            raise ValueError(f"criteria name axes that are not declared: {', '.join(unknown)}")
        return self
