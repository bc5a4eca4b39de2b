"""What does a study of an index say: of each place, each indicator, each choice?"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from tocsin.terms.recipe import Recipe


class Part(BaseModel):
    """A piece of the study that nobody changes afterwards."""

    model_config = ConfigDict(frozen=True)


class IndexScore(Part):
    """A score at the stated choices, with the interval over weights and unknown values."""

    value: float
    low: float
    high: float
    unit: str = "0 to 100"


class Shift(Part):
    """By how many ranks places differ on average from the index as stated: median and interval over all indices."""

    value: float
    low: float
    high: float
    unit: str = "ranks"


class ChoiceShare(Part):
    """The share of variance that one choice explains alone, and together with others, each with its interval.

    Shares are raw, so a small one can come out below 0; None where nothing varies.
    """

    assumption: str
    alone: float | None
    alone_low: float | None
    alone_high: float | None
    together: float | None
    together_low: float | None
    together_high: float | None


class IndexPlace(Part):
    """One place: what is known of it, the ranks it can take, its scores, and which choice moves its rank.

    ``rank`` is the median; ``stated_rank`` the one at the stated choices; ranks that tie are shared, so they may be halves.
    """

    place: str
    known_share: float
    missing: tuple[str, ...]
    rank: float
    rank_low: float
    rank_high: float
    stated_rank: float
    score: IndexScore
    parts: Mapping[str, IndexScore]
    drivers: tuple[ChoiceShare, ...]


class IndexIndicator(Part):
    """One indicator: its share in the index at the stated weights, its gaps, and what was done about its outliers."""

    code: str
    title: str
    direction: int
    share: float
    missing: tuple[str, ...]
    drawn_in: int
    is_logged: bool
    is_outlying: bool


class IndexAssumption(Part):
    """One choice in building the index, and what it may be; the first is the stated one."""

    name: str
    choices: tuple[str, ...]


class IndexStudy(Part):
    """An index in many defensible versions: places in alphabetical order, never in that of their ranks."""

    index: str
    verdict: str = ""
    warnings: tuple[str, ...] = ()
    places: tuple[IndexPlace, ...]
    indicators: tuple[IndexIndicator, ...]
    drivers: tuple[ChoiceShare, ...]
    shift: Shift
    settled_pairs_share: float
    assumptions: tuple[IndexAssumption, ...]
    unknown_share: float
    replications: int
    indices_built: int
    level: float
    fill_by: str | None
    left_out: tuple[str, ...]
    recipe: Recipe
