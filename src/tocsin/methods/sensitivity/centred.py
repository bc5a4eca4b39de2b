"""Which group of inputs drives each of many outputs, and how sure is that share?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tocsin.methods.sensitivity.errors import SampleShapeError
from tocsin.methods.sensitivity.sample import in_plain_unit, is_fixed

Floats = NDArray[np.float64]

_LEAST_DRAWS = 50
_RESAMPLES = 500


@dataclass(frozen=True)
class CentredShares:
    """Shares of the variance of O outputs that G groups of inputs explain, with intervals; raw, no unit.

    ``first`` (G, O) is what a group explains alone, ``total`` (G, O) alone and together with others; ``_low`` and ``_high``
    bound intervals of probability ``level``. A share of an output that never varies is NaN.
    """

    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats
    level: float
    draws: int


def centred_shares(
    base: ArrayLike, other: ArrayLike, *, mixed: ArrayLike, rng: np.random.Generator, level: float = 0.9
) -> CentredShares:
    """Shares of variance that groups of inputs have alone and with others, for many outputs of one design.

    Parameters
    ----------
    base, other : array, shape (D, O)
        Outputs in any unit at D independent draws of all inputs, and at D others; finite.
    mixed : array, shape (G, D, O)
        Outputs at the draws of ``base`` with the inputs of one group taken from ``other``, for each of G groups.
    rng : numpy.random.Generator
        Draws the resamples behind the intervals.
    level : float
        Probability that an interval is meant to hold the share, between 0 and 1.

    Returns
    -------
    CentredShares
        ``first``, ``total`` (G, O): about 0 to 1, ``first`` a little below 0 by chance; NaN for an output that is fixed.

    Raises
    ------
    SampleShapeError
        If the tables do not fit each other, draws are fewer than 50, a value is missing or infinite, or the level is not
        between 0 and 1.

    Notes
    -----
    With outputs f(A), f(B) less their common mean and AB as A with one group from B, the variance V is that of both samples,
    first = mean f(B) (f(AB) - f(A)) / V (Saltelli 2010) and total = mean (f(A) - f(AB))² / 2V (Jansen 1999). Without the
    centring a mean far from 0 swamps the first. Intervals are basic bootstrap ones over 500 resamples of whole draws, for
    independent draws; on scrambled points they are too wide. A group that changes nothing has exactly 0.

    References
    ----------
    saltelli2010 (table 2, b and f; section 3.2 on centring); jansen1999; efron1993 (bootstrap intervals).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.normal(size=(2, 4000, 2))
    >>> f = lambda x: (100.0 + x @ [2.0, 1.0])[:, None]
    >>> mixed = [f(np.column_stack([b[:, 0], a[:, 1]])), f(np.column_stack([a[:, 0], b[:, 1]]))]
    >>> centred_shares(f(a), f(b), mixed=mixed, rng=rng).total.round(1).ravel().tolist()
    [0.8, 0.2]
    """
    first_sample, second_sample, mixtures = _check(base, other, mixed=mixed, level=level)
    groups, draws = mixtures.shape[:2]
    middle = (first_sample.mean(axis=0) + second_sample.mean(axis=0)) / 2
    a, b, ab = first_sample - middle, second_sample - middle, mixtures - middle
    columns = np.concatenate(
        [
            (b * (ab - a)).transpose(1, 0, 2).reshape(draws, -1),
            ((a - ab) ** 2 / 2).transpose(1, 0, 2).reshape(draws, -1),
            (a**2 + b**2) / 2,
            (a + b) / 2,
        ],
        axis=1,
    )
    counts = rng.multinomial(draws, np.full(draws, 1.0 / draws), size=_RESAMPLES) / draws
    is_still = np.array([is_fixed(values) for values in np.concatenate([first_sample, second_sample]).T])
    found = _share(columns.mean(axis=0)[None], groups=groups, is_fixed_output=is_still)[:, 0]
    again = _share(counts @ columns, groups=groups, is_fixed_output=is_still)
    tails = np.quantile(again, [(1 + level) / 2, (1 - level) / 2], axis=1)
    low, high = 2 * found - tails[0], 2 * found - tails[1]
    return CentredShares(found[0], low[0], high[0], found[1], low[1], high[1], level=level, draws=draws)


def _check(base: ArrayLike, other: ArrayLike, *, mixed: ArrayLike, level: float) -> tuple[Floats, Floats, Floats]:
    a, b, ab = (np.asarray(values, dtype=np.float64) for values in (base, other, mixed))
    if a.ndim != 2 or a.shape != b.shape or ab.ndim != 3 or ab.shape[1:] != a.shape or 0 in ab.shape:
        raise SampleShapeError(
            f"Outputs of shapes {a.shape}, {b.shape} and {ab.shape} are not one design, so it is not known which draws go "
            "together. Pass (draws, outputs) twice and (groups, draws, outputs)."
        )
    if len(a) < _LEAST_DRAWS:
        raise SampleShapeError(
            f"{len(a)} draws are too few to share out variance. Take at least {_LEAST_DRAWS}, better 1,000."
        )
    if not (np.isfinite(a).all() and np.isfinite(b).all() and np.isfinite(ab).all()):
        raise SampleShapeError(
            "An output is missing or infinite, and leaving its draw out would share out the variance of another quantity. "
            "Mend the model where it divides by zero."
        )
    if not 0 < level < 1:
        raise SampleShapeError(f"An interval at level {level} holds nothing or all. Give one such as 0.9.")
    whole = in_plain_unit(np.concatenate([a, b, *ab]))
    return whole[: len(a)], whole[len(a) : 2 * len(a)], whole[2 * len(a) :].reshape(ab.shape)


def _share(means: Floats, *, groups: int, is_fixed_output: NDArray[np.bool_]) -> Floats:
    """First-order and total shares (2, R, G, O) from R rows of means of the columns."""
    outputs = len(is_fixed_output)
    parts = means[:, : 2 * groups * outputs].reshape(len(means), 2, groups, outputs)
    square, mean = means[:, -2 * outputs : -outputs], means[:, -outputs:]
    variance = np.where(is_fixed_output, np.nan, square - mean**2)
    return np.asarray(np.moveaxis(parts / variance[:, None, None, :], 1, 0))
