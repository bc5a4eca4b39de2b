"""How is an uncertain amount of a flow study told: as a record, and in words?"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.records.record import Record

MINUS = "\u2212"
_DIGITS = 3
_SMALL = 1e-6  # below it a number is written with its power of ten


class Amount(Record):
    """An amount with its interval: ``value`` is the median, and the interval has probability ``level``."""

    value: float
    low: float
    high: float
    level: float
    unit: str

    @property
    def is_fixed(self) -> bool:
        """Whether the amount was given without any uncertainty."""
        return self.low == self.high

    @property
    def excludes_zero(self) -> bool:
        """Whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0

    @property
    def interval(self) -> str:
        """Median and interval without the unit, for the cells of a table."""
        value = write_number(self.value)
        return f"{value} (fixed)" if self.is_fixed else f"{value} ({self.range})"

    @property
    def range(self) -> str:
        """The interval alone, without the unit."""
        return f"{write_number(self.low)} to {write_number(self.high)}"

    def __str__(self) -> str:
        """Write the amount with its interval and unit, as in ``57 (45 to 70) t/year``."""
        return f"{self.interval} {self.unit}".strip()


class GapRange(Record):
    """The least and greatest gap between two reports; known reasons may explain all in between, so it has no probability."""

    low: float
    high: float
    unit: str

    @property
    def middle(self) -> float:
        """The middle of the range, to sort by; no best estimate."""
        return (self.low + self.high) / 2

    @property
    def range(self) -> str:
        """The range without the unit; one number where both ends are written alike."""
        low, high = write_number(self.low), write_number(self.high)
        return low if low == high else f"{low} to {high}"

    def __str__(self) -> str:
        """Write the range with its unit, as in ``119 to 123 USD``."""
        return f"{self.range} {self.unit}".strip()


def summarise_amount(draws: NDArray[np.float64], *, level: float, unit: str) -> Amount:
    """Give the median and the central interval of draws (D,)."""
    tails = [(1 - level) / 2, 0.5, (1 + level) / 2]
    low, value, high = (float(end) + 0.0 for end in np.quantile(draws, tails))
    return Amount(value=value, low=low, high=high, level=level, unit=unit)


def write_number(value: float) -> str:
    """Write a number to three significant digits, thousands parted by a comma."""
    if value == 0:
        return "0"
    sign, rounded = MINUS if value < 0 else "", abs(float(f"{value:.{_DIGITS - 1}e}"))
    if rounded < _SMALL:
        digits, power = f"{rounded:.{_DIGITS - 1}e}".split("e")
        return f"{sign}{digits}e{power.replace('-', MINUS)}"
    decimals = max(0, _DIGITS - 1 - int(np.floor(np.log10(rounded))))
    return f"{sign}{rounded:,.{decimals}f}"


def write_names(names: Iterable[str], *, most: int = 5) -> str:
    """Write a list of names, with a count for those that are left out."""
    given = list(names)
    shown = ", ".join(given[:most])
    return shown if len(given) <= most else f"{shown} and {len(given) - most} more"


def write_count(count: int, what: str) -> str:
    """Write a count with its word, as in ``1 leg`` or ``12 legs``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
