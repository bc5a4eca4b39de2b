"""A committee's secretary asks how complete the strategy is, sends actions and budget out to edit, and takes them back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from openpyxl import load_workbook

from tests.support.shell import run_tocsin
from tests.support.strategies import replace_in, write_strategy

COLOMBIA = Path(__file__).parents[2] / "examples" / "colombia"


def test_check_tells_the_state_of_every_block(tmp_path: Path) -> None:
    told = run_tocsin("check", write_strategy(tmp_path / "dossier"))
    assert (told.code, told.out.count("\nblock "), "objective less-cocaine: complete" in told.out) == (0, 13, True)


def test_check_points_at_the_owner_that_is_missing(tmp_path: Path) -> None:
    changed = replace_in("strategy.yaml", "    due_on: 2024-12-31\n    owner: customs\n", "    due_on: 2024-12-31\n")
    told = run_tocsin("check", write_strategy(tmp_path / "dossier", **changed)).out
    assert "objective less-cocaine: not complete\n  the objective 'less-cocaine' has no owner. (strategy.yaml" in told


def test_check_tells_lacks_beyond_the_next_state(tmp_path: Path) -> None:
    """The owner of block E is missed though the block lacks what an earlier state asks for."""
    folder = tmp_path / "colombia"
    shutil.copytree(COLOMBIA, folder)
    path, owner = folder / "strategy.yaml", "    owner: mines-ministry\n    measures: [gold"
    path.write_text(path.read_text(encoding="utf-8").replace(owner, "    measures: [gold"), encoding="utf-8")
    assert "nobody owns block E" in run_tocsin("check", folder).out


def test_check_tells_the_same_as_json(tmp_path: Path) -> None:
    told = json.loads(run_tocsin("check", write_strategy(tmp_path / "dossier"), "--json").out)
    assert (len(told["completeness"]["blocks"]), told["inconsistencies"]) == (14, [])


def test_a_workbook_goes_out_and_comes_back(tmp_path: Path) -> None:
    folder, book = write_strategy(tmp_path / "dossier"), tmp_path / "plan.xlsx"
    assert run_tocsin("workbook", folder, "--out", book).code == 0
    edited = load_workbook(book)
    edited["Actions"]["B3"].value = "Run all checks"
    edited.save(book)
    shown = run_tocsin("update", folder, book).out
    assert "actions run (row 3): changed\n  title: Run the checks -> Run all checks\n" in shown
    assert "Run all checks" not in (folder / "actions.csv").read_text()
    assert run_tocsin("update", folder, book, "--apply").code == 0
    assert "Run all checks" in (folder / "actions.csv").read_text()


def test_a_workbook_is_not_written_over(tmp_path: Path) -> None:
    folder, book = write_strategy(tmp_path / "dossier"), tmp_path / "plan.xlsx"
    book.write_bytes(b"edited")
    told = run_tocsin("workbook", folder, "--out", book)
    assert (told.code, book.read_bytes()) == (2, b"edited")
