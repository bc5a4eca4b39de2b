"""What can be wrong with a file that comes from outside?"""

from tocsin.terms.problem import ProblemsError


class PlainTableError(ProblemsError):
    """A table cannot be used as it is; ``problems`` says all that must be mended."""

    subject = "The table"
    outcome = "nothing was computed or written"
