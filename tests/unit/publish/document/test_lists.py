"""Does the report show every class of models behind overlapping lists, mixed or not, with the reason?"""

from tests.support.assessment import invent_assessment
from tocsin.publish.assessment.list_records import ListClassRecord, ListTableRecord
from tocsin.publish.document.lists import compose_lists
from tocsin.publish.document.tree import ChartFigure, DataTable, Details, Facts, Notice, Paragraph, Section, Span, Text

STEPWISE = ListClassRecord(
    name="stepwise", title="Stepwise selection of pairs", estimate=1500, low=1200, high=2000, level=0.9, share=0.5,
    reason="one estimate exists and fits", without_low=900, without_high=2500, is_unstable=True,
)  # fmt: skip
GRAPHS = ListClassRecord(
    name="graphs", title="Average over decomposable graphs", estimate=1400, low=1100, high=1800, level=0.9, share=0.5,
    reason="62 graphs averaged",
)  # fmt: skip
MAIN = ListClassRecord(
    name="main",
    title="Main effects only",
    estimate=1300,
    low=1250,
    high=None,
    level=0.9,
    share=0.0,
    reason="does not fit",
)
LATENT = ListClassRecord(
    name="latent",
    title="Latent classes of people",
    estimate=None,
    low=None,
    high=None,
    level=0.9,
    share=0.0,
    reason="no",
)
VICTIMS = ListTableRecord(
    title="Victims", item="report", unit="person", lists=("a", "b", "c"), seen=800, classes=(STEPWISE, GRAPHS, MAIN, LATENT),
    verdict="Between 1,100 and 2,000.", banner="Leaving a list out matters.", used_by=("victims.unseen",),
    recipe="estimate.lists/1",
)  # fmt: skip


def tell(table: ListTableRecord = VICTIMS) -> Section:
    section = compose_lists(invent_assessment().model_copy(update={"lists": {"victims": table}}))
    assert section is not None
    return section


def read(text: Text) -> str:
    return "".join(getattr(part, "text", "") for part in text).replace("\u2066", "").replace("\u2069", "")


def rows(table: ListTableRecord = VICTIMS) -> list[list[str]]:
    (found,) = (block for block in tell(table).blocks if isinstance(block, DataTable))
    return [[read(cell) for cell in row] for row in found.rows]


def test_without_lists_there_is_no_such_section() -> None:
    assert compose_lists(invent_assessment()) is None


def test_every_class_has_a_row_with_its_reason() -> None:
    assert [row[3] for row in rows()] == ["one estimate exists and fits", "62 graphs averaged", "does not fit", "no"]


def test_a_class_that_is_not_mixed_says_so() -> None:
    assert [row[2] == "no" for row in rows()] == [False, False, True, True]


def test_no_upper_bound_is_said_and_not_left_blank() -> None:
    assert rows()[2][1].endswith("no upper bound)")


def test_a_class_without_an_estimate_has_none() -> None:
    assert rows()[3][1] == "none"


def test_leaving_a_list_out_is_set_beside_the_interval() -> None:
    assert [row[4].endswith("wider than its interval") for row in rows()] == [True, False, False, False]


def test_the_level_stands_in_the_heading() -> None:
    (found,) = (block for block in tell().blocks if isinstance(block, DataTable))
    assert "90\u202f%" in found.columns[1].title


def test_the_verdict_stands_first() -> None:
    told = [read(block.text) for block in tell().blocks if isinstance(block, Paragraph)]
    assert told[1] == "Victims. Between 1,100 and 2,000."


def test_those_seen_stand_among_the_facts() -> None:
    (details,) = (block for block in tell().blocks if isinstance(block, Details))
    (facts,) = (block for block in details.blocks if isinstance(block, Facts))
    assert dict(facts.pairs)["On at least one of them"][0] == Span("\u2066800\u2069")


def test_the_banner_is_a_warning() -> None:
    assert [block.tone for block in tell().blocks if isinstance(block, Notice)] == ["warning"]


def test_classes_with_an_interval_are_drawn() -> None:
    (figure,) = (block for block in tell().blocks if isinstance(block, ChartFigure))
    assert [row[0] for row in figure.chart.data.rows] == [
        "Stepwise selection of pairs",
        "Average over decomposable graphs",
    ]


def test_one_interval_alone_is_not_drawn() -> None:
    alone = VICTIMS.model_copy(update={"classes": (STEPWISE, LATENT)})
    assert not [block for block in tell(alone).blocks if isinstance(block, ChartFigure)]
