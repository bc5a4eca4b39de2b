"""Which fields of assessment.json hold what was counted in tables: flows, places that stand out, change over time?"""

from pydantic import BaseModel, ConfigDict, Field


class Counted(BaseModel):
    """Something counted in a table; recorded amounts bear no interval, for they are what was recorded and no estimate."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FlowRecord(Counted):
    """What was recorded between two places; ``low`` and ``high`` only where the amount was estimated."""

    table: str
    origin: str
    destination: str
    amount: float
    low: float | None = None
    high: float | None = None
    unit: str
    of: str = ""
    period: str
    records: int | None = Field(default=None, description="Rows behind the amount.")
    item: str = ""


class HotspotRecord(Counted):
    """A place where more was recorded than elsewhere."""

    table: str
    place: str
    amount: float
    unit: str
    of: str = ""
    period: str
    records: int
    share: float = Field(description="Share of everything recorded of the same kind in the table.")
    item: str = ""


class PointRecord(Counted):
    """One step of a series, with its interval where it was estimated."""

    period: str
    value: float
    low: float | None = None
    high: float | None = None


class BreakRecord(Counted):
    """Where the way of recording changed, so that the two sides cannot be compared."""

    at: str
    reason: str


class SeriesRecord(Counted):
    """The same quantity in several periods; series of one ``chart`` share its axes. Missing periods are missing, not zero."""

    key: str
    chart: str
    title: str
    line: str = Field(default="", description="What tells this series from others of its chart.")
    unit: str
    place: str
    price_year: int | None = None
    is_recorded: bool = Field(default=True, description="Recorded amounts, or else estimates with intervals.")
    points: tuple[PointRecord, ...]
    breaks: tuple[BreakRecord, ...] = ()
    item: str = ""
    notes: tuple[str, ...] = Field(default=(), description="Known problems of the table.")
