"""What holds for pooled measurements, whatever was measured?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.random_effects import pool_measurements

Z = 1.6448536269514722
STUDIES = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.05, 10)), min_size=2, max_size=8)


def arrays(studies: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]  # of numbers
    return np.array([value for value, _ in studies]), np.array([error for _, error in studies])


@given(STUDIES)
def test_the_mean_lies_between_the_measurements(studies: list[tuple[float, float]]) -> None:
    values, errors = arrays(studies)
    assert values.min() - 1e-9 <= pool_measurements(values, errors).mean <= values.max() + 1e-9


@given(STUDIES)
def test_the_interval_stays_within_two_limits(studies: list[tuple[float, float]]) -> None:
    values, errors = arrays(studies)
    found = pool_measurements(values, errors)
    weights = 1 / (errors**2 + found.between**2)
    least = 1 / np.sqrt(weights.sum())
    most = max(least, np.max(np.abs(values - found.mean) + Z * errors) / Z)
    assert least * (1 - 1e-9) <= found.error <= most * (1 + 1e-9)


@given(STUDIES, st.floats(-100, 100), st.floats(0.1, 100))
def test_another_unit_or_origin_changes_nothing_else(
    studies: list[tuple[float, float]], shift: float, scale: float
) -> None:
    values, errors = arrays(studies)
    found, moved = pool_measurements(values, errors), pool_measurements(values * scale + shift, errors * scale)
    assert moved.mean == pytest.approx(found.mean * scale + shift, rel=1e-6, abs=1e-6)
    assert moved.error == pytest.approx(found.error * scale, rel=1e-6)


@given(st.integers(2, 8), st.floats(0.1, 5))
def test_more_studies_that_agree_are_surer(count: int, error: float) -> None:
    found = [pool_measurements(np.zeros(size), np.full(size, error)).error for size in (count, count + 1)]
    assert found[1] < found[0] < error
