"""What can keep experts' answers from being studied together?"""

from tocsin.terms.errors import TocsinError


class AnswersError(TocsinError, ValueError):
    """Experts' answers contradict each other in what they are about: unit, scale, realised value, or who said what twice."""

    exit_code = 2
