"""Do all files of a build appear at once or not at all, and only where a build may write?"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from tocsin.publish import out as place
from tocsin.publish.out import OutFolderError, check_out, draft_folder, move_outputs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the report and a table of the last build, and a table that somebody else put there."""
    folder = tmp_path / "out"
    (folder / "tables").mkdir(parents=True)
    (folder / "report.html").write_text("old")
    (folder / "tables" / "gone.csv").write_text("old")
    (folder / "tables" / "own.csv").write_text("mine")
    return folder


BEFORE = ("report.html", "tables/gone.csv")


def write_draft(draft: Path) -> Path:
    (draft / "tables").mkdir()
    (draft / "report.html").write_text("new")
    (draft / "tables" / "fresh.csv").write_text("new")
    return draft


def read_all(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_every_output_comes_and_what_is_no_longer_made_goes(out: Path) -> None:
    with draft_folder(out) as draft:
        move_outputs(write_draft(draft), out, before=BEFORE)
    assert read_all(out) == {"report.html": "new", "tables/fresh.csv": "new", "tables/own.csv": "mine"}


def test_the_hash_of_every_output_is_told(out: Path) -> None:
    with draft_folder(out) as draft:
        assert sorted(move_outputs(write_draft(draft), out, before=BEFORE)) == ["report.html", "tables/fresh.csv"]


@pytest.mark.parametrize("fails_at", range(4))
def test_a_failure_on_the_way_puts_everything_back(out: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    before, move, moved = read_all(out), place._move, []

    def stumble(path: Path, target: Path) -> None:
        moved.append(path)
        if len(moved) == fails_at + 1:
            raise KeyboardInterrupt
        move(path, target)

    monkeypatch.setattr(place, "_move", stumble)
    with pytest.raises(KeyboardInterrupt), draft_folder(out) as draft:
        move_outputs(write_draft(draft), out, before=BEFORE)
    assert read_all(out) == before


def test_a_draft_does_not_outlive_a_failure(out: Path) -> None:
    before = read_all(out)
    with suppress(ZeroDivisionError), draft_folder(out) as draft:
        raise ZeroDivisionError(write_draft(draft))
    assert read_all(out) == before


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with draft_folder(tmp_path / "a" / "b") as draft:
        assert draft.parent == tmp_path / "a" / "b"


def test_a_place_under_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OutFolderError, match=r"cannot be written there \(Not a directory\)"),
        draft_folder(tmp_path / "file" / "b"),
    ):
        pass


@pytest.mark.parametrize("name", ["build", "build/second", ".report", "../beside", "..", "../../far"])
def test_a_place_that_no_build_reads_is_accepted(tmp_path: Path, name: str) -> None:
    (tmp_path / "dossier").mkdir()
    check_out(tmp_path / "dossier" / name, folder=tmp_path / "dossier")


@pytest.mark.parametrize("name", [".", "tables", "models/build", "results", "build/../law"])
def test_a_place_that_a_build_reads_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(OutFolderError, match="part of the evidence"):
        check_out(tmp_path / "dossier" / name, folder=tmp_path / "dossier")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("")
    with pytest.raises(OutFolderError, match="this is a file"):
        check_out(tmp_path / "report.html", folder=tmp_path / "dossier")
