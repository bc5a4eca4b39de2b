"""Is a figure refused whose value lies outside its own interval?"""

import pytest

from tocsin.terms.estimate import Estimate, EstimateOrderError
from tocsin.terms.period import Period
from tocsin.terms.place import Place
from tocsin.terms.recipe import Recipe


def make(low: float, value: float, high: float) -> Estimate:
    return Estimate(
        value=value, mean=value, low=low, high=high, unit="ha", place=Place.parse("COL"), period=Period.parse("2020"),
        recipe=Recipe("m", 1, ""),
    )  # fmt: skip


@pytest.mark.parametrize(("low", "value", "high"), [(1, 2, 3), (2, 2, 2), (1, 1, 3)])
def test_a_value_inside_its_interval_stands(low: float, value: float, high: float) -> None:
    assert make(low, value, high).value == value


@pytest.mark.parametrize(("low", "value", "high"), [(2, 1, 3), (1, 4, 3), (3, 2, 1), (float("nan"), 1, 2)])
def test_a_value_outside_its_interval_is_refused(low: float, value: float, high: float) -> None:
    with pytest.raises(EstimateOrderError, match="the value must lie inside its interval"):
        make(low, value, high)


def test_the_interval_is_one_of_ninety_percent_unless_said() -> None:
    assert make(1, 2, 3).level == 0.9
