"""Does the table of contents read well before it is updated?"""

from __future__ import annotations

import re

from tests.support.word_files import invent_word_document, render_invented
from tocsin.publish.document.tree import Block, Section
from tocsin.publish.docx.contents import Entry, list_entries


def sections(count: int, *, inner: int = 0) -> list[Section]:
    """Return sections with sections inside them."""
    below: tuple[Block, ...] = tuple(
        Section(f"b{at}", "Below", (Section(f"c{at}", "Deep", ()),)) for at in range(inner)
    )
    return [Section(f"a{at}", f"Above {at}", below) for at in range(count)]


def test_headings_of_two_levels_are_listed_and_no_deeper() -> None:
    entries = list_entries(invent_word_document(*sections(5, inner=1)))
    assert entries[:2] == (Entry(1, "Above 0", "a0"), Entry(2, "Below", "b0"))
    assert {entry.title for entry in entries} == {*(f"Above {at}" for at in range(5)), "Below"}


def test_one_level_is_listed_where_two_would_fill_pages() -> None:
    assert {entry.level for entry in list_entries(invent_word_document(*sections(8, inner=9)))} == {1}


def test_a_short_report_needs_no_contents() -> None:
    assert list_entries(invent_word_document(*sections(4))) == ()


def test_a_report_without_contents_has_no_field_for_them() -> None:
    assert b"TOC" not in render_invented(*sections(4))["word/document.xml"]


def test_every_entry_leads_to_its_heading() -> None:
    text = render_invented(*sections(5, inner=1))["word/document.xml"].decode()
    contents = text[text.index("<w:sdt>") : text.index("</w:sdt>")]
    targets = re.findall(r'w:anchor="(\w+)"', contents)
    assert (len(targets), [name for name in targets if f'w:name="{name}"' not in text]) == (10, [])


def test_the_field_has_one_beginning_and_one_end() -> None:
    text = render_invented(*sections(6))["word/document.xml"].decode()
    contents = text[text.index("<w:sdt>") : text.index("</w:sdt>")]
    assert re.findall(r'fldCharType="(\w+)"', contents) == ["begin", "separate", "end"]
