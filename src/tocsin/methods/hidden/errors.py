"""What can keep overlapping lists from saying how many are unseen?"""

from tocsin.terms.errors import MethodError


class CaptureTableError(MethodError):
    """Patterns, counts and list names do not make a table of overlapping lists."""


class TooFewListsError(MethodError):
    """There are fewer lists than the method needs."""


class TooManyListsError(MethodError):
    """There are more lists than the method can count in the memory and time of one machine."""


class NoOverlapError(MethodError):
    """No case is on two lists, so the lists say nothing of those on none."""


class UnknownListError(MethodError):
    """A list was named that the table does not have."""


class ModelTermsError(MethodError):
    """A model was asked for with terms that do not make a model of these lists."""


class NoEstimateError(MethodError):
    """The estimate of a model does not exist or is not unique for these counts."""


class TooManyModelsError(MethodError):
    """More models were asked for than can be compared one by one."""


class BootstrapSettingsError(MethodError):
    """The number of replicates or the level does not make an interval."""


class StepwiseThresholdError(MethodError):
    """The threshold of stepwise selection is not a probability below 1."""
