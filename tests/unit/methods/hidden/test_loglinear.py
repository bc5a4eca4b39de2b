"""Do log-linear models give the totals that can be worked out by hand?"""

import numpy as np
import pytest

from tocsin.methods.hidden.errors import ModelTermsError, NoEstimateError, TooFewListsError
from tocsin.methods.hidden.loglinear import FixedRule, fit_loglinear
from tocsin.methods.hidden.newton import fit_batch
from tocsin.methods.hidden.table import CaptureTable, list_patterns

# Three independent lists that each catch a third of 27 * 16: expected counts are exact, and 128 are on none.
INDEPENDENT = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 32, 64, 32, 32, 16])
SPARSE = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 6])


def test_independent_lists_give_the_total_that_made_them() -> None:
    assert fit_loglinear(INDEPENDENT).estimate == pytest.approx(432)


def test_exact_counts_have_no_deviance() -> None:
    assert fit_loglinear(INDEPENDENT).deviance == pytest.approx(0, abs=1e-9)


def test_all_pairs_give_the_closed_form() -> None:
    table = CaptureTable.from_patterns("abc", list_patterns(3), counts=[50, 40, 8, 30, 6, 5, 2])
    unseen = fit_loglinear(table, terms=[("a", "b"), ("a", "c"), ("b", "c")]).unseen
    assert unseen == pytest.approx(50 * 40 * 30 * 2 / (8 * 6 * 5))


def test_pair_joined_by_a_term_acts_as_one_list_against_the_third() -> None:
    table = CaptureTable.from_patterns("abc", list_patterns(3), counts=[50, 40, 8, 30, 6, 5, 2])
    unseen = fit_loglinear(table, terms=[("a", "b")]).unseen
    assert unseen == pytest.approx(30 * (50 + 40 + 8) / (6 + 5 + 2))


def test_parameter_of_an_empty_overlap_is_minus_infinity() -> None:
    fit = fit_loglinear(SPARSE, terms=[("a", "c")])
    assert dict(zip(fit.parameter_terms, fit.parameters.tolist(), strict=True))[("a", "c")] == -np.inf


def test_cells_of_an_empty_overlap_have_mean_zero() -> None:
    fit = fit_loglinear(SPARSE, terms=[("a", "c")])
    assert (fit.means > 0).tolist() == [True, True, True, True, False, True, False]


def test_constant_is_the_logarithm_of_the_unseen() -> None:
    fit = fit_loglinear(INDEPENDENT)
    assert np.exp(fit.parameters[0]) == pytest.approx(fit.unseen)


def test_bic_counts_parameters_of_minus_infinity() -> None:
    fit = fit_loglinear(SPARSE, terms=[("a", "c")])
    assert fit.bic == pytest.approx(-2 * fit.log_likelihood + 5 * np.log(96))


def test_degrees_of_freedom_count_cells_that_take_part() -> None:
    assert fit_loglinear(SPARSE, terms=[("a", "c")]).degrees_freedom == 5 - 4


def test_error_of_the_unseen_is_that_of_the_delta_method() -> None:
    table = CaptureTable.from_patterns("abc", list_patterns(3), counts=[50, 40, 8, 30, 6, 5, 2])
    fit = fit_loglinear(table, terms=[("a", "b"), ("a", "c"), ("b", "c")])
    assert fit.unseen_log_error == pytest.approx(np.sqrt(sum(1 / count for count in table.counts)))


def test_model_without_estimate_is_refused_with_its_terms() -> None:
    with pytest.raises(NoEstimateError, match=r"terms a × b has no estimate"):
        fit_loglinear(SPARSE, terms=[("a", "b")])


def test_model_that_is_not_identifiable_is_refused() -> None:
    with pytest.raises(NoEstimateError, match="cannot be told from others"):
        fit_loglinear(SPARSE, terms=[("a", "b"), ("a", "c"), ("b", "c")])


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError):
        fit_loglinear(SPARSE.without("c"))


def test_unknown_term_is_refused() -> None:
    with pytest.raises(ModelTermsError):
        fit_loglinear(SPARSE, terms=[("a", "z")])


def test_fixed_rule_gives_each_table_its_own_total() -> None:
    counts = np.array([[64.0, 64, 32, 64, 32, 32, 16], [40, 30, 6, 20, 0, 0, 0]])
    totals = FixedRule().estimate_many(INDEPENDENT, counts=counts)
    assert totals == pytest.approx([432, fit_loglinear(SPARSE).estimate])


def test_table_without_overlap_has_no_total() -> None:
    totals = FixedRule().estimate_many(INDEPENDENT, counts=np.array([[64.0, 64, 0, 64, 0, 0, 0]]))
    assert np.isnan(totals).all()


def test_list_that_has_nobody_in_one_table_is_left_out_there() -> None:
    totals = FixedRule().estimate_many(INDEPENDENT, counts=np.array([[50.0, 40, 10, 0, 0, 0, 0]]))
    assert totals == pytest.approx([60 * 50 / 10])


def test_newton_reports_what_did_not_converge() -> None:
    counts = np.array([[0.0, 40, 30, 6, 20, 0, 0, 0]])
    cells = np.array([[False, *[True] * 7]])
    fit = fit_batch(counts, terms=np.array([[0, 1, 2, 3, 4]]), cells=cells, most_steps=5)
    assert not fit.converged[0]
