"""How is a number of a watch written, so that its size is seen at once?"""

from tocsin.methods.series.recording import Ratio
from tocsin.monitor.watch_record import Interval


def say_number(value: float) -> str:
    """Write three digits, without an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 0.001 or value == 0 else "under 0.001"


def say_ratio(ratio: Ratio | Interval) -> str:
    """Write a ratio with its interval, as in 12 times (11 to 14)."""
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return "unknown times"
    return f"{_two(ratio.value)} times ({_two(ratio.low)} to {_two(ratio.high)})"


def say_expected(expected: Interval) -> str:
    """Write an expectation with its interval."""
    if expected.value is None or expected.low is None or expected.high is None:
        return "unknown"
    return f"{say_number(expected.value)} ({say_number(expected.low)} to {say_number(expected.high)})"


def _two(value: float) -> str:
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if value >= 0.001 else "under 0.001"
