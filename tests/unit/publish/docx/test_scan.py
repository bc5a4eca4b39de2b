"""Are the places of elements found to the byte, and is dangerous XML refused?"""

from __future__ import annotations

from xml.parsers.expat import ExpatError

import pytest

from tocsin.publish.docx.errors import UnsafeXmlError
from tocsin.publish.docx.scan import Edit, append_inside, apply_edits, read_text, scan_xml

SMALL = '<a x="1 > 0"><b>é &amp; ü</b><c/><b k=\'"\'>two</b></a>'.encode()


def test_an_element_is_found_where_it_stands() -> None:
    pieces = [SMALL[each.start : each.end] for each in scan_xml(SMALL).find("b")]
    assert pieces == ["<b>é &amp; ü</b>".encode(), b"<b k='\"'>two</b>"]


def test_text_is_read_without_its_escapes() -> None:
    assert read_text(SMALL, next(scan_xml(SMALL).find("b"))) == "é & ü"


def test_an_element_without_content_ends_where_its_tag_ends() -> None:
    empty = next(scan_xml(SMALL).find("c"))
    assert (SMALL[empty.start : empty.end], empty.inner) == (b"<c/>", empty.end)


def test_an_element_knows_what_stands_around_it() -> None:
    inner = next(scan_xml(b"<a><b><c/></b></a>").find("c"))
    assert (inner.has_above("a"), inner.has_above("z")) == (True, False)


def test_edits_leave_all_else_as_it_was() -> None:
    first, second = scan_xml(SMALL).find("b")
    edits = [Edit(second.inner, second.close, b"2"), Edit.insert(first.inner, "1 ")]
    assert apply_edits(SMALL, edits).decode() == '<a x="1 > 0"><b>1 é &amp; ü</b><c/><b k=\'"\'>2</b></a>'


@pytest.mark.parametrize(("before", "after"), [(b"<a/>", b"<a><b/></a>"), (b"<a><c/></a>", b"<a><c/><b/></a>")])
def test_content_is_put_at_the_end_even_of_an_empty_element(before: bytes, after: bytes) -> None:
    assert apply_edits(before, [append_inside(before, scan_xml(before), added="<b/>")]) == after


def test_a_number_with_a_unit_gives_the_default() -> None:
    element = scan_xml(b'<a w="21cm" h="29"/>')
    assert (element.read_whole("w", default=7), element.read_whole("h"), element.read_whole("d")) == (7, 29, 0)


def test_a_document_type_is_refused() -> None:
    with pytest.raises(UnsafeXmlError, match="document type"):
        scan_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


@pytest.mark.parametrize("content", ["<a/>".encode("utf-16"), b'<?xml version="1.0" encoding="utf-7"?><a/>'])
def test_another_encoding_is_refused(content: bytes) -> None:
    with pytest.raises(UnsafeXmlError, match="UTF-8"):
        scan_xml(content)


def test_elements_without_end_inside_each_other_are_refused() -> None:
    with pytest.raises(UnsafeXmlError, match="inside each other"):
        scan_xml(b"<a>" * 300 + b"</a>" * 300)


def test_elements_without_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.docx.scan._MOST_ELEMENTS", 3)
    with pytest.raises(UnsafeXmlError, match="more than 3 elements"):
        scan_xml(b"<a><b/><b/><b/></a>")


def test_broken_xml_is_refused() -> None:
    with pytest.raises(ExpatError):
        scan_xml(b"<a><b></a>")
