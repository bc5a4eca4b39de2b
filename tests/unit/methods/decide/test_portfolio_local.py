"""Does a choice get better by exchanges, and only by those that are allowed?"""

import numpy as np

from tocsin.methods.decide.portfolio_cuts import CutPool
from tocsin.methods.decide.portfolio_limits import limit_amounts, limit_count
from tocsin.methods.decide.portfolio_local import Neighbourhood, improve
from tocsin.methods.decide.portfolio_problem import Limit, state_problem

MEASURES = 15
BUDGET = limit_amounts(np.ones((MEASURES, 1)), [1.0], names=["one"])
# All measures bear on one threat, each more than the one after it.
MODEL = state_problem([[[[10.0]]]], np.linspace(0.5, 0.9, MEASURES).reshape(1, MEASURES, 1, 1), limits=BUDGET).model


def better(start: list[int], *, allowed: set[int], limits: tuple[Limit, ...] = BUDGET) -> list[int]:
    """Positions that exchanges lead to from a start, if only some measures are allowed."""
    near = Neighbourhood.of(limits, measures=MEASURES)
    chosen = np.isin(np.arange(MEASURES), start)
    found = improve(
        chosen,
        pool=CutPool(MODEL),
        weights=np.ones(1),
        near=near,
        allows=lambda other: set(np.flatnonzero(other).tolist()) <= allowed,
    )
    return np.flatnonzero(found).tolist()


def test_worse_measure_gives_way_to_the_best() -> None:
    assert better([9], allowed=set(range(MEASURES))) == [0]


def test_exchange_behind_many_that_are_not_allowed_is_found() -> None:
    assert better([14], allowed={13, 14}) == [13]


def test_best_choice_stays() -> None:
    assert better([0], allowed=set(range(MEASURES))) == [0]


def test_least_that_must_be_taken_is_not_given_up() -> None:
    least = limit_count([9], measures=MEASURES, name="kept", kind="fixed", least=1)
    assert better([9], allowed=set(range(MEASURES)), limits=(*BUDGET, least)) == [9]


def test_rounding_takes_the_largest_parts_that_fit() -> None:
    near = Neighbourhood.of(limit_amounts(np.ones((3, 1)), [2.0], names=["two"]), measures=3)
    assert near.round_down(np.array([0.3, 0.9, 0.8])).tolist() == [False, True, True]
