"""What is wrong with a dossier, and what is only worth knowing?"""

from dataclasses import dataclass, field

from tocsin.terms.finding import Finding
from tocsin.terms.problem import Problem, ProblemsError


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


class DossierError(ProblemsError):
    """A dossier cannot be used as it is; ``problems`` says all that must be mended."""

    subject = "The dossier"
    outcome = "nothing was built or written"
