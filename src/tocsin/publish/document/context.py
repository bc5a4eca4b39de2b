"""What is changing, where does it move, what harm does it do, and which law binds?"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from tocsin.publish.assessment.records import Assessment, HarmRecord
from tocsin.publish.assessment.table_records import FlowRecord, SeriesRecord
from tocsin.publish.charts.change_line import ChangePoint, ChangeSeries, draw_change_line
from tocsin.publish.charts.chart import Chart
from tocsin.publish.charts.flow_map import FlowRow, draw_flow_map
from tocsin.publish.document.phrases import LAW_STATUS, cited, link_threat, say_period
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    ChartFigure,
    Column,
    DataTable,
    Details,
    FigureReference,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import isolate, render_interval, render_number, render_probability
from tocsin.publish.units import describe_unit
from tocsin.terms.errors import TermError
from tocsin.terms.period import Period
from tocsin.terms.place import Place

_MOST_ROWS = 12
_MOST_MAPS = 2


def compose_change(assessment: Assessment) -> Section | None:
    """Series with their bands, and the places where recording changed."""
    if not assessment.series:
        return None
    lead = say(
        "What was recorded depends on how hard somebody looked. A line that rises may show more crime, or more seizures and reports."
    )
    blocks: list[Block] = [Paragraph(lead)]
    groups: dict[str, list[SeriesRecord]] = defaultdict(list)
    for series in assessment.series:
        groups[series.chart].append(series)
    for key, lines in groups.items():
        blocks.append(ChartFigure(f"chart-series-{key}", _draw_series(lines, assessment, key=key)))
        notes = [mark.reason for line in lines for mark in line.breaks] + [
            note for line in lines for note in line.notes
        ]
        if notes:
            blocks.append(
                Details(
                    f"notes-{key}",
                    "What to know before reading this line",
                    (Bullets(tuple(map(say, dict.fromkeys(notes)))),),
                )
            )
    return Section("change", "What is changing", tuple(blocks))


def _draw_series(lines: Sequence[SeriesRecord], assessment: Assessment, *, key: str) -> Chart:
    first = lines[0]
    drawn = [
        ChangeSeries(
            line.line,
            tuple(ChangePoint(_year(p.period), p.value, p.low, p.high) for p in line.points),
            tuple(_year(mark.at) for mark in line.breaks),
        )
        for line in lines
    ]
    years = [point.year for line in drawn for point in line.points]
    kind = "as recorded" if all(line.is_recorded for line in lines) else "estimates with their intervals"
    items = dict.fromkeys(assessment.items[line.item].title for line in lines if line.item in assessment.items)
    measure = describe_unit(first.unit, price_year=first.price_year)
    return draw_change_line(
        drawn,
        key=f"series-{key}",
        title=_say_change(drawn[0], title=first.title.partition(",")[0], place=first.place),
        subtitle=f"{first.title}; {measure}; {first.place}, {min(years)} to {max(years)}; {kind}",
        caption=f"Source: {'; '.join(items) or 'the tables of this dossier'}.",
        unit=first.unit,
        price_year=first.price_year,
    )


def _say_change(line: ChangeSeries, *, title: str, place: str) -> str:
    """The finding: only years after the last break are compared, and estimates only where their intervals lie apart."""
    points = [point for point in line.points if point.year >= max(line.breaks, default=0)]
    first, last = points[0], points[-1]
    name = f"{title} ({line.name})" if line.name else title
    if len(points) < 2:
        return f"{name}: too few years since recording changed to say how it moves"
    span = f"{first.year} and {last.year}"
    if first.low is not None and first.high is not None and last.low is not None and last.high is not None:
        if last.low > first.high:
            return f"{name} rose between {span}"
        return (
            f"{name} fell between {span}"
            if last.high < first.low
            else f"{name}: no change between {span} that the intervals tell apart"
        )
    return f"{name}: {'more' if last.value > first.value else 'less'} recorded in {last.year} than in {first.year}"


def _year(period: str) -> int:
    return Period.parse(period).start.year


def compose_flows(assessment: Assessment) -> Section | None:
    """Flows over the map, and the places where most was recorded."""
    blocks: list[Block] = []
    groups: dict[tuple[str, str, str], list[FlowRecord]] = defaultdict(list)
    for flow in assessment.flows:
        if _code(flow.origin) and _code(flow.destination):
            groups[(flow.table, flow.of, flow.unit)].append(flow)
    largest = sorted(groups.items(), key=lambda pair: -sum(flow.records or 0 for flow in pair[1]))[:_MOST_MAPS]
    for number, ((_, of, unit), flows) in enumerate(largest, start=1):
        blocks.append(_map_flows(flows, assessment, key=f"flows-{number}", of=of, unit=unit))
    blocks += [
        _tabulate_hotspots(table, assessment) for table in dict.fromkeys(spot.table for spot in assessment.hotspots)
    ]
    if not blocks:
        return None
    lead = Paragraph(
        say("Recorded movements show where seizures were made and reported, which is not the same as where goods went.")
    )
    return Section("flows", "Where it moves", (lead, *blocks))


def _map_flows(flows: Sequence[FlowRecord], assessment: Assessment, *, key: str, of: str, unit: str) -> ChartFigure:
    rows = [
        FlowRow(_code(f.origin), _name(f.origin), _code(f.destination), _name(f.destination), f.amount, f.low, f.high)
        for f in flows
    ]
    top = max(rows, key=lambda row: row.amount)
    periods = sorted({flow.period for flow in flows})
    items = sorted({assessment.items[flow.item].title for flow in flows if flow.item in assessment.items})
    chart = draw_flow_map(
        rows,
        key=key,
        title=f"The largest recorded flow{f' of {of}' if of else ''} runs from {top.origin_name} to {top.destination_name}",
        subtitle=f"{describe_unit(unit)}{f', {of}' if of else ''}; {', '.join(say_plain(p) for p in periods)}; "
        "arrow width: amount, halo: high end",
        caption=f"Source: {'; '.join(items) or 'the tables of this dossier'}.",
        unit=unit,
    )
    return ChartFigure(f"chart-{key}", chart)


def say_plain(period: str) -> str:
    """A period in plain text."""
    return period.replace("/", " to ")


@cache
def _code(place: str) -> str:
    """The three-digit M49 code of a country; empty for a place that has none on the map."""
    from pycountry import countries

    found = countries.get(alpha_3=place) if len(place) == 3 else None
    return str(found.numeric) if found else ""


def _name(place: str) -> str:
    try:
        return Place.parse(place).name
    except TermError:
        return place


def _tabulate_hotspots(table: str, assessment: Assessment) -> DataTable:
    found = [spot for spot in assessment.hotspots if spot.table == table]
    shown = sorted(found, key=lambda spot: -spot.amount)[:_MOST_ROWS]
    has_kinds = any(spot.of for spot in shown)
    rows: list[tuple[Text, ...]] = []
    for spot in shown:
        kind: tuple[Text, ...] = (say(spot.of or "–"),) if has_kinds else ()
        amount = isolate(f"{render_number(spot.amount, digits=3)} {describe_unit(spot.unit)}")
        records = isolate(f"{spot.records:,}".replace(",", "\u202f"))
        rows.append((say(_name(spot.place)), *kind, say(amount), say(records), say(render_probability(spot.share))))
    numbers = [Column(title, is_number=True) for title in ("Recorded", "Records", "Share of all recorded")]
    title = assessment.items[found[0].item].title if found[0].item in assessment.items else table
    more = f", the first {len(rows)} of {len(found)}; more in tables/hotspots.csv" if len(found) > len(rows) else ""
    caption = f"Where most was recorded, {say_period(found[0].period)}: {title}{more}"
    columns = (Column("Place"), *((Column("Of"),) if has_kinds else ()), *numbers)
    return DataTable(f"table-hotspots-{table}", caption, columns, tuple(rows))


def compose_harms(assessment: Assessment) -> Section | None:
    """The harm ledger: bearer by kind per year, apart from the ranking."""
    if not assessment.harms:
        return None
    lead = say(
        "What each threat does in a year, in natural units. Kinds of harm are never added to each other; what is not known is a gap "
        "and no zero."
    )
    columns = (Column("Harm"), Column("In a year"), Column("How it comes about"))
    ordered = sorted(assessment.harms, key=lambda harm: (harm.threat_title, harm.title))
    table = DataTable("table-harms", "Harm ledger", columns, tuple(_harm_row(harm, assessment) for harm in ordered))
    titles = {threat.key: threat.title for threat in (*assessment.threats, *assessment.enablers)}
    silent = tuple(
        say(f"{titles.get(threat, threat)}: {', '.join(bearers)}")
        for threat, bearers in assessment.unmentioned_harms.items()
    )
    told = Details("harms-unmentioned", "Harm that the ledger does not speak of", (Bullets(silent),))
    return Section("harms", "What harm it does", (Paragraph(lead), table, *([told] if silent else [])))


def _harm_row(harm: HarmRecord, assessment: Assessment) -> tuple[Text, ...]:
    how: Text = (*cited(harm.mechanism, assessment), *say(f" · {harm.cause}", "muted"))
    name: Text = (
        Span(f"{harm.title} "),
        *say("· ", "muted"),
        *link_threat(harm.threat, assessment),
        *say(f" · {' · '.join((harm.bearer, *harm.labels))}", "muted"),
    )
    if harm.low is None or harm.high is None:
        return name, say("Not known", "strong"), (Span(f"{harm.gap} ", "emphasis"), *how)
    told = render_interval(harm.low, harm.high, unit=harm.unit, price_year=harm.price_year, is_table=True)
    amount: Text = (
        (FigureReference(harm.figure, told),) if harm.figure and harm.figure in assessment.estimates else say(told)
    )
    return name, amount, how


_BOUND = {"true": "yes", "false": "no", "unknown": "not known from this copy"}


def compose_law(assessment: Assessment) -> Section | None:
    """Which instruments bind the State, as of the copy that says so."""
    if not assessment.law:
        return None
    lead = say(
        "A duty binds only where the State is a Party on the date. Each line gives the date of the copy it was read from."
    )
    rows: list[tuple[Text, ...]] = []
    for status in assessment.law:
        source = assessment.items[status.item].title if status.item in assessment.items else status.item
        since = status.since or "–"
        duties = "–" if status.duties is None else str(status.duties)
        notes = f" Reservations: {status.reservations}" if status.reservations else ""
        name: Text = (Span(status.title), Span(f" · {source}.{notes}", "muted"))
        dates = (say(isolate(since)), say(isolate(status.as_of)))
        bound = say(_BOUND[status.bound])
        rows.append((name, say(LAW_STATUS.get(status.status, status.status)), *dates, bound, say(duties)))
    columns = (
        Column("Instrument"),
        Column("Status"),
        Column("Since", keeps_line=True),
        Column("Copy of", keeps_line=True),
        Column("Bound at the end of the period"),
        Column("Duties and options", is_number=True),
    )
    return Section(
        "law", "What the law binds", (Paragraph(lead), DataTable("table-law", "Treaty status", columns, tuple(rows)))
    )
