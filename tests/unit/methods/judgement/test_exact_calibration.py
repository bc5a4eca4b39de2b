"""Does the exact test weigh every possible outcome?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationSettingError, ElicitationShapeError, QuantileOrderError
from tocsin.methods.judgement.exact_calibration import exact_calibration

BINS = (0.05, 0.45, 0.45, 0.05)


def test_the_best_outcome_has_probability_one() -> None:
    assert exact_calibration([1, 9, 9, 1], bins=BINS) == pytest.approx(1.0)


def test_the_worst_outcome_is_as_probable_as_the_two_ways_to_it() -> None:
    assert exact_calibration([3, 0, 0, 0], bins=BINS) == pytest.approx(2 * 0.05**3)


def test_probability_agrees_with_simulation() -> None:
    draws = np.random.default_rng(1).multinomial(10, BINS, size=20_000)
    found = exact_calibration(draws, bins=BINS)
    assert np.mean(found <= 0.2) <= 0.2 + 3 * np.sqrt(0.16 / 20_000)


def test_nothing_counted_has_probability_one() -> None:
    assert exact_calibration([0, 0], bins=(0.5, 0.5)) == 1.0


@pytest.mark.parametrize("bins", [(0.5, 0.6), (0.0, 1.0), (0.2, 0.2)])
def test_bins_without_probability_are_refused(bins: tuple[float, ...]) -> None:
    with pytest.raises(QuantileOrderError, match="do not add up to 1"):
        exact_calibration([1, 1], bins=bins)


@pytest.mark.parametrize("counts", [[1.5, 0.5], [-1, 2], [1, 1, 1], 3])
def test_counts_that_are_none_are_refused(counts: object) -> None:
    with pytest.raises(ElicitationShapeError, match="are not whole numbers in 2 bins"):
        exact_calibration(counts, bins=(0.5, 0.5))  # type: ignore[arg-type]  # wrong on purpose


def test_counts_of_different_numbers_of_questions_are_refused() -> None:
    with pytest.raises(ElicitationShapeError, match="same number of questions"):
        exact_calibration([[1, 1], [2, 1]], bins=(0.5, 0.5))


def test_too_many_outcomes_are_refused() -> None:
    with pytest.raises(ElicitationSettingError, match="too many to list"):
        exact_calibration([300, 0, 0, 0], bins=BINS)
