import numpy as np
import pytest

from tocsin.prioritise.choice import value_of_settling, value_of_shift

EVEN = np.tile([[0.0, 1.0, -5.0], [0.0, -1.0, -5.0]], (50, 1))


def test_settling_gains_what_the_best_draw_by_draw_gain() -> None:
    assert value_of_settling(EVEN, top=1, randomisations=2).value == pytest.approx(0.5)


def test_settling_nothing_gains_nothing() -> None:
    assert value_of_settling(np.tile([2.0, 1.0], (100, 1)), top=1, randomisations=2).value == 0.0


def test_two_places_are_filled_at_once() -> None:
    totals = np.tile([[2.0, 1.0, 0.0], [2.0, 0.0, 1.0]], (50, 1))
    assert value_of_settling(totals, top=2, randomisations=2).value == pytest.approx(0.5)


def test_a_shift_that_cannot_change_the_choice_is_worth_nothing() -> None:
    totals = np.tile([10.0, 5.0, 0.0], (100, 1))
    worth = value_of_shift(totals, np.tile([-1.0, 1.0], 50), option=0, top=1, randomisations=2)
    assert (worth.value, worth.error) == (0.0, 0.0)


def test_a_shift_of_one_option_is_worth_what_choosing_by_it_gains() -> None:
    assert value_of_shift(EVEN, EVEN[:, 1], option=1, top=1, randomisations=2).value == pytest.approx(0.5)


def test_a_shift_is_never_worth_more_than_everything() -> None:
    totals = np.random.default_rng(1).random((400, 5))
    all_of_it = value_of_settling(totals, top=2, randomisations=4).value
    assert value_of_shift(totals, totals[:, 3], option=3, top=2, randomisations=4).value <= all_of_it


def test_the_error_shrinks_with_the_draws() -> None:
    rng = np.random.default_rng(1)
    few, many = (rng.normal(0, 1, (size, 3)) for size in (400, 40_000))
    errors = [value_of_settling(totals, top=1, randomisations=8).error for totals in (few, many)]
    assert errors[1] < errors[0]


def test_one_randomisation_has_no_error_to_show() -> None:
    assert np.isnan(value_of_settling(EVEN, top=1, randomisations=1).error)
