"""What can go wrong between an assessment and its readers?"""

from tocsin.terms.errors import TocsinError


class PublishError(TocsinError, ValueError):
    """A report cannot be made from what was given."""

    exit_code = 5


class AssetMissingError(PublishError, FileNotFoundError):
    """A typeface or a map shape that reports are drawn with is not in place."""


class UnknownCitationError(PublishError):
    """A text cites figures that the assessment does not have, or that must not be shown."""

    exit_code = 2


class TypesettingError(PublishError):
    """The typesetter refused the document."""
