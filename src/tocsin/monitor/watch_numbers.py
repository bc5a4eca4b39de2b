"""How are a ratio, an expectation, a bound and a small probability of a watch written?"""

from math import floor

from tocsin.methods.series.recording import Ratio
from tocsin.monitor.watch_record import Interval
from tocsin.terms.number_text import render_count, render_from, render_with_range

_LEAST_RATIO = 0.001
_LEAST_PROB = 0.0001


def render_ratio(ratio: Ratio | Interval) -> str:
    """Write a ratio with its interval, as in 12 times (11 to 14)."""
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return "unknown times"
    value, low, high = (
        render_from(each, least=_LEAST_RATIO, digits=2) for each in (ratio.value, ratio.low, ratio.high)
    )
    return f"{value} times ({low} to {high})"


def render_mean(expected: Interval) -> str:
    """Write the mean that was to be expected, with the interval of that mean."""
    if expected.value is None or expected.low is None or expected.high is None:
        return "unknown"
    return render_with_range(expected.value, low=expected.low, high=expected.high)


def render_bound(bound: float) -> str:
    """Write the greatest count that does not pass a bound, so that a count can be compared with it as it stands."""
    return render_count(floor(bound))


def render_small_prob(prob: float) -> str:
    """Write a p-value or q-value to two digits, without an exponent."""
    return render_from(prob, least=_LEAST_PROB, digits=2)
