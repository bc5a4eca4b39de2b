"""Has every place that can be led to a name of its own that Word accepts?"""

from __future__ import annotations

import re

from tests.support.word_files import invent_word_document
from tocsin.publish.document.tree import Section, find_keys, say
from tocsin.publish.docx.anchors import Anchors, join_words
from tocsin.publish.numbers import isolate

LONG = "a-very-long-key-that-goes-on-and-on-and-on-"


def test_every_key_of_a_report_has_a_place() -> None:
    document = invent_word_document()
    assert set(Anchors(document).titles) == set(find_keys(document))


def test_names_fit_the_rules_of_word() -> None:
    sections = [Section(key, "T", (), say("5")) for key in (f"{LONG}1", f"{LONG}2", "7/é", "#")]
    anchors = Anchors(invent_word_document(*sections))
    names = [anchor.bookmark.name for anchor in (*anchors.titles.values(), *anchors.values.values())]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII)] == []


def test_names_differ_by_more_than_small_and_capital_letters() -> None:
    anchors = Anchors(invent_word_document(Section("key", "T", ()), Section("KEY", "T", ())), taken=["Key"])
    names = [anchor.bookmark.name.lower() for anchor in anchors.titles.values()]
    assert len({*names, "key"}) == 3


def test_numbers_begin_where_they_are_told_to() -> None:
    anchors = Anchors(invent_word_document(Section("a", "T", ())), first_number=12)
    assert anchors.titles["a"].bookmark.number == 12


def test_the_same_words_are_found_at_a_value() -> None:
    anchors = Anchors(invent_word_document(Section("a", "Title", (), say(isolate("5 t")))))
    found = anchors.find_same("a", "5 t")
    assert found is not None
    assert found == anchors.values["a"].bookmark


def test_other_words_are_not_the_same() -> None:
    assert Anchors(invent_word_document(Section("a", "Title", ()))).find_same("a", "title") is None


def test_content_without_a_place_is_left_alone() -> None:
    anchors = Anchors(invent_word_document())
    assert (anchors.mark("none", "x"), anchors.mark_value("none", "x"), anchors.find("none")) == ("x", "x", None)


def test_words_are_joined_without_styles() -> None:
    assert join_words((*say("a "), *say("b", "strong"))) == "a b"
