"""What do overlapping lists say of the people on none of them, class by class of models, and which classes were mixed?"""

from tocsin.publish.assessment.list_records import ListClassRecord, ListTableRecord
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.charts.interval_dots import IntervalRow, draw_interval_dots
from tocsin.publish.document.phrases import join_texts, refer_figure, say_level
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
from tocsin.publish.numbers import isolate, render_interval, render_number, render_probability
from tocsin.publish.units import describe_unit

_FEWEST_DRAWN = 2


def compose_lists(assessment: Assessment) -> Section | None:
    """Each table of lists with every class of models beside the others; None where no figure rests on lists."""
    if not assessment.lists:
        return None
    lead = (
        "How many people no list has is estimated from how far the lists overlap. Defensible classes of models differ, so all are "
        "shown; those that pass their checks are mixed, and none is the answer by itself."
    )
    parts = [block for key, each in assessment.lists.items() for block in _compose_table(key, each, assessment)]
    return Section("lists", "What overlapping lists say", (Paragraph(say(lead)), *parts))


def _compose_table(key: str, each: ListTableRecord, assessment: Assessment) -> list[Block]:
    blocks: list[Block] = [Paragraph((Span(f"{each.title}. ", "strong"), *say(each.verdict)))]
    drawn = [row for row in map(_find_interval, each.classes) if row]
    levels = {row.level for row in each.classes}
    if len(drawn) >= _FEWEST_DRAWN and len(levels) == 1:
        chart = draw_interval_dots(
            drawn,
            key=f"lists-{key}",
            title=f"{each.title}: classes of models side by side",
            subtitle=f"Seen and unseen ({describe_unit(each.unit)}), intervals at {say_level(each.classes[0].level)}",
            caption=f"Source: {_find_source(each, assessment)}. Method: {each.recipe}.",
            unit=each.unit,
            level=each.classes[0].level,
        )
        blocks.append(ChartFigure(f"chart-lists-{key}", chart))
    blocks.append(_tabulate(key, each))
    if each.banner:
        blocks.append(Notice("warning", "Beware", say(each.banner)))
    used = [refer_figure(name, assessment) for name in each.used_by]
    facts: list[tuple[str, Text]] = [
        ("Lists", say(", ".join(each.lists))),
        ("On at least one of them", say(isolate(f"{each.seen:,}".replace(",", "\u202f")))),
        ("Used by", join_texts([(reference,) for reference in used if reference]) or say(", ".join(each.used_by))),
        ("Source", say(_find_source(each, assessment))),
        ("Method", say(each.recipe, "code")),
    ]
    behind = Details(
        f"lists-{key}", "The lists, what rests on them, and the method", (Facts(tuple(facts)),), about=each.title
    )
    return [*blocks, behind]


def _find_source(each: ListTableRecord, assessment: Assessment) -> str:
    return assessment.items[each.item].title if each.item in assessment.items else each.item


def _find_interval(found: ListClassRecord) -> IntervalRow | None:
    if found.estimate is None or found.low is None or found.high is None:
        return None
    title = found.title if found.share else f"{found.title} (not mixed)"
    return IntervalRow(found.name, title, found.low, found.estimate, found.high)


def _tabulate(key: str, each: ListTableRecord) -> DataTable:
    measure, levels = describe_unit(each.unit), {row.level for row in each.classes}
    level = f"; interval at {say_level(levels.pop())}" if len(levels) == 1 else "; interval"
    columns = (
        Column("Class of models", wraps=True),
        Column(f"Estimate ({measure}{level})", is_number=True, wraps=True),
        Column("In the mix", is_number=True, wraps=True),
        Column("Why", wraps=True),
        Column(f"With one list left out ({measure})", is_number=True, wraps=True),
    )
    rows = tuple(
        (
            say(row.title),
            say(_say_estimate(row)),
            say(render_probability(row.share) if row.share else "no"),
            say(row.reason),
            say(_say_without(row)),
        )
        for row in each.classes
    )
    return DataTable(f"table-lists-{key}", f"{each.title}: what each class of models says", columns, rows)


def _say_estimate(row: ListClassRecord) -> str:
    if row.estimate is None:
        return "none"
    middle = isolate(render_number(row.estimate, digits=3))
    if row.low is None:
        return middle
    if row.high is None:
        return f"{middle} (at least {isolate(render_number(row.low, digits=3))}, no upper bound)"
    return f"{middle} ({render_interval(row.low, row.high, unit='', is_table=True)})"


def _say_without(row: ListClassRecord) -> str:
    if row.without_low is None or row.without_high is None:
        return "–"
    told = render_interval(row.without_low, row.without_high, unit="", is_table=True)
    return f"{told}, wider than its interval" if row.is_unstable else told
