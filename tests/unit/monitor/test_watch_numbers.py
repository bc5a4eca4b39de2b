"""Are ratios, means, bounds and small probabilities of a watch written so that they can be compared?"""

import math

import pytest

from tocsin.methods.series.recording import Ratio
from tocsin.monitor.watch_numbers import render_bound, render_mean, render_ratio, render_small_prob
from tocsin.monitor.watch_record import Interval


def make_interval(value: float | None) -> Interval:
    return Interval(value=value, low=None if value is None else value / 2, high=value, level=0.9, unit="records")


def test_a_ratio_is_told_with_its_interval() -> None:
    assert render_ratio(Ratio(12.3, 0.0001, 1234.0)) == "12 times (under 0.001 to 1,200)"


def test_a_ratio_that_is_not_known_is_told_so() -> None:
    assert render_ratio(make_interval(None)) == "unknown times"


@pytest.mark.parametrize(("value", "text"), [(120.0, "120 (60.0 to 120)"), (None, "unknown")])
def test_a_mean_is_told_with_its_interval(value: float | None, text: str) -> None:
    assert render_mean(make_interval(value)) == text


@pytest.mark.parametrize(("bound", "text"), [(12340.7, "12,340"), (12.0, "12"), (0.3, "0")])
def test_a_count_passes_a_bound_if_it_is_greater_than_what_is_told(bound: float, text: str) -> None:
    count = math.floor(bound) + 1
    assert (render_bound(bound), count > bound, count - 1 > bound) == (text, True, False)


@pytest.mark.parametrize(("prob", "text"), [(1e-9, "under 0.0001"), (0.0123, "0.012"), (1.0, "1.0"), (0.0, "0")])
def test_a_small_probability_has_no_exponent(prob: float, text: str) -> None:
    assert render_small_prob(prob) == text
