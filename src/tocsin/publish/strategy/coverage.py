"""How is it shown which duties law and measures answer, and which stay open?"""

from tocsin.convention.instruments import load_instrument
from tocsin.convention.penalty import parse_penalty
from tocsin.publish.charts.value_grid import GridRow, draw_value_grid
from tocsin.publish.document.tree import Block, ChartFigure, Notice, Paragraph, Section, Text, say
from tocsin.publish.strategy.view import StrategyView, list_words, write_table
from tocsin.publish.strategy.working_papers import CLUSTERS
from tocsin.strategy.coverage import CoverageCount, DutyCoverage

_COLUMNS = ("In force", "Partial", "Absent", "Not known", "Served", "Open")
_LEAD = (
    "Hard duties say what a State shall do, soft ones ask it to consider or endeavour, optional ones allow. Law that nobody reports on is "
    "not known: it is neither answered nor open. A duty is open where law is absent or partial and no measure of the strategy serves it."
)


_LIGHT = (
    "These offences are punished by less than four years at most, so they are no serious crime under article 2 (b) of the Convention: its "
    "cooperation reaches them only where the Convention itself makes them an offence."
)


def compose_coverage(view: StrategyView) -> Section:
    """Duties by instrument and force, the open ones by name, and what binds the State from which source."""
    coverage = view.coverage
    parts: list[Block] = [Paragraph(say(_LEAD)), _tabulate_status(view), _draw_matrix(view)]
    gaps = coverage.gaps
    if gaps:
        rows = [_row_of_gap(each) for each in gaps]
        columns = ("Duty", "Asks to", "Force", "Law", "Cluster of the review")
        parts.append(
            write_table(
                "table-gaps-of-law",
                "Open duties, those that hinder cooperation with other States first",
                columns=columns,
                rows=rows,
            )
        )
        parts.append(
            Paragraph(
                say("The clusters are this project's reading of the review mechanism and are not verified."), "small"
            )
        )
    else:
        parts.append(Paragraph(say("No duty that is known to be unanswered is left without a measure.")))
    if coverage.light_offences:
        parts.append(
            Notice(
                "warning",
                "Under four years",
                say(_LIGHT),
                tuple(_name_offence(view, key) for key in coverage.light_offences),
            )
        )
    if coverage.ratifiable:
        names = list_words(load_instrument(each).title for each in coverage.ratifiable)
        parts.append(
            Notice("note", "Not bound", say(f"The State is not Party to {names}. To join is an option, not a duty."))
        )
    return Section("coverage", "Duties, and what answers them", tuple(parts))


def _name_offence(view: StrategyView, key: str) -> Text:
    held = view.dossier.provisions[key]
    return say(f"{held.title or held.duty} ({held.citation}): at most {parse_penalty(held.max_penalty)}")


def _row_of_gap(gap: DutyCoverage) -> tuple[str, ...]:
    cluster = CLUSTERS[gap.cluster] if gap.cluster else "none"
    return gap.duty, gap.summary, gap.force, gap.law, cluster


def _tabulate_status(view: StrategyView) -> Block:
    rows = [
        (
            load_instrument(each.instrument).title, each.binding, each.as_of.isoformat() if each.as_of else "no copy read",
            each.reservations or "none noted",
        )
        for each in view.coverage.statuses
    ]  # fmt: skip
    caption = f"What binds the State on {view.coverage.day.isoformat()}, as far as a dated copy tells"
    return write_table(
        "table-binding",
        caption,
        columns=("Instrument", "State", "As the copy of", "Reservations and declarations"),
        rows=rows,
    )


def _draw_matrix(view: StrategyView) -> ChartFigure:
    rows = [
        GridRow(
            f"{each.instrument.upper()} · {each.force}",
            tuple(float(n) for n in _list_numbers(each)),
            tuple(map(str, _list_numbers(each))),
        )
        for each in view.coverage.counts
        if each.duties
    ]
    chart = draw_value_grid(
        rows, columns=_COLUMNS, key="chart-coverage", title="How many duties are answered",
        subtitle="Duties and options for States, by instrument and force; served by a measure, open without law and measure",
        caption="From law/provisions.csv, law/parties.csv and measures.yaml.", unit="duties",
    )  # fmt: skip
    return ChartFigure("chart-coverage", chart)


def _list_numbers(count: CoverageCount) -> tuple[int, ...]:
    return count.in_force, count.partial, count.absent, count.not_known, count.served, count.gaps
