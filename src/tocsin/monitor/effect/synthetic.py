"""How far is the treated place from a mix of untreated ones that was nearest to it before, and would others be as far?"""

from collections.abc import Sequence

import numpy as np

from tocsin.methods.effect.placebo import PlaceboResult, leave_one_out, placebo_test
from tocsin.monitor.effect.errors import StudySettingError
from tocsin.monitor.effect.found import Found, draw_path, keep_finite, make_figure, make_percent, name_unit
from tocsin.monitor.effect.panel import EffectSettings, Floats, Panel, Roles, find_periods
from tocsin.monitor.effect.records import Check, EffectFigure, LeftOutRow, NeighbourEffect, PlaceboRow, WeightRow
from tocsin.terms.errors import MethodError
from tocsin.terms.number_text import render_number
from tocsin.terms.problem import nearest_or_all

_OUTSIDE = 0.25
_POOR_FIT = 5.0
_FEW_DONORS = 9
_SHOWN_WEIGHT = 0.001


def study_synthetic(panel: Panel, settings: EffectSettings, *, roles: Roles) -> Found:
    """Synthetic control of one unit with placebos and each donor left out, and the same for every neighbour."""
    if len(roles.treated) != 1:
        raise StudySettingError(
            f"{len(roles.treated)} units are named as treated; a synthetic control is of one. Add them up into one unit, or use "
            "difference in differences (--design did)."
        )
    start = panel.find_start(settings.start)
    names, predictors = _build_predictors(panel, settings, start=start)
    fitted = [at for at in find_periods(panel, settings.fit) if at < start] if settings.fit else list(range(start))
    rows = [roles.treated[0], *roles.controls]
    known = None if predictors is None else predictors[:, rows]
    test = placebo_test(
        panel.values[rows].T, treated=0, start=start, predictors=known, fit_periods=fitted, level=settings.level
    )
    effect = _make_effect(test, settings)
    neighbours = tuple(
        _look_at(panel, settings, row=row, roles=roles, start=start, predictors=predictors, fitted=fitted)
        for row in roles.neighbours
    )
    return Found(
        effect,
        make_percent(effect, expected=test.fit.expected),
        draw_path(panel, panel.values[roles.treated[0]], expected=test.fit.synthetic),
        _list_checks(test, settings=settings),
        _list_warnings(test, panel=panel, rows=rows),
        banner=_find_banner(test, panel=panel, row=roles.treated[0]),
        p_value=test.p_value,
        neighbours=neighbours,
        net=_add(effect, neighbours, settings=settings),
        weights=_list_weights([panel.units[row] for row in roles.controls], test.fit.weights, least=_SHOWN_WEIGHT),
        predictor_weights=_list_weights(names, test.fit.predictor_weights, least=0.0),
        placebos=_list_placebos(test, names=[panel.units[row] for row in rows]),
        left_out=_leave_out(panel, rows=rows, start=start, predictors=known, fitted=fitted),
    )


def _build_predictors(panel: Panel, settings: EffectSettings, *, start: int) -> tuple[list[str], Floats | None]:
    """The mean of every predictor over its own periods before the start, where known: (K, N)."""
    wanted = settings.predictors or tuple(panel.covariates)
    if not wanted:
        return [], None
    if not settings.predictors:
        wanted = (*wanted, "value")
    table = []
    for text in wanted:
        name, _, window = text.partition("=")
        source = panel.values if name == "value" else panel.covariates.get(name)
        if source is None:
            known = (*panel.covariates, "value")
            raise StudySettingError(f"there is no column {name!r} to predict with. {nearest_or_all(name, known)}")
        inside = [at for at in (find_periods(panel, window) if window else range(start)) if at < start]
        seen = source[:, inside]
        count = np.isfinite(seen).sum(axis=1)
        if not inside or (count == 0).any():
            silent = [unit for unit, found in zip(panel.units, count, strict=True) if not found]
            raise StudySettingError(
                f"the predictor {text!r} has no value before the start for {', '.join(silent[:5]) or 'any unit'}, so they cannot be "
                "compared on it. Fill it, choose other periods, or leave it or them out."
            )
        table.append(np.nansum(seen, axis=1) / count)
    return list(wanted), np.stack(table)


def _make_effect(test: PlaceboResult, settings: EffectSettings) -> EffectFigure:
    ends = (test.effect_low, test.effect_high)
    return make_figure(test.fit.effect, ends, level=settings.level, unit=name_unit(settings, per="per period"))


def _look_at(
    panel: Panel,
    settings: EffectSettings,
    *,
    row: int,
    roles: Roles,
    start: int,
    predictors: Floats | None,
    fitted: Sequence[int],
) -> NeighbourEffect:
    """A neighbour in the place of the treated unit, against the same untreated ones."""
    rows = [row, *roles.controls]
    try:
        test = placebo_test(
            panel.values[rows].T,
            treated=0,
            start=start,
            predictors=None if predictors is None else predictors[:, rows],
            fit_periods=fitted,
            level=settings.level,
        )
    except MethodError as error:
        return NeighbourEffect(unit=panel.units[row], effect=None, answer="cannot tell", note=str(error))
    effect = _make_effect(test, settings)
    return NeighbourEffect(unit=panel.units[row], effect=effect, answer=effect.answer, note=f"p = {test.p_value:.2g}")


def _add(
    effect: EffectFigure, neighbours: tuple[NeighbourEffect, ...], *, settings: EffectSettings
) -> EffectFigure | None:
    """Treated and neighbours together: ends are added, which is cautious whatever they have in common."""
    parts = [effect, *(each.effect for each in neighbours if each.effect is not None)]
    if not neighbours or len(parts) < len(neighbours) + 1:
        return None
    lows, highs = ([getattr(part, end) for part in parts] for end in ("low", "high"))
    ends = (-np.inf if None in lows else sum(lows), np.inf if None in highs else sum(highs))
    unit = name_unit(settings, per="per period in all")
    return make_figure(sum(part.value for part in parts), ends, level=settings.level, unit=unit)


def _list_weights(names: Sequence[str], weights: Floats, *, least: float) -> tuple[WeightRow, ...]:
    rows = [
        WeightRow(name=name, weight=float(weight))
        for name, weight in zip(names, weights, strict=False)
        if weight >= least
    ]
    return tuple(sorted(rows, key=lambda row: -row.weight))


def _list_placebos(test: PlaceboResult, *, names: Sequence[str]) -> tuple[PlaceboRow, ...]:
    rows = [
        PlaceboRow(
            unit=name,
            is_treated=at == 0,
            rmspe_before=float(np.sqrt(test.mspe_before[at])),
            rmspe_after=float(np.sqrt(test.mspe_after[at])),
            ratio=keep_finite(float(test.ratios[at])),
        )
        for at, name in enumerate(names)
    ]
    return tuple(sorted(rows, key=lambda row: (-np.inf if row.ratio is None else -row.ratio, row.unit)))


def _leave_out(
    panel: Panel, *, rows: Sequence[int], start: int, predictors: Floats | None, fitted: Sequence[int]
) -> tuple[LeftOutRow, ...]:
    found = leave_one_out(panel.values[list(rows)].T, treated=0, start=start, predictors=predictors, fit_periods=fitted)
    return tuple(
        LeftOutRow(unit=panel.units[rows[at]], effect=float(effect))
        for at, effect in zip(found.left_out, found.effects, strict=True)
    )


def _list_checks(test: PlaceboResult, *, settings: EffectSettings) -> tuple[Check, ...]:
    fit = test.fit
    unit = settings.counted_in or "units of the column value"
    middle = float(np.median(test.mspe_before[1:]))
    before, usual = (render_number(float(np.sqrt(size))) for size in (fit.mspe_before, middle))
    return (
        Check(
            name="usual distance before the start",
            value=f"{before} {unit}; median of the placebos {usual}",
            is_worrying=fit.mspe_before > _POOR_FIT**2 * middle,
        ),
        Check(
            name="least distance that any mix could have in the periods fitted",
            value=f"{render_number(float(np.sqrt(fit.loss_possible)))} {unit}; here {render_number(float(np.sqrt(fit.loss_outcome)))}",
        ),
        Check(
            name="periods before in which it lies outside all donors",
            value=f"{fit.outside_share:.0%}",
            is_worrying=fit.outside_share > _OUTSIDE,
        ),
        Check(name="distance after over before, squared", value=render_number(fit.ratio) if np.isfinite(fit.ratio) else "unbounded"),
        Check(
            name="placebos whose search for weights did not end",
            value=f"{len(test.unsettled)} of {len(test.ratios)}",
            is_worrying=len(test.unsettled) > len(test.ratios) / 2,
        ),
    )  # fmt: skip


def _find_banner(test: PlaceboResult, *, panel: Panel, row: int) -> str:
    if test.fit.outside_share > _OUTSIDE:
        return (
            f"{panel.units[row]} lies outside the range of all donors in {test.fit.outside_share:.0%} of the periods before, where no mix "
            "of them can follow it: what is called an effect may be the poor fit."
        )
    if test.fit.mspe_before > _POOR_FIT**2 * float(np.median(test.mspe_before[1:])):
        return (
            f"The synthetic {panel.units[row]} follows it more than {_POOR_FIT:g} times worse before the start than placebos are "
            "followed: what is called an effect may be the poor fit."
        )
    return ""


def _list_warnings(test: PlaceboResult, *, panel: Panel, rows: Sequence[int]) -> tuple[str, ...]:
    found = ["The effect rests on donors that the measure did not touch, and on them having stayed comparable."]
    donors = len(rows) - 1
    if donors < _FEW_DONORS:
        found.append(
            f"With {donors} donors no p-value can be below {1 / (donors + 1):.2g}, so no interval at {test.level:.0%} can be bounded; "
            f"{_FEW_DONORS} donors are needed for 90 %."
        )
    main = [panel.units[row] for row, weight in zip(rows[1:], test.fit.weights, strict=True) if weight > 0.5]
    if main:
        found.append(f"More than half of the synthetic control is {main[0]}: look at the effect without it.")
    return tuple(found)
