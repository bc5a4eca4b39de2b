"""What can be wrong with a network before any method looks at it?"""

from tocsin.terms.errors import MethodError


class NetworkError(MethodError):
    """Ties do not make a network that the method can be applied to."""


class NoTiesError(NetworkError):
    """A network without a single tie has no structure to describe."""


class MissingShareError(NetworkError):
    """A share of missing ties, or the confidence in a tie, is not one that networks can be drawn with."""
