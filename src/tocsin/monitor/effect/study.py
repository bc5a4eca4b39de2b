"""Did a measure work: how large is its effect, was that expected, does the design hold, and did the problem move?"""

import numpy as np

from tocsin.monitor.effect.displacement import has_moved, measure_quotient
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.expectation import judge_outcome, parse_expectation
from tocsin.monitor.effect.found import Found
from tocsin.monitor.effect.interrupted import study_interrupted
from tocsin.monitor.effect.panel import EffectSettings, Panel, Roles, assign_roles
from tocsin.monitor.effect.records import EffectStudy, Expectation
from tocsin.monitor.effect.staggered import study_staggered
from tocsin.monitor.effect.synthetic import study_synthetic
from tocsin.monitor.effect.words import join_names, render_verdict
from tocsin.terms.recipe import Recipe, hash_content

_METHOD, _VERSION = "monitor.effect", 2
_DESIGNS = {"interrupted": study_interrupted, "did": study_staggered, "synthetic": study_synthetic}


def study_effect(panel: Panel, settings: EffectSettings) -> EffectStudy:
    """Evaluate one measure on a panel of observations by one design, with displacement as a standard part.

    What was expected is read and marked before anything is fitted.

    Raises
    ------
    StudySettingError
        If a unit, period or column that was named is not in the panel, or the design does not fit those named.
    ExpectationTextError
        If what was expected cannot be read.
    MethodError
        If the design does not apply to the numbers: too short, without controls, without any variation.
    """
    roles = assign_roles(panel, settings)
    start = _find_first(panel, settings, roles=roles)
    expectation = parse_expectation(settings, panel=panel, start=start)
    found = _DESIGNS[settings.design](panel, settings, roles=roles)
    outcome = judge_outcome(expectation, effect=found.effect, relative=found.relative)
    quotient, note = measure_quotient(panel, settings, roles=roles, start=start, answer=found.effect.answer)
    is_displaced = has_moved(found.neighbours, quotient, answer=found.effect.answer)
    verdict = render_verdict(
        settings,
        who=join_names(_name(panel, roles.treated)),
        effect=found.effect,
        relative=found.relative,
        expectation=expectation,
        outcome=outcome,
        is_displaced=is_displaced,
    )
    kept = ("effect", "relative", "p_value", "banner", "checks", "net", "path", "weights", "predictor_weights")
    tables = ("placebos", "left_out", "steps")
    return EffectStudy(
        **{name: getattr(found, name) for name in (*kept, *tables)},
        design=settings.design,
        start=settings.start or str(panel.periods[start]),
        treated=_name(panel, roles.treated),
        neighbours=_name(panel, roles.neighbours),
        controls=_name(panel, roles.controls),
        periods_before=start,
        periods_after=len(panel.periods) - start,
        answer=found.effect.answer,
        expectation=expectation,
        outcome=outcome,
        displacement=found.neighbours,
        quotient=quotient,
        is_displaced=is_displaced,
        verdict=verdict,
        warnings=_list_warnings(panel, settings, found=found, expectation=expectation, note=note),
        recipe=_write_recipe(panel, settings),
    )


def _name(panel: Panel, rows: list[int]) -> tuple[str, ...]:
    return tuple(panel.units[row] for row in rows)


def _find_first(panel: Panel, settings: EffectSettings, *, roles: Roles) -> int:
    """The period in which the measure, or the first adoption of it, began."""
    if settings.start:
        return panel.find_start(settings.start)
    own = [panel.adopted[row] for row in roles.treated] if panel.adopted else []
    dated = [period for period in own if period is not None and period.start > panel.periods[0].start]
    if settings.design != "did" or not dated:
        raise StudySettingError(
            "from when on the measure was in force is not said, so there is no before and after. Give its start (--start)."
        )
    return panel.find_start(str(min(dated)))


def _list_warnings(
    panel: Panel, settings: EffectSettings, *, found: Found, expectation: Expectation | None, note: str
) -> tuple[str, ...]:
    warnings = [*found.warnings]
    if settings.start and panel.splits(settings.start):
        first = panel.periods[panel.find_start(settings.start)]
        warnings.append(
            f"The start {settings.start} lies inside a period, which counts as before although a part of it was not; "
            f"after begins with {first}."
        )
    if not settings.counted_in:
        warnings.append(
            "What the values are counted in was not said, so the effect has no unit that a reader could use. Name it with --counted-in."
        )
    if expectation is not None and expectation.standing == "retrospective":
        warnings.append("The expectation was stated when the data were already known.")
    if note:
        warnings.append(note)
    return tuple(warnings)


def _write_recipe(panel: Panel, settings: EffectSettings) -> Recipe:
    content = {
        "periods": [str(period) for period in panel.periods],
        "units": panel.units,
        "adopted": [str(period) for period in panel.adopted],
        "values": panel.values.tolist(),
        "exposure": None if panel.exposure is None else np.asarray(panel.exposure).tolist(),
        "covariates": {name: np.asarray(table).tolist() for name, table in sorted(panel.covariates.items())},
    }
    return Recipe(_METHOD, _VERSION, hash_content(content), settings.list_settings(), settings.seed)
