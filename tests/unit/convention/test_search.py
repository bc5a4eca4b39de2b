"""Words find the paragraphs that speak of them."""

import pytest

from tocsin.convention.errors import EmptySearchError, UnknownLawError
from tocsin.convention.search import search_law


def found(query: str) -> list[str]:
    return [hit.id for hit in search_law(query).hits]


def test_a_word_of_the_title_comes_first() -> None:
    assert found("witness")[0].startswith("untoc/24/")


def test_every_word_must_be_there() -> None:
    assert set(found("witness relocation")) <= set(found("witness"))


def test_a_word_finds_its_longer_forms() -> None:
    assert "untoc/6/1/a/i" in found("launder")


@pytest.mark.parametrize("query", ["criminalisation", "CRIMINALIZATION", "criminalizations"])
def test_spelling_case_and_plural_do_not_matter(query: str) -> None:
    assert found(query) == found("criminalization")


def test_a_search_may_keep_to_one_instrument() -> None:
    assert {hit.id.split("/")[0] for hit in search_law("victim", instrument="tip").hits} == {"tip"}


def test_the_count_is_not_cut_by_the_limit() -> None:
    result = search_law("victim", limit=2)
    assert (len(result.hits), result.found_count) == (2, search_law("victim").found_count)


def test_a_word_that_stands_nowhere_finds_nothing() -> None:
    assert search_law("volcano").found_count == 0


def test_a_search_without_words_is_refused() -> None:
    with pytest.raises(EmptySearchError, match="holds no word"):
        search_law(" ?! ")


def test_an_unknown_instrument_is_refused_rather_than_found_empty() -> None:
    with pytest.raises(UnknownLawError, match="No instrument is called 'untok'"):
        search_law("victim", instrument="untok")
