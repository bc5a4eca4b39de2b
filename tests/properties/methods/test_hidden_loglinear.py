"""What holds for every log-linear model of overlapping lists, however it was chosen?"""

from itertools import combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.methods.hidden.bootstrap import bootstrap_bca
from tocsin.methods.hidden.existence import find_existence
from tocsin.methods.hidden.loglinear import FixedRule, fit_loglinear
from tocsin.methods.hidden.search import search_models
from tocsin.methods.hidden.stepwise import select_stepwise
from tocsin.methods.hidden.table import CaptureTable, list_patterns
from tocsin.methods.hidden.terms import Term

NAMES = "abcd"
COUNTS = st.lists(st.one_of(st.just(0), st.integers(1, 60)), min_size=15, max_size=15)
PAIRS = tuple(combinations(NAMES, 2))
TERMS = st.lists(st.sampled_from(PAIRS), max_size=4, unique=True)
ORDERS = st.permutations(range(4))


def build(counts: list[int]) -> CaptureTable:
    """Build a table of four lists that has one estimate of main effects."""
    totals = np.array(counts) @ list_patterns(4)
    shared = sum(count for count, row in zip(counts, list_patterns(4), strict=True) if row.sum() > 1)
    assume(bool((totals > 0).all()) and shared > 0)
    table = CaptureTable.from_patterns(NAMES, list_patterns(4), counts=counts)
    assume(find_existence(table).code == 0)
    return table


def reorder(table: CaptureTable, order: list[int]) -> CaptureTable:
    return CaptureTable.from_patterns(
        [table.lists[place] for place in order], table.patterns[:, order], counts=table.counts
    )


def has_estimate(table: CaptureTable, terms: list[Term]) -> bool:
    return find_existence(table, terms=terms).code == 0


@given(COUNTS, TERMS, ORDERS)
def test_relabelling_lists_changes_no_estimate(counts: list[int], terms: list[Term], order: list[int]) -> None:
    table = build(counts)
    assume(has_estimate(table, terms))
    there = fit_loglinear(reorder(table, order), terms=terms)
    assert np.isclose(there.estimate, fit_loglinear(table, terms=terms).estimate, rtol=1e-7)


@given(COUNTS, TERMS, ORDERS)
def test_relabelling_lists_changes_no_existence(counts: list[int], terms: list[Term], order: list[int]) -> None:
    table = build(counts)
    assert find_existence(reorder(table, order), terms=terms).code == find_existence(table, terms=terms).code


@given(COUNTS, ORDERS)
def test_relabelling_lists_changes_no_best_value(counts: list[int], order: list[int]) -> None:
    table = build(counts)
    there = search_models(reorder(table, order)).models[0]
    assert np.isclose(there.bic, search_models(table).models[0].bic, rtol=1e-7)


@given(COUNTS, st.permutations(range(15)))
def test_order_of_rows_changes_nothing(counts: list[int], order: list[int]) -> None:
    table = build(counts)
    there = CaptureTable.from_patterns(NAMES, table.patterns[order], counts=table.counts[order])
    assert select_stepwise(there).fit.estimate == select_stepwise(table).fit.estimate


@given(COUNTS, TERMS, st.integers(2, 9))
def test_times_as_many_cases_give_times_the_estimate(counts: list[int], terms: list[Term], times: int) -> None:
    table = build(counts)
    assume(has_estimate(table, terms))
    many = CaptureTable.from_patterns(NAMES, table.patterns, counts=table.counts * times)
    assert np.isclose(fit_loglinear(many, terms=terms).estimate, times * fit_loglinear(table, terms=terms).estimate)


@given(COUNTS, TERMS)
def test_overlaps_in_the_model_are_fitted_exactly(counts: list[int], terms: list[Term]) -> None:
    table = build(counts)
    assume(has_estimate(table, terms))
    patterns, means = table.full()[0], fit_loglinear(table, terms=terms).means
    fitted = (patterns * means[:, None]).T @ patterns
    held = [(a, a) for a in range(4)] + [(NAMES.index(a), NAMES.index(b)) for a, b in terms]
    assert np.allclose([fitted[pair] for pair in held], [table.overlaps[pair] for pair in held], atol=1e-4)


@given(COUNTS, TERMS)
def test_fitted_counts_add_up_to_those_seen(counts: list[int], terms: list[Term]) -> None:
    table = build(counts)
    assume(has_estimate(table, terms))
    assert np.isclose(fit_loglinear(table, terms=terms).means.sum(), table.seen)


@given(COUNTS, TERMS)
def test_a_term_more_never_fits_worse(counts: list[int], terms: list[Term]) -> None:
    table = build(counts)
    assume(bool(terms) and has_estimate(table, terms) and has_estimate(table, terms[1:]))
    more, less = fit_loglinear(table, terms=terms), fit_loglinear(table, terms=terms[1:])
    assert more.deviance <= less.deviance + 1e-6


@given(COUNTS)
def test_best_model_is_never_behind_the_stepwise_one(counts: list[int]) -> None:
    table = build(counts)
    assert search_models(table).models[0].bic <= select_stepwise(table).fit.bic + 1e-6


@given(COUNTS)
def test_estimate_is_never_below_those_seen(counts: list[int]) -> None:
    table = build(counts)
    assert select_stepwise(table).fit.estimate >= table.seen


@given(COUNTS, st.integers(0, 2**32 - 1))
def test_wider_level_gives_a_wider_interval(counts: list[int], seed: int) -> None:
    table = build([count + 1 for count in counts])
    result = bootstrap_bca(table, FixedRule(), replicates=100, rng=np.random.default_rng(seed))
    narrow, wide = result.limits(0.5), result.limits(0.9)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
