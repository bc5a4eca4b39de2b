"""Are the fields of a template found and filled however Word has split its text?"""

from __future__ import annotations

from tests.support.word_files import WORD, invent_word_document, paragraph, read_words
from tocsin.publish.document.tree import Section
from tocsin.publish.docx.fields import Field, fill_part, list_fields, list_words, name_section
from tocsin.publish.docx.scan import scan_xml

BREAK = "<w:p><w:pPr><w:sectPr><w:cols/></w:sectPr></w:pPr><w:r><w:t>{{body}}</w:t></w:r></w:p>"


def part(content: str) -> bytes:
    """Return a part with paragraphs."""
    return f'<w:hdr xmlns:w="{WORD}">{content}</w:hdr>'.encode()


def test_a_field_is_found_across_runs() -> None:
    found = list(list_fields(part(paragraph("{", "{ Ti", "tle }", "}")), part="x"))
    assert found == [Field("title", "x", is_alone=True)]


def test_a_field_in_a_sentence_is_not_alone() -> None:
    assert [field.is_alone for field in list_fields(part(paragraph("Of {{title}}")), part="x")] == [False]


def test_words_take_the_place_of_fields_across_runs() -> None:
    content = part(paragraph("a {{ti", "tle}} b {{edi", "tion", "}} c"))
    assert read_words(fill_part(content, words={"title": "T<>", "edition": "2"}, blocks={})) == "a T&lt;&gt; b 2 c"


def test_two_fields_in_one_run_are_both_filled() -> None:
    content = part(paragraph("{{title}}–{{title}}"))
    assert read_words(fill_part(content, words={"title": "long words"}, blocks={})) == "long words–long words"


def test_words_of_a_report_are_never_fields_themselves() -> None:
    content = part(paragraph("{{title}}"))
    assert read_words(fill_part(content, words={"title": "{{edition}}", "edition": "2"}, blocks={})) == "{{edition}}"


def test_an_unknown_field_is_left_standing() -> None:
    content = part(paragraph("Dear {{minister}}"))
    assert fill_part(content, words={"title": "T"}, blocks={}) == content


def test_a_block_takes_the_place_of_the_paragraph() -> None:
    content = part(paragraph("before") + paragraph("{{ body }}"))
    assert fill_part(content, words={}, blocks={"body": "<w:tbl/>"}) == part(paragraph("before") + "<w:tbl/>")


def test_a_block_is_put_in_once() -> None:
    filled = fill_part(part(paragraph("{{body}}") * 2), words={}, blocks={"body": "<w:tbl/>"})
    assert (filled.count(b"<w:tbl/>"), read_words(filled)) == (1, "{{body}}")


def test_a_break_of_pages_stays_when_its_paragraph_goes() -> None:
    filled = fill_part(part(BREAK), words={}, blocks={"body": "<w:tbl/>"})
    assert filled == part("<w:tbl/><w:p><w:pPr><w:sectPr><w:cols/></w:sectPr></w:pPr></w:p>")


def test_a_cell_still_ends_with_a_paragraph() -> None:
    filled = fill_part(part(f"<w:tc>{paragraph('{{body}}')}</w:tc>"), words={}, blocks={"body": "<w:tbl/>"})
    assert filled == part("<w:tc><w:tbl/><w:p/></w:tc>")


def test_a_field_in_a_text_box_is_filled_once() -> None:
    box = (
        f"<w:p><w:r><w:t>{{{{title}}}} and </w:t><w:txbxContent>{paragraph('{{edition}}')}</w:txbxContent></w:r></w:p>"
    )
    filled = fill_part(part(box), words={"title": "T", "edition": "2"}, blocks={})
    assert (read_words(filled), scan_xml(filled).name) == ("T and 2", "w:hdr")


def test_facts_can_be_asked_for_by_name() -> None:
    assert list_words(invent_word_document())["fact:place"] == "Elsewhere"


def test_a_section_can_be_asked_for_by_its_key() -> None:
    assert name_section(Section("ranking", "Which first", ())) == "section:ranking"
