"""Can tables be edited and read on every page, with columns as wide as they need?"""

from __future__ import annotations

import re

from tests.support.word_files import invent_word_document
from tocsin.publish.document.tree import Column, DataTable, say
from tocsin.publish.docx.anchors import Anchors
from tocsin.publish.docx.links import TextSetter
from tocsin.publish.docx.lists import BULLETS
from tocsin.publish.docx.marks import set_run
from tocsin.publish.docx.style_book import StyleBook, merge_styles
from tocsin.publish.docx.tables import set_facts, set_table
from tocsin.publish.docx.template import load_own_template

OWN = load_own_template().parts["word/styles.xml"]
BOOK: StyleBook = merge_styles(OWN, own=OWN, numbers={BULLETS: 1, 2: 2})[1]
WIDTH = 9_000


def set_columns(*columns: Column, rows: list[list[str]]) -> str:
    """Set a table down."""
    table = DataTable("t", "Caption", columns, tuple(tuple(say(cell) for cell in row) for row in rows))
    anchors = Anchors(invent_word_document())
    setter = TextSetter(anchors, styles=BOOK)
    return set_table(table, label=set_run("Table 1"), anchors=anchors, styles=BOOK, setter=setter, width=WIDTH)


def read_widths(told: str) -> list[int]:
    """Return the widths of the columns."""
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', told)]


def test_only_the_heading_is_repeated_on_each_page() -> None:
    told = set_columns(Column("A"), Column("B"), rows=[["a", "b"], ["c", "d"]])
    rows = re.findall(r"<w:tr>.*?</w:tr>", told)
    assert ["<w:tblHeader/>" in row for row in rows] == [True, False, False]


def test_no_row_is_cut_by_the_end_of_a_page() -> None:
    told = set_columns(Column("A"), rows=[["a"], ["b"]])
    assert told.count("<w:cantSplit/>") == told.count("<w:tr>") == 3


def test_a_table_says_what_it_is_to_those_who_cannot_see_it() -> None:
    assert '<w:tblCaption w:val="Caption"/>' in set_columns(Column("A"), rows=[["a"]])


def test_numbers_stand_under_each_other() -> None:
    told = set_columns(Column("A"), Column("B", is_number=True), rows=[["a", "1"]])
    assert [told.count(f'w:val="{style}"') for style in ("TableText", "TableNumber")] == [1, 1]


def test_columns_fill_the_text_and_no_more() -> None:
    for text in ("a", "several words " * 9):
        widths = read_widths(set_columns(Column("A"), Column("B"), rows=[[text, "b"]]))
        assert WIDTH - 2 <= sum(widths) <= WIDTH


def test_a_number_is_never_cut() -> None:
    long = "1\u202f000\u202f000–2\u202f000\u202f000"
    widths = read_widths(set_columns(Column("A"), Column("B", is_number=True), rows=[["words " * 80, long]]))
    assert widths[1] > len(long) * 88


def test_a_word_of_a_heading_is_not_cut_where_the_typeface_is_wider() -> None:
    told = set_columns(Column("A"), Column("Unknown", is_number=True), rows=[["words " * 80, "5 %"]])
    assert read_widths(told)[1] - 140 >= len("Unknown") * 107  # DejaVu Sans at 8.5 points, and the cell's own margins


def test_columns_that_need_more_than_there_is_share_it() -> None:
    columns = [Column(f"C{at}", is_number=True) for at in range(5)]
    widths = read_widths(set_columns(*columns, rows=[["9" * 60] * 5]))
    assert widths == [WIDTH // 5] * 5


def test_the_headings_of_many_columns_are_turned() -> None:
    columns = [Column(f"C{at}") for at in range(9)]
    told = set_columns(*columns, rows=[["x"] * 9])
    assert (told.count("btLr"), read_widths(told)) == (8, [1_800, *[900] * 8])


def test_facts_are_a_table_of_two_columns() -> None:
    setter = TextSetter(Anchors(invent_word_document()), styles=BOOK)
    told = set_facts([("Place", say("Here"))], styles=BOOK, setter=setter, width=WIDTH)
    assert (sum(read_widths(told)), told.count("<w:tc>")) == (WIDTH, 2)


def test_no_facts_are_no_table() -> None:
    setter = TextSetter(Anchors(invent_word_document()), styles=BOOK)
    assert set_facts([], styles=BOOK, setter=setter, width=WIDTH) == ""
