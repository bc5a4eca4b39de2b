"""What does each measure leave of each threat's harm, year by year and draw by draw, as far as its evidence is believed?

An effect that rests on evidence is drawn through its interval in as many draws as the grades of its claims deserve, and is
nothing in the others. One that rests on a declared assumption is drawn through its interval and cut off at
`MOST_ASSUMED`: what nobody has shown must not decide a portfolio by being large.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tocsin.assess.streams import draw_uniforms
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.records.measures import Effect, Measure
from tocsin.estimate.pool import find_credence
from tocsin.methods.decide.portfolio_effects import phase_left
from tocsin.methods.draws.intervals import quantile_fit
from tocsin.methods.draws.points import Points
from tocsin.strategy.harm_draws import draw_range, thin

Floats = NDArray[np.float64]

MOST_ASSUMED = 0.25
_MOST = 0.98


@dataclass(frozen=True)
class EffectDraws:
    """What is left (D, M, T, Y) of harm, the full effects (D,) by measure and threat, and measures capped for want of evidence."""

    left: Floats = field(repr=False)
    effects: dict[tuple[str, str], Floats] = field(repr=False)
    assumed: tuple[str, ...]
    capped: tuple[str, ...]


def draw_effects(
    dossier: Dossier, *, measures: Sequence[Measure], threats: Sequence[str], years: Sequence[int], points: Points
) -> EffectDraws:
    """Draw every effect of the measures on threats that have a known harm; a measure begins in the first year it costs money."""
    chosen = thin(points)
    left = np.ones((len(chosen), len(measures), len(threats), len(years)))
    effects: dict[tuple[str, str], Floats] = {}
    assumed, capped = [], []
    for place, measure in enumerate(measures):
        starts = _find_start(measure, years=years)
        for effect in measure.effects:
            if effect.threat not in threats:
                continue
            drawn = _draw_effect(dossier, measure, effect=effect, points=points)[chosen]
            if not effect.has_evidence:
                assumed.append(measure.key)
                if drawn.max(initial=0.0) > MOST_ASSUMED:
                    capped.append(measure.key)
                    drawn = np.minimum(drawn, MOST_ASSUMED)
            effects[measure.key, effect.threat] = drawn
            left[:, place, threats.index(effect.threat)] = phase_left(
                drawn[:, None, None],
                onset_years=[starts + effect.onset_years],
                ramp_years=[effect.ramp_years],
                decay_share=[effect.decay_share_per_year],
                years=len(years),
            )[:, 0, 0]
    return EffectDraws(left, effects, tuple(dict.fromkeys(assumed)), tuple(dict.fromkeys(capped)))


def _find_start(measure: Measure, *, years: Sequence[int]) -> float:
    """Years from the start of the horizon to the first year in which the measure costs anything."""
    costed = [each.year for each in measure.costs.years] if measure.costs else []
    return float(max(min(costed, default=years[0]) - years[0], 0))


def _draw_effect(dossier: Dossier, measure: Measure, *, effect: Effect, points: Points) -> Floats:
    name = f"{measure.key}/{effect.threat}"
    full = _draw_full(draw_uniforms(f"effect/{name}", points=points), effect)
    if not effect.has_evidence:
        return full
    believed = find_effect_credence(dossier, effect)
    return np.where(draw_uniforms(f"effect-believed/{name}", points=points) < believed, full, 0.0)


def find_effect_credence(dossier: Dossier, effect: Effect) -> float:
    """How far the evidence behind an effect is believed: what independent groups of claims leave open, taken from 1.

    A study of the dossier's own counts like a claim of the highest credence; claims that cannot be judged count for nothing.
    """
    open_share, groups = 1.0, dict[str, float]()
    for key in effect.claims:
        claim = dossier.claims[key]
        grade = dossier.grade_of(claim)
        if grade.coarse.is_judged:
            group = dossier.source_of(claim).group
            groups[group] = max(groups.get(group, 0.0), find_credence(grade, dossier.sheet))
    highest = max(entry.credence for entry in dossier.sheet.credences)
    for credence in (*groups.values(), *(highest for _ in effect.studies)):
        open_share *= 1 - credence
    return 1 - open_share


def _draw_full(uniforms: Floats, effect: Effect) -> Floats:
    """The full effect: shares stay between 0 and 1 where harm falls, and what raises harm stays below 0."""
    if effect.direction == "lowers" and 0 < effect.low < effect.best < effect.high:
        fitted = quantile_fit(low=effect.low, best=effect.best, high=effect.high, level=effect.level, scale="logit")
        return np.minimum(np.asarray(fitted.quantile(uniforms)), _MOST)
    if effect.direction == "raises" and effect.low < effect.best < effect.high < 0:
        fitted = quantile_fit(low=-effect.high, best=-effect.best, high=-effect.low, level=effect.level, scale="log")
        return -np.asarray(fitted.quantile(1 - uniforms))
    drawn = draw_range(uniforms, low=effect.low, best=effect.best, high=effect.high, level=effect.level)
    least = 0.0 if effect.direction == "lowers" else -np.inf
    most = 0.0 if effect.direction == "raises" else _MOST
    return np.clip(drawn, least, most)
