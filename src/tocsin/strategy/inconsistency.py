"""What is an inconsistency: which rule found it, how grave is it, and where is it to be mended?"""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.strategy.lacks import Pointer


class Gravity(StrEnum):
    """How much an inconsistency matters: it bars publication, it must be answered for, or it is worth knowing."""

    BARS = "bars publication"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Inconsistency:
    """Records of a strategy that do not fit together: ``rule`` is an id that stays the same for good."""

    rule: str
    severity: Gravity
    message: str
    pointer: Pointer

    def __str__(self) -> str:
        """Say it in one line, with the place to mend."""
        return f"{self.severity} {self.rule}, {self.pointer}: {self.message}"
