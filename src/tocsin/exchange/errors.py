"""What can be wrong with a file that comes from outside?"""

from collections.abc import Iterable, Iterator

from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem


class PlainTableError(TocsinError, ValueError):
    """A table cannot be used as it is; ``problems`` says all that must be mended."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "The table has one problem" if count == 1 else f"The table has {count} problems"
        return "\n".join([f"{head}; nothing was computed or written.", *(f"- {problem}" for problem in self)])

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)
