"""Do the report's lists meet none that a template has?"""

from __future__ import annotations

from tests.support.word_files import WORD
from tocsin.publish.docx.lists import BULLETS, PARAGRAPHS, merge_lists
from tocsin.publish.docx.scan import scan_xml
from tocsin.publish.docx.template import load_own_template

OWN = load_own_template().parts["word/numbering.xml"]
THEIRS = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="4"/><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    "</w:numbering>"
).encode()


def test_a_template_without_lists_takes_the_report_s_own() -> None:
    assert merge_lists(None, own=OWN) == (OWN, {BULLETS: BULLETS, PARAGRAPHS: PARAGRAPHS})


def test_every_number_is_given_once() -> None:
    after, numbers = merge_lists(THEIRS, own=OWN)
    given = [each.attributes["w:numId"] for each in scan_xml(after).find("w:num")]
    assert (given, numbers) == (["7", "9", "10"], {BULLETS: 9, PARAGRAPHS: 10})


def test_every_list_has_its_kind() -> None:
    root = scan_xml(merge_lists(THEIRS, own=OWN)[0])
    kinds = {each.attributes["w:abstractNumId"] for each in root.find("w:abstractNum")}
    assert {each.attributes["w:val"] for each in root.find("w:abstractNumId")} == kinds


def test_kinds_stand_before_lists_as_the_schema_asks() -> None:
    names = [each.name for each in scan_xml(merge_lists(THEIRS, own=OWN)[0]).children]
    assert names == sorted(names)
