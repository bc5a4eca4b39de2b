"""What can keep overlapping lists from being studied?"""

from tocsin.terms.errors import MethodError


class UnknownModelClassError(MethodError):
    """A class of models was asked for by a name that means nothing."""

    exit_code = 2


class NoEstimateWithoutListError(MethodError):
    """A class of models has no estimate once a list is left out."""


class StudySettingError(MethodError):
    """The level or the number of replicates makes no interval."""
