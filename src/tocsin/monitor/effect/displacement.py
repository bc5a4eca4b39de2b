"""For each unit that the treated places gained, what did their neighbours gain or lose?"""

import numpy as np

from tocsin.methods.effect.displacement import displacement_quotient
from tocsin.monitor.effect.found import make_figure, name_unit
from tocsin.monitor.effect.panel import EffectSettings, Panel, Roles
from tocsin.monitor.effect.records import Answer, NeighbourEffect, Quotient
from tocsin.terms.errors import MethodError

# With fewer periods on a side the bootstrap has few runs to draw from.
_FEW_PERIODS = 12
_NOTHING_TO_MOVE = {
    "cannot tell": "the design cannot tell whether anything fell, so neither what moved nor what was averted is told",
    "rose": "the design finds no fall but a rise, so nothing can have moved, and nothing was averted",
}


def measure_quotient(
    panel: Panel, settings: EffectSettings, *, roles: Roles, start: int, answer: Answer
) -> tuple[Quotient | None, str]:
    """The weighted displacement quotient, or why there is none; without a fall by the design itself it has no value."""
    if not roles.neighbours:
        return None, (
            "No neighbouring places, markets or methods were declared, so whether anything moved there was not looked at. "
            "Declare them before calling this a success."
        )
    if not roles.controls:
        return None, "No untouched units are left beside the neighbours, so no displacement quotient can be computed."
    if answer != "fell":
        return Quotient(value=None, note=_NOTHING_TO_MOVE[answer], averted=None, replicates_discarded=0), ""
    treated, neighbours, controls = (
        panel.values[rows].sum(axis=0) for rows in (roles.treated, roles.neighbours, roles.controls)
    )
    try:
        found = displacement_quotient(
            treated, neighbours, controls=controls, start=start,
            replicates=max(settings.replicates, 100), level=settings.level, rng=np.random.default_rng(settings.seed),
        )  # fmt: skip
    except MethodError as error:
        return None, f"No displacement quotient: {error}"
    value = None
    note = "what the treated gained against the controls is not told from nothing, so no share of it can have moved"
    if found.is_defined:
        ends = (found.quotient_low, found.quotient_high)
        value = make_figure(found.quotient, ends, level=settings.level, unit="per unit gained by the treated")
        note = _render_note(found.quotient_low, found.quotient_high)
    shorter = min(start, len(panel.periods) - start)
    if shorter < _FEW_PERIODS:
        note += (
            f"; with {shorter} periods on the shorter side its intervals hold less often than they say "
            "(simulated, 90 % meant: 86 to 91 % for independent counts, "
            "79 to 89 % where rates wander, 75 to 83 % where neighbouring periods are alike)"
        )
    averted = make_figure(
        found.net_averted,
        (found.net_low, found.net_high),
        level=settings.level,
        unit=name_unit(settings, per="per period"),
    )
    return Quotient(value=value, note=note, averted=averted, replicates_discarded=found.discarded), ""


def has_moved(neighbours: tuple[NeighbourEffect, ...], quotient: Quotient | None, *, answer: Answer) -> bool:
    """Whether a fall among the treated stands beside a rise that is told from nothing next door."""
    if answer != "fell":
        return False
    if any(each.answer == "rose" for each in neighbours):
        return True
    return quotient is not None and quotient.value is not None and quotient.value.answer == "fell"


def _render_note(low: float, high: float) -> str:
    if high < 0:
        return (
            "a part of what fell moved to the neighbours"
            if low > -1
            else "a part of what fell, perhaps all of it, moved to the neighbours"
        )
    if low > 0:
        return "the neighbours gained too"
    return "whether anything moved cannot be told"
