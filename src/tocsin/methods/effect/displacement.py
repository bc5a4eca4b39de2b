"""Did what fell in one area move next door, or did the neighbours gain as well?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri, stdtrit

from tocsin.methods.effect.arrays import Floats, check_level, check_start, check_variation, read_array
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError

_LEAST_SIDE = 4


@dataclass(frozen=True)
class DisplacementResult:
    """The quotient with its interval; both parts of it; what was averted in all, per period.

    The quotient is NaN where the treated area's own gain is not told from nothing: there is then nothing to be moved.
    """

    quotient: float
    quotient_low: float
    quotient_high: float
    treated_change: float  # change of the treated area's share of the controls
    treated_low: float
    treated_high: float
    neighbour_change: float
    neighbour_low: float
    neighbour_high: float
    net_averted: float  # per period, treated and neighbours together
    net_low: float
    net_high: float
    level: float
    is_defined: bool
    discarded: int  # replicates without a quotient


def displacement_quotient(
    treated: ArrayLike,
    neighbours: ArrayLike,
    *,
    controls: ArrayLike,
    start: int,
    block: int = 0,
    replicates: int = 2_000,
    level: float = 0.90,
    rng: np.random.Generator,
) -> DisplacementResult:
    """Weighted displacement quotient: what neighbours gained or lost for each unit that the treated area gained.

    Parameters
    ----------
    treated, neighbours, controls : array, shape (T,)
        Amounts per period in the treated area, in its neighbours together and in untouched areas together; 0 or more.
    start : int
        Index of the first period under treatment; at least 4 periods lie on either side.
    block : int
        Length of the runs of periods that are drawn together; 0 for the cube root of the shorter side, rounded up;
        shorter than that side.
    replicates : int
        Replicates of the bootstrap, at least 100.
    level : float
        Probability that an interval is meant to hold, between 0 and 1.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    DisplacementResult
        ``quotient``: above 0 neighbours gained too (above 1 more than the treated area), below 0 they took over a part (-1:
        all of it, below -1: more than all); changes of the shares of the controls; ``net_averted``: per period, in
        the unit of the amounts, above 0 if fewer than expected.

    Raises
    ------
    EffectShapeError
        If amounts are missing, infinite, negative or do not fit each other, or the controls are 0 on one side.
    TooShortError
        If fewer than 4 periods lie on one side of the start.
    NoVariationError
        If the treated amounts never change.
    EffectSettingError
        If the block is as long as a side, replicates are fewer than 100, or the level means nothing.

    Notes
    -----
    With sums A (treated), B (neighbours), C (controls) before (0) and after (1): quotient = (B1/C1 - B0/C0) / (A1/C1 - A0/C0).
    Averted = A0 C1/C0 - A1 + B0 C1/C0 - B1. Intervals: percentiles of a bootstrap of runs of periods, drawn within each side and the
    same for all three areas, their deviations widened by sqrt(n / (n - 1)) and by Student's t over the normal quantile, with
    2 (runs - 1) degrees of freedom; n periods and so many runs lie on the shorter side. The quotient is given only where the
    interval of its denominator lies wholly below 0. It rests on controls that show what would have happened in both places.

    References
    ----------
    bowers2003 (Journal of Quantitative Criminology 19(3), 275-301: the quotient).
    kunsch1989 (Annals of Statistics 17(3), 1217-1241: bootstrap of runs).

    Examples
    --------
    >>> import numpy as np
    >>> before, after = np.tile([99.0, 101.0], 6), np.tile([59.0, 61.0], 6)
    >>> result = displacement_quotient(
    ...     np.append(before, after), np.append(before, before + 20), controls=np.full(24, 50.0), start=12,
    ...     rng=np.random.default_rng(1))
    >>> round(result.quotient, 2), round(result.net_averted, 2)
    (-0.5, 20.0)
    """
    areas = _check_areas(treated, neighbours, controls)
    check_level(level)
    check_start(start, periods=areas.shape[1], before=_LEAST_SIDE, after=_LEAST_SIDE)
    sides = (areas[:, :start], areas[:, start:])
    shortest = min(side.shape[1] for side in sides)
    length = block or int(np.ceil(shortest ** (1 / 3)))
    if not 1 <= length < shortest or replicates < 100:
        raise EffectSettingError(
            f"runs of {length} periods with {replicates} replicates cannot be drawn from sides of which the shorter has {shortest} "
            "periods. Give a block of at least 1 and less than that, and at least 100 replicates."
        )
    if any(side[2].sum() <= 0 for side in sides):
        raise EffectShapeError(
            "the controls are all 0 on one side of the start, so nothing can be compared with them. Add controls."
        )
    seen = _summarise(*(side.mean(axis=1)[:, None] for side in sides))
    drawn = _summarise(*(_draw_means(side, length=length, replicates=replicates, rng=rng) for side in sides))
    drawn = seen + (drawn - seen) * _widen(shortest, length=length, level=level)
    edges = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.nanquantile(drawn, edges, axis=1)
    is_defined = bool(high[0] < 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = drawn[1] / drawn[0]
    usable = np.isfinite(quotients)
    quotient_ends = np.quantile(quotients[usable], edges) if is_defined else (np.nan, np.nan)
    return DisplacementResult(
        float(seen[1, 0] / seen[0, 0]) if is_defined else np.nan, float(quotient_ends[0]), float(quotient_ends[1]),
        float(seen[0, 0]), float(low[0]), float(high[0]),
        float(seen[1, 0]), float(low[1]), float(high[1]),
        float(seen[2, 0]), float(low[2]), float(high[2]),
        level, is_defined, int((~usable).sum()),
    )  # fmt: skip


def _check_areas(treated: ArrayLike, neighbours: ArrayLike, controls: ArrayLike) -> Floats:
    named = {"treated": treated, "neighbouring": neighbours, "control": controls}
    areas = [read_array(values, name=f"{name} amounts", dimensions=1) for name, values in named.items()]
    if len({len(area) for area in areas}) > 1 or min(area.min() for area in areas) < 0:
        raise EffectShapeError(
            f"there are {', '.join(str(len(area)) for area in areas)} periods of the treated, the neighbouring and the control "
            f"area, and the least amount is {min(area.min() for area in areas):g}. Give as many of each, 0 or more."
        )
    check_variation(areas[0], name="treated amounts")
    return np.stack(areas)


def _draw_means(side: Floats, *, length: int, replicates: int, rng: np.random.Generator) -> Floats:
    """Means (3, R) of runs drawn with replacement until the side is full."""
    periods = side.shape[1]
    runs = -(-periods // length)
    first = rng.integers(0, periods - length + 1, (replicates, runs, 1))
    chosen = (first + np.arange(length)).reshape(replicates, -1)[:, :periods]
    return np.asarray(side[:, chosen].mean(axis=2), dtype=np.float64)


def _widen(periods: int, *, length: int, level: float) -> float:
    """Factor on deviations: a bootstrap of few periods scatters too little, and takes its own scatter to be known."""
    freedom = 2 * (-(-periods // length) - 1)
    upper = (1 + level) / 2
    return float(np.sqrt(periods / (periods - 1)) * stdtrit(freedom, upper) / ndtri(upper))


def _summarise(before: Floats, after: Floats) -> Floats:
    """Change of the treated share, of the neighbours' share, and what was averted: (3, R); NaN without controls."""
    with np.errstate(divide="ignore", invalid="ignore"):
        treated = after[0] / after[2] - before[0] / before[2]
        neighbours = after[1] / after[2] - before[1] / before[2]
        grown = after[2] / before[2]
        averted = (before[0] + before[1]) * grown - after[0] - after[1]
    found = np.stack([treated, neighbours, averted])
    return np.where(np.isfinite(found), found, np.nan)
