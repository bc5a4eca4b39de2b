"""Is what was kept given back as it was, and only what is still in use kept?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tocsin.publish.store import FolderStore, ReadingStore

ARRAYS = {"draws": np.array([1.0, np.nan, 3.0])}


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "cache" / "program")


def test_arrays_come_back_bit_for_bit(store: FolderStore) -> None:
    store.save("a", ARRAYS)
    kept = store.load("a")
    assert kept is not None
    np.testing.assert_array_equal(kept["draws"], ARRAYS["draws"])


def test_texts_come_back(store: FolderStore) -> None:
    store.save_text("a", "figure → 3")
    assert store.load_text("a") == "figure → 3"


def test_what_was_never_kept_is_not_there(store: FolderStore) -> None:
    assert (store.load("a"), store.load_text("a"), store.load_bytes("a", ending=".pdf")) == (None, None, None)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04torn"])
def test_a_torn_file_counts_as_absent(store: FolderStore, content: bytes) -> None:
    (store.folder / "a.npz").write_bytes(content)
    assert store.load("a") is None


def test_what_was_reused_and_made_is_counted(store: FolderStore) -> None:
    store.save("a", ARRAYS)
    store.load("a")
    store.load("b")
    assert (store.made_count, store.reused_count) == (1, 1)


def test_what_a_build_did_not_use_is_forgotten(store: FolderStore) -> None:
    store.save("a", ARRAYS)
    later = FolderStore(store.folder)
    later.save_text("b", "new")
    later.forget_unused()
    assert sorted(path.name for path in store.folder.iterdir()) == ["b.txt"]


def test_what_another_version_kept_is_forgotten(store: FolderStore) -> None:
    FolderStore(store.folder.parent / "older").save("a", ARRAYS)
    store.forget_unused()
    assert [path.name for path in store.folder.parent.iterdir()] == ["program"]


def test_nothing_half_written_lies_about(store: FolderStore) -> None:
    store.save("a", ARRAYS)
    store.save_bytes("b", b"x", ending=".pdf")
    assert sorted(path.name for path in store.folder.iterdir()) == ["a.npz", "b.pdf"]


def test_a_question_keeps_nothing(tmp_path: Path) -> None:
    asking = ReadingStore(tmp_path / "cache")
    asking.save("a", ARRAYS)
    asking.save_text("b", "x")
    assert (asking.made_count, (tmp_path / "cache").exists()) == (2, False)


def test_a_question_is_given_what_was_kept(store: FolderStore) -> None:
    store.save("a", ARRAYS)
    assert ReadingStore(store.folder).load("a") is not None
