import numpy as np
import pytest

from tocsin.prioritise.extremes import find_extremes

FIXED = np.tile([3.0, 2.0, 1.0], (100, 1))


def open_last(share: float) -> tuple[np.ndarray, np.ndarray]:
    """Totals in which the last of three is open in a share of the draws."""
    least, worst = FIXED.copy(), FIXED.copy()
    worst[: round(share * 100), 2] = 9.0
    return least, worst


def test_without_unknowns_the_place_is_certain() -> None:
    extremes = find_extremes(least=FIXED, worst=FIXED)
    assert (extremes.low.tolist(), extremes.high.tolist()) == ([1, 2, 3], [1, 2, 3])


def test_an_open_threat_can_be_first() -> None:
    least, worst = open_last(1.0)
    assert find_extremes(least=least, worst=worst).low[2] == 1


def test_an_open_threat_pushes_the_others_down() -> None:
    least, worst = open_last(1.0)
    assert find_extremes(least=least, worst=worst).high.tolist() == [2, 3, 3]


@pytest.mark.parametrize(("share", "low"), [(0.04, 3), (0.05, 1)])
def test_an_extreme_counts_from_a_probability_of_five_percent(share: float, low: int) -> None:
    least, worst = open_last(share)
    assert find_extremes(least=least, worst=worst).low[2] == low


def test_the_chance_to_be_first_runs_from_least_to_most() -> None:
    least, worst = open_last(0.3)
    lowest, highest = find_extremes(least=least, worst=worst).top(1)
    assert (lowest.tolist(), highest.tolist()) == ([pytest.approx(0.7), 0, 0], [1, 0, pytest.approx(0.3)])


def test_everybody_is_among_the_first_of_more_places_than_threats() -> None:
    lowest, highest = find_extremes(least=FIXED, worst=FIXED).top(7)
    assert lowest.tolist() == highest.tolist() == [1, 1, 1]


def test_tied_threats_share_their_places() -> None:
    level = np.ones((100, 2))
    assert find_extremes(least=level, worst=level).shares_worst.tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_tied_threats_may_take_either_place() -> None:
    level = np.ones((100, 2))
    extremes = find_extremes(least=level, worst=level)
    assert (extremes.low.tolist(), extremes.high.tolist()) == ([1, 1], [2, 2])
