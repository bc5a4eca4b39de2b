"""Are the arrays of an evaluation refused with a reason where nothing can be told from them?"""

import numpy as np
import pytest

from tocsin.methods.effect.arrays import check_level, check_start, check_variation, read_array
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoVariationError, TooShortError


def test_whole_numbers_are_read_as_floats() -> None:
    assert read_array([1, 2], name="values", dimensions=1).dtype == np.float64


def test_a_missing_value_is_named_with_its_place() -> None:
    with pytest.raises(EffectShapeError, match=r"missing or infinite value at \[1\]"):
        read_array([1.0, np.nan], name="values", dimensions=1)


@pytest.mark.parametrize("values", [[], [[1.0]]])
def test_an_array_of_another_shape_is_refused(values: list[object]) -> None:
    with pytest.raises(EffectShapeError, match="dimension"):
        read_array(values, name="values", dimensions=1)


@pytest.mark.parametrize("start", [0, 10, -1])
def test_a_start_outside_the_series_is_refused(start: int) -> None:
    with pytest.raises(TooShortError, match="on one side"):
        check_start(start, periods=10, before=1, after=1)


def test_too_few_periods_before_are_counted() -> None:
    with pytest.raises(TooShortError, match="there are 2 periods before"):
        check_start(2, periods=10, before=3, after=1)


def test_too_few_periods_after_are_counted() -> None:
    with pytest.raises(TooShortError, match="and 2 from it on"):
        check_start(8, periods=10, before=3, after=3)


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(EffectSettingError, match="probability"):
        check_level(level)


def test_values_that_never_change_are_refused() -> None:
    with pytest.raises(NoVariationError, match="all 3"):
        check_variation(np.full(4, 3.0), name="values")
