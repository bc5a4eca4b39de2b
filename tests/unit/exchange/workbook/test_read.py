from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.strategies import read_strategy
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.read import read_dossier
from tocsin.exchange.workbook.read import apply_update, read_plan_workbook
from tocsin.exchange.workbook.sheets import WRITTEN, WorkbookError
from tocsin.exchange.workbook.write import write_plan_workbook


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return read_strategy(tmp_path / "dossier")


@pytest.fixture
def path(dossier: Dossier, tmp_path: Path) -> Path:
    target = tmp_path / "plan.xlsx"
    write_plan_workbook(dossier, target)
    return target


def put(page: Worksheet, row: int, **cells: object) -> None:
    header = [cell.value for cell in page[1]]
    for name, value in cells.items():
        page.cell(row, header.index(name) + 1).value = value  # type: ignore[assignment]  # every kind of cell is tried


def edit(path: Path, sheet: str, row: int, **cells: object) -> None:
    book = load_workbook(path)
    put(book[sheet], row, **cells)
    book.save(path)


def list_problems(path: Path, dossier: Dossier) -> list[tuple[str, int | None, str]]:
    with pytest.raises(WorkbookError) as caught:
        read_plan_workbook(path, dossier)
    return [(problem.file.rpartition(" ")[2], problem.row, problem.field) for problem in caught.value.problems]


def test_a_workbook_that_nobody_edited_changes_nothing(path: Path, dossier: Dossier) -> None:
    found = read_plan_workbook(path, dossier)
    assert (found.changes, found.unchanged_count, apply_update(found, dossier)) == ((), 5, ())


def test_a_workbook_saved_by_another_program_changes_nothing(path: Path, dossier: Dossier) -> None:
    load_workbook(path).save(path)
    assert read_plan_workbook(path, dossier).changes == ()


def test_an_edit_comes_back_and_leaves_every_other_byte(path: Path, dossier: Dossier) -> None:
    before = (dossier.folder / "actions.csv").read_text()
    edit(path, "Actions", 3, ends_on=date(2023, 11, 30))
    apply_update(read_plan_workbook(path, dossier), dossier)
    assert (dossier.folder / "actions.csv").read_text() == before.replace(
        "2022-07-01,2023-12-31", "2022-07-01,2023-11-30"
    )


def test_the_preview_names_row_field_and_both_values(path: Path, dossier: Dossier) -> None:
    edit(path, "Budget", 2, amount=120)
    (change,) = read_plan_workbook(path, dossier).changes
    (field,) = change.fields
    assert (change.kind, change.key, change.row, change.is_new) == ("budget", "b1", 2, False)
    assert (field.field, field.before, field.after) == ("amount", "100", "120")


def test_a_new_row_is_a_new_record_that_others_may_name(path: Path, dossier: Dossier) -> None:
    edit(path, "Actions", 4, key="train", title="Train searchers", measure="port-checks", state="planned")
    edit(path, "Budget", 5, key="b4", action="train", year=2022, amount=5, currency="USD", price_year=2021,
         funder="Treasury", state="planned")  # fmt: skip
    apply_update(read_plan_workbook(path, dossier), dossier)
    again = read_dossier(dossier.folder)
    assert (again.actions["train"].title, again.budget["b4"].action) == ("Train searchers", "train")


def test_a_row_that_is_deleted_stays_in_the_dossier(path: Path, dossier: Dossier) -> None:
    book = load_workbook(path)
    book["Budget"].delete_rows(4)
    book.save(path)
    found = read_plan_workbook(path, dossier)
    assert (found.missing["budget"], "b3" in found.records["budget"]) == (("b3",), True)


def change_dossier(dossier: Dossier, before: str, after: str) -> Dossier:
    file = dossier.folder / "actions.csv"
    file.write_text(file.read_text().replace(before, after))
    return read_dossier(dossier.folder)


def test_a_row_that_was_not_edited_undoes_no_change_of_the_dossier(path: Path, dossier: Dossier) -> None:
    later = change_dossier(dossier, "Buy scanners", "Buy and test scanners")
    edit(path, "Actions", 3, title="Run all checks")
    apply_update(read_plan_workbook(path, later), later)
    titles = [action.title for action in read_dossier(dossier.folder).actions.values()]
    assert titles == ["Buy and test scanners", "Run all checks"]


def test_a_record_that_both_sides_changed_is_refused(path: Path, dossier: Dossier) -> None:
    later = change_dossier(dossier, "Buy scanners", "Buy and test scanners")
    edit(path, "Actions", 2, title="Rent scanners")
    assert list_problems(path, later) == [("Actions", 2, "key")]


def test_text_that_begins_like_a_formula_stays_text(path: Path, tmp_path: Path) -> None:
    dossier = read_strategy(tmp_path / "other")
    later = change_dossier(dossier, "Buy scanners", "=2+3")
    target = tmp_path / "formula.xlsx"
    write_plan_workbook(later, target)
    assert load_workbook(target)["Actions"]["B2"].data_type == "s"


def test_a_formula_without_a_result_is_refused(path: Path, dossier: Dossier) -> None:
    edit(path, "Budget", 2, amount="=2*60")
    assert list_problems(path, dossier) == [("Budget", 2, "amount"), ("Budget", 2, "amount")]


def test_twelve_errors_are_told_at_once_with_row_and_column(path: Path, dossier: Dossier) -> None:
    book = load_workbook(path)
    actions, budget = book["Actions"], book["Budget"]
    put(actions, 2, owner="nobody", ends_on="30/06/2022")
    put(actions, 3, measure="port-check", depends_on="buy; sell")
    put(actions, 4, key="late", title="Too late", measure="port-checks", starts_on="2031-01-01", ends_on="2031-02-01")
    put(actions, 5, key="Late Two", title=None, measure="port-checks")
    put(budget, 2, amount="a hundred", state="promised")
    put(budget, 3, currency="GBP", price_year=2021)
    put(budget, 4, measure=None)
    put(budget, 5, key="b3", measure="port-checks", year=2023, amount=-4, currency="USD", price_year=2021,
        funder="Treasury", state="planned")  # fmt: skip
    book.save(path)
    found = set(list_problems(path, dossier))
    wanted = {
        ("Actions", 2, "owner"), ("Actions", 2, "ends_on"), ("Actions", 3, "measure"), ("Actions", 3, "depends_on.2"),
        ("Actions", 4, "starts_on"), ("Actions", 5, "key"), ("Actions", 5, "title"), ("Budget", 2, "amount"),
        ("Budget", 2, "state"), ("Budget", 3, "currency"), ("Budget", 4, ""), ("Budget", 5, "amount"),
    }  # fmt: skip
    assert wanted - found == set()


@pytest.mark.parametrize(("name", "content"), [("plan.xlsm", b""), ("plan.xlsx", b"no archive")])
def test_what_is_no_workbook_is_refused_in_a_sentence(
    name: str, content: bytes, dossier: Dossier, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkbookError, match=r"Save it as an Excel workbook \(\.xlsx\), without macros"):
        read_plan_workbook(tmp_path / name, dossier)


def test_a_missing_sheet_and_an_unknown_column_are_told_together(path: Path, dossier: Dossier) -> None:
    book = load_workbook(path)
    book.remove(book["Budget"])
    book["Actions"]["B1"].value = "titel"
    book.save(path)
    assert {("plan.xlsx", None, ""), ("Actions", 1, "titel"), ("Actions", 1, "title")} <= set(
        list_problems(path, dossier)
    )


def test_without_its_fingerprints_a_workbook_is_taken_as_it_stands(path: Path, dossier: Dossier) -> None:
    book: Workbook = load_workbook(path)
    book.remove(book[WRITTEN])
    book.save(path)
    assert read_plan_workbook(path, dossier).changes == ()
