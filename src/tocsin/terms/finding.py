"""What did a rule notice that a reader should know, without stopping the work?"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters to the reader's decision."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing noticed: which rule, about what, in words that say what it means for the decision.

    ``about`` is the key of the node of the dependency graph it concerns (``claim:…``, ``table:…``, ``driver:…``,
    ``estimate:…``, ``threat:…``); the warning is shown with everything that rests on that node.
    """

    rule: str
    about: str
    message: str
    severity: Severity = Severity.WARNING
    examples: tuple[str, ...] = ()
    count: int | None = None
