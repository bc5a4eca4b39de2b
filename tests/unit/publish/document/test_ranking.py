"""Does the report say what analysts scored and why, and what claims of unknown grade would change?"""

from tests.support.assessment import invent_assessment
from tocsin.publish.assessment.picture_records import AnalystScoreRecord
from tocsin.publish.assessment.records import Assessment
from tocsin.publish.document.ranking import compose_ranking
from tocsin.publish.document.tree import DataTable, Details, Text

SCORE = AnalystScoreRecord(
    threat="t", criterion="c", low=2, best=3, high=5, author="analyst one", date="2021-01-02", rationale="seen twice"
)


def read(text: Text) -> str:
    return "".join(getattr(part, "text", "") for part in text)


def rows(assessment: Assessment, key: str) -> list[str]:
    section = compose_ranking(assessment)
    assert section is not None
    tables = [table for block in section.blocks if isinstance(block, Details) for table in block.blocks]
    found = [table for table in tables if isinstance(table, DataTable) and table.key == key]
    return [" | ".join(read(cell) for cell in row) for table in found for row in table.rows]


def scored(*scores: AnalystScoreRecord) -> Assessment:
    return invent_assessment().model_copy(update={"analyst_scores": scores})


def test_an_analyst_s_score_stands_with_its_reason() -> None:
    told = rows(scored(SCORE), "table-analysts")[0].replace("\u2066", "").replace("\u2069", "")
    assert told == "t | c | 3 (2–5) | analyst one | seen twice · 2021-01-02"


def test_a_score_without_ends_is_its_best() -> None:
    bare = SCORE.model_copy(update={"low": None, "high": None})
    assert "\u20663\u2069" in rows(scored(bare), "table-analysts")[0]


def test_without_analysts_there_is_no_such_table() -> None:
    assert rows(scored(), "table-analysts") == []


def test_ranks_with_claims_of_unknown_grade_stand_beside() -> None:
    made = invent_assessment()
    threats = tuple(each.model_copy(update={"expected_rank_with_unjudged": 2.25}) for each in made.threats)
    assert "/ 2.2" in rows(made.model_copy(update={"threats": threats}), "table-readings")[0]
