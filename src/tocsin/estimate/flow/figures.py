"""How is an uncertain amount of a flow study told: as a record, and in words?"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tocsin.dossier.records.record import Record

MINUS = "\u2212"
_DIGITS = 3


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


def summarise_amount(draws: NDArray[np.float64], *, level: float, unit: str) -> Amount:
    """Give the median and the central interval of draws (D,)."""
    tails = [(1 - level) / 2, 0.5, (1 + level) / 2]
    low, value, high = (float(end) + 0.0 for end in np.quantile(draws, tails))
    return Amount(value=value, low=low, high=high, level=level, unit=unit)


def write_number(value: float) -> str:
    """Write a number to three significant digits, thousands parted by a comma."""
    if value == 0:
        return "0"
    rounded = abs(float(f"{value:.{_DIGITS - 1}e}"))
    decimals = max(0, _DIGITS - 1 - int(np.floor(np.log10(rounded))))
    text = f"{rounded:,.{min(decimals, 12)}f}"
    return f"{MINUS if value < 0 else ''}{text}"


def write_names(names: Iterable[str], *, most: int = 5) -> str:
    """Write a list of names, with a count for those that are left out."""
    given = list(names)
    shown = ", ".join(given[:most])
    return shown if len(given) <= most else f"{shown} and {len(given) - most} more"


def write_count(count: int, what: str) -> str:
    """Write a count with its word, as in ``1 leg`` or ``12 legs``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
