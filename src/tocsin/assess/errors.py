"""What can keep a picture of threats from being drawn?"""

from tocsin.terms.errors import TocsinError


class DifferentFrameworksError(TocsinError, ValueError):
    """Results of two frameworks, or of two versions of one, were about to be compared."""

    exit_code = 3


class FrameworkUnitError(TocsinError, ValueError):
    """A framework that scores something else than threats was named for ranking threats."""

    exit_code = 2


class UnknownAttributeError(TocsinError, KeyError):
    """A rating names something that the framework does not ask for, or gives a word that it does not know."""

    exit_code = 2

    def __str__(self) -> str:
        return str(self.args[0])


class MissingScoreError(TocsinError, ValueError):
    """A published formula lacks scores that it needs."""

    exit_code = 2


class UnfitAmountError(TocsinError, ValueError):
    """An amount was to be scored on a criterion that measures something else, or that reads no amounts."""

    exit_code = 2


class ValueFunctionError(TocsinError, ValueError):
    """The value function of a criterion makes no scale."""

    exit_code = 2


class ChoiceRangeError(TocsinError, ValueError):
    """A choice of the method sheet is a number that it cannot be."""

    exit_code = 2


class MatrixRangeError(TocsinError, ValueError):
    """A range to be shown on a matrix is reversed or leaves the matrix."""

    exit_code = 2
