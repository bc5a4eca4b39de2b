"""Are files that are no plain UTF-8 text refused with the reason?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.dossier.file_text import LARGEST_RECORD_FILE, FileText, is_inside, read_text
from tocsin.dossier.problems import Notebook


def read(folder: Path, content: bytes) -> tuple[FileText | None, Notebook]:
    notebook = Notebook()
    (folder / "a.csv").write_bytes(content)
    return read_text(folder, "a.csv", notebook=notebook), notebook


def refusal(folder: Path, content: bytes) -> str:
    file, notebook = read(folder, content)
    assert file is None
    return str(notebook.problems[0])


def test_text_is_read(tmp_path: Path) -> None:
    file, _ = read(tmp_path, "é\r\n".encode())
    assert file is not None
    assert file.text == "é\r\n"


def test_a_byte_order_mark_is_read_over_and_mentioned(tmp_path: Path) -> None:
    file, notebook = read(tmp_path, b"\xef\xbb\xbfkey\n")
    assert file is not None
    assert (file.text, notebook.findings[0].rule) == ("key\n", "byte-order-mark")


def test_windows_text_is_named_with_byte_and_row(tmp_path: Path) -> None:
    told = refusal(tmp_path, b"key\ncaf\xe9\n")
    assert "row 2" in told
    assert "byte 7" in told
    assert "'é' in Windows-1252" in told


@pytest.mark.parametrize("content", ["key,name\n".encode("utf-16"), "key,name\n".encode("utf-16-le")])
def test_utf16_is_named(tmp_path: Path, content: bytes) -> None:
    assert "UTF-16" in refusal(tmp_path, content)


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "empty" in refusal(tmp_path, content)


def test_a_control_character_is_refused_with_its_row(tmp_path: Path) -> None:
    assert "row 2: there is a control character (U+0007)" in refusal(tmp_path, b"a\n\x07\n")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(5_000_000_000)
    notebook = Notebook()
    assert read_text(tmp_path, "a.csv", notebook=notebook) is None
    assert "5,000 MB" in notebook.problems[0].why


def test_the_largest_file_allowed_is_read(tmp_path: Path) -> None:
    file, _ = read(tmp_path, b"x" * LARGEST_RECORD_FILE)
    assert file is not None


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    notebook = Notebook()
    read_text(tmp_path, "a.csv", notebook=notebook)
    assert "not a file" in notebook.problems[0].why


def test_a_link_out_of_the_dossier_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("key\n")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "a.csv").symlink_to(outside)
    notebook = Notebook()
    read_text(tmp_path / "dossier", "a.csv", notebook=notebook)
    assert "leads out" in notebook.problems[0].why


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "nowhere")
    notebook = Notebook()
    assert read_text(tmp_path, "a.csv", notebook=notebook) is None
    assert notebook.problems


def test_a_sibling_folder_with_a_longer_name_is_outside(tmp_path: Path) -> None:
    assert not is_inside(tmp_path / "ab" / "x", tmp_path / "a")
