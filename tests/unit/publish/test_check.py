"""Is everything that stands in the way of a report told at once, whichever room finds it?"""

from pathlib import Path

import pytest

from tocsin.dossier.problems import DossierError
from tocsin.dossier.skeleton import create_from_words
from tocsin.publish.check import check_folder, read_sound

MODEL = "models/example.yaml"


def spoil(folder: Path, name: str, *, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return create_from_words(tmp_path / "ghana", country="GHA", period="2020")


def test_a_new_dossier_has_no_problem(dossier: Path) -> None:
    assert check_folder(dossier).problems == ()


def test_a_new_dossier_can_be_read(dossier: Path) -> None:
    assert read_sound(dossier).head.place.code == "GHA"


def test_faults_of_files_formulas_and_citations_are_told_together(dossier: Path) -> None:
    spoil(dossier, "dossier.yaml", old="seed:", new="sede: 1\nseed:")
    spoil(dossier, MODEL, old="formula: detected", new="formula: detected + no_such_name")
    spoil(dossier, "threats.yaml", old='summary: ""', new="summary: See [[nothing_at_all]].")
    told = " ".join(f"{problem.value} {problem.field} {problem.why}" for problem in check_folder(dossier).problems)
    assert [word for word in ("sede", "no_such_name", "nothing_at_all") if word not in told] == []


def test_reading_refuses_with_all_that_checking_tells(dossier: Path) -> None:
    spoil(dossier, "dossier.yaml", old="seed:", new="sede: 1\nseed:")
    spoil(dossier, MODEL, old="formula: detected", new="formula: detected +")
    with pytest.raises(DossierError) as refusal:
        read_sound(dossier)
    assert refusal.value.problems == check_folder(dossier).problems


def test_a_name_in_a_model_that_could_not_be_read_is_no_second_problem(dossier: Path) -> None:
    broken = (
        (dossier / MODEL)
        .read_text(encoding="utf-8")
        .replace("key: example", "key: other", 1)
        .replace("title:", "titel:", 1)
    )
    (dossier / "models/other.yaml").write_text(
        broken.replace("example_victims_detected", "other_figure"), encoding="utf-8"
    )
    spoil(dossier, MODEL, old="formula: detected", new="formula: detected + other_figure")
    assert {problem.file for problem in check_folder(dossier).problems} == {"models/other.yaml"}
