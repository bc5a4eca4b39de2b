"""What can keep indicators from being brought onto one scale and combined?"""

from tocsin.terms.errors import MethodError


class IndicatorError(MethodError):
    """Indicators are no table, are empty or constant, or have a direction that is none."""


class TreatmentLimitError(MethodError):
    """Outliers were to be treated within limits that mean nothing."""


class ScaleError(MethodError):
    """A scale to bring indicators onto has no length, or its ends are not numbers."""


class HierarchyError(MethodError):
    """Parts and wholes do not make one tree, or weights do not fit it."""


class AssumptionError(MethodError):
    """A choice among ways to build an index is unknown, or is none."""
