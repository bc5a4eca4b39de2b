"""What does it gain to know before choosing the best few?

One decision runs through priorities and gaps: choose `top` of A options, with a pay-off that is the sum of the values of
those chosen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Gains below this come from rounding: values of threats are between 0 and 1.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Worth:
    """Value of information in the unit of the options' values, and its standard error."""

    value: float
    error: float


def value_of_settling(totals: Floats, *, top: int, randomisations: int) -> Worth:
    """What the best `top` in each draw of totals (D, A) gain over the `top` that are best on average."""
    best = np.partition(totals, -top, axis=1)[:, -top:].sum(axis=1)
    return _between_runs(best, totals=totals, top=top, randomisations=randomisations)


def value_of_shift(totals: Floats, move: Floats, *, option: int, top: int, randomisations: int) -> Worth:
    """What it gains to know something (D,) that moves the expected value of one option and of no other."""
    mean = totals.mean(axis=0)
    runs = totals.reshape(randomisations, -1, totals.shape[1]).mean(axis=1)
    moves = move.reshape(randomisations, -1)
    value = _gain(mean, move - move.mean(), option=option, top=top)
    each = [_gain(own, shift - shift.mean(), option=option, top=top) for own, shift in zip(runs, moves, strict=True)]
    return Worth(value, _error(np.array(each)))


def _gain(mean: Floats, shift: Floats, *, option: int, top: int) -> float:
    """Mean gain when one option's expected value moves by `shift`: it enters or leaves the chosen set at one rival."""
    others = np.sort(np.delete(mean, option))[::-1]
    rival = others[top - 1]
    gain = float(np.maximum(mean[option] + shift, rival).mean() - max(mean[option], rival))
    return gain if gain > _ROUNDING else 0.0


def _between_runs(best: Floats, *, totals: Floats, top: int, randomisations: int) -> Worth:
    runs = totals.reshape(randomisations, -1, totals.shape[1]).mean(axis=1)
    fixed = np.partition(totals.mean(axis=0), -top)[-top:].sum()
    bests = best.reshape(randomisations, -1).mean(axis=1)
    each = bests - np.partition(runs, -top, axis=1)[:, -top:].sum(axis=1)
    gain = float(best.mean() - fixed)
    return Worth(gain if gain > _ROUNDING else 0.0, _error(each))


def _error(each: Floats) -> float:
    if len(each) < 2:
        return float("nan")
    return float(each.std(ddof=1) / np.sqrt(len(each)))
