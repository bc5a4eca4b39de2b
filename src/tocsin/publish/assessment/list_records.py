"""Which fields of assessment.json tell what overlapping lists say of the people on none of them, each class of models apart?"""

from pydantic import BaseModel, ConfigDict, Field


class ListPart(BaseModel):
    """A part of what lists of people say."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ListClassRecord(ListPart):
    """One class of models: its estimate with interval, and whether and why it is in the mixture.

    Where ``high`` is None and ``estimate`` is not, nothing bounds it from above. ``without_low`` and ``without_high`` are the least and
    the greatest estimate when one list is left out; None where that was not tried or gives none.
    """

    name: str = Field(description="main, stepwise, bic, graphs, latent or chapman.")
    title: str
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    share: float = Field(description="Share in the mixture; 0 where it is shown only.")
    reason: str = Field(description="What was checked, or why it is not mixed.")
    without_low: float | None = None
    without_high: float | None = None
    is_unstable: bool = Field(
        default=False, description="Leaving one list out moves it further than its interval is wide."
    )


class ListTableRecord(ListPart):
    """One table of overlapping lists on which drivers rest: how many are on the lists, and what each class makes of them."""

    title: str
    item: str
    unit: str
    lists: tuple[str, ...]
    seen: int = Field(description="People on at least one list.")
    classes: tuple[ListClassRecord, ...]
    verdict: str
    banner: str = Field(
        default="", description="Said where leaving one list out moves a number further than its interval is wide."
    )
    used_by: tuple[str, ...] = Field(description="Drivers, MODEL.NAME.")
    recipe: str
    seed: int | None = None
