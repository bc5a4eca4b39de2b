"""How does the report write numbers? Each row is a promise to readers: what goes in, and what they will read."""

from __future__ import annotations

import pytest

from tocsin.publish.numbers import render_estimate, render_interval, render_probability, render_rank, strip_isolates

PROSE = [
    (45, 70, "t", "45 to 70 t"),
    (900, 1300, "victim/year", "900 to 1 300 victims a year"),
    (4.7, 6.9, "kg_pure/ha/year", "4.7 to 6.9 kg pure per ha per year"),
    (0.12, 0.45, "share", "12 to 45 %"),
    (0.8, 3.2, "share", "0.80 to 3.2"),
    (0.002, 0.016, "1/year", "0.20 to 1.6 % a year"),
    (850_000, 1_200_000, "person", "0.85 to 1.2 million people"),
    (1_233, 1_236, "kg", "1 233 to 1 236 kg"),
    (1.04, 1.11, "share", "1.04 to 1.11"),
    (-5, 12, "t", "−5.0 to 12 t"),
    (0, 3, "death/year", "0 to 3.0 deaths a year"),
    (9.96, 99.6, "t", "10 to 100 t"),
    (12, 12, "ha", "12 ha (fixed)"),
    (float("nan"), 3, "t", "not known"),
]
MONEY = [
    (1.2e9, 8.6e9, "USD 2019", "USD 1.2–8.6 bn (2019 prices)"),
    (3e6, 8.6e9, "USD 2019/year", "USD 3.0 m to 8.6 bn a year (2019 prices)"),
    (1400, 2300, "USD 2019/kg", "USD 1 400–2 300 per kg (2019 prices)"),
]
TABLES = [
    (45, 70, "t", "45–70 t"),
    (-5, 12, "t", "−5.0 to 12 t"),
    (1.2e9, 8.6e9, "USD 2019", "USD 1.2–8.6 bn (2019 prices)"),
]


def read_plainly(text: str) -> str:
    """Return what a reader sees, with plain spaces."""
    return strip_isolates(text).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("low", "high", "unit", "expected"), PROSE + MONEY)
def test_in_prose_an_interval_is_said_in_words(low: float, high: float, unit: str, expected: str) -> None:
    assert read_plainly(render_interval(low, high, unit=unit)) == expected


@pytest.mark.parametrize(("low", "high", "unit", "expected"), TABLES)
def test_in_tables_a_dash_joins_the_ends_unless_one_is_negative(
    low: float, high: float, unit: str, expected: str
) -> None:
    assert read_plainly(render_interval(low, high, unit=unit, is_table=True)) == expected


def test_a_figure_never_stands_without_its_interval() -> None:
    assert read_plainly(render_estimate(57, low=45, high=70, unit="t")) == "57 t (45 to 70)"


def test_money_carries_its_price_year_once() -> None:
    told = read_plainly(render_estimate(2.6e9, low=1.2e9, high=8.6e9, unit="USD/year", price_year=2019))
    assert told == "USD 2.6 bn a year (1.2–8.6 bn; 2019 prices)"


@pytest.mark.parametrize(
    ("share", "expected"), [(0.004, "under 1 %"), (0.65, "65 %"), (0.997, "over 99 %"), (0, "0 %")]
)
def test_a_probability_is_never_rounded_to_certainty(share: float, expected: str) -> None:
    assert read_plainly(render_probability(share)) == expected


def test_a_rank_carries_its_interval() -> None:
    assert read_plainly(render_rank(2, low=1, high=4)) == "2nd, 1st to 4th"


@pytest.mark.parametrize(
    ("place", "expected"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")]
)
def test_places_have_their_endings(place: int, expected: str) -> None:
    assert read_plainly(render_rank(place, low=place, high=place)) == expected


def test_thousands_are_parted_by_a_narrow_space_that_does_not_break() -> None:
    assert "13\u202f000" in render_interval(900, 13_000, unit="person")


def test_a_range_is_isolated_so_that_it_keeps_its_direction() -> None:
    told = render_interval(45, 70, unit="t", is_table=True)
    assert (told[0], told[-1]) == ("\u2066", "\u2069")
