"""What can keep experts' answers from being scored, fitted or joined?"""

from tocsin.terms.errors import MethodError


class ElicitationShapeError(MethodError):
    """Answers, realised values or weights are missing, not finite, or do not fit each other."""


class QuantileOrderError(MethodError):
    """The quantiles that an expert gave do not rise, or their probabilities do not."""


class ElicitationScaleError(MethodError):
    """An answer or realised value is impossible on the scale that was declared for it."""


class ElicitationSettingError(MethodError):
    """A setting of a method on experts' answers has a value that means nothing."""


class TooFewQuestionsError(MethodError):
    """There are too few questions whose answer is known to score or validate anybody."""


class NoWeightError(MethodError):
    """No expert has any weight, so there is nothing to join."""


class RatingsError(MethodError):
    """Ratings hold too little to tell agreement from chance."""


class ForecastError(MethodError):
    """Forecasts or outcomes are missing, out of range, or do not fit each other."""
