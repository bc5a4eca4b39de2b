"""Is a CSV file read without losing a byte, and are its usual faults named?"""

from __future__ import annotations

import pytest

from tocsin.dossier.csv_text import CsvSheet, parse_csv
from tocsin.dossier.file_text import FileText
from tocsin.dossier.problems import Notebook


def parse(text: str) -> tuple[CsvSheet | None, Notebook]:
    notebook = Notebook()
    return parse_csv(FileText("a.csv", text, ""), notebook=notebook), notebook


def sound(text: str) -> CsvSheet:
    sheet, notebook = parse(text)
    assert sheet is not None
    assert not notebook.problems
    return sheet


def refusal(text: str) -> str:
    _, notebook = parse(text)
    return str(notebook.problems[0])


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "a,b\r\n1,2", "a,b\r1,2\r", '# c\n\na,b\n"1\n2",3\n \n#x\n4,5', 'a,b\n"x ""y""",\u2028\n']
)
def test_the_pieces_are_the_file(text: str) -> None:
    assert "".join(piece.raw for piece in sound(text).pieces) == text


def test_comments_may_stand_anywhere() -> None:
    assert [piece.cells for piece in sound("# x\na,b\n# y\n1,2\n").rows] == [("1", "2")]


def test_a_comment_that_a_spreadsheet_put_in_quotes_is_one() -> None:
    assert sound('"# x, y",\na,b\n').header == ("a", "b")


def test_a_cell_may_hold_line_ends() -> None:
    assert sound('a,b\n"1\n2",3\n4,5\n').rows[1].row == 4


def test_a_header_alone_has_no_rows() -> None:
    assert sound("a,b\n").rows == ()


def test_a_ragged_row_is_told_with_its_number() -> None:
    assert "row 3" in refusal("a,b\n1,2\n1,2,3\n")


def test_other_rows_are_read_beside_a_ragged_one() -> None:
    sheet, _ = parse("a,b\n1\n3,4\n")
    assert sheet is not None
    assert [piece.cells for piece in sheet.rows] == [("3", "4")]


@pytest.mark.parametrize(("text", "called"), [("a;b\n1;2\n", "semicolons"), ("a\tb\n1\t2\n", "tabs")])
def test_other_separators_are_named(text: str, called: str) -> None:
    assert called in refusal(text)


def test_a_column_that_stands_twice_is_refused() -> None:
    assert "two columns are called 'a'" in refusal("a,a\n1,2\n")


@pytest.mark.parametrize("text", ['a,b\n"1,2\n', 'a,b\n"1"x,2\n'])
def test_quotes_that_do_not_match_are_told_with_their_row(text: str) -> None:
    assert "row 2: the quotes" in refusal(text)


def test_comments_alone_are_refused() -> None:
    assert "no header" in refusal("# x\n")


def test_a_huge_cell_is_refused() -> None:
    assert "row 2" in refusal("a,b\n" + "x" * 200_000 + ",y\n")
