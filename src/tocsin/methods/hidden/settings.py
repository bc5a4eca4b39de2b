"""Which settings can no estimate of the unseen be made with?"""

import math

from tocsin.terms.errors import MethodError

__all__ = ["HiddenSettingError", "check_count", "check_inside"]


class HiddenSettingError(MethodError):
    """A setting of an estimate of the unseen is outside the range in which the method has a meaning."""


def check_inside(name: str, value: float, *, low: float, high: float, closed_low: bool = False) -> None:
    """Refuse a setting that does not lie between two ends; the upper end is never allowed, the lower one if said."""
    fits = low <= value if closed_low else low < value
    if not (math.isfinite(value) and fits and value < high):
        ends = f"{'at least' if closed_low else 'above'} {low:g}" + (f" and below {high:g}" if high < math.inf else "")
        raise HiddenSettingError(
            f"{name} is {value:g}, and the method has a meaning only for a finite number {ends}. Choose one there."
        )


def check_count(name: str, value: int, *, least: int) -> None:
    """Refuse a count of steps, chains or classes that is too small."""
    if value < least:
        raise HiddenSettingError(
            f"{name} is {value}, and fewer than {least} say nothing of the result. Choose {least} or more."
        )
