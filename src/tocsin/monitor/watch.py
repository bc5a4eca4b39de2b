"""What is new in counts over time, and is it the thing counted or the counting that changed?"""

import numpy as np

from tocsin.methods.series.discoveries import find_q_values
from tocsin.methods.series.emergence import EmergenceResult
from tocsin.monitor.periods import Every
from tocsin.monitor.watch_bounds import Bounds, bound_counts, find_beginnings, score_series
from tocsin.monitor.watch_changes import add_series, list_changes, read_newest
from tocsin.monitor.watch_record import (
    Emergence,
    Interval,
    Judgement,
    LevelChange,
    Observation,
    SeriesWatch,
    WatchSettings,
    WatchStudy,
)
from tocsin.monitor.watch_rows import Floats, Panel, WatchRows, build_panel
from tocsin.monitor.watch_words import render_control, render_series, render_verdict
from tocsin.terms.recipe import Recipe

_RECENT = 6
_MOST_LOG_WIDTH = 20.0  # an expectation that may be e^20 times too high or low is unknown
_Z90 = 1.6448536269514722  # normal quantile at 0.95: the printed interval of an expectation


def study_watch(rows: WatchRows, *, every: Every | None = None, settings: WatchSettings | None = None) -> WatchStudy:
    """Watch counts: bounds, alarms, beginnings, changes of level and where they come from, and how past forecasts fared.

    Raises
    ------
    SeriesPeriodError
        If a period cannot be read, or is longer than the periods asked for.
    WatchDataError
        If there is too little to say what is usual.
    """
    chosen = settings or WatchSettings()
    panel = build_panel(rows, every=every, absent=chosen.absent)
    bounds = bound_counts(panel, settings=chosen)
    series = _watch_all(panel, bounds, settings=chosen)
    together = _watch_together(panel, settings=chosen) if len(panel.names) > 1 else None
    return WatchStudy(
        every=panel.every.value,
        first=panel.label(0),
        last=panel.label(panel.counts.shape[1] - 1),
        periods_count=panel.counts.shape[1],
        series=series,
        together=together,
        control=render_control(chosen, series=len(series)),
        verdict=render_verdict(series, together=together),
        warnings=tuple(_list_warnings(panel, bounds)),
        recipe=Recipe("monitor.watch", 1, rows.content_hash, {"every": panel.every.value, **chosen.model_dump()}),
    )


def _watch_all(panel: Panel, bounds: Bounds, *, settings: WatchSettings) -> tuple[SeriesWatch, ...]:
    began = find_beginnings(panel, settings=settings)
    began_q = None if began is None else find_q_values(np.where(began.earlier == 0, began.p_value, np.nan))
    watched = []
    for row, name in enumerate(panel.names):
        changes = list_changes(panel, row=row, settings=settings)
        judged = _judge(panel, bounds, row=row, changes=changes, settings=settings)
        emergence = _describe_beginning(panel, began, began_q, row=row, settings=settings)
        watched.append(_gather(panel, bounds, name, row=row, judged=judged, changes=changes, emergence=emergence,
                               settings=settings))  # fmt: skip
    return tuple(watched)


def _watch_together(panel: Panel, *, settings: WatchSettings) -> SeriesWatch:
    """All series added up; categories and reporters are still told apart when a change is read."""
    counts = add_series(panel.counts)[None]
    amounts = None if panel.amounts is None else add_series(panel.amounts)[None]
    whole = Panel(panel.every, panel.first, ("all series",), counts, amounts, None, (), panel.gaps, ())
    bounds = bound_counts(whole, settings=settings)
    changes = list_changes(panel, row=None, settings=settings)
    judged = _judge(whole, bounds, row=0, changes=changes, settings=settings)
    return _gather(
        whole, bounds, "all series", row=0, judged=judged, changes=changes, emergence=None, settings=settings
    )


def _gather(
    panel: Panel,
    bounds: Bounds,
    name: str,
    *,
    row: int,
    judged: tuple[Judgement, ...],
    changes: tuple[LevelChange, ...],
    emergence: Emergence | None,
    settings: WatchSettings,
) -> SeriesWatch:
    newest = judged[-1] if judged and judged[-1].period == panel.label(panel.counts.shape[1] - 1) else None
    made = SeriesWatch(
        name=name,
        method=bounds.method,
        records_count=float(np.nansum(panel.counts[row])),
        recent=_list_recent(panel, row=row),
        newest=newest,
        alarms=tuple(one for one in judged if one.is_alarm),
        emergence=emergence,
        changes=changes,
        forecast=score_series(panel, bounds, row=row, settings=settings),
        failures=bounds.failures,
        sentence="",
    )
    return made.model_copy(update={"sentence": render_series(made)})


def _judge(
    panel: Panel, bounds: Bounds, *, row: int, changes: tuple[LevelChange, ...], settings: WatchSettings
) -> tuple[Judgement, ...]:
    recorded = {one.period: one for one in changes if one.verdict == "recording changed"}
    breaks = [at for at in range(panel.counts.shape[1]) if panel.label(at) in recorded] if recorded else []
    found = []
    for column, at in enumerate(bounds.at.tolist()):
        inside = [one for one in breaks if at - bounds.baseline_periods < one <= at]
        newest = at == panel.counts.shape[1] - 1
        q_value = bounds.newest_q[row] if newest else bounds.q_value[row, column]
        observed, bound = bounds.observed[row, column], bounds.bound[row, column]
        found.append(Judgement(
            period=panel.label(at),
            observed=_known(observed),
            mean_expected=_expect(bounds, row=row, column=column),
            bound=_known(bound),
            p_value=_known(bounds.p_value[row, column]),
            q_value=_known(q_value),
            is_alarm=bool(observed > bound and q_value <= settings.discovery_rate),
            void_since=panel.label(inside[-1]) if inside else None,
        ))  # fmt: skip
    if (
        found
        and found[-1].is_alarm
        and found[-1].void_since is None
        and found[-1].period == panel.label(panel.counts.shape[1] - 1)
    ):
        reading = read_newest(panel, row=row, settings=settings)
        found[-1] = found[-1].model_copy(update={"reading": reading})
    return tuple(found)


def _expect(bounds: Bounds, *, row: int, column: int) -> Interval:
    middle = bounds.expected[row, column]
    error = _Z90 * np.sqrt(bounds.log_variance[row, column])
    width = np.exp(error) if error < _MOST_LOG_WIDTH else np.nan
    return Interval(
        value=_known(middle), low=_known(middle / width), high=_known(middle * width), level=0.9, unit="records"
    )


def _describe_beginning(
    panel: Panel, began: EmergenceResult | None, q_values: Floats | None, *, row: int, settings: WatchSettings
) -> Emergence | None:
    """The first window in which records after nothing pass the exact rule."""
    if began is None or q_values is None or not began.alarm[row].any():
        return None
    at = int(np.flatnonzero(began.alarm[row])[0])
    quiet = int(np.flatnonzero(panel.counts[row])[0])
    return Emergence(
        period=panel.label(at),
        records_count=int(began.recent[row, at]),
        window_periods=began.window,
        quiet_periods=quiet,
        p_value=float(began.p_value[row, at]),
        q_value=float(q_values[row, at]),
        least_count=began.least_count,
        false_alarms_expected=began.looks * began.alpha,
        is_alarm=bool(q_values[row, at] <= settings.discovery_rate),
    )


def _list_recent(panel: Panel, *, row: int) -> tuple[Observation, ...]:
    periods = panel.counts.shape[1]
    amounts = panel.amounts
    return tuple(
        Observation(
            period=panel.label(at),
            count=_known(panel.counts[row, at]),
            amount=None if amounts is None else _known(amounts[row, at]),
        )
        for at in range(max(0, periods - _RECENT), periods)
    )


def _list_warnings(panel: Panel, bounds: Bounds) -> list[str]:
    found = list(panel.warnings)
    if bounds.reason:
        found.append(bounds.reason)
    if bounds.failures:
        found.append(
            f"Regressions that did not converge: {bounds.failures}. Their periods were fitted without a trend, or have no bound."
        )
    empty = [name for name, counts in zip(panel.names, panel.counts, strict=True) if not np.nansum(counts)]
    if empty:
        found.append(f"Nothing was ever counted in {', '.join(empty)}; nothing can be said of it.")
    unjudged = int(np.isnan(bounds.bound[:, -1]).sum())
    if unjudged:
        found.append(
            f"{unjudged} of {len(panel.names)} series {'has' if unjudged == 1 else 'have'} no bound in the newest period: "
            "too few records of late, or a gap."
        )
    return found


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
