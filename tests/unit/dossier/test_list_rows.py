"""Are the people of every pattern of lists counted, and unclear cells refused?"""

from pathlib import Path

import pytest

from tests.support.listed import ROWS, read_listed, write_listed
from tocsin.dossier.list_rows import count_lists
from tocsin.dossier.problems import DossierError
from tocsin.dossier.read import check_dossier, read_dossier


def test_people_are_counted_by_pattern(tmp_path: Path) -> None:
    found = count_lists(read_listed(tmp_path), "victims")
    assert found is not None
    assert dict(zip(found.patterns, found.counts, strict=True))[1, 1, 0, 0] == 48


def test_rows_of_one_pattern_are_added_up(tmp_path: Path) -> None:
    found = count_lists(read_listed(tmp_path, [*ROWS, "1,1,0,0,2"]), "victims")
    assert found is not None
    assert dict(zip(found.patterns, found.counts, strict=True))[1, 1, 0, 0] == 50


def test_without_a_count_a_row_is_a_person(tmp_path: Path) -> None:
    dossier = read_dossier(write_listed(tmp_path, view="lists: {on: [a, b, c, d]}\n"))
    found = count_lists(dossier, "victims")
    assert found is not None
    assert found.counts == (1.0,) * len(ROWS)


def test_rows_that_count_nobody_say_nothing(tmp_path: Path) -> None:
    found = count_lists(read_listed(tmp_path, [*ROWS, "0,0,0,0,0"]), "victims")
    assert found is not None
    assert (0, 0, 0, 0) not in found.patterns


def test_a_table_without_lists_has_none(tmp_path: Path) -> None:
    dossier = read_dossier(write_listed(tmp_path, view="", driver="{title: V, unit: people, fixed: 1}"))
    assert count_lists(dossier, "victims") is None


def test_a_table_that_is_not_at_hand_has_none(tmp_path: Path) -> None:
    dossier = read_listed(tmp_path)
    (tmp_path / "tables" / "victims.csv").unlink()
    assert count_lists(dossier, "victims") is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1,maybe,0,0,5", "row 15, B: 'maybe': a person is on a list or not, and this says neither"),
        ("1,2,0,0,5", "row 15, B: '2': a person is on a list or not"),
        ("1,,0,0,5", "tables/victims.csv, B: a person is on a list or not, and an empty cell says neither"),
        ("1,1,0,0,", "people: people are counted in whole numbers from 0, and an empty cell says no such count"),
        ("1,1,0,0,<5", "row 15, people: '<5': people are counted"),
        ("1,1,0,0,-5", "row 15, people: '-5': people are counted"),
        ("1,1,0,0,1.5", "row 15, people: '1.5': people are counted"),
        ("0,0,0,0,5", "1 row has people on no list"),
    ],
)
def test_what_is_unclear_is_refused(row: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=words):
        count_lists(read_listed(tmp_path, [*ROWS, row]), "victims")


def test_all_that_is_unclear_is_told(tmp_path: Path) -> None:
    with pytest.raises(DossierError) as caught:
        count_lists(read_listed(tmp_path, [*ROWS, "1,2,0,0,5", "3,0,0,0,", "0,0,0,0,5"]), "victims")
    assert len(caught.value.problems) == 4


def test_a_driver_of_a_table_without_lists_is_told(tmp_path: Path) -> None:
    problems = check_dossier(write_listed(tmp_path, view="")).problems
    assert [problem.field for problem in problems] == ["drivers.unseen.lists"]


def test_two_lists_are_not_enough_to_be_declared(tmp_path: Path) -> None:
    problems = check_dossier(write_listed(tmp_path, view="lists: {on: [a, b]}\n")).problems
    assert any("lists" in problem.field for problem in problems)


def test_a_list_that_is_no_column_is_told(tmp_path: Path) -> None:
    problems = check_dossier(write_listed(tmp_path, view="lists: {on: [a, b, x]}\n")).problems
    assert any("not declared under `columns`: x" in problem.why for problem in problems)


def test_lists_of_an_unknown_table_are_told(tmp_path: Path) -> None:
    driver = "{title: V, unit: people, lists: victim}"
    problems = check_dossier(write_listed(tmp_path, driver=driver)).problems
    assert any(problem.value == "victim" for problem in problems)
