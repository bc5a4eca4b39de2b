"""How is a crime committed step by step and what stands in its way; what stands in the way of a strategy?"""

from typing import Literal, Self

from pydantic import Field, model_validator

from tocsin.dossier.records.record import Key, Keys, Record, Text, check_told_once
from tocsin.terms.crime import CrimeCode


class Step(Record):
    """One step of a crime script: what is done, what makes it harder and whose task that is, and what is lacking."""

    key: Key
    title: Text
    description: str = ""
    barrier: str = ""
    owner: Key | None = None
    gap: str = ""
    measures: Keys = ()
    claims: Keys = ()
    items: Keys = ()

    @model_validator(mode="after")
    def _says_what_stands_in_the_way(self) -> Self:
        if not self.barrier and not self.gap:
            raise ValueError("write the `barrier`, or declare under `gap` that none is known or in place")
        return self


class CrimeScript(Record):
    """``scripts.yaml``: the steps of a crime from beginning to end."""

    key: Key
    title: Text
    crime: CrimeCode
    threats: Keys = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    items: Keys = ()

    @model_validator(mode="after")
    def _names_each_step_once(self) -> Self:
        check_told_once([step.key for step in self.steps], name="steps")
        return self


class Barrier(Record):
    """``barriers.csv``: what keeps the State from having a strategy or from carrying it out, and what answers it."""

    key: Key
    kind: Literal["mandate", "data", "money", "law", "coordination"]
    title: Text
    description: str = ""
    actions: Keys = ()
    needs: Keys = ()
    item: Key | None = None
