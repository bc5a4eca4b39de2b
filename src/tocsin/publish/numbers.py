"""How is a number written so that nobody can mistake how much, how sure, and in what?

Every range, code and unit passes `isolate`: the marks it sets keep "45–70 t" in order inside text that runs from right to
left. Pages turn the marks into elements; `strip_isolates` drops them where text stands alone.
"""

from decimal import Decimal
from math import floor, isfinite, log10

from tocsin.publish.units import NARROW_SPACE, NO_BREAK_SPACE, UnitWords, name_unit

MINUS = "\u2212"
OPEN_ISOLATE = "\u2066"
CLOSE_ISOLATE = "\u2069"
UNKNOWN = "not known"

_DIGITS = 2
_MOST_DIGITS = 5
# An end may be rounded by this share of the interval's width, not by more: else 1.04 to 1.11 would read 1.0 to 1.1.
_ROUNDED_AWAY = 0.1
_COUNT_SCALES = ((1e9, "billion"), (1e6, "million"))
_MONEY_SCALES = ((1e9, "bn"), (1e6, "m"))
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def isolate(text: str) -> str:
    """Mark a range, code or unit as one piece that keeps its own direction."""
    return f"{OPEN_ISOLATE}{text}{CLOSE_ISOLATE}"


def strip_isolates(text: str) -> str:
    """Drop the marks of `isolate`."""
    return text.replace(OPEN_ISOLATE, "").replace(CLOSE_ISOLATE, "")


def render_number(value: float, *, digits: int = _DIGITS) -> str:
    """Write a number to so many significant digits, thousands parted by a narrow space that does not break."""
    if not isfinite(value):
        return UNKNOWN
    if value == 0:
        return "0"
    exact = Decimal(repr(float(value)))
    rounded = round(exact, digits - 1 - floor(log10(abs(value))))
    if abs(rounded) < Decimal("0.0001"):
        return _render_small(rounded)
    decimals = max(0, digits - 1 - rounded.adjusted())
    sign = MINUS if rounded < 0 else ""
    return sign + f"{abs(rounded):,.{decimals}f}".replace(",", NARROW_SPACE)


def render_interval(
    low: float, high: float, *, unit: str, price_year: int | None = None, is_table: bool = False
) -> str:
    """Write an interval: "45 to 70 t" in prose, "45–70 t" in tables; money "USD 1.2–8.6 bn (2019 prices)" in both."""
    if not (isfinite(low) and isfinite(high)):
        return UNKNOWN
    if low == high:
        return f"{render_amount(low, unit=unit, price_year=price_year)} (fixed)"
    factor, unit = _as_percent(high, unit)
    words = name_unit(unit, price_year=price_year)
    return isolate(
        words.join(_render_ends(low * factor, high * factor, words=words, is_dashed=is_table or words.is_money))
    )


def render_estimate(value: float, *, low: float, high: float, unit: str, price_year: int | None = None) -> str:
    """Write a figure with its interval: "57 t (45 to 70)"; a value that was fixed says so."""
    if not all(map(isfinite, (value, low, high))):
        return UNKNOWN
    if low == high:
        return render_interval(low, high, unit=unit, price_year=price_year)
    factor, unit = _as_percent(high, unit)
    words = name_unit(unit, price_year=price_year)
    size, word = _scale(abs(value * factor), words)
    digits = _digits_apart(low, high)
    single = UnitWords(words.before, words.after).join(
        _with_word(render_number(value * factor / size, digits=digits), word)
    )
    ends = _render_ends(low * factor, high * factor, words=words, is_dashed=words.is_money)
    prices = f"; {words.prices}" if words.prices else ""
    return f"{isolate(single)} ({isolate(ends)}{prices})"


def render_amount(value: float, *, unit: str, price_year: int | None = None, digits: int = _DIGITS) -> str:
    """Write one amount with its unit, for a median or an error that stands beside its interval and never alone."""
    if not isfinite(value):
        return UNKNOWN
    factor, unit = _as_percent(value, unit)
    words = name_unit(unit, price_year=price_year)
    size, word = _scale(abs(value * factor), words)
    return isolate(words.join(_with_word(render_number(value * factor / size, digits=digits), word)))


def render_probability(share: float) -> str:
    """Write a probability or share as a whole percentage; the ends are never rounded to certainty."""
    if not isfinite(share):
        return UNKNOWN
    if 0 < share < 0.01:
        text = "under 1"
    elif 0.99 < share < 1:
        text = "over 99"
    else:
        text = f"{100 * share:.0f}"
    return isolate(f"{text}{NARROW_SPACE}%")


def render_probability_range(least: float, most: float) -> str:
    """Write the range of a probability between the readings of what is not known: "20–65 %"."""
    first, last = f"{100 * least:.0f}", f"{100 * most:.0f}"
    text = first if first == last else f"{first}–{last}"
    return isolate(f"{text}{NARROW_SPACE}%")


def render_rank(place: int, *, low: int, high: int) -> str:
    """Write a rank with its interval: "2nd, 1st to 4th"."""
    place = min(max(place, low), high)
    return isolate(_ordinal(place) if low == high else f"{_ordinal(place)}, {_ordinal(low)} to {_ordinal(high)}")


def render_rank_range(low: int, high: int) -> str:
    """Write the interval of a rank alone: "1st to 4th"."""
    return isolate(_ordinal(low) if low == high else f"{_ordinal(low)} to {_ordinal(high)}")


def _render_ends(low: float, high: float, *, words: UnitWords, is_dashed: bool) -> str:
    size, word = _scale(max(abs(low), abs(high)), words)
    joint = "–" if is_dashed and low >= 0 else " to "
    if low and abs(low) / size < 0.1 and size > 1:
        small, small_word = _scale(abs(low), words)
        return f"{_with_word(render_number(low / small), small_word)} to {_with_word(render_number(high / size), word)}"
    digits = _digits_apart(low / size, high / size)
    first, last = (render_number(end / size, digits=digits) for end in (low, high))
    return _with_word(f"{first}{joint}{last}", word)


def _digits_apart(low: float, high: float) -> int:
    """As many digits as it takes to show where the interval lies and how wide it is."""
    slack = _ROUNDED_AWAY * abs(high - low)
    tried = range(_DIGITS, _MOST_DIGITS)
    return next((n for n in tried if all(_lost(end, digits=n) <= slack for end in (low, high))), _MOST_DIGITS)


def _lost(value: float, *, digits: int) -> float:
    """By how much rounding to so many significant digits moves a number."""
    return abs(float(f"{value:.{digits - 1}e}") - value)


def _scale(size: float, words: UnitWords) -> tuple[float, str]:
    scales = _MONEY_SCALES if words.is_money else _COUNT_SCALES
    return next(((step, word) for step, word in scales if size >= step), (1.0, ""))


def _with_word(text: str, word: str) -> str:
    space = NARROW_SPACE if word in ("bn", "m") else NO_BREAK_SPACE
    return f"{text}{space}{word}" if word else text


def _as_percent(top: float, unit: str) -> tuple[float, str]:
    """Read shares that stay below one as percentages, also by year; multiples keep their bare numbers."""
    above, slash, below = unit.partition("/")
    if above.strip() not in ("share", "1") or abs(top) > 1:
        return 1.0, unit
    return 100.0, f"percent{slash}{below}"


def _render_small(value: Decimal) -> str:
    digits, power = f"{value:.1e}".split("e")
    return f"{digits.replace('-', MINUS)}{NARROW_SPACE}×{NARROW_SPACE}10{str(int(power)).translate(_SUPERSCRIPTS)}"


def _ordinal(place: int) -> str:
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"
