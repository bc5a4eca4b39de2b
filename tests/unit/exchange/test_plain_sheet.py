"""Is the first sheet of a workbook read as the same table that CSV would be?"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.unit.exchange.test_thematic_plans import HEADER, ROWS, write
from tocsin.exchange.errors import PlainTableError
from tocsin.exchange.plain_sheet import read_plain_sheet
from tocsin.exchange.thematic_plans import read_thematic_plans


def save(folder: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Plans"
    for row in rows:
        page.append(row)
    path = folder / "plans.xlsx"
    book.save(path)
    return path


def list_problems(folder: Path, rows: list[list[object]]) -> list[tuple[str, int | None, str]]:
    with pytest.raises(PlainTableError) as caught:
        read_plain_sheet(save(folder, rows))
    return [(problem.file, problem.row, problem.field) for problem in caught.value.problems]


def test_plans_from_a_workbook_are_those_from_csv(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [int(cell) if cell.isdigit() else cell or None for cell in row]
        for row in csv.reader((HEADER + ROWS).splitlines())
    ]
    assert read_thematic_plans(save(tmp_path, rows)) == read_thematic_plans(write(tmp_path, HEADER + ROWS))


def test_a_faulty_cell_is_told_with_sheet_row_and_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(row) for row in csv.reader((HEADER + ROWS).splitlines())]
    rows[2][9] = "soon"
    with pytest.raises(PlainTableError) as caught:
        read_thematic_plans(save(tmp_path, rows))
    assert [(problem.file, problem.row, problem.field) for problem in caught.value.problems] == [
        ("plans.xlsx, sheet Plans", 3, "year")
    ]


def test_cells_are_text_as_they_would_be_typed(tmp_path: Path) -> None:
    table = read_plain_sheet(save(tmp_path, [["a", "b", "c"], [2.0, date(2024, 3, 1), None], [], ["x", 0.5, True]]))
    assert table.rows == (("2", "2024-03-01", ""), ("x", "0.5", "true"))
    assert table.lines == (2, 4)


def test_every_problem_of_the_form_is_told(tmp_path: Path) -> None:
    assert list_problems(tmp_path, [["a", "a", "b"], [1, 2, 3, 4]]) == [
        ("plans.xlsx, sheet Plans", 1, "a"),
        ("plans.xlsx, sheet Plans", 2, ""),
    ]


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    assert list_problems(tmp_path, [["a", "b"], [1, "=A2*2"]]) == [("plans.xlsx, sheet Plans", 2, "b")]


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    assert list_problems(tmp_path, []) == [("plans.xlsx, sheet Plans", None, "")]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plans.xlsx"
    path.write_text("plan,key\n", encoding="utf-8")
    with pytest.raises(PlainTableError, match="no workbook"):
        read_plain_sheet(path)
