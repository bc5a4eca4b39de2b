"""What does a measure leave of a harm in each year, when its effect begins, grows and wears off?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.decide.portfolio_problem import PortfolioInputError, TotalRemovalError

Floats = NDArray[np.float64]

# Moments of a year at which the effect is read: its middle in each of so many equal parts.
_PARTS = 120


def phase_left(
    effects: ArrayLike, *, onset_years: ArrayLike, ramp_years: ArrayLike, decay_share: ArrayLike, years: int
) -> Floats:
    """Factor that each measure leaves of a harm in each year: nothing before the onset, a straight ramp, then a yearly decay.

    Parameters
    ----------
    effects : array, shape (D, M, T)
        Proportional change of the yearly harm at full effect: 0.2 takes a fifth away, -0.1 adds a tenth; below 1.
    onset_years, ramp_years : array, shape (M,)
        Years from the start of the horizon to the first effect, and from there to the full effect; 0 or more.
    decay_share : array, shape (M,)
        Share of the effect that is lost in each year after it was full, 0 to 1.
    years : int
        Y, years of the horizon, at least 1.

    Returns
    -------
    array, shape (D, M, T, Y)
        What is left: 1 minus effect times the mean phase of the year, above 0.

    Raises
    ------
    PortfolioInputError
        If an array is missing values, does not fit or is out of range.
    TotalRemovalError
        If an effect is 1 or more.

    Notes
    -----
    Phase at time t: min(1, (t - onset) / ramp) from the onset on, times (1 - decay)^(t - onset - ramp) from the full effect on, averaged
    over 120 equal parts of each year.

    References
    ----------
    bernal2017 (International Journal of Epidemiology 46(1), 348-355: level, slope and lag of an effect).

    Examples
    --------
    >>> phase_left([[[0.5]]], onset_years=[1.0], ramp_years=[1.0], decay_share=[0.0], years=3).ravel().round(6).tolist()
    [1.0, 0.75, 0.5]
    """
    full = np.asarray(effects, dtype=np.float64)
    if full.ndim != 3 or full.size == 0 or not np.isfinite(full).all() or years < 1:
        raise PortfolioInputError(
            f"effects of shape {full.shape} over {years} years are missing or cannot be matched. Give draws, measures and threats, "
            "each a finite "
            "number, and at least one year."
        )
    if full.max() >= 1:
        place = np.argwhere(full >= 1)[0].tolist()
        raise TotalRemovalError(
            f"the effect at draw, measure and threat {place} is {full[tuple(place)]}: after total removal no other effect could be told. "
            "Give an effect below 1."
        )
    measures = full.shape[1]
    onset = _read_each(onset_years, name="onset", measures=measures, most=np.inf)
    ramp = _read_each(ramp_years, name="ramp", measures=measures, most=np.inf)
    decay = _read_each(decay_share, name="decay", measures=measures, most=1.0)
    moments = (np.arange(years * _PARTS) + 0.5) / _PARTS
    since = moments[None, :] - onset[:, None]
    grown = np.where(ramp[:, None] > 0, since / np.where(ramp > 0, ramp, 1.0)[:, None], np.inf)
    phase = np.where(since > 0, np.clip(grown, 0.0, 1.0), 0.0)
    phase *= (1 - decay[:, None]) ** np.maximum(since - ramp[:, None], 0.0)
    yearly = phase.reshape(measures, years, _PARTS).mean(axis=2)
    return np.asarray(1 - full[:, :, :, None] * yearly[None, :, None, :])


def _read_each(values: ArrayLike, *, name: str, measures: int, most: float) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (measures,) or not np.isfinite(array).all() or (array < 0).any() or (array > most).any():
        raise PortfolioInputError(
            f"the {name} of {measures} measures is {array.tolist()}; give one number of 0 or more for each, and a share of at most 1 "
            "for the decay."
        )
    return array
