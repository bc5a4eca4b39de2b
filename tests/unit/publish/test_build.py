"""Does a build write all or nothing, keep the draws of every variable, and see every edit?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.countries import FIGURE, add_claim, add_source, new_country, replace_text
from tocsin.dossier.problems import DossierError
from tocsin.dossier.read import read_dossier
from tocsin.publish.build import STEPS, build_report, evaluate_dossier
from tocsin.publish.out import OutFolderError
from tocsin.publish.reuse import find_current

pytestmark = pytest.mark.slow


@pytest.fixture
def ghana(tmp_path: Path) -> Path:
    folder = new_country(tmp_path / "ghana")
    add_source(folder, "police")
    add_claim(folder, "police", (120, 150, 190))
    return folder


def is_current(folder: Path) -> bool:
    return find_current(folder, out=folder / "build", tables=None) is not None


def test_every_step_is_told_in_order(ghana: Path) -> None:
    told: list[str] = []
    build_report(ghana, out=ghana / "build", on_step=told.append)
    assert tuple(told) == STEPS


def test_a_first_build_reports_no_changes(ghana: Path) -> None:
    built = build_report(ghana, out=ghana / "build")
    assert (built.changes, built.changed_files) == ((), ())


def test_new_variables_are_written_into_the_ledger_of_draws(ghana: Path) -> None:
    build_report(ghana, out=ghana / "build")
    assert (ghana / "draws.csv").read_text().splitlines()[-1] == "example-trafficking/victims_detected,0"


def test_writing_the_ledger_of_draws_is_no_change(ghana: Path) -> None:
    build_report(ghana, out=ghana / "build")
    assert is_current(ghana)


def test_a_dossier_without_variables_is_current_once_built(ghana: Path) -> None:
    (ghana / "models" / "example.yaml").unlink()
    replace_text(ghana / "threats.yaml", {"  shown: [example_victims_detected]\n": ""})
    (ghana / "draws.csv").unlink()
    build_report(ghana, out=ghana / "build")
    assert is_current(ghana)


def test_a_second_build_appends_no_row(ghana: Path) -> None:
    build_report(ghana, out=ghana / "build")
    before = (ghana / "draws.csv").read_bytes()
    build_report(ghana, out=ghana / "build")
    assert (ghana / "draws.csv").read_bytes() == before


def test_an_edit_made_while_the_build_runs_is_seen_by_the_next(ghana: Path) -> None:
    def edit(step: str) -> None:
        if step == STEPS[3]:
            replace_text(ghana / "claims.csv", {"120,150,190": "220,250,290"})

    build_report(ghana, out=ghana / "build", on_step=edit)
    assert not is_current(ghana)


def test_a_dossier_that_takes_no_rows_is_told(ghana: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tocsin.publish.build.append_draws", refuse)
    with pytest.raises(OutFolderError, match=r"draws.csv: 1 new rows? cannot be written \(Permission denied\)"):
        build_report(ghana, out=ghana / "build")


def test_a_dossier_that_takes_no_rows_gets_no_report(ghana: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tocsin.publish.build.append_draws", refuse)
    with pytest.raises(OutFolderError):
        build_report(ghana, out=ghana / "build")
    assert [path.name for path in (ghana / "build").iterdir()] == [".cache"]


def test_an_unsound_dossier_leaves_no_folder(ghana: Path) -> None:
    replace_text(ghana / "models" / "example.yaml", {"formula: detected": "formula: detectd"})
    with pytest.raises(DossierError):
        build_report(ghana, out=ghana / "elsewhere" / ".." / "build")
    assert not (ghana / "build").exists()


def test_a_table_that_is_no_longer_made_goes(ghana: Path) -> None:
    build_report(ghana, out=ghana / "build")
    (ghana / "harms.yaml").unlink()
    built = build_report(ghana, out=ghana / "build")
    assert ("tables/harms.csv" in built.outputs, (ghana / "build" / "tables" / "harms.csv").exists()) == (False, False)


def test_somebody_elses_table_stays(ghana: Path) -> None:
    (ghana / "build" / "tables").mkdir(parents=True)
    (ghana / "build" / "tables" / "own.csv").write_text("mine")
    build_report(ghana, out=ghana / "build")
    assert (ghana / "build" / "tables" / "own.csv").read_text() == "mine"


def test_nothing_is_written_to_learn_what_a_dossier_comes_to(ghana: Path) -> None:
    evaluate_dossier(read_dossier(ghana))
    assert (ghana / "build").exists() is False


def test_what_a_dossier_comes_to_has_its_figures(ghana: Path) -> None:
    assert list(evaluate_dossier(read_dossier(ghana)).figures.figures) == [FIGURE]
