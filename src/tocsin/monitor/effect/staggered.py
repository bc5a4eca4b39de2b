"""Did the treated places fare differently from the untreated ones after they adopted the measure, and did the neighbours?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from tocsin.methods.effect.group_summary import GroupSummary, summarise_groups
from tocsin.methods.effect.group_time import GroupTimeResult, group_time_effects
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.found import Found, draw_path, make_figure, make_percent, name_unit
from tocsin.monitor.effect.panel import EffectSettings, Floats, Panel, Roles
from tocsin.monitor.effect.records import Check, EffectFigure, NeighbourEffect, PathPoint, StepRow
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_counted, render_number

_DOUBTFUL_P = 0.10
_FEW_UNITS = 10


def study_staggered(panel: Panel, settings: EffectSettings, *, roles: Roles) -> Found:
    """Group-time effects with a test of the trends before, by step since adoption, and the same for the neighbours."""
    treated, left_out = _list_treated(panel, settings, roles=roles)
    side = _compare(panel, settings, rows=treated, adopted=_find_adopted(panel, settings, rows=treated), roles=roles)
    unit = name_unit(settings, per="per unit and period")
    effect = make_figure(
        side.summary.effect, (side.summary.effect_low, side.summary.effect_high), level=settings.level, unit=unit
    )
    neighbours, net = _look_next_door(panel, settings, roles=roles, side=side, unit=unit)
    return Found(
        effect,
        make_percent(effect, expected=side.summary.expected),
        _draw_means(panel, side),
        _list_checks(side),
        _list_warnings(side, left_out=left_out),
        banner=_find_banner(side),
        neighbours=neighbours,
        net=net,
        steps=_list_steps(side, settings, unit=unit),
    )


@dataclass(frozen=True)
class _Side:
    """One comparison: the rows of the panel in it, and what it found."""

    rows: list[int]
    treated: list[int]
    result: GroupTimeResult
    summary: GroupSummary
    steps: GroupSummary


def _list_treated(panel: Panel, settings: EffectSettings, *, roles: Roles) -> tuple[list[int], list[str]]:
    """Treated units with a before; those treated from the first period on say nothing and are named."""
    adopted = _find_adopted(panel, settings, rows=roles.treated)
    kept = [row for row, at in zip(roles.treated, adopted, strict=True) if at > 0]
    dropped = [panel.units[row] for row in roles.treated if row not in kept]
    if not kept:
        raise StudySettingError(
            f"every treated unit ({', '.join(dropped)}) was so from the first period on, so none has a before. Give earlier data."
        )
    return kept, dropped


def _find_adopted(panel: Panel, settings: EffectSettings, *, rows: Sequence[int]) -> Floats:
    """First period under treatment of each: its own date of adoption, else the start of the study."""
    found = []
    for row in rows:
        own = panel.adopted[row] if panel.adopted else None
        text = str(own) if own is not None else settings.start
        if not text:
            raise StudySettingError(
                f"{panel.units[row]!r} is treated, but from when on is not said. Give a start (--start), or its period in the column "
                "`adopted`."
            )
        found.append(0.0 if own is not None and own.start < panel.periods[0].start else float(panel.find_start(text)))
    return np.array(found)


def _compare(panel: Panel, settings: EffectSettings, *, rows: list[int], adopted: Floats, roles: Roles) -> _Side:
    together = [*rows, *roles.controls]
    times = np.concatenate([adopted, np.full(len(roles.controls), np.nan)])
    result = group_time_effects(panel.values[together], times, controls=settings.controls)
    rng = np.random.default_rng(settings.seed)
    summary, steps = (
        summarise_groups(result, kind=kind, replicates=settings.replicates, level=settings.level, rng=rng)
        for kind in ("simple", "event")
    )
    return _Side(together, rows, result, summary, steps)


def _look_next_door(
    panel: Panel, settings: EffectSettings, *, roles: Roles, side: _Side, unit: str
) -> tuple[tuple[NeighbourEffect, ...], EffectFigure | None]:
    """The neighbours as if they had adopted with the first of the treated, and treated and neighbours together."""
    if not roles.neighbours:
        return (), None
    first = float(np.nanmin(side.result.adopted))
    name = ", ".join(panel.units[row] for row in roles.neighbours)
    try:
        other = _compare(
            panel, settings, rows=roles.neighbours, adopted=np.full(len(roles.neighbours), first), roles=roles
        )
    except MethodError as error:
        return (NeighbourEffect(unit=name, effect=None, answer="cannot tell", note=str(error)),), None
    ends = (other.summary.effect_low, other.summary.effect_high)
    effect = make_figure(other.summary.effect, ends, level=settings.level, unit=unit)
    net = _add_sides(panel, settings, sides=(side, other))
    return (NeighbourEffect(unit=name, effect=effect, answer=effect.answer),), net


def _add_sides(panel: Panel, settings: EffectSettings, *, sides: tuple[_Side, _Side]) -> EffectFigure:
    """The effect on all units of both sides per period; controls that both share are counted as shared."""
    influence = np.zeros(len(panel.units))
    value = 0.0
    for side in sides:
        count = len(side.treated)
        value += count * side.summary.effect
        influence[side.rows] += count * side.summary.contributions
    t = float(stdtrit(max(1, min(side.summary.degrees for side in sides)), (1 + settings.level) / 2))
    few = max(side.summary.widening for side in sides)
    half = few * t * float(np.sqrt((influence**2).sum()))
    unit = name_unit(settings, per="per period in all")
    return make_figure(value, (value - half, value + half), level=settings.level, unit=unit)


def _draw_means(panel: Panel, side: _Side) -> tuple[PathPoint, ...]:
    """Mean of the treated, and what it would have been: without the effects of those treated by then."""
    seen = panel.values[side.treated].mean(axis=0)
    gap = np.zeros(len(panel.periods))
    for at in np.flatnonzero(side.result.is_after):
        share = side.result.group_sizes[int(side.result.groups[at])] / len(side.treated)
        gap[side.result.periods[at]] += share * side.result.effects[at]
    return draw_path(panel, seen, expected=seen - gap)


def _list_steps(side: _Side, settings: EffectSettings, *, unit: str) -> tuple[StepRow, ...]:
    found = side.steps
    rows = zip(found.steps, found.step_effects, found.step_low, found.step_high, strict=True)
    return tuple(
        StepRow(step=int(step), effect=make_figure(float(value), (float(low), float(high)), level=settings.level, unit=unit))
        for step, value, low, high in rows
    )  # fmt: skip


def _list_checks(side: _Side) -> tuple[Check, ...]:
    p, statistic = side.result.pretrend_p_small, render_number(side.result.pretrend_statistic)
    trends = f"p = {p:.2g} ({_count_changes(side)} before adoption, chi-square {statistic})"
    if np.isnan(p):
        trends = f"cannot be tested: {_find_obstacle(side)}"
    return (
        Check(name="trends before adoption alike", value=trends, is_worrying=bool(np.isnan(p) or p < _DOUBTFUL_P)),
        Check(name="treated units", value=str(len(side.treated)), is_worrying=len(side.treated) < _FEW_UNITS),
        Check(
            name="untreated units",
            value=str(len(side.rows) - len(side.treated)),
            is_worrying=len(side.rows) - len(side.treated) < _FEW_UNITS,
        ),
        Check(name="effect counting groups by time since adoption alike", value=render_number(side.steps.effect)),
    )


def _count_changes(side: _Side) -> str:
    return render_counted(side.result.pretrend_degrees, "change")


def _find_obstacle(side: _Side) -> str:
    """Why trends before adoption cannot be tested: nothing to test, too few units for it, or nothing that differs."""
    degrees, spare = side.result.pretrend_degrees, side.result.pretrend_spare
    if not degrees:
        return "too few periods lie before adoption; two are needed"
    if spare <= degrees:
        treated = len(side.treated)
        others = len(side.rows) - treated
        return (
            f"too few units: {treated} treated and {others} not, where {_count_changes(side)} before adoption would take at least "
            f"{degrees + 1 + len(side.result.group_sizes)} and {degrees + 2}"
        )
    return "changes before adoption do not differ between units in ways of their own"


def _find_banner(side: _Side) -> str:
    p = side.result.pretrend_p_small
    if not p < _DOUBTFUL_P:
        return ""
    return f"Trends differed before the measure (p = {p:.2g}), so the difference after it may be more of the same."


def _list_warnings(side: _Side, *, left_out: list[str]) -> tuple[str, ...]:
    found = [
        "The effect rests on the treated having gone the way of the untreated; trends alike before do not show that."
    ]
    if left_out:
        found.append(f"Left out, since treated from the first period on: {', '.join(left_out)}.")
    few = min(len(side.treated), len(side.rows) - len(side.treated))
    if few < _FEW_UNITS:
        found.append(f"One side has {few} units only; intervals widen for it, and still lean on few.")
    if np.isnan(side.result.pretrend_p_small):
        found.append("Whether trends were alike before cannot be tested here.")
    return tuple(found)
