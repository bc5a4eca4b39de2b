"""What is the middle of a measure, and between which bounds does it lie, over the networks that could be the true one?"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.assess.network_record import NetworkFigure, NetworkSettings


def summarise(observed: float, draws: ArrayLike, *, settings: NetworkSettings, unit: str) -> NetworkFigure:
    """A measure as seen, with median and interval of its draws; draws in which it has no meaning are left out."""
    values = np.asarray(draws, dtype=np.float64)
    known = values[np.isfinite(values)]
    tail = (1 - settings.level) / 2
    low, middle, high = (_cut(known, tail), _cut(known, 0.5), _cut(known, 1 - tail)) if len(known) else (None,) * 3
    seen = None if math.isnan(observed) else float(observed)
    return NetworkFigure(observed=seen, value=middle, low=low, high=high, level=settings.level, unit=unit)


def span_two_ways(
    observed: float, ways: tuple[ArrayLike, ArrayLike], *, settings: NetworkSettings, unit: str
) -> NetworkFigure:
    """A measure drawn in two ways of which neither is known to be right: the middle of both, from the lesser to the greater end."""
    both = summarise(observed, np.concatenate([np.asarray(way) for way in ways]), settings=settings, unit=unit)
    ends = [summarise(observed, way, settings=settings, unit=unit) for way in ways]
    lows, highs = (
        [each.low for each in ends if each.low is not None],
        [each.high for each in ends if each.high is not None],
    )
    return both.model_copy(update={"low": min(lows, default=None), "high": max(highs, default=None)})


def _cut(values: NDArray[np.float64], share: float) -> float:
    """A value that was drawn, since many measures are counts and have nothing between two of them."""
    return float(np.quantile(values, share, method="inverted_cdf"))
