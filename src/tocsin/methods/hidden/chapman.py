"""How many are there in all, from two lists and what they share?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from tocsin.methods.hidden.errors import UnknownListError
from tocsin.methods.hidden.settings import check_inside
from tocsin.methods.hidden.table import CaptureTable

__all__ = ["ChapmanResult", "estimate_chapman"]


@dataclass(frozen=True)
class ChapmanResult:
    """The estimate of two lists, with its standard error and interval, in people."""

    value: float
    error: float
    low: float
    high: float
    level: float
    lists: tuple[str, str]
    shared: int


def estimate_chapman(table: CaptureTable, *, lists: tuple[str, str], level: float = 0.9) -> ChapmanResult:
    """Number of people from two lists that do not depend on each other.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of any number of lists; what other lists say is not used.
    lists : tuple of two str
        The two lists.
    level : float
        Probability that the interval is meant to hold, strictly between 0 and 1.

    Returns
    -------
    ChapmanResult
        ``value``, ``error`` (standard error), ``low`` and ``high``, all in people, the interval never below the people seen
        on the two lists; ``shared``: people on both.

    Raises
    ------
    UnknownListError
        If the table has no such list, or it is named twice.
    HiddenSettingError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    With n1 and n2 on each list and m on both, the estimate is (n1 + 1)(n2 + 1) / (m + 1) - 1, and its variance
    (n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)²(m + 2)). The interval is the transformed logit one: seen - 1/2 +
    (b + 1/2)(c + 1/2) / (m + 1/2) · exp(±z s) with b and c on one list only and
    s² = 1/(m + 1/2) + 1/(b + 1/2) + 1/(c + 1/2) + (m + 1/2) / ((b + 1/2)(c + 1/2)). Lists that share people more than
    by chance make it too low, lists that avoid each other too high, and two lists cannot show which.

    References
    ----------
    chapman1951; seber1970 (variance); sadinle2009 (interval).

    Examples
    --------
    >>> table = CaptureTable.from_patterns(["a", "b"], [[1, 0], [0, 1], [1, 1]], counts=[90, 40, 10])
    >>> round(estimate_chapman(table, lists=("a", "b")).value, 3)
    467.273
    """
    check_inside("level", level, low=0.0, high=1.0)
    first, second = (table.lists.index(name) if name in table.lists else -1 for name in lists)
    if min(first, second) < 0 or first == second:
        raise UnknownListError(
            f"the lists {lists[0]!r} and {lists[1]!r} are not two lists of the table. "
            f"Name two of {', '.join(table.lists)}."
        )
    totals, m = table.list_totals, float(table.overlaps[first, second])
    n1, n2 = float(totals[first]), float(totals[second])
    value = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    seen, odd = n1 + n2 - m, (n1 - m + 0.5) * (n2 - m + 0.5)
    spread = np.sqrt(1 / (m + 0.5) + 1 / (n1 - m + 0.5) + 1 / (n2 - m + 0.5) + (m + 0.5) / odd)
    reach = np.exp(float(ndtri((1 + level) / 2)) * spread)
    low, high = (max(seen, seen - 0.5 + odd / (m + 0.5) * factor) for factor in (1 / reach, reach))
    return ChapmanResult(value, float(np.sqrt(variance)), min(low, value), max(high, value), level, lists, int(m))
