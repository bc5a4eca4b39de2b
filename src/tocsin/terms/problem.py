"""What must be mended in a file, said in one way everywhere?"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

VALUE_SHOWN = 60
WORD_COMPARED = 80


@dataclass(frozen=True)
class Problem:
    """One thing to mend: in which file, row and field, which value, why it matters and how to put it right."""

    file: str
    row: int | None
    field: str
    value: str
    why: str
    mend: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        place = ", ".join(part for part in (self.file, row, self.field) if part)
        value = f"{shorten(self.value)!r}: " if self.value else ""
        return f"{place}: {value}{self.why} {self.mend}".strip()

    def as_record(self) -> dict[str, str | int | None]:
        """The problem as plain data, for ``--json``."""
        return {
            "file": self.file,
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "why": self.why,
            "mend": self.mend,
            "severity": self.severity,
        }


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that names the known word nearest to a mistyped one, or nothing if none is near."""
    names = [str(name) for name in known]
    near = get_close_matches(word[:WORD_COMPARED], names, n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else ""


def shorten(text: str) -> str:
    """Cut a value to what fits in a message."""
    return text if len(text) <= VALUE_SHOWN else f"{text[: VALUE_SHOWN - 1]}…"
