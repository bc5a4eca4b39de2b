"""Do amounts move by their variances until both sides agree?"""

import numpy as np
import pytest

from tocsin.methods.flow.errors import FlowShapeError, FlowValueError, MarginSumError
from tocsin.methods.flow.reconcile import reconcile


def test_each_amount_moves_by_its_share_of_the_variance() -> None:
    assert reconcile([[10.0, 4.0, 2.0]], [1, -1, -1], variances=[1, 2, 1]).amounts[0].tolist() == [9, 6, 3]


def test_an_amount_without_variance_stays() -> None:
    assert reconcile([[10.0, 4.0]], [1, -1], variances=[0, 2]).amounts[0].tolist() == [10, 10]


def test_accounts_close_each_by_itself() -> None:
    found = reconcile([[6.0, 4.0, 8.0, 2.0]], [1, -1, 1, -1], groups=[0, 0, 1, 1], variances=[1] * 4)
    assert (found.amounts[0].tolist(), found.gap[0].tolist()) == ([5, 5, 5, 5], [2, 6])


def test_an_amount_stops_at_zero_and_the_rest_move_on() -> None:
    found = reconcile([[1.0, 9.0, 2.0]], [1, 1, -1], variances=[2, 1, 1])
    assert found.amounts[0].tolist() == pytest.approx([0, 5.5, 5.5])
    assert found.clipped_share == 1


def test_normal_draws_become_draws_given_that_both_sides_agree() -> None:
    rng = np.random.default_rng(1)
    given = rng.normal([100, 90], [10, 5], (40_000, 2))
    found = reconcile(given, [1, -1], variances=[100, 25]).amounts[:, 0]
    assert (found.mean(), found.std()) == (pytest.approx(92, abs=0.1), pytest.approx(np.sqrt(20), rel=0.02))


def test_what_nothing_may_close_is_refused() -> None:
    with pytest.raises(MarginSumError, match=r"account 0 is out by \+6 in draw 0"):
        reconcile([[10.0, 4.0]], [1, -1], variances=[0, 0])


def test_one_draw_without_variances_is_refused() -> None:
    with pytest.raises(FlowShapeError, match="one draw shows no variance"):
        reconcile([[10.0, 4.0]], [1, -1])


@pytest.mark.parametrize("signs", [[1, 1, -1], [1, 0], [1, -2]])
def test_signs_that_do_not_fit_are_refused(signs: list[int]) -> None:
    with pytest.raises(FlowShapeError, match="a sign of"):
        reconcile(np.ones((3, 2)), signs)


def test_variances_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="Give one per amount"):
        reconcile(np.ones((3, 2)), [1, -1], variances=[1, 2, 3])


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(FlowValueError, match="the amounts has -1"):
        reconcile([[-1.0, 1.0], [1.0, 1.0]], [1, -1])
