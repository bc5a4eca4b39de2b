"""Which fields of assessment.json tell of the picture around the threats, and of the choices behind the numbers?"""

from pydantic import BaseModel, ConfigDict, Field


class PictureRecord(BaseModel):
    """A part of the picture that is described and not ranked."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MarketRecord(PictureRecord):
    """An unlawful market: what feeds it, who buys, who watches, who competes."""

    title: str
    crime: str
    supply: str = ""
    demand: str = ""
    regulators: str = ""
    competition: str = ""
    items: tuple[str, ...] = ()


class GroupRecord(PictureRecord):
    """A group by code; a public name only with the public source that designates it.

    ``classic``, ``low``, ``high`` and ``most`` rate its attributes by Sleipnir, for comparison: nothing rests on them.
    """

    public_name: str = ""
    designated_by: str = Field(default="", description="Key of the item that designates it.")
    description: str
    items: tuple[str, ...] = ()
    classic: int | None = None
    low: int | None = None
    high: int | None = None
    most: int | None = None


class SectorRecord(PictureRecord):
    """A lawful sector at risk."""

    title: str
    exposure: str
    threats: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class FactorRecord(PictureRecord):
    """A condition outside any one market that raises or lowers what threats can do."""

    title: str
    description: str
    direction: str
    threats: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class ChoiceRecord(PictureRecord):
    """One number of the method sheet that nobody measured, with the reason for it."""

    name: str
    value: float
    reason: str
    source: str = ""


class AnalystScoreRecord(PictureRecord):
    """One analyst's score of a threat on a criterion, on the scale of the framework, with the reason given for it."""

    threat: str
    criterion: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    level: float = 0.90
    author: str
    date: str | None = None
    rationale: str
    item: str | None = None
    elicited: str | None = Field(
        default=None, description="Question that experts answered instead, a key of `experts`."
    )
