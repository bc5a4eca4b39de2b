"""Is a file put together in one way only, and does every part lead where it says?"""

from __future__ import annotations

from tests.support.word_files import open_package
from tocsin.publish.docx.package import (
    CONTENT_TYPES,
    Relationship,
    add_content_types,
    add_relationships,
    find_document,
    find_related,
    find_target,
    read_relationships,
    render_package,
)

TYPES = b'<Types><Default Extension="xml" ContentType="a"/></Types>'


def test_the_order_of_parts_does_not_change_the_bytes() -> None:
    parts = {CONTENT_TYPES: b"t", "word/a.xml": b"a", "word/b.png": b"b"}
    assert render_package(parts) == render_package(dict(reversed(parts.items())))


def test_the_kinds_of_parts_come_first() -> None:
    assert next(iter(open_package(render_package({"a": b"", CONTENT_TYPES: b""})))) == CONTENT_TYPES


def test_a_relationship_is_read_as_it_was_added() -> None:
    parts = dict[str, bytes]()
    line = Relationship("r1", "x/image", "https://example.org/?a=1&b=2", is_external=True)
    add_relationships(parts, "word/document.xml", new={"r1": line})
    assert read_relationships(parts, "word/document.xml") == (line,)


def test_relationships_are_added_beside_those_there() -> None:
    parts = {"_rels/.rels": b"<Relationships/>"}
    for key in ("r1", "r2"):
        add_relationships(parts, "", new={key: Relationship(key, "x/officeDocument", f"{key}.xml")})
    assert [each.key for each in read_relationships(parts, "")] == ["r1", "r2"]


def test_no_list_is_written_for_no_relationship() -> None:
    parts = dict[str, bytes]()
    add_relationships(parts, "", new={})
    assert parts == {}


def test_a_target_may_be_told_from_the_top_or_from_its_part() -> None:
    lines = [Relationship("r", "", target) for target in ("/word/a.xml", "a.xml", "../a.xml")]
    assert [find_target("word/b.xml", line) for line in lines] == ["word/a.xml", "word/a.xml", "a.xml"]


def test_what_lies_outside_is_no_part() -> None:
    parts = dict[str, bytes]()
    add_relationships(parts, "", new={"r": Relationship("r", "x/styles", "https://example.org", is_external=True)})
    assert list(find_related(parts, "", kind="styles")) == []


def test_a_file_without_text_has_no_document() -> None:
    assert find_document({}) is None


def test_a_kind_is_said_once() -> None:
    parts = {CONTENT_TYPES: TYPES}
    for _ in range(2):
        add_content_types(parts, by_ending={"png": "image/png", "xml": "b"}, by_part={"word/a.xml": "c"})
    told = parts[CONTENT_TYPES]
    assert (told.count(b'"png"'), told.count(b'"xml"'), told.count(b"/word/a.xml")) == (1, 1, 1)
