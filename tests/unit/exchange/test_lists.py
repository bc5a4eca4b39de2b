"""Are lists read from plain tables, in both forms, and every fault told at once?"""

from pathlib import Path

import pytest

from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.lists import ListsTable, read_lists, study_list_table
from tocsin.methods.hidden.errors import NoOverlapError

PATTERNS = ["A,B,C,how many", "1,0,0,64", "0,1,0,64", "0,0,1,64", "1,1,0,16", "1,0,1,16", "0,1,1,16", "1,1,1,4"]


def read(folder: Path, lines: list[str], *, strata: str | None = None) -> ListsTable:
    path = folder / "lists.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return read_lists(path, strata=strata)


def tell(folder: Path, lines: list[str], *, strata: str | None = None) -> str:
    with pytest.raises(PlainTableError) as caught:
        read(folder, lines, strata=strata)
    return str(caught.value)


def test_the_last_column_holds_the_counts_whatever_its_name(tmp_path: Path) -> None:
    assert read(tmp_path, PATTERNS).table.list_totals.tolist() == [100, 100, 100]


def test_the_counts_are_no_list(tmp_path: Path) -> None:
    assert read(tmp_path, PATTERNS).table.lists == ("A", "B", "C")


def test_a_row_per_person_is_counted(tmp_path: Path) -> None:
    table = read(tmp_path, ["A,B", "1,0", "1,0", "0,1", "1,1"]).table
    assert (table.seen, table.overlaps[0, 1]) == (4, 1)


def test_counts_of_0_and_1_are_told_by_their_name(tmp_path: Path) -> None:
    assert read(tmp_path, ["A,B,n", "1,0,1", "0,1,1", "1,1,1"]).table.lists == ("A", "B")


def test_a_row_of_nobody_on_no_list_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, [*PATTERNS, "0,0,0,0"]).table.seen == 244


def test_strata_are_parted_and_added_up(tmp_path: Path) -> None:
    lines = ["sex,A,B,n", "f,1,0,5", "f,1,1,2", "m,0,1,4", "m,1,1,3"]
    read_in = read(tmp_path, lines, strata="sex")
    assert read_in.strata is not None
    assert (read_in.table.seen, list(read_in.strata.names)) == (14, ["f", "m"])
    assert read_in.strata.counts.tolist() == [[5, 0, 2], [0, 4, 3]]


def test_lists_that_share_nobody_are_refused_by_the_method(tmp_path: Path) -> None:
    with pytest.raises(NoOverlapError, match="none of the 9 cases"):
        read(tmp_path, ["A,B,n", "1,0,5", "0,1,4"])


def test_one_study_comes_from_one_table(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text("\n".join(PATTERNS), encoding="utf-8")
    assert study_list_table(path, methods="main,chapman", replicates=100).seen == 244


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0,x,1,9", "row 9, B: 'x': a person is on a list or not"),
        ("0,,1,9", "row 9, B: a person is on a list or not"),
        ("1,0,0,-4", "row 9, how many: '-4': this must be at least 0"),
        ("1,0,0,2.5", "row 9, how many: '2.5': this must be a whole number"),
        ("1,0,0,", "row 9, how many: the cell is empty"),
        ("1,0,0,3", "row 9, A: line 2 has the same pattern"),
        ("0,0,0,3", "row 9: the row is on no list"),
    ],
)
def test_a_planted_fault_is_told_with_its_place(line: str, words: str, tmp_path: Path) -> None:
    assert words in tell(tmp_path, [*PATTERNS, line])


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = tell(tmp_path, [*PATTERNS, "0,x,1,9", "1,0,0,-4", "0,0,0,3"])
    assert [word in told for word in ("'x'", "'-4'", "on no list")] == [True, True, True]


def test_a_list_of_nobody_is_told(tmp_path: Path) -> None:
    assert "B: nobody is on this list" in tell(tmp_path, ["A,B,n", "1,0,5", "1,0,2"])


def test_a_column_that_is_no_list_is_told_once(tmp_path: Path) -> None:
    lines = ["name,A,B,n", *(f"p{row},1,1,{row}" for row in range(2, 22))]
    assert "15 more rows have neither 0 nor 1" in tell(tmp_path, lines)


def test_many_rows_on_no_list_are_told_once(tmp_path: Path) -> None:
    assert "3 more rows are on no list" in tell(tmp_path, ["A,B", "1,1", *["0,0"] * 8])


def test_one_list_is_not_enough(tmp_path: Path) -> None:
    assert "overlap needs two" in tell(tmp_path, ["A,n", "1,5"])


def test_strata_that_are_not_there_are_told_with_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean 'sex'" in tell(tmp_path, ["sex,A,B,n", "f,1,1,3"], strata="sexx")
