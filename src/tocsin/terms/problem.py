"""What must be mended in a file, said in one way everywhere?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar, Literal

from tocsin.terms.errors import TocsinError

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


class ProblemsError(TocsinError, ValueError):
    """Something cannot be used as it is; ``problems`` says all that must be mended, at once."""

    exit_code = 2
    subject: ClassVar[str] = "What was given"
    outcome: ClassVar[str] = "nothing was done"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        told = "one problem" if count == 1 else f"{count} problems"
        head = f"{self.subject} has {told}; {self.outcome}."
        return "\n".join([head, *(f"- {problem}" for problem in self)])

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)


def nearest(word: str, known: Iterable[str], *, most: int = 1, lead: str = "") -> str:
    """A sentence that names the known words nearest to a mistyped one, in capitals or not, or nothing if none is near.

    ``lead`` is what parts the sentence from the words before it, and falls away with it.
    """
    folded = {str(name).casefold(): str(name) for name in known}
    near = get_close_matches(word[:WORD_COMPARED].casefold(), list(folded), n=most, cutoff=0.6)
    return f"{lead}Did you mean {' or '.join(repr(folded[name]) for name in near)}?" if near else ""


def nearest_or_all(word: str, known: Iterable[str]) -> str:
    """A sentence that names the known word that was probably meant, or else every known word."""
    names = [str(name) for name in known]
    return nearest(word, names) or f"Known are: {', '.join(names)}."


def shorten(text: str) -> str:
    """Cut a value to what fits in a message."""
    return text if len(text) <= VALUE_SHOWN else f"{text[: VALUE_SHOWN - 1]}…"
