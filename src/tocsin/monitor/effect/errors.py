"""What can keep a study of an effect from being made as it was asked for?"""

from tocsin.terms.errors import TermError


class ExpectationTextError(TermError):
    """A text does not say what was expected of a measure."""


class StudySettingError(TermError):
    """What was asked for does not fit the panel: a unit, a period or a column that it has not."""
