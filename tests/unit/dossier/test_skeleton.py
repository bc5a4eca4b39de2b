"""Is a new dossier sound as it stands, for any country, and does it grow from rows alone?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.dossier.kinds import KINDS, Form
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.dossier.skeleton import FolderNotEmptyError, create_dossier
from tocsin.terms.period import Period
from tocsin.terms.place import Place

YEAR = Period.parse("2020")


def create(folder: Path, place: str = "COL") -> Path:
    return create_dossier(folder, country=Place.parse(place), period=YEAR)


@pytest.mark.parametrize("place", ["COL", "NOR", "CIV", "CO-ANT", "M49:005"])
def test_a_new_dossier_is_sound_and_without_warnings(tmp_path: Path, place: str) -> None:
    report = check_dossier(create(tmp_path / "new", place))
    assert (report.problems, report.warnings) == ((), ())


def test_a_new_dossier_has_a_file_for_every_kind_that_is_not_built_in(tmp_path: Path) -> None:
    folder = create(tmp_path / "new")
    files = {kind.file for kind in KINDS.values() if kind.form is not Form.YAML_FOLDER} - {
        "framework.yaml",
        "method_sheet.yaml",
    }
    assert {file for file in files if not (folder / file).is_file()} == set()


def test_every_file_of_a_new_dossier_starts_with_a_comment(tmp_path: Path) -> None:
    folder = create(tmp_path / "new")
    assert [
        path.name
        for path in folder.rglob("*.*")
        if path.is_file() and not path.read_text(encoding="utf-8").startswith("#")
    ] == []


def test_a_new_dossier_holds_no_figures(tmp_path: Path) -> None:
    dossier = read_dossier(create(tmp_path / "new"))
    assert (len(dossier.claims), len(dossier.scores), len(dossier.weights)) == (0, 0, 0)


def test_every_facet_of_a_new_dossier_is_a_gap(tmp_path: Path) -> None:
    dossier = read_dossier(create(tmp_path / "new"))
    facets = [
        getattr(threat.card, name) for threat in dossier.threats.values() for name in type(threat.card).model_fields
    ]
    assert all(facet.gap and not facet.text for facet in facets)


def test_everything_to_replace_says_so(tmp_path: Path) -> None:
    dossier = read_dossier(create(tmp_path / "new"))
    titles = [dossier.head.title, *(one.title for one in (*dossier.threats.values(), *dossier.models.values()))]
    assert [title for title in titles if not title.startswith("Example")] == []


@pytest.mark.parametrize("count", [3, 10, 40])
def test_a_new_dossier_grows_by_appending_rows(tmp_path: Path, count: int) -> None:
    folder = create(tmp_path / "new")
    criteria = [criterion.key for criterion in read_dossier(folder).framework.criteria]
    append(folder / "sources.csv", ["one,One,agency,B,,,,"])
    append(folder / "items.csv", ["report,one,Report,document,2020,p. 1,2,,"])
    rows = [
        f"c{n},example-cocaine,{criteria[n % len(criteria)]},1,2,3,,,score,2020,COL,,,,,,report,,,"
        for n in range(count - 1)
    ]
    append(
        folder / "claims.csv",
        [*rows, "seen,example-trafficking,victims_detected,10,20,30,,,victim/year,2020,COL,,flow,,,,report,,,"],
    )
    dossier = read_dossier(folder)
    assert (len(dossier.claims), dossier.warnings) == (count, ())


def append(path: Path, rows: list[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FolderNotEmptyError, match="new or empty"):
        create(tmp_path)


def test_a_refusal_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FolderNotEmptyError):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    assert create(tmp_path) == tmp_path


def test_nothing_is_left_beside_a_new_dossier(tmp_path: Path) -> None:
    create(tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
