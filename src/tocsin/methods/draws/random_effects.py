"""What do several independent measurements of one quantity say together?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from tocsin.methods.draws.ends import check_level
from tocsin.methods.draws.errors import UnusableDrawsError

_HALVINGS = 100


@dataclass(frozen=True)
class PooledMeasurement:
    """The common mean of measurements, in their unit: ``mean``, ``error`` (standard error), ``between`` (sd between studies)."""

    mean: float
    error: float
    between: float


def pool_measurements(
    values: NDArray[np.float64], errors: NDArray[np.float64], *, level: float = 0.90
) -> PooledMeasurement:
    """Common mean of independent measurements that may differ by more than their own errors.

    Parameters
    ----------
    values, errors : NDArray
        Shape (S,), S at least 2, any one unit: what each study measured and its standard error, above 0. Use a scale
        on which the errors are about normal (logarithms of amounts, log-odds of shares).
    level : float
        Probability, strictly between 0 and 1, of the interval that must be right.

    Returns
    -------
    PooledMeasurement
        ``error`` is such that the normal interval ``mean ± z error`` has the probability ``level``.

    Raises
    ------
    UnusableDrawsError
        If there are fewer than two values, the two arrays differ in shape, a number is not finite, or an error is not
        above 0.
    ProbabilityRangeError
        If ``level`` is not strictly between 0 and 1.

    Notes
    -----
    Weights are 1 / (error² + between²), with the variance between studies by Paule and Mandel: the value at
    which the weighted squares sum to S - 1, or 0 if they never reach it. The interval is that of Hartung and Knapp with
    S - 1 degrees of freedom, kept between two limits: never wider than needed to hold the intervals of all single
    studies, and, before that, never narrower than the normal interval from the weights alone. The upper limit matters
    for two or three studies, which the Student quantile would otherwise make wider together than each
    is alone. It is this project's own and gives up some coverage where studies are few and differ.

    References
    ----------
    paule1982; hartung2001; rover2015 (the lower limit).

    Examples
    --------
    >>> pooled = pool_measurements(np.array([1.0, 1.2, 3.0]), np.array([0.1, 0.1, 0.1]))
    >>> round(pooled.mean, 2), pooled.between > 1
    (1.73, True)
    """
    _check_measurements(values, errors)
    check_level(level)
    between = _between_variance(values, errors**2)
    weights = 1 / (errors**2 + between)
    mean = float(np.sum(weights * values) / np.sum(weights))
    degrees, tail = values.shape[0] - 1, (1 + level) / 2
    z = float(ndtri(tail))
    least = float(1 / np.sqrt(np.sum(weights)))
    student = (
        least * np.sqrt(float(np.sum(weights * (values - mean) ** 2)) / degrees) * float(stdtrit(degrees, tail)) / z
    )
    most = float(np.max(np.abs(values - mean) + z * errors)) / z
    return PooledMeasurement(mean, float(max(least, min(student, most))), float(np.sqrt(between)))


def _check_measurements(values: NDArray[np.float64], errors: NDArray[np.float64]) -> None:
    is_usable = values.ndim == 1 and values.shape == errors.shape and values.shape[0] >= 2
    if is_usable and np.all(np.isfinite(values)) and np.all(np.isfinite(errors)) and np.all(errors > 0):
        return
    raise UnusableDrawsError(
        f"{values.size} measurements with errors {errors.tolist()} cannot be pooled: at least two are needed, each finite and "
        "with an error above 0, or they could not be weighed. Give each its own interval, or leave it out."
    )


def _between_variance(values: NDArray[np.float64], variances: NDArray[np.float64]) -> float:
    """Root of the weighted squares minus S - 1, by bisection; they fall as the variance between studies grows."""

    def excess(between: float) -> float:
        weights = 1 / (variances + between)
        mean = np.sum(weights * values) / np.sum(weights)
        return float(np.sum(weights * (values - mean) ** 2) - (len(values) - 1))

    if excess(0.0) <= 0:
        return 0.0
    least, most = 0.0, float(np.var(values, ddof=1)) + float(np.max(variances))
    while excess(most) > 0:
        most *= 2
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        least, most = (middle, most) if excess(middle) > 0 else (least, middle)
    return (least + most) / 2
