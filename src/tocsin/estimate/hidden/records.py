"""What does a study of overlapping lists say, and what must a reader know before using it?"""

from typing import Literal

from pydantic import AliasChoices, ConfigDict, Field

from tocsin.dossier.records.record import Record
from tocsin.terms.recipe import Recipe

ModelClass = Literal["main", "stepwise", "bic", "graphs", "latent", "chapman"]
CLASSES: tuple[ModelClass, ...] = ("main", "stepwise", "bic", "graphs", "latent", "chapman")
TITLES: dict[ModelClass, str] = {
    "main": "Main effects only",
    "stepwise": "Stepwise selection of pairs",
    "bic": "Best by BIC over two-list models",
    "graphs": "Average over decomposable graphs",
    "latent": "Latent classes of people",
    "chapman": "Chapman, two lists",
}


class ListModel(Record):
    """What one class of models says. Where ``estimate`` is there and ``high`` is not, nothing bounds it from above.

    ``low_error`` and ``high_error`` are by how much the ends would move with other random numbers; ``has_converged`` says whether
    the ends of a bootstrap rest on enough replicates, or the chains of a simulation agree. ``converged_low`` and
    ``converged_high`` are the ends of a bootstrap for replicates without number, None where they could not be found.
    ``sample_low``, ``sample_middle`` and ``sample_high`` are the 5, 50 and 95 % points of the values that a mixture draws from.
    ``is_mixed``: whether a mixture over classes may use it; ``reason`` says why not, or what was checked.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    model_class: ModelClass = Field(validation_alias=AliasChoices("class", "model_class"), serialization_alias="class")
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    unit: str = "people"
    has_converged: bool | None = None
    low_error: float | None = None
    high_error: float | None = None
    converged_low: float | None = None
    converged_high: float | None = None
    converged_low_error: float | None = None
    converged_high_error: float | None = None
    sample_low: float | None = None
    sample_middle: float | None = None
    sample_high: float | None = None
    terms: tuple[tuple[str, ...], ...] = ()
    replicates: int = 0
    failed_refits: int = 0
    is_identifiable: bool
    fits: bool | None = None
    fit_p_value: float | None = None
    is_mixed: bool = False
    reason: str

    @property
    def title(self) -> str:
        """The class in words, as at the beginning of a sentence."""
        return TITLES[self.model_class]

    @property
    def name(self) -> str:
        """The class in words, as inside a sentence."""
        return self.title if self.model_class == "chapman" else self.title[0].lower() + self.title[1:]


class ListTotal(Record):
    """How many are on one list, and on it alone."""

    name: str
    total: int
    alone: int


class PairOverlap(Record):
    """How many two lists share, and what Chapman's estimate makes of these two alone; None where they share nobody."""

    first: str
    second: str
    shared: int
    estimate: float | None
    low: float | None
    high: float | None


class LeftOutList(Record):
    """What one class says without one list."""

    model_config = ConfigDict(serialize_by_alias=True)

    model_class: ModelClass = Field(validation_alias=AliasChoices("class", "model_class"), serialization_alias="class")
    left_out: str
    seen: int | None
    estimate: float | None
    reason: str = ""


class Spread(Record):
    """How far leaving one list out moves a class, beside the interval that the class itself claims.

    ``without_estimate``: the lists without which the class has no estimate; neither ``least`` nor ``greatest`` knows of them.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    model_class: ModelClass = Field(validation_alias=AliasChoices("class", "model_class"), serialization_alias="class")
    least: float
    greatest: float
    is_wider: bool
    without_estimate: tuple[str, ...] = ()


class MissedLinkRow(Record):
    """What the selected model would say, had the stated share of links between lists been missed and now been found.

    ``estimate`` is the mean over tables that may lie behind the one seen, and ``inflation`` how many times as high the
    estimate from the table itself is.
    """

    missed_share: float
    estimate: float | None
    low: float | None
    high: float | None
    inflation: float | None
    failed: int
    impossible: int


class MainFit(Record):
    """Whether lists that do not depend on each other could have given the counts."""

    deviance: float
    degrees_freedom: int
    p_value: float
    p_value_limit: float | None


class StratumRow(Record):
    """One stratum: fitted together with the others, and by itself (None where that gives no estimate)."""

    name: str
    seen: int
    estimate: float
    low: float
    high: float
    alone_estimate: float | None
    alone_low: float | None
    alone_high: float | None
    gain: float | None


class StrataStudy(Record):
    """Strata with list rates of their own and shared interactions, beside fits of each stratum by itself."""

    column: str
    terms: tuple[tuple[str, ...], ...]
    rows: tuple[StratumRow, ...]
    estimate: float
    low: float
    high: float
    level: float
    gain: float | None
    p_value: float | None
    verdict: str


class HiddenStudy(Record):
    """All classes of models side by side; there is no one number, and ``verdict`` says in words what they allow."""

    unit: str = "people"
    lists: tuple[str, ...]
    seen: int
    level: float
    models: tuple[ListModel, ...]
    list_totals: tuple[ListTotal, ...]
    overlaps: tuple[PairOverlap, ...]
    main_fit: MainFit | None
    leave_one_out: tuple[LeftOutList, ...]
    spreads: tuple[Spread, ...]
    missed_links: tuple[MissedLinkRow, ...]
    strata: StrataStudy | None
    banner: str | None
    is_refused: bool
    verdict: str
    warnings: tuple[str, ...]
    recipe: Recipe

    @property
    def mixed(self) -> tuple[ListModel, ...]:
        """The classes that pass their checks."""
        return tuple(model for model in self.models if model.is_mixed)
