"""How is what was watched said, to somebody who has to act on it?"""

import math
from collections.abc import Sequence

from tocsin.monitor.watch_numbers import render_bound, render_mean, render_ratio
from tocsin.monitor.watch_record import Judgement, LevelChange, RecordingVerdict, SeriesWatch, WatchSettings
from tocsin.terms.number_text import render_count, render_number

_NAMED = 8
_MEANING: dict[RecordingVerdict, str] = {
    "recording changed": "Records are made, sent or aimed for in another way than before; this is no evidence of more or less crime.",
    "change in what is counted": "What is recorded changed with the counts. Whether offenders or those who look for them moved, counts "
    "alone do not say.",
    "cannot tell": "Whether what is counted changed or the counting, these data cannot tell; ask those who report.",
}


def render_verdict(series: Sequence[SeriesWatch], *, together: SeriesWatch | None) -> str:
    """The whole study in a few sentences: recording first, since it decides what the rest is worth."""
    watched = [together, *series] if together is not None else list(series)
    parts = [_render_kind(watched, kind=kind) for kind in _MEANING]
    if not any(parts):
        parts.append("No change of level was found in any series.")
    parts += [_render_beginnings(series), _render_newest(series)]
    return " ".join(part for part in parts if part)


def render_series(watched: SeriesWatch) -> str:
    """One series in one or two sentences."""
    parts = []
    if watched.changes:
        biggest = {max(watched.changes, key=_rank).period, max(watched.changes, key=_size).period}
        said = [f"{_describe(change)} ({change.verdict})" for change in watched.changes if change.period in biggest]
        parts.append(f"{'; '.join(said)}.")
        if len(watched.changes) > len(said):
            parts.append(f"{len(watched.changes)} changes of level in all.")
    else:
        parts.append("No change of level was found.")
    if watched.emergence is not None and watched.emergence.is_alarm:
        parts.append(
            f"It began in {watched.emergence.period} after nothing in {watched.emergence.quiet_periods} periods."
        )
    if watched.newest is not None:
        parts.append(_render_judgement(watched.newest))
    return " ".join(parts)


def render_control(settings: WatchSettings, *, series: int) -> str:
    """Which false alarms are controlled, and over what."""
    among = f"the {series} series of the newest period" if series > 1 else "the newest period"
    return (
        f"An alarm is a count above its bound (which is meant to give {settings.alpha:.3g} false alarms per quiet series and period, and "
        f"gives more where counts scatter) whose q-value is at most {settings.discovery_rate:.3g}: of the alarms of {among}, about "
        f"{settings.discovery_rate:.0%} are false on average if the model holds; where nothing is going on, every alarm is false. For "
        "earlier periods q-values run over all series and periods together; that is offline control, so calls of earlier periods can "
        "change when counts are added."
    )


def _render_kind(watched: Sequence[SeriesWatch], *, kind: RecordingVerdict) -> str:
    """All together first, then rises before falls, by how many records moved; of each series its largest rise, else fall."""
    found = [(one.name, [change for change in one.changes if change.verdict == kind]) for one in watched]
    largest = [(name, max(changes, key=_rank)) for name, changes in found if changes]
    if not largest:
        return ""
    largest.sort(key=lambda pair: (pair[0] != "all series", not _is_rise(pair[1]), -_moved(pair[1])))
    said = [f"{name}, {_describe(change)}" if rank == 0 else f"{name} ({change.period}, {render_ratio(change.ratio)})"
            for rank, (name, change) in enumerate(largest[:_NAMED])]  # fmt: skip
    if len(largest) > _NAMED:
        said.append(f"and {len(largest) - _NAMED} more series")
    return f"{kind[0].upper()}{kind[1:]}: {'; '.join(said)}. {largest[0][1].reasons[0]} {_MEANING[kind]}"


def _describe(change: LevelChange) -> str:
    verb = "rose" if _is_rise(change) else "fell"
    dated = change.period
    if change.period_low != change.period_high:
        dated += f" (between {change.period_low} and {change.period_high})"
    before, after = render_number(change.before_per_period), render_number(change.after_per_period)
    return f"counts {verb} to {render_ratio(change.ratio)} of before in {dated}, from {before} to {after} per period"


def _render_judgement(newest: Judgement) -> str:
    if newest.observed is None:
        return f"{newest.period}: the count is unknown."
    if newest.bound is None:
        return (
            f"{newest.period}: {render_count(newest.observed)} counted; no bound, for too little was counted of late."
        )
    if newest.void_since is not None:
        return (
            f"{newest.period}: {render_count(newest.observed)} counted; the bound of {render_bound(newest.bound)} rests on counts "
            f"from before recording changed in {newest.void_since}, so nothing follows from it."
        )
    state = "no alarm"
    if newest.is_alarm:
        state = (
            "an alarm"
            if newest.reading is None
            else f"an alarm; {newest.reading.verdict}. {' '.join(newest.reading.reasons)}"
        )
    mean = render_mean(newest.mean_expected)
    ending = "" if state.endswith(".") else "."
    said = f"{newest.period}: {render_count(newest.observed)} counted, a mean of {mean} expected"
    return f"{said}, bound {render_bound(newest.bound)}: {state}{ending}"


def _render_beginnings(series: Sequence[SeriesWatch]) -> str:
    began = [
        f"{one.name} ({one.emergence.period})" for one in series if one.emergence is not None and one.emergence.is_alarm
    ]
    if not began:
        return ""
    return f"Began from nothing: {_list(began)}. A new label in the records looks the same as a new thing; check which it is."


def _render_newest(series: Sequence[SeriesWatch]) -> str:
    newest = [(one.name, one.newest) for one in series if one.newest is not None and one.newest.bound is not None]
    if not newest:
        return "No series could be judged in the newest period."
    sound = [(name, one) for name, one in newest if one.void_since is None]
    alarms = [name if one.reading is None else f"{name} ({one.reading.verdict})" for name, one in sound if one.is_alarm]
    period, void = newest[0][1].period, len(newest) - len(sound)
    ending = (
        f" {void} {'is' if void == 1 else 'are'} not judged: the bound rests on counts from before a change in recording."
        if void
        else ""
    )
    if not sound:
        return f"In {period} no bound holds.{ending}"
    if not alarms:
        return f"In {period} none of {len(sound)} series judged is above what was to be expected.{ending}"
    return f"In {period} above what was to be expected, of {len(sound)} series judged: {_list(alarms)}.{ending}"


def _list(names: Sequence[str]) -> str:
    shown = list(names[:5])
    if len(names) > 5:
        shown.append(f"{len(names) - 5} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _size(change: LevelChange) -> float:
    value = change.ratio.value
    return abs(math.log(value)) if value else 0.0


def _is_rise(change: LevelChange) -> bool:
    return (change.ratio.value or 1.0) > 1.0


def _rank(change: LevelChange) -> tuple[bool, float]:
    return _is_rise(change), _size(change)


def _moved(change: LevelChange) -> float:
    return abs(change.after_per_period - change.before_per_period)
