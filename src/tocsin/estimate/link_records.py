"""What is said of links between events: which two, how probably the same one, graded how, and reviewed with what verdict?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from tocsin.terms.recipe import Recipe


class Verdict(StrEnum):
    """What a reviewer says of a pair; it can be changed at any time, and nothing is merged by it."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"


class LinkState(StrEnum):
    """Where a link stands: decided by a reviewer, clear enough by itself, or to be looked at."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class EventRows:
    """Events as agencies told of them, one a row; None where something is not known. Amounts are in one unit."""

    key: tuple[str, ...]  # unique over all agencies
    agency: tuple[str, ...]
    day: tuple[int | None, ...]  # a day count; None where the date is no single day
    place: tuple[str | None, ...]
    kind: tuple[str | None, ...]
    amount: tuple[float | None, ...]


Review = Mapping[tuple[str, str], Verdict]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LinkSettings(_Record):
    """How events are compared; ``is_within`` compares events of one agency with each other too."""

    is_within: bool = False
    least_prob: float = Field(default=0.1, ge=0.001, lt=1)
    most_pairs: int = Field(default=20_000_000, ge=1)
    replicates: int = Field(default=5, ge=0, le=50)


class LinkClaim(_Record):
    """That two events are one, as a claim: probability with its 90 % interval, grade, and what speaks for it.

    ``prob`` is None for a pair that only a reviewer brought in; the limits are None too where too little could be learnt again.
    """

    left: str
    left_agency: str
    right: str
    right_agency: str
    prob: float | None
    prob_low: float | None
    prob_high: float | None
    level: float = 0.9
    grade: str
    state: LinkState
    verdict: Verdict | None
    agreement: dict[str, str]


class LevelRecord(_Record):
    """What reaching one level of one field says: odds of a link are multiplied by ``m_prob`` / ``u_prob``."""

    field: str
    level: str
    m_prob: float
    u_prob: float
    is_learnt: bool


class DoublesFigure(_Record):
    """How many pairs of rows are the same event: expected, and by all lower and all upper limits of their probabilities.

    The limits are None where the limits of any link are not known, or where no link was found.
    """

    value: float
    low: float | None
    high: float | None
    level: float = 0.9
    unit: str = "pairs"


class LinkStudy(_Record):
    """Which events of several agencies are probably the same one; nothing is merged."""

    events_count: int
    agencies: tuple[str, ...]
    pairs_possible: int
    pairs_at_most: int
    prevalence_prob: float
    doubles: DoublesFigure
    links: tuple[LinkClaim, ...]
    suggested_clusters: tuple[tuple[str, ...], ...]
    levels: tuple[LevelRecord, ...]
    failed_refits: int
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe
