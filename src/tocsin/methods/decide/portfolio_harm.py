"""What does a choice of measures leave of each harm, and how does that change with each measure?"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Up to so many measures on one threat, the harm that every choice among them leaves is tabled.
_MOST_TABLED = 12


@dataclass(frozen=True, eq=False)
class ThreatPart:
    """One threat: the measures (n,) that touch it, logarithms (D·Y, n) of what each leaves, and harm (D·Y, K)."""

    active: NDArray[np.int64]
    logs: Floats
    harm: Floats
    least: Floats  # (K,): expected discounted harm if every effect that lessens it applied and no other
    table: Floats | None  # (2^n, K): expected discounted harm that each choice leaves, measure i being bit i

    @property
    def is_curved(self) -> bool:
        """Whether effects can compound: two measures or more touch the threat."""
        return len(self.active) > 1


@dataclass(frozen=True, eq=False)
class HarmModel:
    """All threats of a problem, and the factor (D·Y,) that turns a sum over draws and years into an expected discounted one."""

    parts: tuple[ThreatPart, ...]
    factor: Floats
    draws: int
    measures: int
    kinds: int
    untouched: Floats  # (T, K): expected discounted harm if nothing is chosen
    worsening: float  # the most by which measures that worsen a threat would multiply it in any draw


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Expected discounted harm left (T, K) at a point (M,) between 0 and 1, and its slope (T, K, M) in each measure."""

    point: Floats
    left: Floats
    slopes: Floats


def build_model(harm: Floats, left: Floats, *, discount: Floats) -> HarmModel:
    """Sort draws of harm (D, T, K, Y) and of what is left (D, M, T, Y) by threat, keeping only effects that exist."""
    draws, threats, kinds, years = harm.shape
    measures = left.shape[1]
    factor = np.tile(discount / draws, draws)
    parts, worsening = [], 1.0
    for threat in range(threats):
        own = left[:, :, threat, :]
        active = np.flatnonzero((own != 1.0).any(axis=(0, 2)))
        logs = np.log(own[:, active].transpose(0, 2, 1)).reshape(draws * years, len(active))
        harms = np.ascontiguousarray(harm[:, threat].transpose(0, 2, 1)).reshape(draws * years, kinds)
        least = (factor * np.exp(np.minimum(logs, 0.0).sum(axis=1))) @ harms
        worst = float(np.maximum(logs, 0.0).sum(axis=1).max(initial=0.0))
        worsening = max(worsening, float(np.exp(min(worst, 700.0))))
        table = _table_choices(logs, factor[:, None] * harms) if 1 < len(active) <= _MOST_TABLED else None
        parts.append(ThreatPart(active, np.ascontiguousarray(logs), harms, least, table))
    untouched = np.array([factor @ part.harm for part in parts])
    return HarmModel(tuple(parts), factor, draws, measures, kinds, untouched, worsening)


@cache
def list_choices(measures: int) -> Floats:
    """Every choice among a few measures, as zeros and ones (2^n, n): measure i is bit i of the row's number."""
    choices = np.asarray((np.arange(2**measures)[:, None] >> np.arange(measures)) & 1, dtype=np.float64)
    choices.flags.writeable = False
    return choices


def find_left(model: HarmModel, chosen: NDArray[np.bool_]) -> Floats:
    """Expected discounted harm (T, K) that a choice leaves."""
    left = np.empty((len(model.parts), model.kinds))
    for row, part in enumerate(model.parts):
        if part.table is not None:
            left[row] = part.table[int(chosen[part.active] @ (1 << np.arange(len(part.active))))]
        else:
            left[row] = (model.factor * _find_shares(part, chosen)) @ part.harm
    return left


def evaluate(model: HarmModel, point: Floats) -> Evaluation:
    """Harm left and its slopes at a point; a threat that one measure touches is read along the line between its two values."""
    left = np.empty((len(model.parts), model.kinds))
    slopes = np.zeros((len(model.parts), model.kinds, model.measures))
    for row, part in enumerate(model.parts):
        if part.is_curved:
            remaining = model.factor * np.exp(part.logs @ point[part.active])
            weighted = remaining[:, None] * part.harm
            left[row] = weighted.sum(axis=0)
            slopes[row][:, part.active] = weighted.T @ part.logs
        else:
            change = (model.factor[:, None] * np.expm1(part.logs)).T @ part.harm  # (n, K), n of 0 or 1
            left[row] = model.untouched[row] + point[part.active] @ change
            slopes[row][:, part.active] = change.T
    return Evaluation(point.copy(), left, slopes)


def draw_left(model: HarmModel, chosen: NDArray[np.bool_], *, weights: Floats) -> Floats:
    """Weighted discounted harm (D,) that a choice leaves in each draw."""
    total = np.zeros(len(model.factor))
    for part in model.parts:
        total += _find_shares(part, chosen) * (part.harm @ weights)
    return np.asarray((total * model.factor * model.draws).reshape(model.draws, -1).sum(axis=1))


def draw_kinds_left(model: HarmModel, chosen: NDArray[np.bool_]) -> Floats:
    """Harm of each kind (D, K), in its own unit and not discounted, that a choice leaves over all years in each draw."""
    total = np.zeros((len(model.factor), model.kinds))
    for part in model.parts:
        total += _find_shares(part, chosen)[:, None] * part.harm
    return np.asarray(total.reshape(model.draws, -1, model.kinds).sum(axis=1))


def _find_shares(part: ThreatPart, chosen: NDArray[np.bool_]) -> Floats:
    """Share (D·Y,) of the threat's harm that is left."""
    return np.asarray(np.exp(part.logs[:, chosen[part.active]].sum(axis=1)))


def _table_choices(logs: Floats, harm: Floats) -> Floats:
    """Harm (2^n, K) that every choice leaves: two halves of the measures are combined, so that no draw meets each choice."""
    half = logs.shape[1] // 2
    first = np.exp(logs[:, :half] @ list_choices(half).T)
    second = np.exp(logs[:, half:] @ list_choices(logs.shape[1] - half).T)
    tables = [(second.T @ (first * harm[:, [kind]])).ravel() for kind in range(harm.shape[1])]
    return np.array(tables).T
