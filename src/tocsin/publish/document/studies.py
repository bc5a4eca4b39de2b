"""What did the questions put to single tables come to, each with its picture, its tables and what to beware of?"""

from tocsin.monitor.periods import parse_moment
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.assessment.study_records import (
    SpanRecord,
    StudyBand,
    StudyCell,
    StudyRecord,
    StudyTable,
)
from tocsin.publish.charts.chart import Chart
from tocsin.publish.charts.interval_dots import IntervalRow, draw_interval_dots
from tocsin.publish.charts.series_band import BandMark, draw_series_band
from tocsin.publish.document.phrases import cited, join_texts, link_threat, say_level
from tocsin.publish.document.tree import (
    Block,
    ChartFigure,
    Column,
    DataTable,
    Details,
    Facts,
    Notice,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import isolate, render_interval, render_number
from tocsin.publish.units import describe_unit

_FEWEST_DRAWN = 2


def compose_studies(assessment: Assessment) -> Section | None:
    """Answers from single tables that bear on the assessment."""
    return _compose(assessment, title="What single tables say", key="studies", is_annex=False)


def compose_annex(assessment: Assessment) -> Section | None:
    """Studies that the dossier puts in the annex."""
    return _compose(assessment, title="Annex: further studies", key="annex", is_annex=True)


def _compose(assessment: Assessment, *, title: str, key: str, is_annex: bool) -> Section | None:
    chosen = {name: each for name, each in assessment.studies.items() if each.is_annex == is_annex}
    if not chosen:
        return None
    lead = say(
        "Each question is put to one table by one method. Its answer enters no figure and no rank: it says what to look at, and how sure."
    )
    parts = tuple(
        Section(f"study-{name}", each.title, _compose_study(name, each, assessment)) for name, each in chosen.items()
    )
    return Section(key, title, (Paragraph(lead), *parts))


def _compose_study(key: str, study: StudyRecord, assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph((Span("Question. ", "strong"), *cited(study.question, assessment)))]
    if study.missing:
        return (*blocks, Notice("note", "Not answered", say(study.missing)))
    blocks.append(Paragraph((Span("Answer. ", "strong"), *say(study.verdict))))
    blocks += [
        ChartFigure(f"chart-study-{key}-{band.key}", _draw_band(key, band, study, assessment)) for band in study.bands
    ]
    blocks += [
        ChartFigure(f"chart-study-{key}-{table.key}", chart)
        for table in study.tables
        if (chart := _draw_table(key, table, study, assessment))
    ]
    if study.warnings:
        blocks.append(Notice("warning", "Beware", say(study.warnings[0]), tuple(map(say, study.warnings[1:]))))
    tables = tuple(_tabulate(key, table) for table in study.tables)
    behind: tuple[Block, ...] = (Facts(_list_facts(study, assessment)), *tables)
    return (*blocks, Details(f"behind-{key}", "The numbers and the method behind it", behind, about=study.title))


def _list_facts(study: StudyRecord, assessment: Assessment) -> tuple[tuple[str, Text], ...]:
    settings = ", ".join(f"{name} {value}" for name, value in study.settings.items())
    made = f"{study.recipe}; {settings}" if settings else study.recipe
    pairs: list[tuple[str, Text]] = [(name, say(value)) for name, value in study.facts]
    if study.threats:
        pairs.append(("Bears on", join_texts([link_threat(name, assessment) for name in study.threats])))
    pairs.append(("Source", say(_find_source(study, assessment))))
    return (*pairs, ("Method", say(made, "code")))


def _find_source(study: StudyRecord, assessment: Assessment) -> str:
    return assessment.items[study.item].title if study.item in assessment.items else study.item


def _draw_band(key: str, band: StudyBand, study: StudyRecord, assessment: Assessment) -> Chart:
    marks = [
        BandMark(place_period(p.period), p.period, p.seen, p.expected, p.low, p.high, p.is_marked) for p in band.points
    ]
    return draw_series_band(
        marks,
        key=f"study-{key}-{band.key}",
        title=band.title,
        subtitle=f"{band.legend}, {marks[0].period} to {marks[-1].period}",
        caption=f"Source: {_find_source(study, assessment)}. Method: {study.recipe}.",
        unit=band.unit,
        starts=[place_period(period) for period in band.starts],
        starts_are=band.starts_are,
    )


def _draw_table(key: str, table: StudyTable, study: StudyRecord, assessment: Assessment) -> Chart | None:
    at = next((at for at in range(len(table.columns)) if _list_spans(table, at)), None)
    if not table.is_drawn or at is None:
        return None
    rows = [row for row in (_find_interval(row, at=at) for row in table.rows) if row]
    level = _find_level(table, at)
    if len(rows) < _FEWEST_DRAWN or level is None:
        return None
    return draw_interval_dots(
        rows,
        key=f"study-{key}-{table.key}",
        title=table.caption,
        subtitle=_name_column(table, at),
        caption=f"Source: {_find_source(study, assessment)}. Method: {study.recipe}.",
        unit=table.columns[at].unit,
        level=level,
    )


def _find_interval(row: tuple[StudyCell, ...], *, at: int) -> IntervalRow | None:
    span = row[at]
    if not isinstance(span, SpanRecord) or span.value is None or span.low is None or span.high is None:
        return None
    return IntervalRow(str(row[0]), str(row[0]), span.low, span.value, span.high)


def _list_spans(table: StudyTable, at: int) -> list[SpanRecord]:
    return [cell for cell in (row[at] for row in table.rows) if isinstance(cell, SpanRecord)]


def _find_level(table: StudyTable, at: int) -> float | None:
    """The level of the intervals in a column; None where there are none, or of several levels."""
    levels = {span.level for span in _list_spans(table, at) if span.level is not None}
    return levels.pop() if len(levels) == 1 else None


def _tabulate(key: str, table: StudyTable) -> DataTable:
    rows = tuple(
        tuple(_say_cell(cell, is_mixed=_find_level(table, at) is None) for at, cell in enumerate(row))
        for row in table.rows
    )
    columns = tuple(
        Column(_name_column(table, at), is_number=not isinstance(table.rows[0][at], str), wraps=True)
        for at in range(len(table.columns))
    )
    return DataTable(f"table-study-{key}-{table.key}", table.caption, columns, rows)


def _name_column(table: StudyTable, at: int) -> str:
    """The heading of a column: what it holds, in which unit, with intervals of which level."""
    column, level = table.columns[at], _find_level(table, at)
    parts = [describe_unit(column.unit)] if column.unit else []
    parts += [f"intervals at {say_level(level)}"] if level is not None else []
    return f"{column.title} ({', '.join(parts)})" if parts else column.title


def _say_cell(cell: StudyCell, *, is_mixed: bool) -> Text:
    if cell is None:
        return say("–")
    if isinstance(cell, str):
        return say(cell)
    if isinstance(cell, SpanRecord):
        level = f" at {say_level(cell.level)}" if is_mixed and cell.level is not None else ""
        return say(_say_span(cell) + level)
    return say(isolate(render_number(cell, digits=3)))


def _say_span(span: SpanRecord) -> str:
    middle = "" if span.value is None else isolate(render_number(span.value, digits=3))
    if span.low is None and span.high is None:
        return middle or "–"
    if span.low is None or span.high is None:
        known = span.high if span.low is None else span.low
        ends = f"{'at most' if span.low is None else 'at least'} {isolate(render_number(known or 0.0, digits=3))}"
    else:
        ends = render_interval(span.low, span.high, unit="", is_table=True)
    return f"{middle} ({ends})" if middle else ends


def place_period(period: str) -> float:
    """Where a period begins, in years: March 2014 is 2014.17."""
    start = parse_moment(period).begins_on
    return start.year + (start.timetuple().tm_yday - 1) / 365.25
