import math
from pathlib import Path

import pytest

from tocsin.exchange import plain
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.plain import PlainTable, read_plain_table


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str) -> PlainTable:
    return read_plain_table(write(folder, text))


def list_whys(error: PlainTableError) -> list[str]:
    return [problem.why for problem in error]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_may_be_parted_by_any_usual_mark(tmp_path: Path, mark: str) -> None:
    assert read(tmp_path, f"a{mark}b\n1{mark}2\n").columns == ("a", "b")


def test_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    assert read_plain_table(write(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n")).columns == ("a", "b")


def test_row_after_a_cell_with_line_breaks_keeps_its_own_line(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,b\n"x\ny",1\nz,2\n').lines == (2, 4)


def test_numbers_come_with_missing_as_nan(tmp_path: Path) -> None:
    values = read(tmp_path, "a,b\n1.5,x\n,y\n").numbers("a", blank=True)
    assert values[0] == 1.5
    assert math.isnan(values[1])


@pytest.mark.parametrize("cell", ['"1,5"', "1 000", "many", "inf", "1_000", "nan"])
def test_what_only_a_guess_could_read_is_a_problem(tmp_path: Path, cell: str) -> None:
    table = read(tmp_path, f"a,b\n{cell},x\n")
    table.numbers("a")
    with pytest.raises(PlainTableError, match="no plain number"):
        table.refuse()


def test_every_problem_is_told_at_once_with_its_line_and_column(tmp_path: Path) -> None:
    table = read(tmp_path, "count,when\n-1,2014\n1.5,2014-13\n,2015\n")
    table.require("count", "amonut")
    table.numbers("count", low=0, whole=True)
    table.periods("when")
    with pytest.raises(PlainTableError) as caught:
        table.refuse()
    places = [(problem.row, problem.field) for problem in caught.value]
    assert places == [(1, "amonut"), (4, "count"), (3, "count"), (2, "count"), (3, "when")]


def test_number_above_its_bound_is_a_problem(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b\n3,x\n")
    table.numbers("a", high=1)
    assert "at most 1" in table.problems[0].why


def test_sound_table_is_not_refused(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b\n1,2014\n")
    assert table.numbers("a").tolist() == [1.0]
    assert [str(period) for period in table.periods("b")] == ["2014"]
    table.refuse()


def test_column_that_is_missing_reads_as_empty_cells(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b\n1,2\n")
    assert not table.has("c")
    assert table.texts("c") == ("",)


def test_many_equal_problems_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b\n" + "x,1\n" * 25)
    table.numbers("a")
    assert len(table.problems) == plain.PROBLEMS_PER_COLUMN + 1
    assert table.problems[-1].why.startswith("5 more rows")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty."),
        ("a,a\n1,2\n", "two columns have this name"),
        ("a,\n1,2\n", "a column has no name"),
        ("a,b\n", "there are no rows"),
        ("a,b\n1\n", "the row has 1 cells and the header 2"),
        ('a,b\n"1,2\n', "the quotes do not match"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(PlainTableError) as caught:
        read(tmp_path, text)
    assert any(found.startswith(why) for found in list_whys(caught.value))


def test_other_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="not UTF-8") as caught:
        read_plain_table(write(tmp_path, "a,b\n1,Perú\n".encode("latin-1")))
    assert caught.value.problems[0].row == 2


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlainTableError, match="cannot be opened"):
        read_plain_table(tmp_path / "nowhere.csv")


def test_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "SIZE_LIMIT_BYTES", 4)
    with pytest.raises(PlainTableError, match="larger than"):
        read(tmp_path, "a,b\n1,2\n")


def test_error_counts_its_problems() -> None:
    table = PlainTable("t.csv", ("a",), (("x",), ("y",)), (2, 3))
    table.numbers("a")
    assert str(PlainTableError(table.problems[:1])).startswith("The table has one problem;")
    assert str(PlainTableError(table.problems)).startswith("The table has 2 problems;")


def test_remarks_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "remarks.csv"
    path.write_text("# what it is, and why\n\n# who asked\na;b\n1;2\n", encoding="utf-8")
    table = read_plain_table(path)
    assert (table.columns, table.rows, table.lines) == (("a", "b"), (("1", "2"),), (5,))
