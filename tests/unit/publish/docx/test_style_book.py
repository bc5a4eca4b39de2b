"""Are a ministry's own styles used, and only those that it lacks added?"""

from __future__ import annotations

import pytest

from tests.support.word_files import WORD
from tocsin.publish.docx.style_book import merge_styles, set_language

NUMBERS = {1: 11, 2: 12}


def styles(*lines: str, defaults: str = "") -> bytes:
    """Return a part with styles."""
    return f'<w:styles xmlns:w="{WORD}">{defaults}{"".join(lines)}</w:styles>'.encode()


def style(key: str, name: str, *, inside: str = "", kind: str = "paragraph") -> str:
    """Return one style."""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'


def test_a_style_is_known_by_its_name_in_every_language_of_word() -> None:
    theirs = styles(style("Titre1", "Heading 1"))
    after, book = merge_styles(theirs, own=styles(style("Heading1", "heading 1")), numbers=NUMBERS)
    assert (book.find("Heading1"), book.added, after) == ("Titre1", (), theirs)


def test_a_style_of_another_kind_is_another_style() -> None:
    theirs = styles(style("Strong", "Strong"))
    _, book = merge_styles(theirs, own=styles(style("Strong", "Strong", kind="character")), numbers=NUMBERS)
    assert book.find("Strong") == "TocsinStrong"


def test_a_style_that_is_lacking_is_added() -> None:
    after, book = merge_styles(styles(), own=styles(style("Note", "Own Note")), numbers=NUMBERS)
    assert (b'w:styleId="Note"' in after, book.added) == (True, ("Note",))


def test_an_added_style_is_built_on_theirs() -> None:
    own = styles(style("Normal", "Normal"), style("Note", "Note", inside='<w:basedOn w:val="Normal"/>'))
    after, _ = merge_styles(styles(style("Standard", "Normal")), own=own, numbers=NUMBERS)
    assert b'<w:basedOn w:val="Standard"/>' in after


def test_an_added_style_points_to_the_list_under_its_new_number() -> None:
    own = styles(style("Lists", "Lists", inside='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'))
    after, book = merge_styles(styles(), own=own, numbers=NUMBERS)
    assert (b'<w:numId w:val="12"/>' in after, book.has_numbering("Lists")) == (True, True)


def test_their_style_without_a_list_brings_no_numbering() -> None:
    own = styles(style("Lists", "Lists", inside='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'))
    _, book = merge_styles(styles(style("L", "Lists")), own=own, numbers=NUMBERS)
    assert not book.has_numbering("Lists")


def test_a_style_built_on_a_numbered_one_is_numbered() -> None:
    numbered = style("A", "A", inside='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
    own = styles(numbered, style("B", "B", inside='<w:basedOn w:val="A"/>'))
    assert merge_styles(styles(), own=own, numbers=NUMBERS)[1].has_numbering("B")


@pytest.mark.parametrize(
    "defaults",
    [
        "",
        "<w:docDefaults/>",
        "<w:docDefaults><w:rPrDefault/></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:bidi='ar-SA'/></w:rPr></w:rPrDefault></w:docDefaults>",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>',
    ],
)
def test_the_language_is_said_once_whatever_was_said_before(defaults: str) -> None:
    after = set_language(styles(defaults=defaults), language="en-GB")
    assert (after.count(b"<w:lang"), after.count(b'w:val="en-GB"')) == (1, 1)
