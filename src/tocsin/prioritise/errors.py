"""What can keep threats from being put in order?"""

from tocsin.terms.errors import TocsinError


class WeightStatementError(TocsinError, ValueError):
    """What a decision-maker said of weights names something unknown, or cannot hold all at once."""

    exit_code = 2

    def __init__(self, author: str, *, why: str) -> None:
        self.author, self.why = author, why
        super().__init__(f"weights.csv, author {author!r}: {why}")


class NoMandateError(TocsinError, ValueError):
    """Somebody wants to weigh and it is not known by which authority."""

    exit_code = 2


class PlacesError(TocsinError, ValueError):
    """A decision on the first threats asks for no threat at all."""

    exit_code = 2


class NothingToWeighError(TocsinError, ValueError):
    """Fewer than two things could be weighed against each other."""

    exit_code = 2
