"""Does every page carry the handling mark, and is the width of its text known?"""

from __future__ import annotations

import pytest

from tests.support.word_files import MAIN, WORD, make_template, paragraph
from tocsin.publish.docx.package import find_related
from tocsin.publish.docx.pages import append_to_body, mark_every_page, measure_text_width
from tocsin.publish.docx.scan import scan_xml

BARE = f'<w:document xmlns:w="{WORD}"><w:body/></w:document>'.encode()


def page(inside: str) -> bytes:
    """Return a document whose pages are described."""
    return f'<w:document xmlns:w="{WORD}"><w:body><w:sectPr>{inside}</w:sectPr></w:body></w:document>'.encode()


@pytest.mark.parametrize(
    ("inside", "width"),
    [
        ("", 11906 - 2880),
        ('<w:pgSz w:w="10000"/><w:pgMar w:left="1000" w:right="500" w:gutter="500"/>', 8000),
        ('<w:pgSz w:w="14000"/><w:pgMar w:left="1000" w:right="1000"/><w:cols w:num="2" w:space="1000"/>', 5500),
        ('<w:pgSz w:w="21cm"/><w:pgMar w:left="x" w:right="1440"/>', 11906 - 2880),
        ('<w:pgSz w:w="5000"/>', 4000),
    ],
)
def test_the_width_of_text_is_paper_less_margins(inside: str, width: int) -> None:
    assert measure_text_width(scan_xml(page(inside))) == width


def test_blocks_are_put_in_front_of_what_describes_the_pages() -> None:
    assert append_to_body(page(""), "<w:p/>") == page("").replace(b"<w:sectPr>", b"<w:p/><w:sectPr>")


def test_blocks_are_put_into_an_empty_body() -> None:
    assert b"<w:body><w:p/></w:body>" in append_to_body(BARE, "<w:p/>")


def test_no_blocks_change_nothing() -> None:
    assert append_to_body(BARE, "") is BARE


def list_marked(parts: dict[str, bytes]) -> list[bool]:
    """Say of every header whether it asks for the handling mark."""
    mark_every_page(parts, main=MAIN, style="Header", key="repHeader")
    return [b"{{handling}}" in parts[name] for name in find_related(parts, MAIN, kind="header")]


def test_headers_that_ask_for_the_mark_are_left_alone() -> None:
    parts = dict(make_template("").parts)
    assert (list_marked(parts), parts) == ([True, True], dict(make_template("").parts))


def test_a_header_without_the_mark_gets_it() -> None:
    header = f'<w:hdr xmlns:w="{WORD}">{paragraph("Ministry")}</w:hdr>'.encode()
    assert list_marked(dict(make_template("", parts={"word/header1.xml": header}).parts)) == [True, True]


@pytest.mark.parametrize("sections", ["", "<w:sectPr/>", "<w:sectPr><w:cols/></w:sectPr>"])
def test_a_template_without_headers_gets_one(sections: str) -> None:
    own = make_template("")
    parts = {**own.parts, MAIN: BARE.replace(b"<w:body/>", f"<w:body>{sections}</w:body>".encode())}
    parts["word/_rels/document.xml.rels"] = b"<Relationships/>"
    assert list_marked(parts) == [True]
    assert b'w:type="default" r:id="repHeader"' in parts[MAIN]


def test_a_first_page_of_its_own_gets_a_header_too() -> None:
    own = make_template("")
    first = own.parts[MAIN].replace(b'<w:headerReference w:type="first" r:id="rId11"/>', b"")
    parts = {**own.parts, MAIN: first}
    list_marked(parts)
    assert b'w:type="first" r:id="repHeader"' in parts[MAIN]


def test_left_pages_of_their_own_get_a_header_too() -> None:
    own = make_template("")
    settings = own.parts["word/settings.xml"].replace(b"<w:zoom", b"<w:evenAndOddHeaders/><w:zoom")
    parts = {**own.parts, "word/settings.xml": settings}
    list_marked(parts)
    assert b'w:type="even" r:id="repHeader"' in parts[MAIN]
