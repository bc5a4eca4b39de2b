"""Does a Word file say its title, language, handling and moment?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

from tests.support.word_files import invent_word_document
from tocsin.publish.docx.package import find_related
from tocsin.publish.docx.properties import write_properties
from tocsin.publish.docx.template import load_own_template

MOMENT = datetime(2024, 5, 6, 7, tzinfo=UTC)


def read_properties(parts: dict[str, bytes]) -> dict[str, str]:
    """Return what a file says of itself."""
    name = next(find_related(parts, "", kind="core-properties"))
    return {each.tag.partition("}")[2]: each.text or "" for each in ET.fromstring(parts[name])}


def test_the_head_of_the_report_is_said() -> None:
    parts = dict(load_own_template().parts)
    write_properties(parts, document=invent_word_document(), made_at=MOMENT)
    told = read_properties(parts)
    assert [told[key] for key in ("title", "language", "keywords", "version", "creator")] == [
        "Threats <Elsewhere>",
        "en",
        "TLP:GREEN",
        "1",
        "Tocsin",
    ]


def test_the_moment_is_written_in_one_time_for_all() -> None:
    parts = dict(load_own_template().parts)
    made_at = MOMENT.astimezone(timezone(timedelta(hours=-5)))
    write_properties(parts, document=invent_word_document(), made_at=made_at)
    assert read_properties(parts)["created"] == "2024-05-06T07:00:00Z"


def test_a_template_without_properties_gets_them() -> None:
    parts = {**load_own_template().parts, "_rels/.rels": b"<Relationships/>"}
    write_properties(parts, document=invent_word_document(), made_at=MOMENT)
    assert read_properties(parts)["title"] == "Threats <Elsewhere>"
