"""Is value added told stage by stage?"""

import numpy as np
import pytest

from tocsin.methods.flow.chain import value_chain
from tocsin.methods.flow.errors import FlowShapeError, FlowValueError


def test_each_stage_adds_what_it_is_paid_less_what_it_paid() -> None:
    found = value_chain([0, 10, 9], [10, 9, 8], prices_in=[0, 2, 5], prices_out=[2, 5, 20])
    assert (found.added.tolist(), found.total.tolist()) == ([[20, 25, 115]], [160])


def test_a_stage_that_loses_its_goods_adds_less_than_nothing() -> None:
    assert value_chain([10], [0], prices_in=[2], prices_out=[5]).added.tolist() == [[-20]]


def test_prices_alike_in_all_draws_serve_all() -> None:
    found = value_chain(np.zeros((4, 1)), np.arange(4.0)[:, None], prices_in=[0], prices_out=[3])
    assert found.total.tolist() == [0, 3, 6, 9]


def test_stages_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="cannot be told apart"):
        value_chain([1, 2], [1], prices_in=[1, 1], prices_out=[1, 1])


def test_draws_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FlowShapeError, match="Draws belong together"):
        value_chain(np.ones((3, 1)), np.ones((2, 1)), prices_in=[1], prices_out=[1])


def test_a_negative_price_is_refused() -> None:
    with pytest.raises(FlowValueError, match="prices in of the chain"):
        value_chain([1], [1], prices_in=[-1], prices_out=[1])
