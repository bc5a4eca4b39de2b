"""What can keep records from being linked?"""

from tocsin.terms.errors import MethodError


class LinkError(MethodError):
    """Records, fields or blocks do not make a table that can be linked."""


class TooManyPairsError(LinkError):
    """More pairs would have to be compared than the stated limit."""


class NoPairsError(LinkError):
    """Too few pairs agree on anything for the method to learn what a link looks like."""
