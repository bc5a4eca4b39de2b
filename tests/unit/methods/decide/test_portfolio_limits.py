"""Are limits written as they were meant, conflicts among them found, and impossible ones refused?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.decide.portfolio_conflict import find_conflicts
from tocsin.methods.decide.portfolio_limits import CircularNeedsError, limit_amounts, limit_count, require_first
from tocsin.methods.decide.portfolio_master import SolverError
from tocsin.methods.decide.portfolio_problem import Limit, PortfolioInputError

NAMES = ["patrol", "boats", "crews"]

WRONG: dict[str, Callable[[], object]] = {
    "do not fit each other": lambda: limit_amounts([[1.0, 2.0]], [1.0], names=["year"]),
    "measure 1 uses -2.0 of 'year'": lambda: limit_amounts([[1.0], [-2.0]], [1.0], names=["year"]),
    "measure 0 uses nan of 'year'": lambda: limit_amounts([[np.nan]], [1.0], names=["year"]),
    r"the limits \[-1.0\]": lambda: limit_amounts([[1.0]], [-1.0], names=["year"]),
    r"the limits \[nan\]": lambda: limit_amounts([[1.0]], [np.nan], names=["year"]),
    "one stands twice": lambda: limit_count([0, 0], measures=3, name="group", kind="exclusion", most=1),
    "not from 0 to 2": lambda: limit_count([3], measures=3, name="group", kind="exclusion", most=1),
    "counts measures by": lambda: limit_count([0], measures=2, name="group", kind="floor", least=1, amounts=[1, -1]),
    "limits nothing": lambda: limit_count([0], measures=3, name="group", kind="floor"),
    "one pair twice": lambda: require_first([(0, 1), (0, 1)], names=NAMES),
    "name a measure that is not": lambda: require_first([(0, 3)], names=NAMES),
}


@pytest.mark.parametrize("told", list(WRONG))
def test_impossible_limit_is_refused(told: str) -> None:
    with pytest.raises(PortfolioInputError, match=told):
        WRONG[told]()


def test_circle_of_needs_is_named() -> None:
    with pytest.raises(CircularNeedsError, match="boats needs crews needs boats:"):
        require_first([(0, 1), (1, 2), (2, 1)], names=NAMES)


def test_measure_that_needs_itself_is_named() -> None:
    with pytest.raises(CircularNeedsError, match="boats needs boats:"):
        require_first([(1, 1)], names=NAMES)


def test_needs_that_meet_again_are_no_circle() -> None:
    assert len(require_first([(0, 1), (0, 2), (1, 2)], names=NAMES)) == 3


@pytest.mark.parametrize(("chosen", "is_kept"), [([True, False, False], False), ([True, True, False], True)])
def test_need_is_kept_only_with_what_is_needed(chosen: list[bool], is_kept: bool) -> None:
    (need,) = require_first([(0, 1)], names=NAMES)
    assert need.allows(np.array(chosen)) is is_kept


def test_floor_counts_amounts_of_its_members_alone() -> None:
    floor = limit_count([0, 2], measures=3, name="floor", kind="floor", least=5, amounts=[3.0, 9.0, 2.0])
    assert floor.coefficients.tolist() == [3.0, 0.0, 2.0]


def make_limit(name: str, coefficients: list[float], *, low: float = -np.inf, high: float = np.inf) -> Limit:
    return Limit(name, "fixed", np.array(coefficients), low=low, high=high)


def test_limits_that_can_be_kept_have_no_conflict() -> None:
    assert find_conflicts([make_limit("a", [1.0, 1.0], low=1), make_limit("b", [1.0, 1.0], high=1)]) == ()


def test_every_conflict_is_found() -> None:
    limits = [
        make_limit("all of first", [1.0, 0.0], low=1),
        make_limit("none of first", [1.0, 0.0], high=0),
        make_limit("all of second", [0.0, 1.0], low=1),
        make_limit("none of second", [0.0, 1.0], high=0),
    ]
    assert find_conflicts(limits) == (("all of first", "none of first"), ("all of second", "none of second"))


def test_conflict_that_only_whole_choices_have_is_found() -> None:
    limits = [make_limit("half", [2.0, 2.0], low=1, high=1), make_limit("spare", [1.0, 0.0], high=1)]
    assert find_conflicts(limits) == (("half",),)


def test_limit_that_alone_cannot_be_kept_is_a_conflict() -> None:
    assert find_conflicts([make_limit("too much", [1.0, 1.0], low=3)]) == (("too much",),)


def test_limit_with_an_end_that_is_no_number_is_refused() -> None:
    with pytest.raises(SolverError, match="refuses a limit from nan to inf on 2 measures"):
        find_conflicts([make_limit("blank", [1.0, 1.0], low=np.nan)])


def test_limits_on_different_measures_are_refused() -> None:
    with pytest.raises(PortfolioInputError, match="not about the same measures"):
        find_conflicts([make_limit("a", [1.0]), make_limit("b", [1.0, 1.0])])
