"""Who asks, for which place and period, under which settings and terms of reference?"""

from typing import Literal

from pydantic import Field

from tocsin.dossier.records.record import Day, Key, Record, Text, Texts
from tocsin.terms.handling import Handling
from tocsin.terms.period import Period
from tocsin.terms.place import Place

FORMAT_VERSION = 1


class Head(Record):
    """``dossier.yaml``: what the dossier is about and how it is computed."""

    format: int = Field(default=FORMAT_VERSION, ge=1, le=FORMAT_VERSION)
    key: Key
    title: Text
    place: Place
    period: Period
    edition: Text
    as_of: Day = None
    language: Literal["en"] = "en"
    notice: str = ""
    taxonomy: int = 1
    method_sheet: str = "default"
    framework: str = "default"
    grade_scheme: str = "6x6"
    probability_standard: Literal["PHIA", "ICD 203"] = "PHIA"
    handling: Handling = Handling.parse("TLP:CLEAR")
    seed: int = Field(ge=0)
    randomisations: int = Field(default=8, ge=2, le=256)
    log2_points: int = Field(default=11, ge=6, le=20)
    top: int = Field(default=3, ge=1)


class TermsOfReference(Record):
    """``terms_of_reference.yaml``: for whom, for which decision, within which limits."""

    customer: Text
    decision: Text
    aim: str = ""
    scope: Text
    exclusions: Texts = ()
    definitions: dict[str, str] = Field(default_factory=dict)
    constraints: Texts = ()
    governance: str = ""
    review_on: Day = None
