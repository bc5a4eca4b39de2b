"""What does a table hold, column by column, and where does it lie?"""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Name, Record, Text
from tocsin.terms.place import Place


class ColumnType(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    PLACE = "place"
    RECORD_ID = "record id"


class Column(Record):
    """One column: ``column`` is its heading in the file, the name it has here is its role."""

    column: Text
    type: ColumnType = ColumnType.TEXT
    unit: str = ""
    censored_below: float | None = None
    missing: tuple[str, ...] = ()


class Subset(Record):
    """Rows left out or kept apart, by the values of one column, with the reason."""

    column: Name
    values: tuple[str, ...]
    reason: Text


class FlowView(Record):
    """Which columns make a flow cell: from where, to where, how much, of what."""

    origin: Name
    destination: Name
    place: Name | None = None
    amount: Name | None = None
    of: Name | None = None


class ListsView(Record):
    """Which columns are lists of people, 1 or 0 in each row, and which counts them; without a count a row is a person."""

    on: tuple[Name, ...] = Field(min_length=3)
    count: Name | None = None


class TableDeclaration(Record):
    """``tables/NAME.yaml``: the declared schema of a table beside it, or of one outside the dossier with its hash."""

    key: Key
    title: Text
    item: Key
    file: Text
    is_outside: bool = False
    sha256: str = ""
    place: Place | None = None
    columns: dict[Name, Column]
    leave_out: tuple[Subset, ...] = ()
    keep: tuple[Subset, ...] = ()
    date: Name | None = None
    amount: Name | None = None
    group_by: tuple[Name, ...] = ()
    flow: FlowView | None = None
    lists: ListsView | None = None
    hotspot: Name | None = None
    known_problems: tuple[Text, ...] = ()
    licence: str = ""
    format: Literal["csv", "parquet"] = "csv"

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> Self:
        named = [
            self.date,
            self.amount,
            self.hotspot,
            *self.group_by,
            *(part.column for part in (*self.leave_out, *self.keep)),
        ]
        if self.flow:
            named += [self.flow.origin, self.flow.destination, self.flow.place, self.flow.amount, self.flow.of]
        if self.lists:
            named += [*self.lists.on, self.lists.count]
        missing = sorted({name for name in named if name and name not in self.columns})
        if missing:
            raise ValueError(f"these are used but not declared under `columns`: {', '.join(missing)}")
        return self
