"""How far do values lean to one side, and how many lie far out?"""

import numpy as np

from tocsin.methods.score.aggregate import Floats


def skewness(values: Floats) -> float:
    """How far known values (A,) lean to one side, corrected for their number; 0 where all are equal or fewer than 3."""
    count = len(values)
    second, third = _moment(values, power=2), _moment(values, power=3)
    if count < 3 or second <= 0:
        return 0.0
    return float(third / second**1.5 * np.sqrt(count * (count - 1)) / (count - 2))


def kurtosis(values: Floats) -> float:
    """Excess of known values (A,) far out over a normal distribution, corrected for their number; 0 for fewer than 4."""
    count = len(values)
    second, fourth = _moment(values, power=2), _moment(values, power=4)
    if count < 4 or second <= 0:
        return 0.0
    plain = fourth / second**2 - 3.0
    return float(((count + 1) * plain + 6.0) * (count - 1) / ((count - 2) * (count - 3)))


def _moment(values: Floats, *, power: int) -> float:
    """Central moment in units of the range, so that very large or small units stay finite."""
    spread = float(np.ptp(values))
    return float((((values - values.mean()) / (spread if spread > 0 else 1.0)) ** power).mean())
