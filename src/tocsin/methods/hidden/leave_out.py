"""How far does an estimate move when one list is left out?"""

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.methods.hidden.errors import TooFewListsError
from tocsin.methods.hidden.table import CaptureTable
from tocsin.terms.errors import MethodError

__all__ = ["LeftOut", "leave_each_out"]


@dataclass(frozen=True)
class LeftOut:
    """One estimate without one list; ``value`` is None where there is none, and ``reason`` then says why."""

    left_out: str
    seen: int | None
    value: float | None
    reason: str = ""


def leave_each_out(table: CaptureTable, estimate: Callable[[CaptureTable], float]) -> tuple[LeftOut, ...]:
    """Make an estimate again without each list in turn.

    Parameters
    ----------
    table : CaptureTable
        Counts by pattern of at least 3 lists.
    estimate : callable
        Takes a table and returns the number of people it estimates; a method that does not apply may refuse.

    Returns
    -------
    tuple of LeftOut
        One per list in the order of the table: people still seen, and the estimate in people without that list.

    Raises
    ------
    TooFewListsError
        If there are fewer than 3 lists, so that fewer than two would be left.

    Notes
    -----
    Whoever was on the left-out list alone is no longer seen. If lists caught people alike and independently, the estimates
    would differ by chance alone; a spread wider than the interval says that the model does not hold.

    References
    ----------
    binette2022 (Journal of the Royal Statistical Society A 185(2), 640-676); silverman2020 (same journal 183(3), 691-736).

    Examples
    --------
    >>> table = CaptureTable.from_patterns(
    ...     ["a", "b", "c"], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1]], counts=[30, 20, 10, 5, 4]
    ... )
    >>> [(left.left_out, left.value) for left in leave_each_out(table, lambda other: other.seen)]
    [('a', None), ('b', 49.0), ('c', 59.0)]
    """
    if len(table.lists) < 3:
        raise TooFewListsError(
            f"there are {len(table.lists)} lists, so without one of them there is no overlap left. Find another list."
        )
    return tuple(_leave_out(table, name, estimate=estimate) for name in table.lists)


def _leave_out(table: CaptureTable, name: str, *, estimate: Callable[[CaptureTable], float]) -> LeftOut:
    try:
        rest = table.without(name)
    except MethodError as error:
        return LeftOut(name, None, None, str(error))
    try:
        return LeftOut(name, rest.seen, float(estimate(rest)))
    except MethodError as error:
        return LeftOut(name, rest.seen, None, str(error))
