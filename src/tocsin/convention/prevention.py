"""What does Article 31 offer to prevent organized crime?"""

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tocsin.convention.instruments import DATA, find_unit
from tocsin.convention.law import Strength, Unit, UnitId
from tocsin.convention.yaml_text import read_yaml_text


class PreventionMeasure(BaseModel):
    """One measure that Article 31 names, and the unit it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    unit: UnitId
    title: str

    def find_unit(self) -> Unit:
        """Find the unit of Article 31 that the measure carries out."""
        return find_unit(self.unit)

    def find_strength(self) -> Strength | None:
        """Find how strongly the Convention asks for the measure."""
        return self.find_unit().strength


class PreventionCatalogue(BaseModel):
    """The measures of Article 31 with their source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    measures: Annotated[tuple[PreventionMeasure, ...], Field(min_length=1)]


@cache
def load_prevention_catalogue() -> PreventionCatalogue:
    """Load the fifteen prevention measures of Article 31, in the order of the text."""
    return PreventionCatalogue.model_validate(read_yaml_text(DATA / "prevention.yaml"))
