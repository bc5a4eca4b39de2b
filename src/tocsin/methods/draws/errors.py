"""What can be wrong with points, distributions, intervals, correlations or draws?"""

from tocsin.terms.errors import MethodError


class PointsSettingError(MethodError):
    """The points were asked for with a seed, a count or a dimension that cannot be used."""


class ProbabilityRangeError(MethodError):
    """A probability lies outside the range in which a quantile exists."""


class DistributionParameterError(MethodError):
    """A distribution was given parameters that describe none."""


class ImpossibleIntervalError(MethodError):
    """No distribution of the chosen kind has the interval asked for."""


class ImpossibleCorrelationError(MethodError):
    """A table of rank correlations is not one: wrong shape, not symmetric, or outside -1 to 1."""


class UnusableDrawsError(MethodError):
    """Draws are missing, infinite, too few, or of a shape that does not fit."""
