"""What can be wrong with a model before or while it is computed?"""

from tocsin.terms.errors import TocsinError


class FormulaError(TocsinError, ValueError):
    """A formula cannot be read, or asks for more than arithmetic."""

    exit_code = 2


class FormulaUnitError(FormulaError):
    """The units of two parts of a formula do not fit each other or the declared result."""


class UndefinedResultError(TocsinError, ArithmeticError):
    """A formula gives no number for some draws, as a division by zero does."""

    exit_code = 3


class UnknownFigureError(TocsinError, KeyError):
    """A figure is asked for that the dossier does not compute."""

    exit_code = 2

    def __str__(self) -> str:
        return str(self.args[0])


class ClaimScaleError(TocsinError, ValueError):
    """A claim says something that is impossible on the natural scale of its variable."""

    exit_code = 2


class UnknownCredenceError(TocsinError, LookupError):
    """The method sheet does not say how far claims of some grade are believed."""

    exit_code = 2


class DriverRangeError(TocsinError, ValueError):
    """A range set by the analyst lacks what its distribution needs."""

    exit_code = 2


class DifferentPointsError(TocsinError, ValueError):
    """Figures are to be drawn at points that their dossier does not ask for."""

    exit_code = 3
