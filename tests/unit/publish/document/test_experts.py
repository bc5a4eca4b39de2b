"""Does the report show every expert, whatever weight each has?"""

from tests.support.assessment import invent_assessment
from tocsin.publish.assessment.expert_records import ExpertAnswerRecord, ExpertQuestionRecord
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.experts import compose_experts
from tocsin.publish.document.tree import ChartFigure, DataTable, Details, Paragraph, Section, Text

ANSWERS = (
    ExpertAnswerRecord(expert="e01", low=10, value=20, high=40, weight=1.0, rationale="Counted boats."),
    ExpertAnswerRecord(expert="e02", low=100, value=200, high=400, weight=0.0),
)
BOATS = ExpertQuestionRecord(
    unit="item/year",
    low=10,
    value=20,
    high=40,
    level=0.9,
    weighting="global",
    answers=ANSWERS,
    disagreement="The experts fall into 2 groups.",
    used_by=("boats.landing",),
    calibration_questions=12,
)


def ask(question: ExpertQuestionRecord = BOATS) -> Section:
    assessment: Assessment = invent_assessment().model_copy(update={"experts": {"boats": question}})
    section = compose_experts(assessment)
    assert section is not None
    return section


def read(text: Text) -> str:
    return "".join(getattr(part, "text", "") for part in text)


def list_rows(section: Section) -> list[list[str]]:
    details = next(block for block in section.blocks if isinstance(block, Details))
    (table,) = (block for block in details.blocks if isinstance(block, DataTable))
    return [[read(cell) for cell in row] for row in table.rows]


def test_without_experts_there_is_no_such_section() -> None:
    assert compose_experts(invent_assessment()) is None


def test_every_expert_has_a_row_even_without_weight() -> None:
    assert [row[0] for row in list_rows(ask())] == ["e01", "e02"]


def test_a_reason_stands_with_its_answer() -> None:
    assert list_rows(ask())[0][3] == "Counted boats."


def test_disagreement_is_said_in_words() -> None:
    told = [read(block.text) for block in ask().blocks if isinstance(block, Paragraph)]
    assert any("2 groups" in each for each in told)


def test_the_chart_has_every_expert_and_the_pool() -> None:
    (chart,) = (block.chart for block in ask().blocks if isinstance(block, ChartFigure))
    assert ["e01" in chart.alt, "e02" in chart.alt, "Together" in chart.alt] == [True] * 3


def test_equal_weights_are_named_so() -> None:
    (chart,) = (
        block.chart
        for block in ask(BOATS.model_copy(update={"weighting": "equal"})).blocks
        if isinstance(block, ChartFigure)
    )
    assert "Weights: equal" in chart.caption
