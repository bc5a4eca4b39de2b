"""Does a reference repeat what it refers to, jump there, or lead to a public address and nowhere else?"""

from __future__ import annotations

from tests.support.word_files import invent_word_document
from tocsin.publish.document.tree import FigureReference, Link, Section, say
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.links import TextSetter
from tocsin.publish.docx.style_book import StyleBook

STYLES = StyleBook(
    {name: name for name in ("CrossReference", "Hyperlink", "Strong", "Emphasis", "Muted", "Code", "Own")}, frozenset()
)


def make_setter() -> TextSetter:
    """Return a setter for a report with one figure."""
    return TextSetter(
        Anchors(invent_word_document(Section("figure-a", "Share", (), say("5 t")))), styles=STYLES, prefix="p"
    )


def test_a_reference_in_the_same_words_is_a_field() -> None:
    assert "REF figure_a_value \\h" in make_setter().set_text((FigureReference("a", "5 t"),))


def test_a_reference_in_other_words_is_a_jump() -> None:
    set_down = make_setter().set_text((FigureReference("a", "five tonnes"),))
    assert ('w:anchor="figure_a"' in set_down, "fldChar" in set_down) == (True, False)


def test_a_reference_to_nowhere_is_plain_text() -> None:
    assert "w:hyperlink" not in make_setter().set_text((Link("x", "#none"),))


def test_an_address_is_kept_once() -> None:
    setter = make_setter()
    setter.set_text((Link("one", "https://example.org"), Link("two", "https://example.org")))
    assert [(line.key, line.is_external) for line in setter.addresses.values()] == [("pLink1", True)]


def test_an_address_that_runs_something_is_plain_text() -> None:
    setter = make_setter()
    traps = ("javascript:alert(1)", "file:x.exe", 'https://example.org/"x', "\\\\server\\share")
    set_down = "".join(setter.set_text((Link("trap", trap),)) for trap in traps)
    assert ("w:hyperlink" in set_down, setter.addresses) == (False, {})


def test_words_take_a_style_of_the_report() -> None:
    assert '<w:rStyle w:val="Own"/>' in make_setter().set_words("x", style="Own")
