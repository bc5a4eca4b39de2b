"""Is it known when a model has an estimate, and when one only?"""

from itertools import combinations

import numpy as np
import pytest

from tocsin.methods.hidden.cells import with_unseen
from tocsin.methods.hidden.design import find_designs
from tocsin.methods.hidden.errors import ModelTermsError, TooFewListsError
from tocsin.methods.hidden.existence import ExistenceCache, count_models, find_existence
from tocsin.methods.hidden.table import CaptureTable

FULL = CaptureTable.from_patterns(
    "abc", [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], counts=[9, 9, 3, 9, 3, 3, 1]
)
SPARSE = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 6])


def test_all_pairs_have_one_estimate_where_every_cell_has_cases() -> None:
    assert find_existence(FULL, terms=[("a", "b"), ("a", "c"), ("b", "c")]).code == 0


def test_empty_overlap_is_named() -> None:
    assert find_existence(SPARSE, terms=[("a", "c")]).empty_terms == (("a", "c"),)


def test_main_effects_exist_where_any_two_lists_overlap() -> None:
    assert find_existence(SPARSE).code == 0


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError):
        find_existence(FULL.without("a"))


def test_term_of_an_unknown_list_is_refused() -> None:
    with pytest.raises(ModelTermsError):
        find_existence(FULL, terms=[("a", "x")])


def test_cached_answers_are_those_of_single_tables() -> None:
    rng = np.random.default_rng(1)
    counts = rng.multinomial(12, SPARSE.full()[1] / SPARSE.seen, size=40).astype(np.float64)
    counts = counts[(counts[:, 2] > 0) & (counts[:, [0, 1, 3]] > 0).all(axis=1)]
    model = np.broadcast_to([3, 5], (len(counts), 2))
    cache, found = ExistenceCache(), np.zeros(len(counts), dtype=bool)
    for design in find_designs(with_unseen(counts), model=model):
        found[design.rows] = cache.is_fine(with_unseen(counts)[design.rows], design=design)
    tables = [CaptureTable.from_patterns("abc", FULL.full()[0], counts=row) for row in counts]
    assert found.tolist() == [find_existence(table, terms=[("a", "b"), ("a", "c")]).code == 0 for table in tables]


def test_models_that_exist_are_counted_as_one_by_one() -> None:
    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    models = [terms for size in range(4) for terms in combinations(pairs, size)]
    assert count_models(SPARSE).existing == sum(find_existence(SPARSE, terms=terms).code == 0 for terms in models)


def test_two_lists_have_no_models_to_count() -> None:
    with pytest.raises(TooFewListsError):
        count_models(FULL.without("a"))
