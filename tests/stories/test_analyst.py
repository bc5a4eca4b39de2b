"""The journey of an analyst: make a dossier, check it, build it, ask why, change one thing, build again."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.support.countries import FIGURE, add_claim, add_source, delete_row, new_country, replace_text
from tests.support.shell import run_tocsin

CLAIM = (120, 150, 190)


def count_changes(out: str) -> int:
    return sum(line.startswith("- ") for line in out.splitlines())


@pytest.fixture(scope="module")
def ghana(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build Ghana with one claim, once."""
    folder = new_country(tmp_path_factory.mktemp("analyst") / "ghana")
    add_source(folder, "police")
    add_claim(folder, "police", CLAIM)
    assert run_tocsin("build", folder).code == 0
    return folder


def test_a_new_dossier_says_what_to_do_next(tmp_path: Path) -> None:
    told = run_tocsin("new", tmp_path / "peru", "--country", "Peru", "--period", "2020")
    assert (told.code, told.out) == (
        0,
        f"Made {tmp_path / 'peru'}. Next: fill it in, then run `tocsin build {tmp_path / 'peru'}`.\n",
    )


def test_a_new_dossier_has_nothing_to_mend(tmp_path: Path) -> None:
    told = run_tocsin("check", new_country(tmp_path / "peru", country="PER"))
    assert (told.code, told.out.splitlines()[-1].partition(",")[0]) == (0, "0 to mend")


def test_a_build_says_where_everything_is(ghana: Path) -> None:
    told = run_tocsin("build", ghana)
    named = [Path(line.strip()) for line in told.out.splitlines() if line.startswith("  ")]
    assert [path.name for path in named if path.is_file()] == [
        "report.html",
        "report.pdf",
        "report.docx",
        "assessment.json",
    ]


def test_a_build_of_nothing_new_says_so(ghana: Path) -> None:
    run_tocsin("build", ghana)
    assert run_tocsin("build", ghana).out.startswith("Nothing changed; ")


def test_why_names_the_claim_its_grade_and_who_says_it(ghana: Path) -> None:
    told = run_tocsin("why", ghana, FIGURE).out
    assert [word in told for word in ("police [example.detected]", "B2", "Office police", "p. 1")] == [True] * 4


def test_why_says_what_would_narrow_the_figure(ghana: Path) -> None:
    assert run_tocsin("why", ghana, FIGURE).out.rstrip().endswith("One more independent claim would narrow the figure.")


def test_an_edit_is_named_with_what_it_moved(ghana: Path, tmp_path: Path) -> None:
    folder = copy_built(ghana, tmp_path)
    replace_text(folder / "claims.csv", {"120,150,190": "220,250,290"})
    told = run_tocsin("build", folder).out
    moved = next(line for line in told.splitlines() if line.startswith("- claim:police"))
    assert moved.startswith(f"- claim:police changed; moved: {FIGURE} ")


def test_an_edit_is_named_by_file_too(ghana: Path, tmp_path: Path) -> None:
    folder = copy_built(ghana, tmp_path)
    replace_text(folder / "claims.csv", {"120,150,190": "220,250,290"})
    assert "Changed since the last build: claims.csv.\n" in run_tocsin("build", folder).out


def test_an_edit_of_words_reuses_all_figures(ghana: Path, tmp_path: Path) -> None:
    folder = copy_built(ghana, tmp_path)
    replace_text(folder / "terms_of_reference.yaml", {"Example: replace. Crimes, places": "Crimes, places"})
    built = run_tocsin("build", folder, "--json").record()
    assert (built["reused_count"] > 0, built["changes"]) == (True, [])


def test_a_deleted_claim_is_named_with_what_it_moved(ghana: Path, tmp_path: Path) -> None:
    folder = copy_built(ghana, tmp_path)
    delete_row(folder / "claims.csv", "police")
    assert f"- claim:police is gone; moved: {FIGURE} " in run_tocsin("build", folder).out


def test_a_second_claim_is_the_only_cause_named(ghana: Path, tmp_path: Path) -> None:
    folder = copy_built(ghana, tmp_path)
    add_claim(folder, "second", (500, 600, 800), item="police")
    told = run_tocsin("build", folder).out
    assert (count_changes(told), "- claim:second is new; moved:" in told) == (1, True)


def copy_built(folder: Path, target: Path) -> Path:
    """Copy a dossier with its last build."""
    return copytree(folder, target / folder.name)
