"""What can go wrong, in families that a caller or a shell can tell apart?"""


class TocsinError(Exception):
    """Anything Tocsin refuses to do; the message says what, where, why and how to mend it."""

    exit_code = 1


class TermError(TocsinError, ValueError):
    """A word, code or value is not one that Tocsin knows."""

    exit_code = 2


class MethodError(TocsinError, ValueError):
    """A method does not apply to the numbers it was given."""

    exit_code = 3
