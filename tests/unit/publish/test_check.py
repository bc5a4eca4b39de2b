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


def test_weights_that_cannot_all_hold_are_told_before_a_build(dossier: Path) -> None:
    header = next(
        line for line in (dossier / "weights.csv").read_text(encoding="utf-8").splitlines() if line.startswith("author")
    )
    row = {"author": "minister", "mandate": "law", "kind": "lower", "value": "0.7"}
    rows = [
        ",".join({**row, "about": about}.get(name, "") for name in header.split(","))
        for about in ("scale_and_trend", "harm")
    ]
    with (dossier / "weights.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    assert [problem.file for problem in check_folder(dossier).problems] == ["weights.csv"]


def test_a_unit_that_nobody_knows_hides_no_other_problem(dossier: Path) -> None:
    spoil(dossier, MODEL, old="unit: victim/year", new="unit: victin/year")
    spoil(dossier, "threats.yaml", old='summary: ""', new="summary: See [[nothing_at_all]].")
    told = " ".join(f"{problem.value} {problem.why}" for problem in check_folder(dossier).problems)
    assert [word for word in ("victin", "nothing_at_all") if word not in told] == []
