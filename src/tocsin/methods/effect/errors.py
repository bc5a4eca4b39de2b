"""What can keep an effect from being told apart from everything else?"""

from tocsin.terms.errors import MethodError


class EffectShapeError(MethodError):
    """Arrays do not fit each other, or hold values that are missing or infinite."""


class EffectSettingError(MethodError):
    """A setting has a value that means nothing here."""


class TooShortError(MethodError):
    """There are too few periods before or after the interruption for what is asked."""


class NoVariationError(MethodError):
    """Values never change, so neither an effect nor its error can be told."""


class NoControlsError(MethodError):
    """Nothing is left to compare with."""


class TooFewTreatedError(MethodError):
    """A group is so small that the spread within it cannot be told."""
