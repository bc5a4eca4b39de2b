"""How is a number of a study written for a reader?"""

import math

MINUS = "\u2212"
_DIGITS = 3


def write_number(value: float) -> str:
    """Write a number to three significant digits with a true minus, thousands parted by a comma."""
    if not math.isfinite(value):
        return "not known"
    if value == 0:
        return "0"
    places = _DIGITS - 1 - math.floor(math.log10(abs(value)))
    text = f"{abs(round(value, places)):,.{min(max(places, 0), 12)}f}"
    return f"{MINUS if value < 0 else ''}{text}"


def keep_finite(value: float) -> float | None:
    """Give the number, or None where it is unbounded or not known."""
    return float(value) if math.isfinite(value) else None
