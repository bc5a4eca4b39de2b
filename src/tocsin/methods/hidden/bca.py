"""At which quantile of its replicates does an interval end, bias and acceleration taken out?"""

import numpy as np
from scipy.special import ndtr, ndtri

from tocsin.methods.hidden.cells import Floats

__all__ = ["find_acceleration", "find_bias", "find_place", "find_quantile"]


def find_place(share: float, *, bias: float, acceleration: float) -> tuple[float, float]:
    """Find the share of replicates below an end, and by how much it moves with the share of them below the estimate."""
    score = bias + float(ndtri(share))
    slope = 1 - acceleration * score
    if slope <= 0:
        # The correction runs off the scale: the end is the greatest or the least replicate.
        return (1.0, 0.0) if score > 0 else (0.0, 0.0)
    moved = bias + score / slope
    return float(ndtr(moved)), (1 + 1 / slope**2) * float(np.exp((bias**2 - moved**2) / 2))


def find_bias(drawn: Floats, *, estimate: float) -> float:
    """Find the normal score of the share of replicates below the estimate, half a replicate from the end at the most."""
    # Replicates that draw the same table give the estimate itself up to rounding; they are not below it.
    below = float((drawn < estimate * (1 - 1e-9)).sum())
    return float(ndtri(np.clip(below, 0.5, len(drawn) - 0.5) / len(drawn)))


def find_acceleration(left_out: Floats, *, weights: Floats) -> float:
    """Find how the spread of an estimate changes with it, from estimates without one case; 0 where there is none."""
    known = ~np.isnan(left_out)
    if not known.any():
        return 0.0
    shares = weights[known]
    gaps = np.average(left_out[known], weights=shares) - left_out[known]
    scatter = float((shares * gaps**2).sum())
    return float((shares * gaps**3).sum() / (6 * scatter**1.5)) if scatter > 0 else 0.0


def find_quantile(ordered: Floats, share: float) -> float:
    """Interpolate between replicates in rising order; infinite as soon as one of them is."""
    place = float(np.clip(share, 0.0, 1.0)) * (len(ordered) - 1)
    low, high = ordered[int(np.floor(place))], ordered[int(np.ceil(place))]
    if not np.isfinite(high):
        return float(high if place > np.floor(place) else low)
    return float(low + (high - low) * (place - np.floor(place)))
