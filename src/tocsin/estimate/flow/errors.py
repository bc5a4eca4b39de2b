"""What can keep flows, values or trade reports from being studied?"""

from tocsin.terms.errors import MethodError


class UnbalancedTotalsError(MethodError):
    """What is made or sent and what is used or received differ by more than their intervals allow."""


class UnusableFlowsError(MethodError):
    """Records and margins leave nothing that could be balanced, or not enough draws that can."""


class UnusableReportsError(MethodError):
    """No flow is reported by both sides, so nothing can be compared."""


class UnknownHubError(MethodError):
    """A place named as a re-export hub is in no report."""

    exit_code = 2


class UnusableIncomeError(MethodError):
    """A line of illicit income or spending cannot be valued as it stands."""


class UnusableMarketError(MethodError):
    """The stages of a market do not make a chain that could be valued."""
