"""Can text of a dossier act as markup in a Word file?"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tocsin.publish.docx.marks import Bookmark, escape_text, set_field, set_paragraph, set_run
from tocsin.publish.numbers import isolate


def test_markup_in_a_text_stays_text() -> None:
    assert escape_text('<w:p a="1"> & </w:p>') == "&lt;w:p a=&quot;1&quot;&gt; &amp; &lt;/w:p&gt;"


def test_characters_that_xml_cannot_hold_go() -> None:
    assert escape_text("a\x00b\x0bc\ufffed\ud800e") == "abcde"


def test_line_ends_and_tabs_become_spaces() -> None:
    assert escape_text("one\r\n\ttwo") == "one two"


def test_marks_of_direction_go() -> None:
    assert escape_text(isolate("45–70 t")) == "45–70 t"


def test_narrow_spaces_stay() -> None:
    assert escape_text("1\u202f000\u00a0t") == "1\u202f000\u00a0t"


def test_a_run_keeps_its_outer_spaces() -> None:
    assert set_run(" a ") == '<w:r><w:t xml:space="preserve"> a </w:t></w:r>'


def test_a_paragraph_names_its_style_first() -> None:
    assert set_paragraph("", style="A", properties="<w:keepNext/>").startswith(
        '<w:p><w:pPr><w:pStyle w:val="A"/><w:keepNext/>'
    )


def test_a_field_shows_its_result_until_it_is_updated() -> None:
    field = ET.fromstring(f'<a xmlns:w="w">{set_field("REF x", result=set_run("5 t"))}</a>')
    kinds = [each.get("{w}fldCharType") for each in field.iter("{w}fldChar")]
    assert (kinds, field.findtext(".//{w}t")) == (["begin", "separate", "end"], "5 t")


def test_a_bookmark_stands_around_its_words() -> None:
    assert Bookmark(3, "here").around("x") == ('<w:bookmarkStart w:id="3" w:name="here"/>x<w:bookmarkEnd w:id="3"/>')
