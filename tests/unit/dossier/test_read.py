"""Is a sound dossier read whole, and is everything wrong with another one said at once?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dossiers import SMALL, find_problem, list_problems, write_small
from tocsin.dossier.problems import DossierError
from tocsin.dossier.read import check_dossier, read_dossier


def test_a_sound_dossier_is_read(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    assert list(dossier.claims) == ["area", "spread"]


def test_every_file_that_counts_is_hashed(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path))
    assert set(dossier.file_hashes) == {*SMALL, "built-in:frameworks/default", "built-in:method_sheets/default"}


def test_a_record_knows_its_row(tmp_path: Path) -> None:
    position = read_dossier(write_small(tmp_path)).position_of("claims", "spread")
    assert position is not None
    assert (position.file, position.row) == ("claims.csv", 4)


def test_all_problems_are_raised_at_once(tmp_path: Path) -> None:
    folder = write_small(tmp_path, sources_dot_csv="key\n", items_dot_csv=b"caf\xe9\n", threats_dot_yaml="")
    with pytest.raises(DossierError) as caught:
        read_dossier(folder)
    assert {problem.file for problem in caught.value} == {"sources.csv", "items.csv", "threats.yaml"}


def test_a_faulty_dossier_has_exit_code_2(tmp_path: Path) -> None:
    with pytest.raises(DossierError) as caught:
        read_dossier(tmp_path)
    assert caught.value.exit_code == 2


def test_checking_never_raises(tmp_path: Path) -> None:
    assert not check_dossier(tmp_path / "nowhere").is_sound


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert find_problem(tmp_path, claims_dot_csv=None).file == "claims.csv"


def test_a_newer_format_is_refused_by_its_number_alone(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml="format: 9\nnews: from the future\n", claims_dot_csv="x\n")
    assert "format 9" in str(problem)


def test_an_unknown_framework_names_the_nearest(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"] + "framework: sleipner\n")
    assert "'sleipnir'" in str(problem)


def test_an_unknown_method_sheet_is_named(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"] + "method_sheet: other\n")
    assert problem.field == "method_sheet"


def test_an_own_framework_goes_before_the_built_in_one(tmp_path: Path) -> None:
    own = (
        "key: own\ntitle: Own\nversion: 1\nsource: us\naxes: [{key: a, title: A}]\n"
        "criteria: [{key: spread, title: S, axis: a, question: q, anchors: {0: none}}]\n"
    )
    assert read_dossier(write_small(tmp_path, framework_dot_yaml=own)).framework.key == "own"


def test_a_faulty_file_does_not_make_every_reference_to_it_a_problem(tmp_path: Path) -> None:
    assert [problem.file for problem in list_problems(tmp_path, items_dot_csv="key;source\n")] == ["items.csv"]


def test_two_of_one_key_are_told_with_both_rows(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, sources_dot_csv=SMALL["sources.csv"] + "agency,Again,agency,A,,,,\n")
    assert problem.row == 4
    assert "row 2" in problem.why


def test_norway_is_not_false(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"].replace("COL", "NO")))
    assert dossier.head.place.code == "NOR"


def test_a_code_that_lost_its_zero_is_told_which_one_it_was(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, threats_dot_yaml=SMALL["threats.yaml"].replace("crime: cocaine", "crime: 60132"))
    assert "060132" in str(problem)


def test_an_unknown_field_names_the_nearest(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, dossier_dot_yaml=SMALL["dossier.yaml"] + "langauge: en\n")
    assert (problem.row, "'language'" in problem.mend) == (8, True)


def test_a_file_that_nothing_names_is_told(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "tables").mkdir()
    (folder / "tables" / "old.csv").write_text("a\n1\n")
    assert "Nothing reads the file tables/old.csv" in str(check_dossier(folder).warnings)


def test_the_file_of_a_faulty_declaration_is_not_said_to_be_unread(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    (folder / "tables").mkdir()
    (folder / "tables" / "seizures.yaml").write_text("title: Seizures\nfile: seizures.csv\nunknown_key: 1\n")
    (folder / "tables" / "seizures.csv").write_text("a\n1\n")
    report = check_dossier(folder)
    assert any(problem.file == "tables/seizures.yaml" for problem in report.problems)
    assert "Nothing reads" not in str(report.warnings)
