"""Is an amount written so that nobody can mistake it?"""

import numpy as np
import pytest

from tocsin.estimate.flow.figures import GapRange, summarise_amount, write_count, write_names, write_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1,230,000"),
        (57.04, "57.0"),
        (0.012345, "0.0123"),
        (-3.14159, "−3.14"),
        (999.9, "1,000"),
        (9.9996, "10.0"),
        (-4.2e-13, "−4.20e−13"),
        (1e-6, "0.00000100"),
    ],
)
def test_a_number_has_three_digits(value: float, text: str) -> None:
    assert write_number(value) == text


def test_an_amount_is_told_with_interval_and_unit() -> None:
    assert str(summarise_amount(np.linspace(0, 100, 101), level=0.9, unit="t/year")) == "50.0 (5.00 to 95.0) t/year"


def test_an_amount_without_spread_says_that_it_is_fixed() -> None:
    assert str(summarise_amount(np.full(9, 4.0), level=0.9, unit="kg")) == "4.00 (fixed) kg"


@pytest.mark.parametrize(("shift", "excludes"), [(0, False), (60, True), (-60, True)])
def test_an_interval_on_one_side_excludes_zero(shift: float, *, excludes: bool) -> None:
    assert summarise_amount(np.linspace(-50, 50, 101) + shift, level=0.9, unit="kg").excludes_zero is excludes


def test_long_lists_are_cut_with_a_count() -> None:
    assert write_names("abcdefg", most=3) == "a, b, c and 4 more"


@pytest.mark.parametrize(("count", "text"), [(1, "1 leg"), (1200, "1,200 legs")])
def test_counts_have_the_right_word(count: int, text: str) -> None:
    assert write_count(count, "leg") == text


@pytest.mark.parametrize(
    ("low", "high", "text"), [(119, 123, "119 to 123 USD"), (0, 0, "0 USD"), (-2, 3, "−2.00 to 3.00 USD")]
)
def test_a_gap_is_told_as_a_range_with_its_unit(low: float, high: float, text: str) -> None:
    assert str(GapRange(low=low, high=high, unit="USD")) == text


def test_the_middle_of_a_gap_lies_between_its_ends() -> None:
    assert GapRange(low=-4, high=10, unit="USD").middle == 3
