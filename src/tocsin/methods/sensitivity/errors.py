"""What can keep the uncertainty of a result from being shared out?"""

from tocsin.terms.errors import MethodError


class NotPositiveError(MethodError):
    """The logarithmic scale was asked for, but not all values are above zero."""


class SampleShapeError(MethodError):
    """Inputs, output or correlations do not fit each other, are too few, or have values that are not finite."""


class UnknownScaleError(MethodError):
    """A scale was asked for by a name that means nothing."""
