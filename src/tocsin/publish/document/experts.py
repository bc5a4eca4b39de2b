"""What did experts say where evidence is lacking, each on their own, and where do they part?"""

from tocsin.publish.assessment.expert_records import ExpertQuestionRecord
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.charts.interval_dots import IntervalRow, draw_interval_dots
from tocsin.publish.document.phrases import say_level
from tocsin.publish.document.tree import Block, ChartFigure, Column, DataTable, Details, Paragraph, Section, Span, say
from tocsin.publish.numbers import isolate, render_interval, render_probability
from tocsin.publish.units import describe_unit

_SCORE = "score"


def compose_experts(assessment: Assessment) -> Section | None:
    """Answers of experts by question, never averaged out of sight; None where none were asked."""
    if not assessment.experts:
        return None
    lead = (
        "Experts, named by code, were each asked for the least, the most and their best guess, and how sure they "
        "were. Their answers are mixed, not averaged: where they part, the joint answer is as wide as they are "
        "apart. Weights, where they differ, were earned on questions whose truth is known."
    )
    parts = [block for key, each in assessment.experts.items() for block in _compose_question(key, each, assessment)]
    return Section("experts", "What experts believe", (Paragraph(say(lead)), *parts))


def _compose_question(key: str, question: ExpertQuestionRecord, assessment: Assessment) -> list[Block]:
    title = ", ".join(_name_use(use, assessment) for use in question.used_by)
    rows = [IntervalRow(each.expert, each.expert, each.low, each.value, each.high) for each in question.answers]
    joint = IntervalRow("together", "Together", question.low, question.value, question.high)
    unit = "" if question.unit == _SCORE else question.unit
    chart = draw_interval_dots(
        [*rows, joint],
        key=f"experts-{key}",
        title=title,
        subtitle=f"Answers by expert, and their mixture; intervals at {say_level(question.level)}",
        caption=f"Source: experts by code, elicitations.csv. Weights: {_say_weighting(question)}.",
        unit=unit,
        level=question.level,
    )
    head = Paragraph((Span(f"{title}. ", "strong"), Span(question.disagreement)))
    behind = Details(f"experts-{key}", f"Answers, weights and reasons: {title}", (_tabulate(key, question),))
    return [head, ChartFigure(f"chart-experts-{key}", chart), behind]


def _tabulate(key: str, question: ExpertQuestionRecord) -> DataTable:
    unit = "" if question.unit == _SCORE else question.unit
    rows = tuple(
        (
            say(each.expert),
            say(isolate(render_interval(each.low, each.high, unit=unit, is_table=True))),
            say(render_probability(each.weight)),
            say(each.rationale or "–"),
        )
        for each in question.answers
    )
    measure = question.unit if question.unit in ("", _SCORE) else describe_unit(question.unit)
    heading = f"Interval ({measure})" if measure else "Interval"
    columns = (Column("Expert"), Column(heading, is_number=True), Column("Weight", is_number=True), Column("Because"))
    return DataTable(f"table-experts-{key}", "What each expert answered", columns, rows)


def _name_use(use: str, assessment: Assessment) -> str:
    """What a question is for, as readers know it: the title of the driver, or the threat and criterion it scores."""
    if use in assessment.inputs:
        return assessment.inputs[use].title
    threat, _, criterion = use.partition("/")
    for card in (*assessment.threats, *assessment.enablers):
        if card.key == threat and criterion in card.scores:
            return f"{card.title}, {card.scores[criterion].title.lower()}"
    return use


def _say_weighting(question: ExpertQuestionRecord) -> str:
    if question.weighting == "equal":
        return "equal"
    return f"earned on {question.calibration_questions} calibration questions"
