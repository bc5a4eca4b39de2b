"""Is a dossier written so that nothing else changes, nobody's work is lost and nothing is half written?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, write_small
from tocsin.dossier.dossier import Dossier
from tocsin.dossier.file_edit import UnwritableRecordError
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.packaged import load_words
from tocsin.dossier.read import read_dossier
from tocsin.dossier.records.judgement import DrawEntry
from tocsin.dossier.write import FileChangedError, append_draws, list_records, write_dossier


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def with_title(dossier: Dossier, title: str) -> Dossier:
    return replace(dossier, head=dossier.head.model_copy(update={"title": title}))


def test_what_was_read_is_written_back_byte_for_byte(tmp_path: Path) -> None:
    before = snapshot(write_small(tmp_path, method_sheet_dot_yaml=load_words("method_sheets/default.yaml")))
    assert (write_dossier(read_dossier(tmp_path)), snapshot(tmp_path)) == ((), before)


def test_only_the_file_that_changed_is_written(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    assert write_dossier(with_title(dossier, "Other"), before=dossier) == ("dossier.yaml",)


def test_a_change_reads_back(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    write_dossier(with_title(dossier, "Other"), before=dossier)
    assert read_dossier(tmp_path).head.title == "Other"


def test_built_in_sheets_are_not_copied_in(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    write_dossier(dossier)
    assert {path.name for path in tmp_path.glob("*sheet*")} == set()


def test_a_changed_sheet_becomes_the_dossiers_own(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    sheet = dossier.sheet.model_copy(update={"version": "2"})
    write_dossier(replace(dossier, sheet=sheet), before=dossier)
    assert read_dossier(tmp_path).sheet == sheet


def test_a_file_that_somebody_else_changed_is_not_written_over(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    (tmp_path / "dossier.yaml").write_text(SMALL["dossier.yaml"].replace("first", "second"))
    with pytest.raises(FileChangedError, match="somebody else"):
        write_dossier(with_title(dossier, "Other"), before=dossier)


def test_a_refusal_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    before = snapshot(tmp_path)
    source = dossier.sources["agency"].model_copy(update={"name": "a\x00b"})
    with pytest.raises(UnwritableRecordError):
        write_dossier(
            replace(with_title(dossier, "Other"), sources={**dossier.sources, "agency": source}), before=dossier
        )
    assert snapshot(tmp_path) == before


def test_a_disk_that_fails_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = read_dossier(write_small(tmp_path))
    before = snapshot(tmp_path)

    def fail(number: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tocsin.dossier.write.os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_dossier(with_title(dossier, "Other"), before=dossier)
    assert snapshot(tmp_path) == before


def test_draws_are_appended_below_what_stands(tmp_path: Path) -> None:
    (tmp_path / "draws.csv").write_text("# ledger\ndriver,dimension\ncoca/area,0\n")
    append_draws(tmp_path, [DrawEntry(driver="coca/area", dimension=0), DrawEntry(driver="m.x", dimension=1)])
    assert (tmp_path / "draws.csv").read_text() == "# ledger\ndriver,dimension\ncoca/area,0\nm.x,1\n"


def test_draws_start_a_ledger_where_there_is_none(tmp_path: Path) -> None:
    append_draws(tmp_path, [DrawEntry(driver="m.x", dimension=0)])
    assert (tmp_path / "draws.csv").read_text() == "driver,dimension\nm.x,0\n"


def test_a_driver_never_moves_to_another_dimension(tmp_path: Path) -> None:
    append_draws(tmp_path, [DrawEntry(driver="m.x", dimension=0)])
    with pytest.raises(UnwritableRecordError, match="cannot move"):
        append_draws(tmp_path, [DrawEntry(driver="m.x", dimension=1)])


def test_no_new_draws_write_nothing(tmp_path: Path) -> None:
    append_draws(tmp_path, [])
    assert not (tmp_path / "draws.csv").exists()


def test_what_a_dossier_does_not_have_is_no_record(tmp_path: Path) -> None:
    assert list_records(read_dossier(write_small(tmp_path)), KINDS["terms_of_reference"]) == []
