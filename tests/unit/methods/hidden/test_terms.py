"""Are the terms of a model complete, named and few enough?"""

import pytest

from tocsin.methods.hidden.errors import ModelTermsError, TooFewListsError, TooManyModelsError
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.terms import check_enough_lists, list_models, list_terms, name_terms, read_terms

TABLE = CaptureTable.from_patterns(("a", "b", "c", "d"), [[1, 1, 1, 1], [1, 0, 0, 0]], counts=[3, 9])


def test_term_of_three_lists_brings_its_pairs() -> None:
    assert read_terms(TABLE, [("a", "b", "d")]) == (0b0011, 0b1001, 0b1010, 0b1011)


def test_order_of_names_in_a_term_does_not_matter() -> None:
    assert read_terms(TABLE, [("d", "a")]) == read_terms(TABLE, [("a", "d")])


def test_names_come_back_in_the_order_of_the_table() -> None:
    assert name_terms(TABLE.lists, read_terms(TABLE, [("d", "a")])) == (("a", "d"),)


def test_terms_already_complete_stay_as_they_are() -> None:
    complete = name_terms(TABLE.lists, read_terms(TABLE, [("a", "b", "c")]))
    assert name_terms(TABLE.lists, read_terms(TABLE, complete)) == complete


@pytest.mark.parametrize("term", [("a",), ("a", "a"), ("a", "x"), "ab"])
def test_term_that_is_not_several_lists_is_refused(term: tuple[str, ...]) -> None:
    with pytest.raises(ModelTermsError, match="two or more different lists of a, b, c, d"):
        read_terms(TABLE, [term])


def test_term_of_all_lists_is_refused() -> None:
    with pytest.raises(ModelTermsError, match="all 4 lists"):
        read_terms(TABLE, [("a", "b", "c", "d")])


def test_terms_are_listed_smallest_first() -> None:
    assert list_terms(3, order=3).tolist() == [0b011, 0b101, 0b110, 0b111]


@pytest.mark.parametrize(
    ("lists", "order", "models"), [(3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024), (6, 2, 32768)]
)
def test_number_of_hierarchical_models_is_the_known_one(lists: int, order: int, models: int) -> None:
    assert len(list_models(lists, order=order).has) == models


def test_first_model_has_main_effects_alone() -> None:
    assert not list_models(4, order=3).has[0].any()


@pytest.mark.parametrize("order", [1, 4])
def test_order_outside_what_the_lists_allow_is_refused(order: int) -> None:
    with pytest.raises(ModelTermsError, match="from 2 to 3"):
        list_models(4, order=order)


def test_too_many_models_are_refused() -> None:
    with pytest.raises(TooManyModelsError, match="more than 100,000"):
        list_models(7, order=2)


def test_two_lists_are_too_few_for_a_model() -> None:
    with pytest.raises(TooFewListsError, match="third list"):
        check_enough_lists(TABLE.without("c").without("d"))
