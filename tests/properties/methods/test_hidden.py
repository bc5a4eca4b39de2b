"""What holds for every estimate from overlapping lists, whatever the counts?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.lists import make_lists, make_three, move_lists
from tocsin.methods.hidden.bootstrap import bootstrap_bca
from tocsin.methods.hidden.chapman import estimate_chapman
from tocsin.methods.hidden.convergence import check_chains
from tocsin.methods.hidden.errors import NoEstimateError
from tocsin.methods.hidden.goodness import simulate_deviance
from tocsin.methods.hidden.graph_fit import check_graphs
from tocsin.methods.hidden.graphs import average_graphs
from tocsin.methods.hidden.latent import simulate_classes
from tocsin.methods.hidden.leave_out import leave_each_out
from tocsin.methods.hidden.linkage import simulate_missed_links
from tocsin.methods.hidden.loglinear import FixedRule, fit_loglinear
from tocsin.methods.hidden.strata import estimate_strata
from tocsin.methods.hidden.table import CaptureTable
from tocsin.methods.hidden.tails import settle_limits

THREE = st.lists(st.integers(1, 60), min_size=7, max_size=7)
SEEDS = st.integers(0, 2**32 - 1)
SHARES = [0.05, 0.5, 0.95]


@given(THREE, st.permutations(range(3)))
def test_relabelling_lists_leaves_the_graphs_alone(counts: list[int], order: list[int]) -> None:
    table = make_three(counts)
    moved = average_graphs(move_lists(table, order=order))
    assert moved.quantile(SHARES) == pytest.approx(average_graphs(table).quantile(SHARES), abs=1)


@given(THREE)
def test_a_posterior_rises_from_those_seen_to_certainty(counts: list[int]) -> None:
    result = average_graphs(make_three(counts))
    assert (np.diff(result.cumulative) >= 0).all()
    assert result.totals[0] > sum(counts)
    assert result.cumulative[-1] == pytest.approx(1.0)


@given(THREE, SEEDS)
def test_latent_totals_are_whole_and_above_those_seen(counts: list[int], seed: int) -> None:
    result = simulate_classes(
        make_three(counts), rng=np.random.default_rng(seed), steps=10, warm_up=10, chains=2, classes=3
    )
    assert (result.totals == np.round(result.totals)).all()
    assert (result.totals >= sum(counts)).all()


@given(THREE)
def test_two_lists_do_not_mind_their_order(counts: list[int]) -> None:
    table = make_three(counts)
    one, other = (estimate_chapman(table, lists=pair) for pair in (("A", "C"), ("C", "A")))
    assert (one.value, one.low, one.high) == (other.value, other.low, other.high)


@given(THREE)
def test_an_interval_of_two_lists_holds_its_value_and_whom_they_saw(counts: list[int]) -> None:
    table = make_three(counts)
    result = estimate_chapman(table, lists=("A", "B"))
    seen = table.list_totals[0] + table.list_totals[1] - table.overlaps[0, 1]
    assert seen - 1e-9 <= result.low <= result.value <= result.high


@given(THREE, SEEDS)
def test_joining_records_again_leaves_every_list_as_long_as_it_was(counts: list[int], seed: int) -> None:
    class Checker:
        def estimate_many(self, table: CaptureTable, *, counts: np.ndarray) -> np.ndarray:
            return np.abs(counts @ table.full()[0] - table.list_totals).sum(axis=1)

    found = simulate_missed_links(
        make_three(counts), Checker(), shares=[0.05], draws=4, rng=np.random.default_rng(seed)
    )
    assert (found[0].values == 0).all()


@given(THREE, SEEDS)
def test_no_missed_links_give_the_estimate_itself(counts: list[int], seed: int) -> None:
    table = make_three(counts)
    found = simulate_missed_links(table, FixedRule(), shares=[0.0], rng=np.random.default_rng(seed))
    assert found[0].values == pytest.approx([fit_loglinear(table).estimate])


@given(THREE, THREE)
def test_the_order_of_strata_does_not_matter(first: list[int], second: list[int]) -> None:
    one, other = (estimate_strata(pair, lists="ABC", terms=[("A", "B")]) for pair in ([first, second], [second, first]))
    assert one.joint.values == pytest.approx(other.joint.values[::-1], rel=1e-6)


@given(THREE)
def test_one_stratum_is_the_log_linear_model(counts: list[int]) -> None:
    joint = estimate_strata([counts], lists="ABC", terms=[("B", "C")]).joint
    assert joint.total == pytest.approx(fit_loglinear(make_three(counts), terms=[("B", "C")]).estimate, rel=1e-6)


@given(THREE, THREE)
def test_sharing_interactions_never_fits_better(first: list[int], second: list[int]) -> None:
    result = estimate_strata([first, second], lists="ABC", terms=[("A", "B"), ("A", "C")])
    assert result.joint.deviance >= result.separate.deviance - 1e-6


@given(THREE, SEEDS)
def test_the_order_in_which_lists_are_left_out_is_theirs(counts: list[int], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(3).tolist()
    table = make_three(counts)
    one, other = (
        {left.left_out: left.value for left in leave_each_out(each, lambda rest: rest.seen)}
        for each in (table, move_lists(table, order=order))
    )
    assert one == other


@given(st.lists(st.integers(0, 20), min_size=15, max_size=15), SEEDS)
def test_a_p_value_is_a_probability(counts: list[int], seed: int) -> None:
    table = make_lists([count + 1 for count in counts], lists=4)
    try:
        result = simulate_deviance(table, replicates=20, rng=np.random.default_rng(seed))
    except NoEstimateError:
        assume(False)  # the rare table without an estimate has nothing to test
    assert 0 < result.p_value <= 1


@given(SEEDS)
def test_agreement_does_not_depend_on_the_order_of_chains_or_the_scale(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chains = rng.normal(size=(3, 50)).cumsum(axis=1)
    moved = np.exp(chains[::-1] / 10)
    assert check_chains(moved).bulk_draws == pytest.approx(check_chains(chains).bulk_draws)


@given(st.lists(st.integers(5, 60), min_size=7, max_size=7), SEEDS)
def test_settled_ends_hold_the_middle_replicates(counts: list[int], seed: int) -> None:
    table, rng = make_three(counts), np.random.default_rng(seed)
    result = bootstrap_bca(table, FixedRule(), replicates=100, rng=rng)
    limits = settle_limits(table, FixedRule(), result=result, level=0.99, replicates=500, rng=rng)
    assert limits.low <= limits.high
    assert limits.low >= sum(counts)


@given(THREE, SEEDS)
def test_the_fit_of_graphs_is_a_probability_or_unknown(counts: list[int], seed: int) -> None:
    table = make_three(counts)
    found = check_graphs(table, average_graphs(table), replicates=20, rng=np.random.default_rng(seed))
    assert 0 <= found.judged <= 1 + 1e-9
    assert np.isnan(found.p_value) == (found.graph_count == 0)
    assert np.isnan(found.p_value) or 0 < found.p_value <= 1
