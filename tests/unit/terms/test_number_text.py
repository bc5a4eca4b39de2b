"""Are numbers written so that their size is seen at once, and nothing is said that is not known?"""

import math

import pytest

from tocsin.terms.number_text import (
    render_count,
    render_counted,
    render_from,
    render_number,
    render_range,
    render_signed_percent,
    render_whole,
    render_with_range,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (5.0, "5.00"), (-3.14159, "−3.14"), (99.96, "100"), (999.6, "1,000"),
        (1234567.0, "1,230,000"), (0.00012345, "0.000123"), (1e-5, "0.0000100"), (0.0009999, "0.00100"),
    ],
)  # fmt: skip
def test_three_significant_digits_are_written(value: float, text: str) -> None:
    assert render_number(value) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_not_known(value: float) -> None:
    assert render_number(value) == "not known"


def test_fewer_digits_can_be_asked_for() -> None:
    assert render_number(1234.0, digits=2) == "1,200"


def test_no_exponent_is_written_for_a_very_large_number() -> None:
    assert render_number(1e15) == "1,000,000,000,000,000"


@pytest.mark.parametrize(("value", "text"), [(0.0005, "under 0.001"), (0.001, "0.00100"), (0.0, "0")])
def test_what_is_too_small_to_matter_is_under_a_bound(value: float, text: str) -> None:
    assert render_from(value, least=0.001) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.4, "0"), (999.4, "999"), (999.5, "1,000"), (43894.0, "43,900"), (-5.0, "−5")]
)
def test_people_come_whole(value: float, text: str) -> None:
    assert render_whole(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(12345.0, "12,345"), (-4.0, "−4"), (0.5, "0.500"), (math.nan, "not known")]
)
def test_a_count_is_not_rounded(value: float, text: str) -> None:
    assert render_count(value) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 rows"), (1, "1 row"), (2000, "2,000 rows")])
def test_one_of_something_has_no_plural(count: int, text: str) -> None:
    assert render_counted(count, "row") == text


def test_a_plural_of_its_own_is_kept() -> None:
    assert render_counted(2, "country", plural="countries") == "2 countries"


@pytest.mark.parametrize(
    ("share", "text"), [(0.05, "+5 %"), (-12.0, "−1,200 %"), (0.0, "0 %"), (math.nan, "not known")]
)
def test_a_gain_has_its_sign(share: float, text: str) -> None:
    assert render_signed_percent(share) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(-4, 4, "−4.00 to 4.00"), (None, 4, "no lower bound to 4.00"), (1, math.inf, "1.00 to no upper bound")],
)
def test_an_open_end_is_said_to_be_open(low: float | None, high: float | None, text: str) -> None:
    assert render_range(low, high) == text


def test_a_figure_stands_before_its_interval() -> None:
    assert render_with_range(2.0, low=1.0, high=3.0) == "2.00 (1.00 to 3.00)"


def test_an_interval_without_a_figure_is_not_told() -> None:
    assert render_with_range(None, low=1.0, high=3.0) == "not known"
