"""What is wrong with a dossier, and what is only worth knowing?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.terms.errors import TocsinError
from tocsin.terms.finding import Finding
from tocsin.terms.problem import Problem


@dataclass(frozen=True)
class CheckReport:
    """All that a check of a dossier found: what must be mended, and what is worth knowing."""

    problems: tuple[Problem, ...]
    warnings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the dossier can be built."""
        return not self.problems


@dataclass
class Notebook:
    """What a reader notes down on its way through a dossier, so that everything is said at once."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, file: str, why: str, *, mend: str, row: int | None = None, at: str = "", value: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(file, row, at, value, why, mend))

    def note(self, finding: Finding) -> None:
        """Note something that does not stop a build."""
        self.findings.append(finding)


class DossierError(TocsinError, ValueError):
    """A dossier cannot be used as it is; ``problems`` says all that must be mended."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "The dossier has one problem" if count == 1 else f"The dossier has {count} problems"
        return "\n".join([f"{head}; nothing was built or written.", *(f"- {problem}" for problem in self)])

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)
