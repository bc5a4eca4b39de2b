"""Which question is put to a table of the dossier, and by which method is it answered?"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Day, Key, Keys, Name, Number, Record, Text, Texts, check_interval
from tocsin.terms.period import Period

# Where nearly every tie may be missing, what was seen says nothing of the network.
_MissedShare = Annotated[float, Field(ge=0, le=0.9)]


class WatchPlan(Record):
    """What is new in counts over time: the columns of period and series, and what is counted (rows, or a column).

    Without ``every`` days are counted by the month, and other periods as they are written.
    """

    period: Name
    every: Literal["month", "quarter", "year"] | None = None
    by: Name | None = None
    count: Name | None = None
    amount: Name | None = None
    reporter: Name | None = None
    first: Period | None = None
    last: Period | None = None


class EffectPlan(Record):
    """Did something that began on a date change a figure: design, places, and what was expected beforehand."""

    design: Literal["interrupted", "did", "synthetic"]
    period: Name
    unit: Name
    value: Name
    counted_in: Text
    start: Period
    treated: Texts = ()
    neighbours: Texts = ()
    first: Period | None = None
    last: Period | None = None
    expected: Text
    declared_on: Day
    mechanism: Text


class FlowMargin(Record):
    """What is made, used, seized, sent or received at one place: a figure of the dossier, or a range with its reason."""

    node: Text
    kind: Literal["production", "consumption", "seizures", "losses", "outflow", "inflow"]
    figure: Key | None = None
    low: Number = None
    best: Number = None
    high: Number = None
    reason: Text
    item: Key | None = None

    @model_validator(mode="after")
    def _figure_or_range(self) -> Self:
        given = (self.low, self.high)
        if (self.figure is None) == (None in given):
            raise ValueError("give either `figure` or both `low` and `high`")
        check_interval(self.low, self.high, best=self.best)
        if self.low is not None and self.low < 0:
            raise ValueError(
                f"low is {self.low:g}, and no amount is below 0. Write what is taken out as a kind of its own."
            )
        return self


class FlowPlan(Record):
    """How much moves between places, from the declared flow cells of the table and what is known of each place."""

    unit: Text
    records: Name | None = None
    margins: tuple[FlowMargin, ...] = Field(min_length=1)


class MirrorPlan(Record):
    """Where the reports of two trading partners disagree more than they usually do: one row per pair and period."""

    period: Name
    importer: Name
    exporter: Name
    imported: Name
    exported: Name
    valuation: Literal["cif", "fob"]
    currency: Text
    hubs: Texts = ()


class NetworkPlan(Record):
    """Who stands between whom: one row per tie, and the share of ties that may be missing, with the reason."""

    sender: Name
    receiver: Name
    phase: Name | None = None
    missing_low: _MissedShare
    missing_high: _MissedShare
    reason: Text

    @model_validator(mode="after")
    def _shares_are_an_interval(self) -> Self:
        check_interval(self.missing_low, self.missing_high)
        return self


class Study(Record):
    """``studies.yaml``: a question put to one table by one method; exactly one of the plans is given."""

    key: Key
    title: Text
    question: Text
    table: Key
    threats: Keys = ()
    is_annex: bool = False
    watch: WatchPlan | None = None
    effect: EffectPlan | None = None
    flows: FlowPlan | None = None
    mirror: MirrorPlan | None = None
    network: NetworkPlan | None = None

    @model_validator(mode="after")
    def _one_method(self) -> Self:
        given = [name for name in PLANS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a study has exactly one of {', '.join(PLANS)}; here are {len(given)}")
        return self

    @property
    def method(self) -> str:
        """The name of the plan that is given."""
        return next(name for name in PLANS if getattr(self, name) is not None)

    @property
    def columns(self) -> tuple[Name, ...]:
        """The columns of the table that the plan names; those of flows are declared with the table."""
        plan = getattr(self, self.method)
        found = (getattr(plan, name) for name in COLUMN_FIELDS[self.method])
        return tuple(name for name in found if name)


# The fields of each plan that name a column of the table.
COLUMN_FIELDS: dict[str, tuple[str, ...]] = {
    "watch": ("period", "by", "count", "amount", "reporter"),
    "effect": ("period", "unit", "value"),
    "flows": ("records",),
    "mirror": ("period", "importer", "exporter", "imported", "exported"),
    "network": ("sender", "receiver", "phase"),
}
PLANS = tuple(COLUMN_FIELDS)
