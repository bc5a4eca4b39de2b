"""Are the frameworks, the method sheet and the lists that come with Tocsin sound?"""

from __future__ import annotations

from itertools import product

import pytest

from tocsin.dossier.packaged import (
    UnknownBuiltInError,
    hash_packaged,
    list_frameworks,
    list_method_sheets,
    load_families,
    load_framework,
    load_method_sheet,
)
from tocsin.dossier.sheet_check import ITEMS, SOURCES, find_turned_order


@pytest.mark.parametrize("name", list_frameworks())
def test_every_framework_is_called_what_its_file_is(name: str) -> None:
    assert load_framework(name).key == name


def test_there_is_a_default_framework() -> None:
    assert "default" in list_frameworks()


def test_there_is_one_method_sheet() -> None:
    assert list_method_sheets() == ("default",)


def test_the_method_sheet_believes_every_judged_grade() -> None:
    assert {(row.source, row.item) for row in load_method_sheet("default").credences} == set(product(SOURCES, ITEMS))


def test_better_grades_always_count_for_more() -> None:
    assert find_turned_order(load_method_sheet("default")) == []


def test_no_credence_is_certainty() -> None:
    assert all(0 < row.credence < 1 for row in load_method_sheet("default").credences)


def test_an_unknown_framework_names_the_nearest() -> None:
    with pytest.raises(UnknownBuiltInError, match="Did you mean 'default'"):
        load_framework("defaut")


def test_what_is_packaged_has_a_hash() -> None:
    assert len(hash_packaged("method_sheets", "default")) == 64


def test_words_of_families_are_in_small_letters() -> None:
    words = [word for family in load_families() for stage in family.stages.values() for word in stage]
    assert words == [word.casefold() for word in words]
