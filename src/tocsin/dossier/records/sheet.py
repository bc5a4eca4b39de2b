"""With which choices, and why these, is weak evidence turned into numbers?"""

from pydantic import Field

from tocsin.dossier.records.record import Key, Record, Share, Text


class Credence(Record):
    """How far a claim of one coarse grade is believed, as a share of its whole weight, with reason and source."""

    source: Text
    item: Text
    credence: Share
    reason: Text


class Choice(Record):
    """One number a method needs that nobody measured, with the reason for it."""

    value: float
    reason: Text
    source: str = ""


class MethodSheet(Record):
    """``method_sheet.yaml`` or the built-in: credence by coarse grade, and the other choices, each with a reason."""

    key: Key
    version: Text
    credences: tuple[Credence, ...] = Field(min_length=1)
    choices: dict[str, Choice] = Field(default_factory=dict)
