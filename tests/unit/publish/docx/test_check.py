"""Is a template refused for everything that runs, loads or leads out of the file, and for nothing else?"""

from __future__ import annotations

import pytest

from tests.support.word_files import MAIN, WORD, make_template, paragraph
from tocsin.publish.docx.check import list_dangers
from tocsin.publish.docx.template import load_own_template

TYPES = "[Content_Types].xml"
LINES = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HIDDEN = f'<z:p xmlns:z="{WORD}"><z:r><z:instrText>DDEAUTO c</z:instrText></z:r></z:p>'


def plant(part: str, *, before: str, added: str) -> dict[str, bytes]:
    """Return the parts of the house template with something put in front of what stands in one of them."""
    parts = dict(load_own_template().parts)
    assert before.encode() in parts[part]
    return {**parts, part: parts[part].replace(before.encode(), (added + before).encode(), 1)}


def list_planted_line(kind: str, *, target: str, mode: str = "") -> list[str]:
    """List the dangers of a template with one more relationship."""
    line = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return list_dangers(plant(LINES, before="</Relationships>", added=line))


def field(code: str) -> str:
    """Return a field of Word."""
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>x</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def list_text_dangers(body: str) -> list[str]:
    """List the dangers of a template with a text of its own."""
    return list_dangers(dict(make_template(body).parts))


def test_the_house_template_is_sound() -> None:
    assert list_dangers(dict(load_own_template().parts)) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("attachedTemplate", "attached template"),
        ("hyperlink", "a link"),
        ("image", "a link"),
        ("oleObject", "embedded object"),
        ("subDocument", "loaded from elsewhere"),
        ("mailMergeSource", "mail merge"),
    ],
)
def test_whatever_leads_out_of_the_file_is_refused(kind: str, words: str) -> None:
    dangers = list_planted_line(kind, target="https://example.org/x", mode=' TargetMode="External"')
    assert [words in danger and "leads out" in danger for danger in dangers] == [True]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("vbaProject", "macros"), ("aFChunk", "another format"), ("package", "embedded file"), ("control", "a control")],
)
def test_whatever_runs_is_refused_inside_the_file_too(kind: str, words: str) -> None:
    assert [words in danger for danger in list_planted_line(kind, target="styles.xml")] == [True]


def test_a_line_to_a_part_that_is_not_there_is_refused() -> None:
    assert ["not in the file" in danger for danger in list_planted_line("image", target="media/none.png")] == [True]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "macros"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "embedded object"),
    ],
)
def test_kinds_of_parts_that_run_are_refused(kind: str, words: str) -> None:
    added = f'<Override PartName="/word/x.xml" ContentType="{kind}"/>'
    assert [words in danger for danger in list_dangers(plant(TYPES, before="</Types>", added=added))] == [True]


def test_relationships_under_another_name_cannot_hide() -> None:
    added = {"word/_RELS/settings.xml.rels": b"<Relationships/>"}
    assert [
        "not where relationships are kept" in each for each in list_dangers({**load_own_template().parts, **added})
    ] == [True]


@pytest.mark.parametrize(
    "added",
    [
        f'<Override PartName="/word/media/a.png" ContentType="{OFFICE}.comments+xml"/>',
        '<Default Extension="png" ContentType="application/xml"/>',
    ],
)
def test_text_under_the_name_of_a_picture_cannot_hide(added: str) -> None:
    dangers = list_dangers(plant(TYPES, before="</Types>", added=added))
    assert ["name of something else" in danger for danger in dangers] == [True]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/a.xlsx", "word/embeddings/ole.bin", "x.exe"])
def test_files_that_are_neither_text_nor_picture_are_refused(name: str) -> None:
    assert list_dangers({**load_own_template().parts, name: b"x"}) == [f"{name}: a file that is not text"]


@pytest.mark.parametrize(
    "name", ["word/media/a.png", "word/fonts/a.odttf", "word/printerSettings/printerSettings1.bin"]
)
def test_pictures_typefaces_and_printer_settings_are_taken(name: str) -> None:
    assert list_dangers({**load_own_template().parts, name: b"x"}) == []


@pytest.mark.parametrize("tag", ["w:altChunk", "w:object", "w:control", "w:subDoc"])
def test_elements_that_load_something_are_refused(tag: str) -> None:
    assert len(list_text_dangers(f"<w:p><{tag}/></w:p>")) == 1


@pytest.mark.parametrize(
    "code",
    [
        "DDEAUTO c:\\x", "dde x", "INCLUDEPICTURE x", "INCLUDETEXT x", "LINK x", "MACROBUTTON x", "IMPORT x", "",
        "&#68;DE x", "<![CDATA[DDE x]]>", "HYPERLINK &quot;https://example.org&quot;",
        "HYPERLINK \\o &quot;x&quot; &quot;https://example.org&quot; \\l &quot;y&quot;",
    ],
)  # fmt: skip
def test_fields_that_load_or_run_something_are_refused(code: str) -> None:
    assert len(list_text_dangers(field(code))) == 1


@pytest.mark.parametrize(
    "code", ["PAGE", " TOC \\o &quot;1-3&quot; ", "HYPERLINK \\l &quot;here&quot;", "= 1 + 2", "STYLEREF 1", "DATE"]
)
def test_fields_that_only_write_text_are_taken(code: str) -> None:
    assert list_text_dangers(field(code)) == []


def test_a_field_made_by_another_field_is_refused() -> None:
    inner = field("= 1").removeprefix("<w:p><w:r>").removesuffix("</w:r></w:p>")
    outer = field("PAGE").replace("<w:instrText>PAGE</w:instrText>", f"{inner}<w:instrText>PAGE</w:instrText>")
    assert ["made by another field" in danger for danger in list_text_dangers(outer)] == [True]


def test_a_field_without_an_end_is_seen() -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE x</w:instrText></w:r></w:p>'
    assert len(list_text_dangers(begun)) == 1


def test_a_simple_field_is_seen() -> None:
    assert len(list_text_dangers('<w:p><w:fldSimple w:instr="DDE x"/></w:p>')) == 1


def test_fields_under_another_prefix_cannot_hide() -> None:
    assert ["unusual prefix" in danger for danger in list_text_dangers(paragraph("x") + HIDDEN)] == [True]


def test_an_address_in_a_drawing_is_refused() -> None:
    added = '<w:p><w:r><v:imagedata xmlns:v="v" src="\\\\server\\share\\x.png"/></w:r></w:p>'
    assert len(list_text_dangers(added)) == 1


@pytest.mark.parametrize(
    "picture",
    [
        b"<svg><script>x</script></svg>",
        b'<svg onload="x"/>',
        b'<svg xmlns:x="x"><image x:href="https://example.org/a.png"/></svg>',
        b"<svg>",
        b"<!DOCTYPE svg><svg/>",
    ],
)
def test_pictures_that_run_or_load_something_are_refused(picture: bytes) -> None:
    assert len(list_dangers({**load_own_template().parts, "word/media/a.svg": picture})) == 1


def test_a_picture_that_only_draws_is_taken() -> None:
    parts = {**load_own_template().parts, "word/media/a.svg": b'<svg><use href="#a"/></svg>'}
    assert list_dangers(parts) == []


@pytest.mark.parametrize("content", [b"<a>", b"<!DOCTYPE a><a/>", "<a/>".encode("utf-16")])
def test_parts_that_cannot_be_read_are_refused(content: bytes) -> None:
    assert len(list_dangers({**load_own_template().parts, "word/theme/theme1.xml": content})) == 1


def test_a_file_without_kinds_is_no_word_file() -> None:
    parts = {name: content for name, content in load_own_template().parts.items() if name != TYPES}
    assert "is not a Word file" in list_dangers(parts)[0]


def test_a_file_without_text_is_refused() -> None:
    assert list_dangers({TYPES: b"<Types/>"}) == ["it holds no text of a document"]


def test_a_file_in_the_strict_form_is_refused() -> None:
    parts = dict(load_own_template().parts)
    strict = parts[MAIN].replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert "strict" in list_dangers({**parts, MAIN: strict})[0]


def test_every_danger_is_told_at_once() -> None:
    assert len(list_text_dangers(field("DDE x") + field("LINK y") + "<w:altChunk/>")) == 3
