"""Which templates are taken, and what is said of their fields?"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.word_files import invent_word_document, make_template, paragraph, write_planted
from tocsin.publish.docx.errors import TemplateRefusedError
from tocsin.publish.docx.template import (
    list_field_findings,
    list_text_parts,
    load_own_template,
    read_template,
    write_template,
)


def test_the_house_template_can_be_taken_as_a_start(tmp_path: Path) -> None:
    write_template(tmp_path / "own.docx")
    assert read_template(tmp_path / "own.docx").parts == load_own_template().parts


def test_the_house_template_places_every_part_of_a_report() -> None:
    findings = list_field_findings(load_own_template(), document=invent_word_document())
    assert (findings.unknown, findings.misplaced, findings.unused) == ((), (), ())


def test_a_template_is_refused_with_every_reason_at_once(tmp_path: Path) -> None:
    path = write_planted(tmp_path / "x.docx", make_template("<w:altChunk/><w:p><w:object/></w:p>"))
    with pytest.raises(TemplateRefusedError, match=r"(?s)x\.docx: this template was refused.*format.*object.*save it"):
        read_template(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xd0\xcf\x11\xe0old", "old Word file"), (b"plain text", "not a Word file"), (b"PK\x03\x04", "damaged")],
)
def test_another_file_is_refused_with_how_to_mend_it(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(TemplateRefusedError, match=rf"(?s){words}.*Save it as a Word document"):
        read_template(tmp_path / "x.docx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateRefusedError, match="cannot be read"):
        read_template(tmp_path / "none.docx")


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a/../../x.xml", "C:x.xml", "a\\x.xml"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    with ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr(name, b"<a/>")
    with pytest.raises(TemplateRefusedError, match="leads elsewhere"):
        read_template(tmp_path / "x.docx")


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.docx", "w") as archive:
        archive.writestr("word/a.xml", b"<a/>")
        archive.writestr("Word/A.xml", b"<a/>")
    with pytest.raises(TemplateRefusedError, match="twice"):
        read_template(tmp_path / "x.docx")


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.publish.docx.template._MOST_BYTES", 1_000)
    write_template(tmp_path / "x.docx")
    with pytest.raises(TemplateRefusedError, match="unpacks to more"):
        read_template(tmp_path / "x.docx")


def test_an_unknown_field_is_told_with_the_nearest_known() -> None:
    findings = list_field_findings(make_template(paragraph("{{titel}}") + paragraph("{{body}}")))
    assert findings.unknown == ("{{titel}} in word/document.xml; did you mean {{title}}?",)


def test_a_field_that_no_word_is_near_to_is_told_all_the_same() -> None:
    assert list_field_findings(make_template(paragraph("{{qqq}}"))).unknown == ("{{qqq}} in word/document.xml",)


def test_parts_that_are_left_out_are_told() -> None:
    findings = list_field_findings(make_template(paragraph("{{body}}")))
    assert findings.unused == ("notices", "answer", "facts", "contents")


def test_a_letterhead_leaves_nothing_out() -> None:
    assert list_field_findings(make_template(paragraph("Ministry"))).unused == ()


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    write_template(tmp_path / "x.docx")
    content = bytearray((tmp_path / "x.docx").read_bytes())
    content[200:260] = b"\xff" * 60
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(TemplateRefusedError, match="damaged"):
        read_template(tmp_path / "x.docx")


def test_a_section_that_a_report_lacks_is_unknown_only_with_the_report() -> None:
    template = make_template(paragraph("{{section:none}}"))
    told = [list_field_findings(template, document=each).unknown for each in (None, invent_word_document())]
    assert [len(each) for each in told] == [0, 1]


def test_sections_left_out_are_told_where_some_are_placed() -> None:
    findings = list_field_findings(make_template(paragraph("{{section:figures}}")), document=invent_word_document())
    assert [name for name in findings.unused if name.startswith("section:")] == [
        "section:rest",
        "section:short-0",
        "section:short-1",
    ]


@pytest.mark.parametrize("text", ["See {{body}}.", "{{facts}} and more"])
def test_a_part_of_several_paragraphs_cannot_stand_in_a_sentence(text: str) -> None:
    assert len(list_field_findings(make_template(paragraph(text))).misplaced) == 1


def test_a_part_cannot_stand_twice() -> None:
    assert len(list_field_findings(make_template(paragraph("{{body}}") * 2)).misplaced) == 1


def test_the_answer_may_stand_in_a_sentence() -> None:
    findings = list_field_findings(make_template(paragraph("In short: {{answer}}")))
    assert ("answer" in findings.unused, findings.misplaced) == (False, ())


def test_headers_and_footers_are_read_for_fields() -> None:
    assert list_text_parts(load_own_template().parts) == (
        "word/document.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/footer1.xml",
    )
