"""Is only the declared file of a table read, and nothing else on the machine?"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.support.dossiers import find_problem, list_problems, write_small
from tocsin.dossier.read import check_dossier, read_dossier
from tocsin.dossier.table_files import LARGEST_CSV, read_headings
from tocsin.terms.recipe import hash_file

DECLARED = "key: t\ntitle: T\nitem: report\nfile: t.csv\ncolumns:\n  n: {column: n, type: number}\n"
OUTSIDE = DECLARED + "is_outside: true\n"


def test_a_sound_table_is_hashed(tmp_path: Path) -> None:
    dossier = read_dossier(write_small(tmp_path, tables__t_dot_yaml=DECLARED, tables__t_dot_csv="n\n1\n"))
    assert dossier.file_hashes["tables/t.csv"] == hash_file(tmp_path / "tables" / "t.csv")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a/../../x.csv", "..\\x.csv", "C:\\x.csv", "C:x.csv", ".", "*.csv", "a?.csv"],
)
def test_paths_out_of_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    problem = find_problem(
        tmp_path,
        tables__t_dot_yaml=DECLARED.replace("t.csv", f'"{name}"'.replace("\\", "\\\\")),
        tables__t_dot_csv="n\n",
    )
    assert (problem.field, "Write a path inside" in problem.mend) == ("file", True)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("n\n1\n")
    folder = write_small(tmp_path / "dossier", tables__t_dot_yaml=DECLARED)
    (folder / "tables" / "t.csv").symlink_to(secret)
    assert "leads out" in check_dossier(folder).problems[0].why


def test_a_table_inside_that_is_absent_is_a_problem(tmp_path: Path) -> None:
    assert "no file t.csv" in find_problem(tmp_path, tables__t_dot_yaml=DECLARED).why


def test_a_table_outside_that_is_absent_is_a_gap(tmp_path: Path) -> None:
    report = check_dossier(write_small(tmp_path, tables__t_dot_yaml=OUTSIDE))
    assert [finding.rule for finding in report.warnings] == ["table-absent"]


def test_a_table_outside_is_found_where_it_was_said_to_be(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "t.csv").write_text("n\n1\n")
    dossier = read_dossier(write_small(tmp_path / "dossier", tables__t_dot_yaml=OUTSIDE), tables=outside)
    assert "outside:t.csv" in dossier.file_hashes


def test_a_five_gigabyte_file_is_refused_unread(tmp_path: Path) -> None:
    folder = write_small(tmp_path, tables__t_dot_yaml=DECLARED)
    with (folder / "tables" / "t.csv").open("wb") as file:
        file.truncate(5 * LARGEST_CSV)
    assert "5.0 GB" in check_dossier(folder).problems[0].why


def test_a_packed_file_is_refused_at_a_smaller_size(tmp_path: Path) -> None:
    folder = write_small(tmp_path, tables__t_dot_yaml=DECLARED.replace("t.csv", "t.csv.gz"))
    with (folder / "tables" / "t.csv.gz").open("wb") as file:
        file.truncate(200_000_000)
    assert "packed CSV" in check_dossier(folder).problems[0].why


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"PAR1....", "is something else"),
        (b"m\n1\n", "has no column 'n'"),
        (b"n,n\n1,2\n", "two columns"),
        (b"caf\xe9\n", "UTF-8"),
        (b'"n\n1\n', "first row"),
    ],
)
def test_other_content_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    assert told in find_problem(tmp_path, tables__t_dot_yaml=DECLARED, tables__t_dot_csv=content).why


def test_what_is_not_packed_is_not_read_as_packed(tmp_path: Path) -> None:
    changed = DECLARED.replace("t.csv", "t.csv.gz")
    assert "first row" in find_problem(tmp_path, tables__t_dot_yaml=changed, tables__t_dot_csv_dot_gz=b"n\n1\n").why


def test_a_file_that_is_not_the_declared_one_is_told_with_its_hash(tmp_path: Path) -> None:
    problem = find_problem(tmp_path, tables__t_dot_yaml=DECLARED + f"sha256: {'0' * 64}\n", tables__t_dot_csv="n\n1\n")
    assert hash_file(tmp_path / "tables" / "t.csv") in problem.mend


def test_the_declared_hash_is_accepted_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("n\n1\n")
    declared = DECLARED + f"sha256: {hash_file(tmp_path / 'x').upper()}\n"
    assert list_problems(tmp_path / "d", tables__t_dot_yaml=declared, tables__t_dot_csv="n\n1\n") == ()


def test_headings_are_read_from_packed_files(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "t.csv.gz", "wt") as file:
        file.write(" n ,,m\n1,2,3\n")
    assert read_headings(tmp_path / "t.csv.gz") == ("n", "column 2", "m")


def test_headings_are_read_without_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xef\xbb\xbfn\n")
    assert read_headings(tmp_path / "t.csv") == ("n",)


def test_a_linked_folder_of_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "t.csv").write_text("n\n1\n")
    (tmp_path / "elsewhere" / "t.yaml").write_text(DECLARED)
    folder = write_small(tmp_path / "dossier")
    (folder / "tables").symlink_to(tmp_path / "elsewhere")
    assert "leads out" in check_dossier(folder).problems[0].why
