"""Does each part of a report stand in a style of its own, numbered as it comes?"""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.support.word_files import MAIN, invent_chart, make_template, read_words, render_invented
from tocsin.publish.document.tree import Bullets, Details, Notice, Paragraph, Section, ThreatCard, say

TEXT = re.compile(r"<w:p>(?:(?!</w:p>).)*?</w:p>")


@cache
def read_paragraphs() -> list[tuple[str, str]]:
    """Return the style and the words of every paragraph of the invented report."""
    found = TEXT.findall(render_invented()[MAIN].decode())
    styles = [re.search(r'<w:pStyle w:val="(\w+)"', each) for each in found]
    return [(style[1] if style else "", read_words(each.encode())) for style, each in zip(styles, found, strict=True)]


def find_style(words: str) -> str:
    """Return the style of the first paragraph of the text that begins with these words."""
    return next(style for style, told in read_paragraphs() if told.startswith(words) and not style.startswith("TOC"))


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("Threats &lt;Elsewhere&gt;", "Title"),
        ("Nothing stands first.", "Answer"),
        ("Status. Invented.", "Note"),
        ("How much", "Heading1"),
        ("Share seized", "Heading2"),
        ("5–9 %", "Value"),
        ("How it was found.", "NumberedParagraph"),
        ("Words.", "Lead"),
        ("Small.", "Small"),
        ("It is &lt;b&gt;likely", "Statement"),
        ("Evidence", "AsideLabel"),
        ("one", "ListBullet"),
        ("Aside.", "Normal"),
        ("▲ Warning. Read this.", "Warning"),
        ("Beside.", "Quote"),
        ("Table 1. Two rows", "Caption"),
        ("Figure 2. Five is the most", "Caption"),
        ("count, Elsewhere, 2020", "Measure"),
        ("Source: invented.", "SourceLine"),
    ],
)
def test_a_part_stands_in_its_style(words: str, style: str) -> None:
    assert find_style(words) == style


def test_headings_go_no_deeper_than_four() -> None:
    section = Section("e", "Deepest", ())
    for key in "dcba":
        section = Section(key, f"Above {key}", (section,))
    assert re.findall(r'"Heading(\d)"', render_invented(section)[MAIN].decode()) == ["1", "2", "3", "4", "4"]


def test_figures_and_tables_are_numbered_by_fields() -> None:
    text = render_invented()[MAIN].decode()
    assert [text.count(f"SEQ {word}") for word in ("Figure", "Table")] == [2, 1]


def test_a_paragraph_all_in_bold_names_what_follows() -> None:
    text = render_invented(Section("a", "A", (Paragraph(say("Assumptions", "strong")),)))[MAIN]
    assert b'"Label"' in text


def test_bullets_of_a_ministry_s_own_style_are_marked_all_the_same() -> None:
    own = make_template("{{body}}")
    styles = own.parts["word/styles.xml"].replace(b'<w:numPr><w:numId w:val="1"/></w:numPr>', b"")
    template = make_template("", parts={"word/styles.xml": styles})
    text = render_invented(Section("a", "A", (Bullets((say("x"),)),)), template=template)[MAIN].decode()
    assert re.search(r'"ListBullet"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="\d+"/>', text)


def test_details_of_a_notice_are_a_list_inside_it() -> None:
    notice = Notice("warning", "Warning", say("w"), (say("one"), say("two")))
    assert render_invented(Section("a", "A", (notice,)))[MAIN].count(b'"Warning"/><w:numPr>') == 2


def test_what_stands_aside_is_not_numbered_however_deep() -> None:
    aside = Details("d", "More", (Section("s", "Inner", (Paragraph(say("Deep.")),)),))
    text = render_invented(Section("a", "A", (aside,)))[MAIN]
    assert b"NumberedParagraph" not in text


def test_a_card_shows_rank_and_facts_under_its_title() -> None:
    card = ThreatCard("c", "Card", "1st of 2", (("Place", say("Here")),), ())
    assert "Card1st of 2PlaceHere" in read_words(render_invented(Section("a", "A", (card,)))[MAIN])


def test_a_chart_keeps_title_picture_and_source_on_one_page() -> None:
    text = render_invented(Section("a", "A", (invent_chart(),)))[MAIN].decode()
    chart = text[text.index('"Caption"') :]
    assert (chart.count("<w:drawing>"), '"Caption"/><w:keepNext/>' in chart) == (1, True)
