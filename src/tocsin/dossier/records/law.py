"""Which instruments bind the State, since when, and how does national law answer each duty?"""

from typing import Literal, Self

from pydantic import field_validator, model_validator

from tocsin.convention.penalty import parse_penalty
from tocsin.dossier.records.record import Day, Key, Keys, Record, Text


class Party(Record):
    """``law/parties.csv``: the treaty status of the State; ``as_of`` is the date of the copy, shown beside every statement."""

    instrument: Literal["untoc", "tip", "som", "firearms"]
    status: Literal["party", "signatory", "not party", "unknown"]
    since: Day = None
    as_of: Day
    reservations: str = ""
    item: Key


class Provision(Record):
    """``law/provisions.csv``: how national law answers a duty, or all duties at and below one paragraph or article.

    ``max_penalty`` is the heaviest penalty of an offence: years, ``life`` or ``death``.
    """

    key: Key
    duty: Text
    state: Literal["in force", "partial", "absent", "unknown"]
    title: str = ""
    citation: str = ""
    in_force_on: Day = None
    as_of: Day = None
    item: Key | None = None
    difficulties: str = ""
    practices: Keys = ()
    max_penalty: str = ""

    @field_validator("max_penalty")
    @classmethod
    def _penalty_can_be_read(cls, text: str) -> str:
        parse_penalty(text)
        return text

    @model_validator(mode="after")
    def _answer_is_cited(self) -> Self:
        if self.state in ("in force", "partial") and not self.citation:
            raise ValueError(f"a provision that is {self.state!r} needs its `citation`, or nobody could look it up")
        return self
