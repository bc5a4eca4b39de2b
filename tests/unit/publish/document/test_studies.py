"""Is each study told with its question, its answer, its picture and its source, and a refused one with the reason?"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pydantic import ValidationError

from tests.support.assessment import invent_assessment
from tests.support.studies import STUDIES, estimate, read_studies
from tocsin.monitor.studies import FigureRanges, answer_studies
from tocsin.publish.assessment.compose_studies import compose_studies as publish
from tocsin.publish.assessment.study_records import (
    BandPoint,
    SpanRecord,
    StudyBand,
    StudyColumn,
    StudyRecord,
    StudyTable,
)
from tocsin.publish.document.studies import compose_annex, compose_studies, place_period
from tocsin.publish.document.tree import ChartFigure, DataTable, Details, Notice, Paragraph, Section, Text

STUDY = StudyRecord(
    title="Counted", question="More?", method="watch", table="t", item="i", verdict="Yes.", recipe="m/1"
)
BAND = StudyBand(
    key="b",
    title="It rose",
    legend="Records",
    unit="",
    points=(
        BandPoint(period="2014-01", seen=1, expected=1, low=0, high=2),
        BandPoint(period="2014-02", seen=5, expected=1, low=0, high=2, is_marked=True),
        BandPoint(period="2014-06", seen=4),
    ),
    starts=("2014-02",),
)
TABLE = StudyTable(
    key="n",
    caption="Nodes",
    columns=(StudyColumn(title="Node"), StudyColumn(title="Share", unit="share"), StudyColumn(title="Note")),
    rows=(
        ("a", SpanRecord(value=0.5, low=0.4, high=0.6, level=0.9), None),
        ("b", SpanRecord(value=0.2, low=0.1, high=0.3, level=0.9), 2.0),
        ("c", SpanRecord(value=None), "x"),
    ),
    is_drawn=True,
)


def compose(**changed: object) -> Section:
    study = STUDY.model_copy(update=changed)
    section = compose_studies(invent_assessment().model_copy(update={"studies": {"s": study}}))
    assert section is not None
    (part,) = [block for block in section.blocks if isinstance(block, Section)]
    return part


def read(section: Section) -> str:
    parts = [block for block in section.blocks if isinstance(block, Paragraph | Notice)]
    return " ".join("".join(getattr(span, "text", "") for span in part.text) for part in parts)


def charts(section: Section) -> list[ChartFigure]:
    return [block for block in section.blocks if isinstance(block, ChartFigure)]


def test_without_studies_there_is_no_such_part() -> None:
    assert (compose_studies(invent_assessment()), compose_annex(invent_assessment())) == (None, None)


def test_question_and_answer_stand_first() -> None:
    assert read(compose()) == "Question. More? Answer. Yes."


def test_a_study_that_was_not_answered_says_why() -> None:
    assert "Too short." in read(compose(missing="Too short."))


def test_a_warning_stands_beside_the_answer() -> None:
    assert "Mind the gap." in read(compose(warnings=("Mind the gap.", "And this.")))


def test_a_series_is_drawn_with_what_is_out_of_the_ordinary() -> None:
    (figure,) = charts(compose(bands=(BAND,)))
    assert "Out of the ordinary: 2014-02" in figure.chart.alt


def test_no_line_bridges_what_nobody_counted() -> None:
    (figure,) = charts(compose(bands=(BAND,)))
    sets = figure.chart.spec["datasets"]
    assert isinstance(sets, dict)
    assert [row["part"] for row in sets["seen"]] == [0, 0, 1]


def test_intervals_are_drawn_where_they_are_known() -> None:
    (figure,) = charts(compose(tables=(TABLE,)))
    assert [row[0] for row in figure.chart.data.rows] == ["a", "b"]


def text_of(text: Text) -> str:
    return "".join(getattr(span, "text", "") for span in text)


def tabulated(table: StudyTable) -> DataTable:
    (details,) = [block for block in compose(tables=(table,)).blocks if isinstance(block, Details)]
    (found,) = [block for block in details.blocks if isinstance(block, DataTable)]
    return found


def test_intervals_say_their_level_in_picture_and_table() -> None:
    (figure,) = charts(compose(tables=(TABLE,)))
    told = (figure.chart.subtitle, tabulated(TABLE).columns[1].title)
    assert ["90\u202f%" in text for text in told] == [True, True]


def test_intervals_of_several_levels_each_say_their_own() -> None:
    rows = (("a", SpanRecord(value=1, low=0, high=2, level=0.9)), ("b", SpanRecord(value=1, low=0, high=2, level=0.5)))
    found = tabulated(TABLE.model_copy(update={"columns": TABLE.columns[:2], "rows": rows}))
    assert ["at \u206650\u202f%" in text_of(row[1]) for row in found.rows] == [False, True]


def test_an_interval_without_a_level_is_refused() -> None:
    with pytest.raises(ValidationError, match="without its level"):
        SpanRecord(value=1, low=0, high=2)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({"low": 1.0}, "at least"),
        ({"high": 1.0}, "at most"),
    ],
)
def test_an_end_that_is_not_known_is_said(ends: dict[str, float], words: str) -> None:
    span = SpanRecord(value=2, level=0.9, **ends)
    found = tabulated(TABLE.model_copy(update={"rows": (("a", span, None),), "is_drawn": False}))
    assert words in text_of(found.rows[0][1])


def test_unknown_cells_stay_unknown_in_the_table() -> None:
    (details,) = [block for block in compose(tables=(TABLE,)).blocks if isinstance(block, Details)]
    (table,) = [block for block in details.blocks if isinstance(block, DataTable)]
    assert [getattr(row[2][0], "text", "") for row in table.rows] == ["–", "\u20662.00\u2069", "x"]


def test_a_study_of_the_annex_stands_there_alone() -> None:
    network = STUDY.model_copy(update={"is_annex": True})
    assessment = invent_assessment().model_copy(update={"studies": {"n": network}})
    assert (compose_studies(assessment), compose_annex(assessment) is None) == (None, False)


@pytest.mark.parametrize(
    ("period", "year"), [("2014", 2014), ("2014-07", 2014.5), ("2014-Q3", 2014.5), ("2014-W27", 2014.5)]
)
def test_periods_of_every_length_have_a_place(period: str, year: float) -> None:
    assert place_period(period) == pytest.approx(year, abs=0.01)


@cache
def published() -> dict[str, StudyRecord]:
    with TemporaryDirectory() as folder:
        dossier = read_studies(Path(folder), studies=STUDIES)
        return publish(answer_studies(dossier, figures=FigureRanges.of(estimate(dossier))), dossier=dossier)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["watched", "effect", "moved", "mirrored", "tied"])
def test_what_every_method_finds_is_published_with_its_recipe(key: str) -> None:
    study = published()[key]
    assert [bool(part) for part in (study.verdict, study.tables, study.recipe, study.facts)] == [True] * 4


@pytest.mark.slow
def test_a_watch_and_an_effect_are_drawn() -> None:
    assert [len(published()[key].bands) > 0 for key in ("watched", "effect")] == [True, True]
