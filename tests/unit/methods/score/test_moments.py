"""Are skewness and kurtosis those that are corrected for few values?"""

import numpy as np
import pytest

from tocsin.methods.score.moments import kurtosis, skewness


def test_skewness_is_the_one_corrected_for_the_number_of_values() -> None:
    assert skewness(np.array([1.0, 2.0, 3.0, 10.0])) == pytest.approx(1.763633)  # by hand from m2 = 12.5, m3 = 45


def test_kurtosis_is_the_one_corrected_for_the_number_of_values() -> None:
    assert kurtosis(np.array([1.0, 2.0, 3.0, 10.0])) == pytest.approx(3.228)  # by hand from m2 = 12.5, m4 = 348.5


@pytest.mark.parametrize("count", [2, 3])
def test_few_values_have_no_kurtosis(count: int) -> None:
    assert kurtosis(np.arange(float(count))) == 0


def test_two_values_have_no_skewness() -> None:
    assert skewness(np.array([1.0, 9.0])) == 0


def test_equal_values_have_neither() -> None:
    same = np.full(9, 3.0)
    assert (skewness(same), kurtosis(same)) == (0.0, 0.0)
