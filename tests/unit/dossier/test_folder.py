"""Are files that nothing reads mentioned, and files that people keep beside left alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import write_small
from tocsin.dossier.folder import list_files
from tocsin.dossier.kinds import KINDS
from tocsin.dossier.read import check_dossier
from tocsin.terms.finding import Finding


def findings(folder: Path, name: str) -> tuple[Finding, ...]:
    write_small(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x")
    return check_dossier(folder).warnings


def test_a_misspelt_file_names_the_nearest(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "clams.csv")
    assert "'claims.csv'" in finding.message


@pytest.mark.parametrize("name", ["models/area2.yml", "tables/old.csv", "notes.docx", "law/other.csv"])
def test_other_files_are_mentioned(tmp_path: Path, name: str) -> None:
    assert [finding.about for finding in findings(tmp_path, name)] == [f"file:{name}"]


@pytest.mark.parametrize("name", ["README.md", ".git/config", "build/assessment.json", "tables/README.md"])
def test_files_kept_beside_are_left_alone(tmp_path: Path, name: str) -> None:
    assert findings(tmp_path, name) == ()


def test_models_are_listed_in_the_order_of_their_names(tmp_path: Path) -> None:
    write_small(tmp_path, models__aaa_dot_yaml="key: aaa\n")
    assert list_files(tmp_path, KINDS["models"]) == ("models/aaa.yaml", "models/area.yaml")


def test_hidden_files_are_no_models(tmp_path: Path) -> None:
    write_small(tmp_path, **{"models__._area_dot_yaml": "left by another system"})
    assert list_files(tmp_path, KINDS["models"]) == ("models/area.yaml",)


def test_a_folder_in_place_of_a_file_is_listed(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").mkdir()
    assert list_files(tmp_path, KINDS["claims"]) == ("claims.csv",)
