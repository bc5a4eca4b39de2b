"""How is a watch over counts told?"""

from math import isnan

from tocsin.monitor.watch_record import Interval, LevelChange, SeriesWatch, WatchStudy
from tocsin.monitor.watch_rows import WatchRows
from tocsin.publish.assessment.study_records import BandPoint, SpanRecord, StudyBand, StudyColumn, StudyTable

_MOST_DRAWN = 2


def tell_watch(study: WatchStudy) -> dict[str, object]:
    """Each series with what is new in it, where recording changed, and how past forecasts fared."""
    every = [*([study.together] if study.together else []), *study.series]
    tables = [_tabulate_series(every), _tabulate_changes(every), _tabulate_skill(every)]
    return {
        "verdict": study.verdict,
        "facts": (
            ("Periods", f"{study.first} to {study.last}, every {study.every}, {study.periods_count} in all"),
            ("False alarms", study.control),
        ),
        "tables": tuple(table for table in tables if table.rows),
        "warnings": study.warnings,
    }


def draw_counts(study: WatchStudy, rows: WatchRows) -> tuple[StudyBand, ...]:
    """The series in which something happened, or else the first; marks are alarms, starts are changes of level."""
    names = rows.series or ("all records",) * len(rows.periods)
    chosen = [each for each in study.series if each.alarms or each.changes][:_MOST_DRAWN] or list(study.series[:1])
    return tuple(_draw_series(each, rows, names) for each in chosen)


def _draw_series(series: SeriesWatch, rows: WatchRows, names: tuple[str, ...]) -> StudyBand:
    counts: dict[str, float] = {}
    for name, period, count in zip(names, rows.periods, rows.counts, strict=True):
        if name == series.name and not isnan(count):
            counts[period] = counts.get(period, 0.0) + count
    odd = {each.period for each in series.alarms}
    changed = tuple(each.period for each in series.changes)
    name = series.name[:1].upper() + series.name[1:]
    what = f"the level changed in {' and '.join(changed)}" if changed else "no change of level"
    return StudyBand(
        key=f"series-{series.name.lower().replace(' ', '-')}",
        title=f"{name}: {what}",
        legend="Records counted; a triangle marks a count above its bound",
        unit="",
        points=tuple(BandPoint(period=p, seen=n, is_marked=p in odd) for p, n in sorted(counts.items())),
        starts=changed,
        starts_are="Level changed",
    )


def _tabulate_series(every: list[SeriesWatch]) -> StudyTable:
    columns = tuple(StudyColumn(title=title) for title in ("Series", "Records", "In words", "Method"))
    rows = tuple((each.name, each.records_count, each.sentence, each.method) for each in every)
    return StudyTable(key="series", caption="What is new, series by series", columns=columns, rows=rows)


def _tabulate_changes(every: list[SeriesWatch]) -> StudyTable:
    columns = (
        StudyColumn(title="Series"),
        StudyColumn(title="From"),
        StudyColumn(title="Level, times"),
        StudyColumn(title="Amounts, times"),
        StudyColumn(title="Reading"),
        StudyColumn(title="Because"),
    )
    rows = tuple(_tell_change(each.name, change) for each in every for change in each.changes)
    return StudyTable(
        key="changes", caption="Changes of level as a multiple of before, and what changed", columns=columns, rows=rows
    )


def _tell_change(name: str, change: LevelChange) -> tuple[str | SpanRecord | None, ...]:
    amounts = _span(change.amount_ratio) if change.amount_ratio else None
    why = "; ".join(change.reasons) or "–"
    return (
        name,
        f"{change.period} ({change.period_low} to {change.period_high})",
        _span(change.ratio),
        amounts,
        change.verdict,
        why,
    )


def _tabulate_skill(every: list[SeriesWatch]) -> StudyTable:
    columns = (
        StudyColumn(title="Series"),
        StudyColumn(title="Forecasts scored"),
        StudyColumn(title="Share inside the 90 % interval", unit="share"),
        StudyColumn(title="Skill against the plain forecast"),
    )
    rows = tuple(
        (each.name, float(each.forecast.forecasts_count), _span(each.forecast.coverage), each.forecast.skill)
        for each in every
        if each.forecast
    )
    return StudyTable(key="skill", caption="How past forecasts of the same rule fared", columns=columns, rows=rows)


def _span(found: Interval) -> SpanRecord:
    return SpanRecord(value=found.value, low=found.low, high=found.high, level=found.level)
