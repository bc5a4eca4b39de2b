"""Who does what by when to carry out a measure, and which money is set aside for it?"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from tocsin.dossier.records.measures import PlanYear
from tocsin.dossier.records.money import Amount, Currency, PriceYear
from tocsin.dossier.records.record import Day, Key, Keys, Record, Text, split_list
from tocsin.terms.errors import TermError
from tocsin.terms.text_value import TextValue


class MilestoneTextError(TermError):
    """A text is no day followed by what is done by then."""


@dataclass(frozen=True)
class Milestone(TextValue):
    """A day by which a stated part of an action is done, as ``2022-06-30 Draft sent to parliament``."""

    on: date
    title: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the day, then what is done by then."""
        found = _MILESTONE.fullmatch(text.strip())
        try:
            if found:
                return cls(date.fromisoformat(found[1]), found[2])
        except ValueError:
            pass
        raise MilestoneTextError(
            f"{text!r} does not begin with a day of the calendar and say what is done by then, so nobody could tell whether it "
            "was met. Write 2022-06-30 Draft sent; part several by semicolons."
        )

    def __str__(self) -> str:
        """Write the day, then what is done by then."""
        return f"{self.on} {self.title}"


_MILESTONE = re.compile(r"(\d{4}-\d{2}-\d{2}) +(\S.*)")


Milestones = Annotated[tuple[Milestone, ...], BeforeValidator(split_list)]


class Action(Record):
    """``actions.csv``: a task that carries out a measure."""

    key: Key
    title: Text
    measure: Key
    owner: Key | None = None
    partners: Keys = ()
    starts_on: Day = None
    ends_on: Day = None
    depends_on: Keys = ()
    milestones: Milestones = ()
    result: str = ""
    legal_basis: str = ""
    state: Literal["planned", "running", "done", "stopped"] = "planned"

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(
                f"the action ends on {self.ends_on}, before it starts on {self.starts_on}. Correct one of the days"
            )
        first, last = self.starts_on or date.min, self.ends_on or date.max
        outside = [milestone for milestone in self.milestones if not first <= milestone.on <= last]
        if outside:
            raise ValueError(
                f"the milestone {str(outside[0])!r} lies outside the days of the action. Correct one of the days"
            )
        return self


class BudgetLine(Record):
    """``budget.csv``: money for one action or one measure in one year, who gives it and who spends it."""

    key: Key
    title: str = ""
    action: Key | None = None
    measure: Key | None = None
    year: PlanYear
    amount: Amount
    currency: Currency
    price_year: PriceYear
    funder: Text
    agency: Key | None = None
    state: Literal["committed", "planned"]

    @model_validator(mode="after")
    def _is_for_one_thing(self) -> Self:
        if (self.action is None) == (self.measure is None):
            raise ValueError("a line is for an action or for a measure: give exactly one of `action` and `measure`")
        return self
