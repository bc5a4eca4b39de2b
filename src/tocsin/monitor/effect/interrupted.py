"""Did the series of the treated places change its course when the measure began, and did those of the neighbours?"""

from collections.abc import Sequence

import numpy as np

from tocsin.methods.effect.interrupted import Errors, InterruptedResult, interrupted_series
from tocsin.methods.effect.interrupted_counts import CountErrors, Family, interrupted_counts
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.found import Found, draw_path, make_figure, make_ratio_percent, name_unit
from tocsin.monitor.effect.panel import EffectSettings, Floats, Panel, Roles
from tocsin.monitor.effect.records import Check, EffectFigure, NeighbourEffect
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_number

# An autocorrelation or an overdispersion beyond these asks the reader to look twice.
_STRONG_FOLLOWING = 0.5
_STRONG_SPREAD = 5.0
_SHORT_SERIES = 24
# Below this an autocorrelation of counts that matters is hardly seen; the figures told are simulated on the manual page.
_SHORT_COUNTS = 100
# What would have been, over the highest point of the course before, beyond which it is told to be an extrapolation.
_FAR_BEYOND = 2.0


def study_interrupted(panel: Panel, settings: EffectSettings, *, roles: Roles) -> Found:
    """Segmented regression of the treated total, of each neighbour, of all of them together, and of what is left as a control."""
    starts = [panel.find_start(text) for text in (settings.start, *settings.other_starts)]
    season = _choose_season(panel, settings, starts=starts)
    result, others = _fit(panel, settings, rows=roles.treated, starts=starts, season=season)
    effect = _make_effect(result, settings)
    neighbours = tuple(
        _look_at(panel, settings, rows=[row], starts=starts, season=season, name=panel.units[row])
        for row in roles.neighbours
    )
    net = None
    if roles.neighbours:
        together = [*roles.treated, *roles.neighbours]
        net = _make_effect(_fit(panel, settings, rows=together, starts=starts, season=season)[0], settings)
    checks = [*_list_checks(result, others, settings=settings, season=season)]
    warnings = [*_list_warnings(panel, result, settings=settings)]
    if roles.controls:
        control = _look_at(panel, settings, rows=roles.controls, starts=starts, season=season, name="untouched units")
        told = control.note if control.effect is None else str(control.effect)
        moved = control.answer == effect.answer and control.answer != "cannot tell"
        checks.append(Check(name="the same model in the untouched units", value=told, is_worrying=moved))
        if moved:
            warnings.append(
                f"The untouched units {control.answer} at the same moment ({told}), so something other than the measure may have done it. "
                "Consider difference in differences (--design did)."
            )
    else:
        warnings.append(
            "No untouched units are in the panel, so anything else that began at the same time cannot be told from it."
        )
    return Found(
        effect,
        make_ratio_percent(result.ratio, (result.ratio_low, result.ratio_high), level=settings.level),
        draw_path(panel, panel.values[roles.treated].sum(axis=0), expected=result.counterfactual),
        tuple(checks),
        tuple(warnings),
        neighbours=neighbours,
        net=net,
    )


def _choose_season(panel: Panel, settings: EffectSettings, *, starts: Sequence[int]) -> int:
    if settings.season is not None:
        return settings.season
    season = panel.find_season()
    # Two whole seasons before and twice the coefficients a season takes after: else it would soak up the effect.
    return season if min(starts) >= 2 * season and len(panel.periods) - min(starts) >= season else 0


def _fit(
    panel: Panel, settings: EffectSettings, *, rows: Sequence[int], starts: Sequence[int], season: int
) -> tuple[InterruptedResult, dict[str, InterruptedResult]]:
    """The fit whose interval is told, and others with their names: of amounts the integrated one, of counts the wider of two."""
    series = panel.values[list(rows)].sum(axis=0)
    if settings.model == "linear":
        kinds: dict[str, Errors] = {"Prais–Winsten errors": "ar1", "Newey–West errors": "newey-west"}
        main, *rest = (
            interrupted_series(
                series, starts=starts, season=season, slopes=settings.slopes, errors=kind, level=settings.level
            )
            for kind in ("integrated", *kinds.values())
        )
        return main, dict(zip(kinds, rest, strict=True))
    family: Family = "quasi-poisson" if settings.model == "counts" else "negative-binomial"
    ways: dict[str, CountErrors] = {"Newey–West errors": "newey-west", "errors of the family": "model"}
    fits = {
        name: interrupted_counts(
            series, starts=starts, exposure=_sum_exposure(panel, rows), season=season, slopes=settings.slopes,
            family=family, errors=way, level=settings.level,
        )
        for name, way in ways.items()
    }  # fmt: skip
    wide = max(fits, key=lambda name: fits[name].effect_high - fits[name].effect_low)
    return fits.pop(wide), fits


def _sum_exposure(panel: Panel, rows: Sequence[int]) -> Floats | None:
    if panel.exposure is None:
        return None
    total: Floats = panel.exposure[list(rows)].sum(axis=0)
    if not np.isfinite(total).all():
        raise StudySettingError(
            "the column `exposure` has gaps in the units studied, so no rate can be computed there. Fill every period, or leave "
            "the column out."
        )
    return total


def _make_effect(result: InterruptedResult, settings: EffectSettings) -> EffectFigure:
    ends = (result.effect_low, result.effect_high)
    return make_figure(result.effect, ends, level=settings.level, unit=name_unit(settings, per="per period"))


def _look_at(
    panel: Panel, settings: EffectSettings, *, rows: Sequence[int], starts: Sequence[int], season: int, name: str
) -> NeighbourEffect:
    """The same model elsewhere; a series that it does not apply to is told of, not dropped."""
    try:
        effect = _make_effect(_fit(panel, settings, rows=rows, starts=starts, season=season)[0], settings)
    except MethodError as error:
        return NeighbourEffect(unit=name, effect=None, answer="cannot tell", note=str(error))
    return NeighbourEffect(unit=name, effect=effect, answer=effect.answer)


def _list_checks(
    result: InterruptedResult, others: dict[str, InterruptedResult], *, settings: EffectSettings, season: int
) -> tuple[Check, ...]:
    answer = _make_effect(result, settings).answer
    told = {name: _make_effect(other, settings) for name, other in others.items()}
    following = Check(
        name="how far each residual follows the last (−1 to 1)",
        value=render_number(result.autocorrelation, digits=2),
        is_worrying=abs(result.autocorrelation) > _STRONG_FOLLOWING,
    )
    checks = [
        *(Check(name=f"with {name}", value=str(each), is_worrying=each.answer != answer) for name, each in told.items()),
        following,
        Check(name="season", value=f"{season} periods" if season else "none"),
        Check(name="fit settled", value="yes" if result.has_converged else "no", is_worrying=not result.has_converged),
    ]  # fmt: skip
    if settings.model != "linear":
        checks.append(
            Check(
                name="scatter beyond that of the model (1 is none)",
                value=render_number(result.dispersion),
                is_worrying=result.dispersion > _STRONG_SPREAD,
            )
        )
    return tuple(checks)


def _list_warnings(panel: Panel, result: InterruptedResult, *, settings: EffectSettings) -> tuple[str, ...]:
    found = ["The effect rests on the course before having gone on unchanged, which no data can show."]
    if len(panel.periods) < _SHORT_SERIES:
        found.append(
            f"The series has {len(panel.periods)} periods; below {_SHORT_SERIES} a trend before is hardly known."
        )
    if settings.model != "linear" and len(panel.periods) < _SHORT_COUNTS:
        found.append(
            f"Intervals of counts that follow one another are too narrow, which below {_SHORT_COUNTS} periods residuals hardly show: "
            "with an autocorrelation of 0.4 to 0.7 those of 90 % held in 64 to 74 % of simulated series of 24 and 48 periods."
        )
    if not result.has_converged:
        found.append("The fit did not settle; its figures are those of the last step. Try another --model.")
    before = result.fitted[result.fitted == result.counterfactual]
    beyond = float(result.counterfactual.max()) / float(before.max())
    if before.max() > 0 and beyond > _FAR_BEYOND:
        found.append(
            f"The course before, carried on, comes to {render_number(beyond)} times its highest point before: an extrapolation that "
            "few would believe. Shorten what comes after, let the measure change the level only (--level-only), or use another "
            "design."
        )
    if (result.counterfactual < 0).any() and (panel.values >= 0).all():
        found.append(
            "The straight line of what would have been falls below zero, which it cannot. Use a count model "
            "(--model counts)."
        )
    if abs(result.autocorrelation) > _STRONG_FOLLOWING:
        found.append(
            "Residuals follow one another closely: the model misses something that lasts, and the interval may be too narrow."
        )
    return tuple(found)
