"""Are rows and columns met, and is what cannot be balanced refused or counted?"""

import numpy as np
import pytest

from tocsin.methods.flow.balance import balance
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError, MarginSumError, UnreachableMarginError

EVEN = [[1.0, 1.0], [1.0, 1.0]]


def test_a_seed_of_ones_gives_the_product_of_the_margins() -> None:
    found = balance(np.ones((2, 3)), rows=[2, 4], columns=[1, 2, 3]).flows[0]
    assert found == pytest.approx(np.outer([2, 4], [1, 2, 3]) / 6)


def test_draws_of_margins_share_one_seed() -> None:
    rows = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]])
    assert balance(EVEN, rows=rows, columns=[2, 2]).flows.sum(axis=2) == pytest.approx(rows)


def test_draws_of_seeds_share_one_set_of_margins() -> None:
    seeds = np.random.default_rng(1).lognormal(0, 1, (5, 3, 3))
    found = balance(seeds, rows=[1, 2, 3], columns=[2, 2, 2])
    assert found.flows.sum(axis=2) == pytest.approx(np.tile([1, 2, 3], (5, 1)), rel=1e-6)


def test_draws_beyond_one_block_are_balanced_alike() -> None:
    found = balance(np.ones((60, 60)), rows=np.ones((130, 60)), columns=np.ones(60))
    assert np.allclose(found.flows, 1 / 60)


def test_a_margin_of_zero_empties_its_row() -> None:
    assert balance(EVEN, rows=[0, 4], columns=[2, 2]).flows[0].tolist() == [[0, 0], [2, 2]]


def test_margins_that_are_all_zero_give_an_empty_matrix() -> None:
    found = balance(EVEN, rows=[0, 0], columns=[0, 0])
    assert (found.flows.sum(), found.failed_count) == (0, 0)


def test_what_zeros_forbid_is_counted_as_failed() -> None:
    found = balance([[1, 1], [0, 1]], rows=[[1, 3], [3, 3]], columns=[[3, 1], [2, 4]])
    assert (found.failed_count, found.is_balanced.tolist()) == (1, [False, True])


def test_a_draw_that_cannot_be_balanced_is_given_up_early() -> None:
    assert balance([[1, 1], [0, 1]], rows=[1, 3], columns=[3, 1]).rounds[0] < 1_000


def test_most_rounds_ends_what_has_not_converged() -> None:
    found = balance([[1, 2], [3, 1]], rows=[1, 3], columns=[3, 1], most_rounds=1)
    assert (found.rounds.tolist(), found.failed_count) == ([1], 1)


def test_sums_that_differ_are_refused() -> None:
    with pytest.raises(MarginSumError, match=r"in draw 1 the rows add up to \+1 against the columns"):
        balance(EVEN, rows=[[2, 2], [2, 3]], columns=[2, 2])


@pytest.mark.parametrize(("seed", "what"), [([[0, 0], [1, 1]], "row 0"), ([[0, 1], [0, 1]], "column 0")])
def test_a_margin_without_a_way_is_refused(seed: list[list[float]], what: str) -> None:
    with pytest.raises(UnreachableMarginError, match=f"{what} has an amount"):
        balance(seed, rows=[2, 2], columns=[2, 2])


@pytest.mark.parametrize(
    ("seed", "rows"), [([1.0, 2.0], [1, 2]), (EVEN, [1, 2, 3]), (np.ones((2, 2, 2)), np.ones((3, 2)))]
)
def test_arrays_that_do_not_fit_are_refused(seed: object, rows: object) -> None:
    with pytest.raises(FlowShapeError):
        balance(seed, rows=rows, columns=[1, 1])  # type: ignore[arg-type]  # shapes are what is tested


@pytest.mark.parametrize("cell", [-1.0, np.nan, np.inf])
def test_a_seed_that_is_no_amount_is_refused(cell: float) -> None:
    with pytest.raises(FlowValueError, match=r"the seed has .* at \(0, 1\)"):
        balance(np.array([[1, cell], [1, 1]]), rows=[1, 1], columns=[1, 1])


def test_a_seed_of_zeros_is_refused() -> None:
    with pytest.raises(FlowValueError, match="all zero"):
        balance(np.zeros((2, 2)), rows=[1, 1], columns=[1, 1])


def test_a_negative_margin_is_refused() -> None:
    with pytest.raises(FlowValueError, match="the row totals has -1"):
        balance(EVEN, rows=[-1, 3], columns=[1, 1])


@pytest.mark.parametrize("settings", [{"tolerance": 0.0}, {"most_rounds": 0}])
def test_settings_that_never_end_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(FlowValueError, match="could not end"):
        balance(EVEN, rows=[1, 1], columns=[1, 1], **settings)  # type: ignore[arg-type]  # a mixed mapping
