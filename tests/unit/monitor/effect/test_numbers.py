"""Are numbers of a study written for readers?"""

import math

import pytest

from tocsin.monitor.effect.numbers import keep_finite, write_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1234567, "1,230,000"),
        (-0.01234, "−0.0123"),
        (99.96, "100.0"),
        (12.34, "12.3"),
        (math.nan, "not known"),
    ],
)
def test_numbers_have_three_digits_and_a_true_minus(value: float, text: str) -> None:
    assert write_number(value) == text


@pytest.mark.parametrize(("value", "kept"), [(1.5, 1.5), (math.inf, None), (math.nan, None)])
def test_what_is_unbounded_is_left_open(value: float, kept: float | None) -> None:
    assert keep_finite(value) == kept
