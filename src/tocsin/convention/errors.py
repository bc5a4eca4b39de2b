"""What can be wrong with a law file, a table of offences or the facts of a case?"""

from collections.abc import Iterable

from tocsin.terms.errors import TocsinError
from tocsin.terms.problem import Problem


class ConventionError(TocsinError, ValueError):
    """The law room refuses what it was given."""

    exit_code = 2


class ProblemsError(ConventionError):
    """A file has one or more problems, all of them collected."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} to mend; nothing was used."
        super().__init__("\n".join([head, *(f"- {problem}" for problem in self.problems)]))


class YamlTextError(ProblemsError):
    """A YAML file is not the plain text that Tocsin reads."""


class LawDataError(ProblemsError):
    """A packaged law file breaks the format of law files."""


class FactsError(ProblemsError):
    """The facts of a case cannot be read."""


class OffenceTableError(ProblemsError):
    """A table of national offences cannot be read."""


class PenaltyError(ConventionError):
    """A maximum penalty is not years, `life` or `death`."""

    def __init__(self, value: str, *, why: str, mend: str) -> None:
        self.value, self.why, self.mend = value, why, mend
        super().__init__(f"The maximum penalty {value!r} {why} {mend}")


class EmptySearchError(ConventionError):
    """A search has no word to look for."""


class UnknownLawError(TocsinError, LookupError):
    """No instrument, article or paragraph has this id."""

    exit_code = ConventionError.exit_code
