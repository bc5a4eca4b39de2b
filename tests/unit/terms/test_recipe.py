"""Does equal content have an equal fingerprint, and other content another?"""

import hashlib
from pathlib import Path

import pytest

from tocsin.terms.recipe import Recipe, hash_bytes, hash_content, hash_file


def test_a_method_is_named_with_its_version() -> None:
    assert Recipe("estimate.formula", 2, "abc").name == "estimate.formula/2"


def test_the_order_of_keys_does_not_count() -> None:
    assert hash_content({"a": 1, "b": [2]}) == hash_content({"b": [2], "a": 1})


@pytest.mark.parametrize("other", [[1, 2, 3], [1, "2"], [2, 1], {"1": 2}, [[1], 2], None, []])
def test_other_content_has_another_fingerprint(other: object) -> None:
    assert hash_content([1, 2]) != hash_content(other)


def test_letters_of_any_script_count() -> None:
    assert hash_content("é") != hash_content("e")


def test_bytes_have_their_sha256() -> None:
    assert hash_bytes(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_a_file_has_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert hash_file(tmp_path / "x") == hash_bytes(b"abc")
