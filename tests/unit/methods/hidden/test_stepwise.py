"""Are pairs of lists added in the order of their p-values, and only where an estimate remains?"""

import numpy as np
import pytest

from tocsin.methods.hidden.errors import NoEstimateError, StepwiseThresholdError, TooFewListsError
from tocsin.methods.hidden.loglinear import fit_loglinear
from tocsin.methods.hidden.stepwise import StepwiseRule, select_stepwise
from tocsin.methods.hidden.table import CaptureTable, list_patterns

INDEPENDENT = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 32, 64, 32, 32, 16])
LINKED = CaptureTable.from_patterns("abc", list_patterns(3), counts=[64, 64, 160, 64, 32, 32, 80])
SPARSE = CaptureTable.from_patterns("abc", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], counts=[40, 30, 20, 6])


def test_independent_lists_need_no_term() -> None:
    assert select_stepwise(INDEPENDENT).steps == ()


def test_linked_pair_is_found() -> None:
    assert select_stepwise(LINKED).fit.terms == (("a", "b"),)


def test_total_at_the_end_is_that_of_the_model_selected() -> None:
    assert select_stepwise(LINKED).fit.estimate == pytest.approx(fit_loglinear(LINKED, terms=[("a", "b")]).estimate)


def test_step_tells_what_was_seen_and_expected() -> None:
    step = select_stepwise(LINKED).steps[0]
    expected = fit_loglinear(LINKED).means[list_patterns(3)[:, :2].all(axis=1)].sum()
    assert (step.observed, step.expected) == (240, pytest.approx(expected))


def test_p_value_of_an_empty_overlap_is_the_chance_of_none() -> None:
    counts = [64, 64, 0, 64, 32, 32, 0]
    step = select_stepwise(CaptureTable.from_patterns("abc", list_patterns(3), counts=counts)).steps[0]
    assert step.p_value == pytest.approx(np.exp(-step.expected))


def test_threshold_of_0_keeps_main_effects() -> None:
    assert select_stepwise(LINKED, threshold=0).fit.terms == ()


def test_pair_without_an_estimate_is_refused_and_named() -> None:
    result = select_stepwise(SPARSE, threshold=0.9)
    assert ("a", "b") in result.refused
    assert ("a", "b") not in result.fit.terms


@pytest.mark.parametrize("threshold", [-0.1, 1.0, np.nan])
def test_threshold_that_is_no_probability_is_refused(threshold: float) -> None:
    with pytest.raises(StepwiseThresholdError, match="from 0 to below 1"):
        select_stepwise(LINKED, threshold=threshold)


def test_two_lists_are_refused() -> None:
    with pytest.raises(TooFewListsError):
        select_stepwise(LINKED.without("a"))


def test_lists_that_all_hold_the_same_are_refused() -> None:
    with pytest.raises(NoEstimateError, match="not even the model without interactions"):
        select_stepwise(CaptureTable.from_patterns("abc", [[1, 1, 1]], counts=[12]))


def test_many_tables_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(4)
    counts = rng.multinomial(200, LINKED.full()[1] / LINKED.seen, size=30).astype(np.float64)
    alone = [
        select_stepwise(CaptureTable.from_patterns("abc", list_patterns(3), counts=row)).fit.estimate for row in counts
    ]
    assert StepwiseRule().estimate_many(LINKED, counts=counts) == pytest.approx(alone)


def test_table_without_overlap_has_no_total() -> None:
    assert np.isnan(StepwiseRule().estimate_many(LINKED, counts=np.array([[9.0, 9, 0, 9, 0, 0, 0]]))).all()


def test_pairs_too_unlikely_for_a_p_value_come_by_their_distance() -> None:
    counts = [40_000, 40_000, 90_000, 40_000, 10_000, 70_000, 9_000]
    steps = select_stepwise(CaptureTable.from_patterns("abc", list_patterns(3), counts=counts)).steps
    assert (steps[0].term, steps[0].p_value) == (("a", "c"), 0)


def test_threshold_of_0_adds_not_even_what_is_too_unlikely_for_a_p_value() -> None:
    counts = [40_000, 40_000, 90_000, 40_000, 10_000, 70_000, 9_000]
    table = CaptureTable.from_patterns("abc", list_patterns(3), counts=counts)
    assert select_stepwise(table, threshold=0).steps == ()
