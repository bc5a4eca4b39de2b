"""Does the report begin with the answer, leave nothing unsaid and fall into place where parts are missing?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.assessment import invent_assessment, invent_document
from tocsin.publish.assessment import Assessment
from tocsin.publish.assessment.records import RecipeRecord
from tocsin.publish.document import compose_document
from tocsin.publish.document.front import compose_answer, sort_threats
from tocsin.publish.document.meanings import explain_rule
from tocsin.publish.document.tree import DataTable, Document, Section, Text, ThreatCard, find_charts, find_keys
from tocsin.publish.numbers import strip_isolates
from tocsin.publish.pdf import describe_tree

pytestmark = pytest.mark.slow

EMPTY = Assessment(
    key="e", title="Empty", place="COL", place_name="Colombia", period="2020", edition="1", handling="TLP:CLEAR",
    recipe=RecipeRecord(method="m", version=1, inputs_hash="0" * 64, seed=1),
)  # fmt: skip


class Blank:
    """Draws nothing, so that a tree can be described at once."""

    def draw_svg(self, spec: object) -> str:
        return ""


def read_text(text: Text) -> str:
    """Return a text without its styles."""
    return strip_isolates("".join(run.text for run in text))


def find_section(document: Document, key: str) -> Section:
    """Return one section."""
    return next(section for section in document.sections if section.key == key)


def walk(value: object) -> Iterator[dict[str, object]]:
    """Walk through all parts of a described document."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_the_answer_names_the_first_threats_with_their_ranks() -> None:
    assert read_text(compose_answer(invent_assessment())).startswith(
        "Cocaine has the highest expected rank among the 8 threats assessed in Colombia (1st"
    )


def test_ranks_that_overlap_are_said_not_to_be_settled() -> None:
    assert "overlap, so the order is not settled" in read_text(compose_answer(invent_assessment()))


def test_a_threat_stands_first_where_no_other_reaches_its_ranks() -> None:
    assessment = invent_assessment()
    threats = [
        threat.model_copy(update={"drawn_low": place, "drawn_high": place})
        for place, threat in enumerate(sort_threats(assessment), start=1)
    ]
    text = read_text(compose_answer(assessment.model_copy(update={"threats": tuple(threats)})))
    assert text.startswith("Cocaine stands first among the 8 threats")
    assert "not settled" not in text


def test_the_answer_says_how_much_rests_on_the_unknown() -> None:
    assert "One of the 8 ranks rests mostly on what is not known" in read_text(invent_document().answer)


def test_the_notice_stands_on_the_first_page() -> None:
    assert "illustrative, not official" in read_text(invent_document().notices[0].text)


def test_a_report_that_no_authority_adopted_says_so_unasked() -> None:
    assert "not been adopted" in read_text(compose_document(EMPTY).notices[0].text)


def test_an_empty_assessment_still_makes_a_report() -> None:
    assert [section.key for section in compose_document(EMPTY).sections] == ["method", "recipe"]


def test_cards_stand_in_the_order_of_the_ranking() -> None:
    cards = [block for block in find_section(invent_document(), "threats").blocks if isinstance(block, ThreatCard)]
    assert [card.title for card in cards][:2] == ["Cocaine", "Illegal mining of gold and other minerals"]


def test_an_unanswered_question_is_said_to_be_unknown() -> None:
    card = next(block for block in find_section(invent_document(), "threats").blocks if isinstance(block, ThreatCard))
    told = [part["text"] for part in walk(describe_tree(_only(card), pictures=Blank())) if part.get("kind") == "span"]  # type: ignore[arg-type]  # a stand-in
    assert "Not known: " in told


def _only(card: ThreatCard) -> Document:
    return Document("t", "k", "en", "1", "TLP:CLEAR", (), (), (), (Section("s", "S", (card,)),))


def test_every_link_inside_the_report_leads_somewhere() -> None:
    plain = describe_tree(invent_document(), pictures=Blank())  # type: ignore[arg-type]  # a stand-in that draws nothing
    targets = {str(part["target"])[1:] for part in walk(plain) if str(part.get("target", "")).startswith("#")}
    assert targets - set(find_keys(invent_document())) == set()


def test_no_two_parts_share_an_anchor() -> None:
    keys = find_keys(invent_document())
    assert sorted(keys) == sorted(set(keys))


def test_every_estimate_is_explained() -> None:
    keys = set(find_keys(invent_document()))
    assert {f"figure-{key}" for key in invent_assessment().estimates} <= keys


def test_every_chart_is_followed_by_its_data() -> None:
    assert all(isinstance(figure.data, DataTable) and figure.data.rows for figure in find_charts(invent_document()))


def test_a_gap_worth_nothing_stands_apart() -> None:
    keys = [block.key for block in find_section(invent_document(), "gaps").blocks if hasattr(block, "key")]
    assert keys[:2] == ["table-gaps", "gaps-rest"]


@pytest.mark.parametrize("rule", ["gap", "reporting-break", "no source", "a rule made tomorrow"])
def test_every_warning_says_what_it_means_for_the_decision(rule: str) -> None:
    assert explain_rule(rule).endswith(".")
