"""Are packaged lists read as they were typed, and are their faults named?"""

import pytest

from tocsin.terms.packaged import PackagedDataError, branch, leaves, load_listed, word


def test_scalars_stay_text() -> None:
    versions = branch(load_listed("crime.yaml")["versions"], at="versions")
    assert list(versions) == ["1", "2"]


def test_a_list_is_not_a_mapping() -> None:
    with pytest.raises(PackagedDataError, match=r"here: a mapping is expected"):
        branch(["a"], at="here")


def test_a_mapping_is_not_a_row_of_words() -> None:
    with pytest.raises(PackagedDataError, match=r"here: words are expected"):
        leaves({"a": "b"}, at="here")


def test_a_list_is_not_a_word() -> None:
    with pytest.raises(PackagedDataError, match=r"here: one word is expected"):
        word(["a"], at="here")


def test_words_may_stand_in_one_line_or_in_a_list() -> None:
    assert leaves("a b", at="here") == leaves(["a", "b"], at="here")
