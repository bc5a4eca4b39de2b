"""Is the best model by BIC the best of all, though most are never fitted?"""

import numpy as np
import pytest

from tocsin.methods.hidden.errors import ModelTermsError, NoEstimateError, TooFewListsError, TooManyModelsError
from tocsin.methods.hidden.existence import find_existence
from tocsin.methods.hidden.loglinear import LogLinearFit, fit_loglinear
from tocsin.methods.hidden.search import BicRule, search_models
from tocsin.methods.hidden.table import CaptureTable, list_patterns
from tocsin.methods.hidden.terms import list_models, name_terms

LINKED = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 160, 64, 32, 32, 80])
FOUR = CaptureTable.from_patterns("abcd", list_patterns(4), counts=[90, 70, 30, 80, 9, 8, 2, 60, 4, 0, 1, 20, 3, 1, 1])
SPARSE = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 6])


def fit_all(table: CaptureTable, *, order: int) -> list[LogLinearFit]:
    models = list_models(len(table.lists), order=order)
    terms = [name_terms(table.lists, models.terms[has].tolist()) for has in models.has]
    return [fit_loglinear(table, terms=model) for model in terms if find_existence(table, terms=model).code == 0]


@pytest.mark.slow
@pytest.mark.parametrize("order", [2, 3])
def test_best_models_are_those_of_fitting_every_one(order: int) -> None:
    values = sorted(fit.bic for fit in fit_all(FOUR, order=order))[:5]
    assert [fit.bic for fit in search_models(FOUR, order=order, best=5).models] == pytest.approx(values)


def test_linked_pair_is_in_the_best_model() -> None:
    assert search_models(LINKED).models[0].terms == (("a", "b"),)


def test_best_models_come_in_order() -> None:
    values = [fit.bic for fit in search_models(FOUR, best=6).models]
    assert values == sorted(values)


def test_more_models_than_there_are_gives_all_that_exist() -> None:
    assert len(search_models(LINKED, best=50).models) == 8


def test_models_without_estimate_are_left_out_and_counted() -> None:
    search = search_models(SPARSE, best=8)
    assert (len(search.models), search.refused) == (len(fit_all(SPARSE, order=2)), 8 - len(fit_all(SPARSE, order=2)))


def test_fewer_models_are_fitted_than_compared() -> None:
    search = search_models(FOUR, order=3)
    assert search.fitted < search.compared


@pytest.mark.parametrize("best", [0, -1])
def test_no_best_model_at_all_is_refused(best: int) -> None:
    with pytest.raises(ModelTermsError, match="1 or more"):
        search_models(LINKED, best=best)


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError):
        search_models(LINKED.without("a"))


def test_too_many_models_are_refused() -> None:
    names = "abcdefg"
    table = CaptureTable.from_patterns(names, np.eye(7, dtype=bool) | ([True] + [False] * 6), counts=[5] * 7)
    with pytest.raises(TooManyModelsError):
        search_models(table)


def test_table_without_any_estimate_is_refused() -> None:
    with pytest.raises(NoEstimateError, match="none of the 8 models"):
        search_models(CaptureTable.from_patterns("abc", [[1, 1, 1]], counts=[12]))


def test_many_tables_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(4)
    counts = rng.multinomial(300, FOUR.full()[1] / FOUR.seen, size=4).astype(np.float64)
    alone = [
        search_models(CaptureTable.from_patterns("abcd", list_patterns(4), counts=row)).models[0].estimate
        for row in counts
    ]
    assert BicRule().estimate_many(FOUR, counts=counts) == pytest.approx(alone)


def test_search_among_the_best_one_fits_that_model_to_every_table() -> None:
    counts = np.array([[64.0, 64, 32, 64, 32, 32, 16]])
    total = BicRule(top=1).estimate_many(LINKED, counts=counts)
    fixed = fit_loglinear(CaptureTable.from_patterns("abc", list_patterns(3), counts=counts[0]), terms=[("a", "b")])
    assert total == pytest.approx([fixed.estimate])
