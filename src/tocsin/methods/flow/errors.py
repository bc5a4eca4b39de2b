"""What can keep flows from being balanced, valued or compared?"""

from tocsin.terms.errors import MethodError


class FlowShapeError(MethodError):
    """Seed, margins, prices or reports do not fit each other."""


class FlowValueError(MethodError):
    """An amount is missing, infinite or negative, or a setting is outside its range."""


class MarginSumError(MethodError):
    """What leaves and what arrives do not add up to the same total, so no matrix can have both."""


class UnreachableMarginError(MethodError):
    """A place has an amount to send or to receive, and the seed has no way for it."""
