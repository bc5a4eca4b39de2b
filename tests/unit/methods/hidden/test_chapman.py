"""Does the estimate of two lists follow its formula?"""

import numpy as np
import pytest

from tests.support.lists import make_three
from tocsin.methods.hidden.chapman import estimate_chapman
from tocsin.methods.hidden.errors import UnknownListError
from tocsin.methods.hidden.settings import HiddenSettingError
from tocsin.methods.hidden.table import CaptureTable

TWO = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[90, 40, 10])


def test_the_value_is_the_formula() -> None:
    assert estimate_chapman(TWO, lists=("A", "B")).value == pytest.approx(101 * 51 / 11 - 1)


def test_the_error_is_the_formula() -> None:
    assert estimate_chapman(TWO, lists=("A", "B")).error ** 2 == pytest.approx(101 * 51 * 90 * 40 / (11**2 * 12))


def test_the_interval_is_the_formula() -> None:
    spread = np.sqrt(1 / 10.5 + 1 / 90.5 + 1 / 40.5 + 10.5 / (90.5 * 40.5))
    high = 140 - 0.5 + 90.5 * 40.5 / 10.5 * np.exp(1.6448536 * spread)
    assert estimate_chapman(TWO, lists=("A", "B")).high == pytest.approx(high, rel=1e-6)


def test_other_lists_are_not_used() -> None:
    three = make_three()
    alone = CaptureTable.from_patterns("AB", [[1, 0], [0, 1], [1, 1]], counts=[80, 80, 20])
    assert estimate_chapman(three, lists=("A", "B")).value == estimate_chapman(alone, lists=("A", "B")).value


def test_a_list_inside_another_leaves_no_error() -> None:
    inside = CaptureTable.from_patterns("AB", [[1, 0], [1, 1]], counts=[50, 10])
    assert estimate_chapman(inside, lists=("A", "B")).error == 0


@pytest.mark.parametrize("lists", [("A", "X"), ("A", "A")])
def test_what_are_not_two_lists_is_refused(lists: tuple[str, str]) -> None:
    with pytest.raises(UnknownListError, match="not two lists of the table"):
        estimate_chapman(TWO, lists=lists)


def test_a_level_of_one_is_refused() -> None:
    with pytest.raises(HiddenSettingError, match="level is 1"):
        estimate_chapman(TWO, lists=("A", "B"), level=1.0)
