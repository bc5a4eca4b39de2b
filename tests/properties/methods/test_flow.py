"""What holds for every set of balanced flows?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.chain import value_chain
from tocsin.methods.flow.conserve import conserve
from tocsin.methods.flow.gravity import fit_gravity, smooth_counts
from tocsin.methods.flow.paired_reports import compare_reports
from tocsin.methods.flow.reconcile import reconcile

SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.integers(2, 6)


def draw_seed(number: int, *, size: int) -> np.ndarray:
    """Draw a seed with some zeros in which every row and column has its diagonal cell, so that any margins can be met."""
    rng = np.random.default_rng(number)
    seed = rng.lognormal(0, 1, (size, size)) * (rng.random((size, size)) < 0.8)
    return seed + rng.lognormal(0, 1, (size, size)) * np.eye(size)


def draw_fitting(number: int, *, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw a seed, and margins that some matrix with all its cells has."""
    seed = draw_seed(number, size=size)
    other = seed * np.random.default_rng(number + 1).lognormal(0, 0.5, seed.shape)
    return seed, other.sum(axis=1), other.sum(axis=0)


def draw_route(number: int, *, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw legs without self-loops, and net amounts that flows along all of them have."""
    seed = draw_seed(number, size=size + 1)
    np.fill_diagonal(seed, 0)
    seed[np.arange(size), np.arange(1, size + 1)] += 0.5
    other = seed * np.random.default_rng(number + 1).lognormal(0, 0.5, seed.shape)
    return seed, other.sum(axis=1) - other.sum(axis=0)


@given(SEEDS, SIZES)
def test_margins_are_met(number: int, size: int) -> None:
    seed, rows, columns = draw_fitting(number, size=size)
    flows = balance(seed, rows=rows, columns=columns).flows[0]
    assert np.allclose(flows.sum(axis=1), rows, rtol=1e-5, atol=1e-6 * rows.sum())
    assert np.allclose(flows.sum(axis=0), columns)


@given(SEEDS, SIZES)
def test_a_balanced_matrix_stays_as_it_is(number: int, size: int) -> None:
    seed = draw_seed(number, size=size)
    assert np.allclose(balance(seed, rows=seed.sum(axis=1), columns=seed.sum(axis=0)).flows[0], seed, rtol=1e-5)


@given(SEEDS, SIZES)
def test_zeros_stay_zero(number: int, size: int) -> None:
    seed, rows, columns = draw_fitting(number, size=size)
    assert (balance(seed, rows=rows, columns=columns).flows[0][seed == 0] == 0).all()


@given(SEEDS, SIZES)
def test_odds_ratios_are_those_of_the_seed(number: int, size: int) -> None:
    rng = np.random.default_rng(number)
    seed = rng.lognormal(0, 1, (size, size))
    rows, columns = rng.lognormal(0, 1, (2, size))
    flows = balance(seed, rows=rows, columns=columns * rows.sum() / columns.sum()).flows[0]
    odds = [cells[0, 0] * cells[1, 1] / (cells[0, 1] * cells[1, 0]) for cells in (seed, flows)]
    assert odds[1] == pytest.approx(odds[0], rel=1e-9)


@given(SEEDS, SIZES, st.floats(1e-6, 1e6))
def test_the_unit_of_seed_and_margins_does_not_matter(number: int, size: int, factor: float) -> None:
    seed, rows, columns = draw_fitting(number, size=size)
    plain = balance(seed, rows=rows, columns=columns).flows
    scaled = balance(seed * factor, rows=rows * factor, columns=columns * factor).flows
    assert np.allclose(scaled / factor, plain, rtol=1e-6, atol=1e-9)


@given(SEEDS, SIZES)
def test_another_order_of_places_gives_the_same_flows(number: int, size: int) -> None:
    seed, rows, columns = draw_fitting(number, size=size)
    order = np.random.default_rng(number).permutation(size)
    plain = balance(seed, rows=rows, columns=columns).flows[0]
    moved = balance(seed[order][:, order], rows=rows[order], columns=columns[order]).flows[0]
    assert np.allclose(moved, plain[order][:, order], rtol=1e-5, atol=1e-6 * rows.sum())


@given(SEEDS, SIZES)
def test_each_draw_is_balanced_as_if_alone(number: int, size: int) -> None:
    cases = [draw_fitting(number + step, size=size) for step in (0, 2, 4)]
    seeds, rows, columns = (np.stack(parts) for parts in zip(*cases, strict=True))
    together = balance(seeds, rows=rows, columns=columns).flows
    alone = [balance(seed, rows=row, columns=column).flows[0] for seed, row, column in cases]
    assert np.allclose(together, alone, rtol=1e-9)


@given(SEEDS, SIZES)
def test_every_place_sends_on_what_it_receives_and_adds(number: int, size: int) -> None:
    seed, net = draw_route(number, size=size)
    assume(np.abs(net).sum() > 0.1)
    kept = conserve(seed, net)
    assert kept.failed_count == 0
    assert np.allclose(kept.flows[0].sum(axis=1) - kept.flows[0].sum(axis=0), net, atol=1e-6 * np.abs(net).sum())


@given(SEEDS, SIZES)
def test_conserved_flows_stay_as_they_are(number: int, size: int) -> None:
    seed, _ = draw_route(number, size=size)
    net = seed.sum(axis=1) - seed.sum(axis=0)
    assume(np.abs(net).sum() > 0.1)
    assert np.allclose(conserve(seed, net).flows[0], seed, rtol=1e-5, atol=1e-6)


@given(SEEDS, SIZES, st.floats(1e-6, 1e6))
def test_the_unit_of_the_seed_does_not_matter_for_conserved_flows(number: int, size: int, factor: float) -> None:
    seed, net = draw_route(number, size=size)
    assume(np.abs(net).sum() > 0.1)
    assert np.allclose(conserve(seed * factor, net).flows, conserve(seed, net).flows, rtol=1e-5, atol=1e-6)


@given(SEEDS, st.integers(2, 5))
def test_reconciled_accounts_close_and_stay_above_zero(number: int, size: int) -> None:
    rng = np.random.default_rng(number)
    amounts = rng.lognormal(0, 1, (40, 2 * size))
    signs = np.repeat([1, -1], size)
    adjusted = reconcile(amounts, signs).amounts
    assert np.allclose(adjusted @ signs, 0, atol=1e-9 * amounts.sum(axis=1).max())
    assert (adjusted >= 0).all()


@given(SEEDS, st.integers(2, 5))
def test_an_account_that_closes_is_not_touched(number: int, size: int) -> None:
    amounts = np.random.default_rng(number).lognormal(0, 1, (40, size))
    both = np.concatenate([amounts, amounts[:, ::-1]], axis=1)
    assert np.allclose(reconcile(both, np.repeat([1, -1], size)).amounts, both)


@given(SEEDS)
def test_gravity_keeps_the_totals_seen(number: int) -> None:
    rng = np.random.default_rng(number)
    places = rng.random((6, 2))
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + 0.1
    np.fill_diagonal(apart, np.nan)
    seen = np.nan_to_num(rng.gamma(2.0, 50.0 / apart))
    expected = fit_gravity(seen, apart).expected
    assert np.allclose(expected.sum(axis=1), seen.sum(axis=1), rtol=1e-6)
    assert np.allclose(expected.sum(axis=0), seen.sum(axis=0), rtol=1e-6)


@given(SEEDS, SIZES)
def test_smoothing_keeps_the_total_and_lies_between(number: int, size: int) -> None:
    rng = np.random.default_rng(number)
    counts, prior = rng.poisson(3, (size, size)) + np.eye(size), rng.lognormal(0, 1, (size, size))
    cells = smooth_counts(counts, prior).cells
    assert cells.sum() == pytest.approx(counts.sum())
    expected = prior / prior.sum() * counts.sum()
    assert (cells >= np.minimum(counts, expected) - 1e-9).all()
    assert (cells <= np.maximum(counts, expected) + 1e-9).all()


@given(SEEDS, SIZES)
def test_value_added_comes_to_the_last_price_less_the_first(number: int, size: int) -> None:
    rng = np.random.default_rng(number)
    quantity, price = rng.lognormal(0, 1, (2, 30, size + 1))
    chain = value_chain(quantity[:, :-1], quantity[:, 1:], prices_in=price[:, :-1], prices_out=price[:, 1:])
    assert np.allclose(chain.total, chain.paid_out[:, -1] - chain.paid_in[:, 0])


@given(SEEDS, st.floats(1e-3, 1e3))
def test_the_currency_of_reports_does_not_matter(number: int, rate: float) -> None:
    received, sent = np.random.default_rng(number).lognormal(0, 1, (2, 15, 8))
    found = [
        compare_reports(received * unit, sent * unit, factor_low=1.0, factor_high=1.1, peers=[0] * 15)
        for unit in (1.0, rate)
    ]
    assert np.allclose(found[0].own.high, found[1].own.high)
    assert (found[0].side(found[0].peers) == found[1].side(found[1].peers)).all()


@given(SEEDS)
def test_swapping_the_two_reports_mirrors_the_ranges(number: int) -> None:
    received, sent = np.random.default_rng(number).lognormal(0, 1, (2, 15, 8))
    one = compare_reports(received, sent, factor_low=1.0, factor_high=1.0, peers=[0] * 15)
    other = compare_reports(sent, received, factor_low=1.0, factor_high=1.0, peers=[0] * 15)
    assert np.allclose(one.own.low, -other.own.high)
    assert np.allclose(one.gap_low, -other.gap_high)
