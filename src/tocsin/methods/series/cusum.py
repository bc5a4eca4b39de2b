"""Have counts crept up over several periods, each too little to be seen alone?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.series.errors import (
    Floats,
    SeriesSettingError,
    SeriesShapeError,
    SeriesValueError,
    check_counts,
)

Scale = Literal["standard", "rossi"]


@dataclass(frozen=True)
class CusumResult:
    """The running sum and its alarms, every array (S, T)."""

    total: Floats  # NaN where the count is unknown; the sum goes on from the last known one
    standardised: Floats
    alarm: NDArray[np.bool_]


def cusum(
    counts: ArrayLike,
    expected: ArrayLike,
    *,
    reference: float = 1.04,
    limit: float = 2.26,
    scale: Scale = "rossi",
    restart: bool = True,
) -> CusumResult:
    """Cumulative sums of standardised counts above what was expected.

    Parameters
    ----------
    counts : array, shape (S, T)
        Counts of S series in T equally long periods, whole numbers from 0; NaN where unknown.
    expected : array, shape (S,) or (S, T)
        Mean count per period where nothing changes, above 0.
    reference : float
        What is taken off in each period, in standard deviations: half of the shift to be found quickly, 0 or more.
    limit : float
        An alarm is given where the sum passes it, in standard deviations, above 0.
    scale : {"rossi", "standard"}
        Standardisation: the one of 1999, nearer to normal for small means, or (y - m) / sqrt(m).
    restart : bool
        Whether the sum starts again at 0 after an alarm.

    Returns
    -------
    CusumResult
        Sums, standardised counts and alarms, (S, T).

    Raises
    ------
    SeriesShapeError
        If counts and expectations do not fit each other.
    SeriesValueError
        If a count is negative, broken or infinite, all are missing, or an expectation is not above 0.
    SeriesSettingError
        If `reference` is negative, `limit` not above 0 or the scale not known.

    Notes
    -----
    S_t = max(0, S_{t-1} + z_t - reference). On the scale of 1999 z = (y - 3m + 2 sqrt(m y)) / (2 sqrt(m)). Counts are taken as Poisson:
    where they spread more, divide the limit's meaning by the root of the dispersion, or alarms come too often.

    References
    ----------
    page1954 (Biometrika 41(1/2), 100-115); rossi1999 (Statistics in Medicine 18(16), 2111-2122, section 2).

    Examples
    --------
    >>> result = cusum([[4, 4, 7, 8, 9]], [4.0], scale="standard")
    >>> result.alarm[0].tolist()
    [False, False, False, False, True]
    """
    series = check_counts(counts, ndim=2)
    mean = np.asarray(expected, dtype=np.float64)
    if mean.shape not in ((len(series),), series.shape):
        raise SeriesShapeError(
            f"counts have shape {series.shape} and expectations {mean.shape}; give one expectation per series, or per series and period."
        )
    mean = np.broadcast_to(mean[:, None] if mean.ndim == 1 else mean, series.shape)
    if not (mean > 0).all():
        raise SeriesValueError(
            "an expectation is 0, negative or missing, so no count can be held against it. Estimate it first."
        )
    if reference < 0 or not limit > 0 or scale not in ("rossi", "standard"):
        raise SeriesSettingError(
            f"a reference of {reference:g}, a limit of {limit:g} and the scale {scale!r} cannot be used: the first is 0 or more, "
            "the second above 0, the third 'rossi' or 'standard'."
        )
    if scale == "rossi":
        z = (series - 3 * mean + 2 * np.sqrt(mean * series)) / (2 * np.sqrt(mean))
    else:
        z = (series - mean) / np.sqrt(mean)
    return _accumulate(z, reference=reference, limit=limit, restart=restart)


def _accumulate(z: Floats, *, reference: float, limit: float, restart: bool) -> CusumResult:
    total, alarm = np.full(z.shape, np.nan), np.zeros(z.shape, dtype=bool)
    running = np.zeros(len(z))
    for period in range(z.shape[1]):
        known = ~np.isnan(z[:, period])
        running = np.where(known, np.maximum(0.0, running + np.nan_to_num(z[:, period]) - reference), running)
        alarm[:, period] = known & (running > limit)
        total[:, period] = np.where(known, running, np.nan)
        if restart:
            running = np.where(alarm[:, period], 0.0, running)
    return CusumResult(total, z, alarm)
