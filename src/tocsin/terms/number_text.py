"""How is a number written where a result is told in a sentence or a table of plain text?

Published pages write numbers with `tocsin.publish.numbers`, which also parts thousands by a narrow space and knows units.
"""

from math import floor, isfinite, log10

MINUS = "\u2212"
UNKNOWN = "not known"

_DIGITS = 3
# Behind so many places nothing is told any more; a smaller number is written as 0 with that many.
_MOST_PLACES = 12


def render_number(value: float, *, digits: int = _DIGITS) -> str:
    """Write a number to so many significant digits, with a true minus, thousands parted by a comma and no exponent.

    Examples
    --------
    >>> render_number(-12345.6), render_number(0.04567), render_number(9.999)
    ('−12,300', '0.0457', '10.0')
    """
    if not isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    rounded = abs(float(f"{value:.{digits - 1}e}"))
    places = min(max(0, digits - 1 - floor(log10(rounded))), _MOST_PLACES)
    return f"{MINUS if value < 0 else ''}{rounded:,.{places}f}"


def render_from(value: float, *, least: float, digits: int = _DIGITS) -> str:
    """Write a number that is not negative, or that it lies under the least that is worth telling apart from 0.

    Examples
    --------
    >>> render_from(0.0004, least=0.001), render_from(0.0, least=0.001), render_from(0.02, least=0.001)
    ('under 0.001', '0', '0.0200')
    """
    return f"under {least:g}" if 0 < value < least else render_number(value, digits=digits)


def render_whole(value: float, *, digits: int = _DIGITS) -> str:
    """Write how many of something there may be: no parts of one, and from a thousand on so many significant digits.

    Examples
    --------
    >>> render_whole(12.4), render_whole(999.6), render_whole(12345)
    ('12', '1,000', '12,300')
    """
    return f"{round(value):,}".replace("-", MINUS) if abs(value) < 1000 else render_number(value, digits=digits)


def render_count(value: float) -> str:
    """Write what was counted, to the last one; what is no whole number is written as `render_number` does.

    Examples
    --------
    >>> render_count(12345), render_count(2.5)
    ('12,345', '2.50')
    """
    if not isfinite(value) or value != round(value):
        return render_number(value)
    return f"{value:,.0f}".replace("-", MINUS)


def render_counted(count: int, singular: str, *, plural: str = "") -> str:
    """Write a count with its word, which takes an s unless its plural is given.

    Examples
    --------
    >>> render_counted(1, "leg"), render_counted(12, "leg"), render_counted(0, "series", plural="series")
    ('1 leg', '12 legs', '0 series')
    """
    return f"{render_count(count)} {singular if count == 1 else plural or f'{singular}s'}"


def render_signed_percent(share: float) -> str:
    """Write a share, such as a gain, as a whole percentage with its sign.

    Examples
    --------
    >>> render_signed_percent(0.124), render_signed_percent(-0.3), render_signed_percent(-0.001)
    ('+12 %', '−30 %', '0 %')
    """
    if not isfinite(share):
        return UNKNOWN
    whole = round(100 * share)
    return f"{'' if whole == 0 else '+' if whole > 0 else MINUS}{abs(whole):,} %"


def render_range(low: float | None, high: float | None, *, digits: int = _DIGITS) -> str:
    """Write an interval without its unit; an end that is None, or infinite, is not bounded.

    Examples
    --------
    >>> render_range(45, 70), render_range(-3.2, None)
    ('45.0 to 70.0', '−3.20 to no upper bound')
    """
    first = "no lower bound" if low is None or low == float("-inf") else render_number(low, digits=digits)
    last = "no upper bound" if high is None or high == float("inf") else render_number(high, digits=digits)
    return f"{first} to {last}"


def render_with_range(value: float | None, *, low: float | None, high: float | None, digits: int = _DIGITS) -> str:
    """Write a figure with its interval, without its unit; a figure that is None is not known, whatever its ends.

    Examples
    --------
    >>> render_with_range(57, low=45, high=70), render_with_range(None, low=45, high=70)
    ('57.0 (45.0 to 70.0)', 'not known')
    """
    if value is None or not isfinite(value):
        return UNKNOWN
    return f"{render_number(value, digits=digits)} ({render_range(low, high, digits=digits)})"
