"""What does watching counts say: bounds, alarms, beginnings, changes of level and where they come from, skill?"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tocsin.monitor.watch_rows import Absent
from tocsin.terms.recipe import Recipe

RecordingVerdict = Literal["recording changed", "change in what is counted", "cannot tell", "no change"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WatchSettings(_Record):
    """What the analyst states beforehand; reasons and sources stand on the manual page."""

    alpha: float = Field(default=0.01, gt=0, lt=0.5)  # chance of a false alarm per series and period
    discovery_rate: float = Field(default=0.1, gt=0, lt=1)  # share of false ones among alarms, over all series
    emergence_alpha: float = Field(default=0.01, gt=0, lt=0.5)
    emergence_shape: float = Field(
        default=0.5, gt=0
    )  # records that begin come in clusters: gamma shape of a period's rate
    penalty_per_log: float = Field(default=3.0, gt=0)
    level: float = Field(default=0.9, gt=0, lt=1)
    absent: Absent = "zero"


class Interval(_Record):
    """A figure with its interval; unknown where None."""

    value: float | None
    low: float | None
    high: float | None
    level: float
    unit: str


class Observation(_Record):
    """One period as it was counted; unknown where None."""

    period: str
    count: float | None
    amount: float | None


class LevelReading(_Record):
    """Whether what is counted changed or the counting, and why that is said."""

    verdict: RecordingVerdict
    reasons: tuple[str, ...]


class Judgement(_Record):
    """One count against what earlier ones let expect."""

    period: str
    observed: float | None
    mean_expected: Interval  # of the mean alone: single counts scatter further, up to the bound
    bound: float | None  # counts above it pass
    p_value: float | None
    q_value: float | None  # least rate of false discoveries at which it is called one
    is_alarm: bool
    void_since: str | None  # a change in recording inside the baseline: nothing follows from the bound
    reading: LevelReading | None = None  # of an alarm in the newest period


class Emergence(_Record):
    """Records that began after nothing at all."""

    period: str
    records_count: int
    window_periods: int
    quiet_periods: int
    p_value: float
    q_value: float
    least_count: int
    false_alarms_expected: float  # at most, over all windows looked at
    is_alarm: bool


class LevelChange(LevelReading):
    """A new level, and whether what is counted changed or the counting."""

    period: str
    period_low: str
    period_high: str
    before_per_period: float
    after_per_period: float
    ratio: Interval
    amount_ratio: Interval | None
    reporters_joined: tuple[str, ...]
    reporters_left: tuple[str, ...]


class ForecastSkill(_Record):
    """How past forecasts of the same rule fared."""

    forecasts_count: int
    coverage: Interval
    interval_score_counts: float
    crps_counts: float
    reference_crps_counts: float
    skill: float | None  # 1 - score / score of the plain forecast; below 0 is worse than it


class SeriesWatch(_Record):
    """One series."""

    name: str
    method: str
    records_count: float
    recent: tuple[Observation, ...]
    newest: Judgement | None
    alarms: tuple[Judgement, ...]  # earlier ones and the newest, in order; void ones too
    emergence: Emergence | None
    changes: tuple[LevelChange, ...]
    forecast: ForecastSkill | None
    failures: int  # regressions that did not converge
    sentence: str


class WatchStudy(_Record):
    """All series, all of them together, and what follows in words."""

    every: str
    first: str
    last: str
    periods_count: int
    series: tuple[SeriesWatch, ...]
    together: SeriesWatch | None
    control: str  # which rate of false alarms is controlled, and over what
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe
