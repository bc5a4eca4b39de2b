"""How much is it, and why this number? Every estimate with its interval, and behind it all that it rests on."""

from collections import defaultdict
from collections.abc import Sequence

from tocsin.publish.assessment.evidence_records import ClaimRecord
from tocsin.publish.assessment.records import Assessment, EstimateRecord
from tocsin.publish.charts.driver_bars import draw_driver_bars
from tocsin.publish.charts.evidence_mix import describe_mix
from tocsin.publish.charts.interval_dots import IntervalRow, draw_interval_dots
from tocsin.publish.document.front import list_notes, warn
from tocsin.publish.document.phrases import cited, link_claims, say_interval, say_level, say_period, say_scope
from tocsin.publish.document.tree import (
    Block,
    Bullets,
    ChartFigure,
    Column,
    DataTable,
    Details,
    Facts,
    FigureReference,
    Paragraph,
    Section,
    Span,
    Text,
    say,
)
from tocsin.publish.numbers import isolate, render_amount, render_interval, render_probability
from tocsin.publish.units import describe_unit

_MOST_CLAIMS = 6
_UnitKey = tuple[str, int | None]


def compose_figures(assessment: Assessment) -> Section | None:
    """All estimates: side by side where they share a unit, then one by one with their reasons."""
    if not assessment.estimates and not assessment.missing:
        return None
    lead = say(
        "Every figure is an interval; the tick inside it is the median. "
        "“Why this number?” opens the formula, what drives the uncertainty, the claims and their grades."
    )
    blocks: list[Block] = [Paragraph(lead)]
    blocks += [_draw_group(unit, group, assessment) for unit, group in _group_by_unit(assessment).items()]
    blocks += [_explain(key, figure, assessment) for key, figure in assessment.estimates.items()]
    if assessment.missing:
        blocks.append(Paragraph(say("Not computed", "strong")))
        blocks.append(Bullets(tuple(say(reason) for reason in assessment.missing.values())))
    blocks.append(_list_inputs(assessment))
    return Section("figures", "How much: the estimates", tuple(blocks))


def _group_by_unit(assessment: Assessment) -> dict[_UnitKey, list[tuple[str, EstimateRecord]]]:
    """Groups of figures in one unit, those with two or more; a lone figure needs no chart to be compared on."""
    groups: dict[_UnitKey, list[tuple[str, EstimateRecord]]] = defaultdict(list)
    for key, figure in assessment.estimates.items():
        groups[(figure.unit, figure.price_year)].append((key, figure))
    return {unit: group for unit, group in groups.items() if len(group) > 1}


def _draw_group(unit: _UnitKey, group: Sequence[tuple[str, EstimateRecord]], assessment: Assessment) -> ChartFigure:
    ordered = sorted(group, key=lambda pair: -pair[1].value)
    rows = [IntervalRow(key, figure.title, figure.low, figure.value, figure.high) for key, figure in ordered]
    largest, level = ordered[0][1], ordered[0][1].level
    widest = max(ordered, key=lambda pair: _width(pair[1]))[1]
    title = f"{largest.title} is the largest of these figures"
    if widest is not largest:
        title += f"; {widest.title} is the least certain"
    periods = {figure.period for _, figure in ordered}
    measure = describe_unit(unit[0], price_year=unit[1])
    name = f"figures-{len(unit[0])}-{ordered[0][0]}"
    chart = draw_interval_dots(
        rows,
        key=name,
        title=title,
        subtitle=f"{measure}; {assessment.place_name}, {' and '.join(sorted(map(_plain_period, periods)))}; "
        f"line: {level:.0%} interval, tick: median",
        caption=f"Method: formulas over graded claims. Source: this dossier, edition {assessment.edition}; claims under each figure.",
        unit=unit[0],
        price_year=unit[1],
        level=level,
    )
    return ChartFigure(f"chart-{name}", chart)


def _width(figure: EstimateRecord) -> float:
    return (figure.high - figure.low) / abs(figure.value) if figure.value else 0.0


def _plain_period(period: str) -> str:
    return period.replace("/", " to ")


def _explain(key: str, figure: EstimateRecord, assessment: Assessment) -> Section:
    blocks: list[Block] = [Paragraph(say(say_scope(figure), "muted"), "small")]
    if figure.note:
        blocks.append(Paragraph(cited(figure.note, assessment)))
    blocks += warn(figure.warnings, assessment)
    blocks.append(Details(f"why-{key}", "Why this number?", _give_reasons(key, figure, assessment), about=figure.title))
    return Section(f"figure-{key}", figure.title, tuple(blocks), value=say(say_interval(figure), "figure"))


def _give_reasons(key: str, figure: EstimateRecord, assessment: Assessment) -> tuple[Block, ...]:
    blocks: list[Block] = [Facts(_list_facts(figure))]
    if figure.drivers:
        leading = max(figure.drivers, key=lambda driver: driver.share)
        chart = draw_driver_bars(
            [(driver.name, driver.share) for driver in figure.drivers],
            key=f"drivers-{key}",
            title=f"{leading.name} carries most of the uncertainty",
            subtitle=f"Share of the variance that each input carries alone: {figure.title}",
            caption="Method: first-order shares from the draws; on a logarithmic scale where all draws are positive.",
            interactions=figure.interactions,
        )
        blocks.append(ChartFigure(f"chart-drivers-{key}", chart, size="small"))
        blocks.append(_tabulate_inputs(key, figure, assessment))
    blocks += _list_claims(key, figure, assessment)
    notes = list_notes(figure.warnings, assessment)
    if notes:
        blocks += [Paragraph(say("Notes on the evidence", "strong")), Bullets(notes)]
    return tuple(blocks)


def _list_facts(figure: EstimateRecord) -> tuple[tuple[str, Text], ...]:
    interval = f"{say_interval(figure)}, with probability {say_level(figure.level)}"
    middle = f"median {_amount(figure.value, figure, digits=3)}, mean {_amount(figure.mean, figure, digits=3)}"
    pairs: list[tuple[str, Text]] = [("Interval", say(interval)), ("Inside it", say(middle))]
    if figure.formula:
        pairs.append(("Formula", say(figure.formula, "code")))
    if figure.error is not None:
        pairs.append(("Error of simulation", say(f"± {_amount(figure.error, figure)} on the median")))
    if figure.quantiles:
        told = "; ".join(
            f"{render_probability(prob)} below {_amount(value, figure)}" for prob, value in figure.quantiles
        )
        pairs.append(("Whole distribution", say(told)))
    if figure.grade_mix:
        pairs.append(("Evidence by grade", say(describe_mix(figure.grade_mix))))
    if figure.gaps:
        pairs.append(("No evidence at all for", say(", ".join(figure.gaps))))
    if figure.recipe:
        recipe = figure.recipe
        pairs.append(
            (
                "Recipe",
                say(f"{recipe.method}/{recipe.version}, inputs {recipe.inputs_hash[:12]}, seed {recipe.seed}", "code"),
            )
        )
    return tuple(pairs)


def _amount(value: float, figure: EstimateRecord, *, digits: int = 2) -> str:
    return render_amount(value, unit=figure.unit, digits=digits)


def _tabulate_inputs(key: str, figure: EstimateRecord, assessment: Assessment) -> DataTable:
    rows: list[tuple[Text, ...]] = []
    for driver in figure.drivers:
        found = assessment.inputs.get(driver.key)
        amount = say_interval(found, is_table=True) if found else "–"
        evidence = describe_mix(found.grade_mix) if found and found.grade_mix else "–"
        name: Text = (FigureReference(driver.key, driver.name),) if found else say(driver.name)
        rows.append((name, say(amount), say(render_probability(max(driver.share, 0.0))), say(evidence)))
    columns = (
        Column("Input"),
        Column("Interval", is_number=True),
        Column("Share of variance", is_number=True),
        Column("Evidence"),
    )
    return DataTable(f"inputs-{key}", f"What {figure.title} is computed from", columns, tuple(rows))


def _list_claims(key: str, figure: EstimateRecord, assessment: Assessment) -> list[Block]:
    known = [claim for claim in figure.claims if claim in assessment.claims]
    if not known:
        return [
            Paragraph(
                (
                    Span("No claim stands behind it: ", "strong"),
                    Span("it rests on tables, fixed values or assumptions."),
                )
            )
        ]
    rows: list[tuple[Text, ...]] = []
    for name in known:
        claim = assessment.claims[name]
        source = assessment.items[claim.item].source if claim.item in assessment.items else ""
        who = assessment.sources[source].name if source in assessment.sources else "–"
        amount = say_claim(claim)
        rows.append(
            (
                link_claims([name], assessment),
                say(claim.variable.replace("_", " ")),
                say(amount),
                say(say_period(claim.period)),
                say(isolate(claim.grade)),
                say(who),
            )
        )
    columns = (
        Column("Claim"),
        Column("Of"),
        Column("Says", is_number=True),
        Column("Period"),
        Column("Grade"),
        Column("Source"),
    )
    return [DataTable(f"claims-of-{key}", f"Claims behind {figure.title}", columns, tuple(rows))]


def say_claim(claim: ClaimRecord) -> str:
    """What a claim says, as it was said: a range, a bare number, or one end only."""
    if claim.low is not None and claim.high is not None:
        return render_interval(claim.low, claim.high, unit=claim.unit, is_table=True)
    told = next((value for value in (claim.best, claim.low, claim.high) if value is not None), None)
    if told is None:
        return "–"
    only_low, only_high = claim.low is not None and claim.best is None, claim.high is not None and claim.best is None
    words = "at least " if only_low else "at most " if only_high else ""
    return f"{words}{render_amount(told, unit=claim.unit, digits=3)}"


def _list_inputs(assessment: Assessment) -> Details:
    rows: list[tuple[Text, ...]] = []
    for key, figure in assessment.inputs.items():
        evidence = describe_mix(figure.grade_mix) if figure.grade_mix else "–"
        claims = link_claims(figure.claims[:_MOST_CLAIMS], assessment) or say("none")
        more = say(f" and {len(figure.claims) - _MOST_CLAIMS} more") if len(figure.claims) > _MOST_CLAIMS else ()
        name: Text = (Span(figure.title), Span(f" · {say_scope(figure)} · {key}", "muted"))
        rows.append((name, say(say_interval(figure, is_table=True)), say(evidence), (*claims, *more)))
    columns = (Column("Input"), Column("Interval"), Column("Evidence"), Column("Claims"))
    keys = tuple(f"figure-{key}" for key in assessment.inputs)
    table = DataTable(
        "table-inputs", "Inputs of the estimates", columns, tuple(rows), has_hidden_caption=True, row_keys=keys
    )
    return Details("inputs", f"All {len(rows)} inputs of the estimates, one by one", (table,))
