"""Which distribution does a range, a measured total, an open plausible range or a mixture of claims have?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from tocsin.dossier.records.model import Bounds, Driver, Range, Scale
from tocsin.estimate.errors import DriverRangeError
from tocsin.estimate.tables import TableReading
from tocsin.methods.draws.distributions import Constant, Discrete, Distribution, Mixture, Normal, OnScale, Uniform
from tocsin.methods.draws.intervals import (
    beta_from_interval,
    lognormal_from_interval,
    normal_from_interval,
    pert_from_interval,
    quantile_fit,
    triangular_from_interval,
    uniform_from_interval,
)
from tocsin.methods.draws.scales import back, forward

_TWO_POINTS = {
    "lognormal": lognormal_from_interval,
    "normal": normal_from_interval,
    "beta": beta_from_interval,
    "uniform": uniform_from_interval,
}
_THREE_POINTS = {"pert": pert_from_interval, "triangular": triangular_from_interval}

_LEAST_PART = 1e-3  # censored cells may be 0, which logarithms do not reach: at least this part of the total is taken


@dataclass(frozen=True)
class Component:
    """One part of a pooled distribution: its weight, and the claims behind it; none for the plausible range."""

    weight: float
    distribution: Distribution
    claims: tuple[str, ...]


def mix_components(components: Sequence[Component]) -> Distribution:
    """One distribution that holds every component with its weight."""
    if len(components) == 1:
        return components[0].distribution
    return Mixture([each.distribution for each in components], [each.weight for each in components])


def plausible_distribution(plausible: Bounds, scale: Scale) -> Distribution:
    """Everything plausible, evenly on the natural scale of the variable.

    Raises
    ------
    DriverRangeError
        If an end does not lie inside the scale, so that nothing can be spread evenly up to it.
    """
    low, high = forward(np.array([plausible.low, plausible.high]), scale=scale.value)
    if not (np.isfinite(low) and np.isfinite(high)):
        inside = {"log": "both ends above 0", "logit": "both ends above 0 and below 1, such as 0.01 and 0.99"}
        raise DriverRangeError(
            f"The plausible range {plausible.low:g} to {plausible.high:g} has an end that a {scale} scale never reaches, so what "
            f"weak evidence leaves open could not be spread over it. Give {inside.get(scale.value, 'finite ends')}, or set another `scale`."
        )
    return OnScale(Uniform(float(low), float(high)), scale.value)


def measured_distribution(reading: TableReading, *, relative_error: float, scale: Scale) -> Distribution:
    """A total read from a table, with the relative standard error declared for it.

    Bounds left by censored cells count as the ends of a 90 % interval of their own, added in quadrature.
    """
    value = reading.value
    if scale is Scale.LOGIT and 0 < value < 1:
        spread = relative_error / (1 - value)
    elif scale is Scale.LOG and value > 0:
        spread = float(np.sqrt(np.log1p(relative_error**2)))
    elif reading.low < reading.high and value >= 0:
        return Uniform(reading.low, reading.high)
    else:
        scale, spread = Scale.LINEAR, relative_error * abs(value)
    least = max(reading.low, value * _LEAST_PART) if scale is Scale.LOG else reading.low
    low, centre, high = forward(np.array([least, value, reading.high]), scale=scale.value)
    censored = float(high - low) / (2 * ndtri(0.95)) if np.isfinite(high - low) else 0.0
    whole = float(np.hypot(spread, censored))
    return OnScale(Normal(float(centre), whole), scale.value) if whole > 0 else Constant(value)


def set_distribution(driver: Driver) -> Distribution:
    """The distribution of a driver that the analyst set: one value, listed values, or a range."""
    if driver.range is None:
        return Constant(float(driver.fixed or 0.0))
    given = driver.range
    if given.values:
        return Discrete(given.values, given.probabilities or tuple(1 / len(given.values) for _ in given.values))
    if given.distribution == "quantiles":
        low, best, high = _three(given, scale=driver.scale)
        return quantile_fit(low=low, best=best, high=high, level=given.level, scale=driver.scale.value)
    if given.low is None or given.high is None:
        raise DriverRangeError(
            f"{driver.title!r}: a {given.distribution} range needs both `low` and `high`; add the missing one."
        )
    if given.distribution in _TWO_POINTS:
        return _TWO_POINTS[given.distribution](given.low, given.high, level=given.level)
    if given.best is None:
        raise DriverRangeError(
            f"{driver.title!r}: a {given.distribution} range needs `best`, its most likely value; add it."
        )
    return _THREE_POINTS[given.distribution](given.low, given.high, mode=given.best, level=given.level)


def _three(given: Range, *, scale: Scale) -> tuple[float, float, float]:
    if given.low is None or given.high is None:
        raise DriverRangeError(
            "A range names no `low` or no `high`, so its figure would have no interval. Give both, or use `fixed` with a reason."
        )
    if given.best is not None:
        return given.low, given.best, given.high
    ends = forward(np.array([given.low, given.high]), scale=scale.value)
    return given.low, float(back(np.array(ends.mean()), scale=scale.value)), given.high
