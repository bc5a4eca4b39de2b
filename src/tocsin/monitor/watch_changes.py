"""When did a series move to a new level, and did what is counted change or the counting?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.methods.series.changes import LEAST_PERIODS, ChangeResult, find_changes
from tocsin.methods.series.recording import Ratio, RecordingResult, Verdict, read_recording
from tocsin.monitor.periods import PER_YEAR, Every
from tocsin.monitor.watch_numbers import render_ratio
from tocsin.monitor.watch_record import Interval, LevelChange, LevelReading, RecordingVerdict, WatchSettings
from tocsin.monitor.watch_rows import Floats, Panel
from tocsin.terms.number_text import render_count, render_counted

VERDICTS: dict[Verdict, RecordingVerdict] = {
    "recording": "recording changed",
    "counted": "change in what is counted",
    "cannot tell": "cannot tell",
    "no change": "no change",
}
# A level lasts a quarter of a year at least, a month of weeks; with up to twelve counts a single new one can be a level.
_LEAST = {Every.WEEK: 4, Every.MONTH: 3, Every.QUARTER: 2, Every.YEAR: 1}
_FEW_PERIODS = 12
_LEAST_BEFORE = 3


@dataclass(frozen=True)
class _Question:
    """One series, or all together where `row` is None."""

    panel: Panel
    row: int | None

    @property
    def counts(self) -> Floats:
        """The counts in question."""
        counts: Floats = add_series(self.panel.counts) if self.row is None else self.panel.counts[self.row]
        return counts


def add_series(values: Floats) -> Floats:
    """All series together; unknown only where all are."""
    total: Floats = np.where(np.isnan(values).all(axis=0), np.nan, np.nansum(values, axis=0))
    return total


def list_changes(panel: Panel, *, row: int | None, settings: WatchSettings) -> tuple[LevelChange, ...]:
    """Changes of level of one series, or of all together, in the order of time; periods without a count are stepped over."""
    question = _Question(panel, row)
    known = np.flatnonzero(~np.isnan(question.counts))
    counts = question.counts[known]
    if len(counts) < LEAST_PERIODS or not counts.any():
        return ()
    found = find_changes(
        counts,
        frequency=PER_YEAR[panel.every] if len(counts) == len(question.counts) else 1,
        least=1 if len(counts) <= _FEW_PERIODS else _LEAST[panel.every],
        penalty_per_log=settings.penalty_per_log,
        level=settings.level,
    )
    described: list[LevelChange] = []
    barrier = 0
    for number, index in enumerate(found.at.tolist()):
        described.append(_describe(question, found, number=number, known=known, barrier=barrier, level=settings.level))
        if described[-1].verdict == VERDICTS["recording"]:
            barrier = int(known[index])
    return tuple(described)


def read_newest(panel: Panel, *, row: int | None, settings: WatchSettings) -> LevelReading | None:
    """Whether a jump of the newest count alone is one of recording; held against the year before it."""
    question = _Question(panel, row)
    end = len(question.counts)
    start = max(0, end - 1 - max(PER_YEAR[panel.every], _FEW_PERIODS))
    reading = _read(question, at=end - 1, since=start, until=end, level=settings.level)
    if reading is None:
        return None
    return LevelReading(verdict=_name_verdict(reading), reasons=_list_reasons(panel, reading, row=row))


def _describe(
    question: _Question,
    found: ChangeResult,
    *,
    number: int,
    known: NDArray[np.intp],
    barrier: int,
    level: float,
) -> LevelChange:
    """One change; it is read against the level before it, or a year if that is longer, but never across a change in recording."""
    panel = question.panel
    edges = [0, *known[found.at].tolist(), len(question.counts)]
    at = edges[number + 1]
    since = max(barrier, min(edges[number], at - max(PER_YEAR[panel.every], _LEAST_BEFORE)))
    reading = _read(question, at=at, since=since, until=edges[number + 2], level=level)
    ratio = Ratio(float(found.ratio[number]), float(found.ratio_low[number]), float(found.ratio_high[number]))
    amount = None
    if panel.amounts is not None and reading is not None:
        amount = _interval(reading.amount_ratio, level=level)
    return LevelChange(
        period=panel.label(at),
        period_low=panel.label(int(known[found.low[number]])),
        period_high=panel.label(int(known[found.high[number]])),
        before_per_period=float(found.before[number]),
        after_per_period=float(found.after[number]),
        ratio=_interval(ratio, level=level),
        amount_ratio=amount,
        verdict="cannot tell" if reading is None else _name_verdict(reading),
        reasons=("There are fewer than two counts before it.",)
        if reading is None
        else _list_reasons(panel, reading, row=question.row),
        reporters_joined=() if reading is None else tuple(panel.reporter_names[index] for index in reading.joined),
        reporters_left=() if reading is None else tuple(panel.reporter_names[index] for index in reading.left),
    )


def _name_verdict(reading: RecordingResult) -> RecordingVerdict:
    """A level that search has found and a comparison of logs has not is a doubt, not the absence of a change."""
    return "cannot tell" if reading.verdict == "no change" else VERDICTS[reading.verdict]


def _read(question: _Question, *, at: int, since: int, until: int, level: float) -> RecordingResult | None:
    if (~np.isnan(question.counts[since:at])).sum() < 2:
        return None
    panel = question.panel
    reporters = panel.reporters
    if reporters is not None:
        reporters = reporters.sum(axis=0) if question.row is None else reporters[question.row]
    return read_recording(
        panel.counts,
        at=at,
        since=since,
        until=until,
        focus=question.row,
        amounts=panel.amounts,
        reporters=reporters,
        level=level,
    )


def _list_reasons(panel: Panel, reading: RecordingResult, *, row: int | None) -> tuple[str, ...]:
    """Each kind of evidence in a sentence, those that gave the verdict first."""
    told = [
        (reading.amounts, _render_amounts(panel, reading)),
        (reading.categories, _render_categories(panel, reading, row=row)),
        (reading.reporters, _render_reporters(panel, reading)),
    ]
    told.sort(key=lambda pair: pair[0] != reading.verdict)
    reasons = [reason for _, reason in told if reason]
    if reading.verdict == "no change":
        reasons.insert(0, "Before and after overlap too much for the question to be put.")
    return tuple(reasons)


def _render_amounts(panel: Panel, reading: RecordingResult) -> str:
    if panel.amounts is None:
        return "No amounts are given."
    if np.isnan(reading.amount_ratio.value) or np.isnan(reading.amount_ratio.low):
        return "Too few amounts are known."
    said = f"Amounts went to {render_ratio(reading.amount_ratio)} of before, counts to {render_ratio(reading.ratio)}"
    return {
        "recording": f"{said}: less than half of the change is matched by amounts.",
        "counted": f"{said}: more than half of the change is matched by amounts.",
        "silent": f"{said}: whether half of the change is matched cannot be told.",
    }[reading.amounts]


def _render_categories(panel: Panel, reading: RecordingResult, *, row: int | None) -> str:
    """How many series moved; of one series, how many others, since that it moved itself says nothing of company."""
    if len(panel.names) < 2:
        return ""
    if row is None:
        if reading.categories == "recording":
            return f"{reading.moved_together} series moved together and none stayed behind."
        return (
            f"{_count(reading.moved_together)} of {len(panel.names)} series clearly moved with all together, and "
            f"{_count(reading.moved_apart).lower()} clearly did not."
        )
    # A series is counted among those that moved wherever it has records enough for a ratio of its own.
    others = reading.moved_together - int(
        reading.moved_together > 0 and np.isfinite(reading.category_ratios[row].value)
    )
    if reading.categories == "recording":
        return f"{others} other series moved together with it and none stayed behind."
    return (
        f"{'No' if not others else render_count(others)} other series clearly moved with it, and {_count(reading.moved_apart).lower()} "
        "clearly did not."
    )


def _count(number: int) -> str:
    return render_count(number) if number else "None"


def _render_reporters(panel: Panel, reading: RecordingResult) -> str:
    if panel.reporters is None:
        return ""
    if not reading.joined and not reading.left:
        return "The same reporters stand before and after."
    said = f"{render_counted(len(reading.joined), 'reporter')} joined and {len(reading.left)} left"
    if np.isnan(reading.continuing_ratio.value):
        return f"{said}; none was there before and after."
    kept = f"those that stayed went to {render_ratio(reading.continuing_ratio)} of before"
    ending = {
        "recording": "which is less than half of the change.",
        "counted": "which is more than half of it.",
        "silent": "which leaves it open.",
    }[reading.reporters]
    return f"{said}; {kept}, {ending}"


def _interval(ratio: Ratio, *, level: float) -> Interval:
    parts = [value if np.isfinite(value) else None for value in (ratio.value, ratio.low, ratio.high)]
    return Interval(value=parts[0], low=parts[1], high=parts[2], level=level, unit="times")
