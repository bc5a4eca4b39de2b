"""Is a change of any input, output or of the program itself noticed, and nothing else taken for one?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.publish.reuse import (
    LEDGER,
    BuildLedger,
    find_cache,
    find_current,
    hash_file,
    hash_inputs,
    hash_program,
    list_outside,
    read_ledger,
)  # fmt: skip


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    (folder / "models").mkdir(parents=True)
    (folder / "claims.csv").write_text("key\n")
    (folder / "models" / "a.yaml").write_text("key: a\n")
    return folder


def build(dossier: Path, *, tables: Path | None = None, outside: tuple[str, ...] = ()) -> Path:
    """Leave behind what a build leaves behind."""
    out = dossier / "build"
    out.mkdir(exist_ok=True)
    (out / "report.html").write_text("<p>")
    inputs = hash_inputs(dossier, out=out, tables=tables, outside=outside)
    BuildLedger(hash_program(), inputs, {"report.html": hash_file(out / "report.html")}).write(out)
    return out


def is_current(dossier: Path, *, tables: Path | None = None) -> bool:
    return find_current(dossier, out=dossier / "build", tables=tables) is not None


def test_with_nothing_changed_the_last_build_stands(dossier: Path) -> None:
    build(dossier)
    assert is_current(dossier)


def test_a_changed_file_is_noticed(dossier: Path) -> None:
    build(dossier)
    (dossier / "models" / "a.yaml").write_text("key: b\n")
    assert not is_current(dossier)


def test_a_new_file_is_noticed(dossier: Path) -> None:
    build(dossier)
    (dossier / "harms.yaml").write_text("")
    assert not is_current(dossier)


def test_a_deleted_file_is_noticed(dossier: Path) -> None:
    build(dossier)
    (dossier / "claims.csv").unlink()
    assert not is_current(dossier)


def test_a_hidden_file_does_not_count(dossier: Path) -> None:
    build(dossier)
    (dossier / ".notes").write_text("x")
    assert is_current(dossier)


def test_a_report_that_somebody_edited_is_made_again(dossier: Path) -> None:
    (build(dossier) / "report.html").write_text("<p>changed")
    assert not is_current(dossier)


def test_a_report_that_was_deleted_is_made_again(dossier: Path) -> None:
    (build(dossier) / "report.html").unlink()
    assert not is_current(dossier)


def test_another_version_of_the_program_builds_again(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(dossier)
    monkeypatch.setattr("tocsin.publish.reuse.hash_program", lambda: "another")
    assert not is_current(dossier)


def test_the_same_folder_by_another_name_is_the_same(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(dossier)
    monkeypatch.chdir(dossier.parent)
    assert find_current(Path("dossier"), out=dossier / "build", tables=None) is not None


def test_a_report_built_around_its_dossier_still_sees_the_dossier_change(dossier: Path) -> None:
    before = hash_inputs(dossier, out=dossier.parent, tables=None, outside=())
    assert sorted(before) == ["claims.csv", "models/a.yaml"]


def test_a_table_outside_counts_once_it_was_read(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text("x\n")
    build(dossier, tables=tmp_path / "tables", outside=("a.csv",))
    (tmp_path / "tables" / "a.csv").write_text("y\n")
    assert not is_current(dossier, tables=tmp_path / "tables")


def test_tables_no_longer_given_are_noticed(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n")
    build(dossier, tables=tmp_path, outside=("a.csv",))
    assert not is_current(dossier)


def test_the_tables_read_are_remembered(dossier: Path) -> None:
    ledger = read_ledger(build(dossier, outside=("far/a.csv",)))
    assert ledger is not None
    assert list_outside(ledger) == ("far/a.csv",)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"figures": {}}', '{"figures": {"a": [1]}, "ranks": {}, "edges": {}}']
)
def test_a_ledger_that_cannot_be_read_is_no_ledger(tmp_path: Path, text: str) -> None:
    (tmp_path / LEDGER).write_text(text)
    assert read_ledger(tmp_path) is None


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    ledger = BuildLedger(
        "p", {"a": "1"}, {"b": "2"}, {"c": "3"}, {"c": ("d",)}, {"f": (1, 2.5, 3)}, {"t": (1, 1.5, 2)}, 4, 5
    )
    ledger.write(tmp_path)
    assert read_ledger(tmp_path) == ledger


def test_a_place_without_a_build_has_no_ledger(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "nowhere") is None


def test_what_is_kept_belongs_to_this_very_program(tmp_path: Path) -> None:
    assert find_cache(tmp_path) == tmp_path / ".cache" / hash_program()[:16]


def test_a_file_that_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    assert hash_file(tmp_path / "nowhere") == ""
