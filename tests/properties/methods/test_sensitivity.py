"""Do shares of variance agree with exact ones and with each other, and stay put where nothing changes?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.distributions import Uniform
from tocsin.methods.draws.points import Points
from tocsin.methods.sensitivity.designed import designed_shares
from tocsin.methods.sensitivity.first_order import first_order_shares
from tocsin.methods.sensitivity.shapley import shapley_shares

POINTS = Points(seed=9, randomisations=16, log2_points=9)
SCORES = np.stack([POINTS.normals(i) for i in range(3)], axis=1)
EXPONENTS = st.lists(st.floats(0.1, 3), min_size=3, max_size=3).map(np.array)
# Exact shares of the function of ishigami1990 with constants 7 and 0.1 (saltelli2008, section 4.6).
TURNING_ALONE, TURNING_TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]


def turn(x: np.ndarray) -> np.ndarray:
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_shares_of_a_turning_function_are_the_exact_ones() -> None:
    angles = np.pi * (2 * np.stack([POINTS.uniforms(i) for i in range(3)], axis=1) - 1)
    assert first_order_shares(angles, turn(angles)).first_order == pytest.approx(TURNING_ALONE, abs=0.01)


@pytest.mark.slow
def test_a_designed_sample_finds_the_exact_totals() -> None:
    angles = [Uniform(low=-np.pi, high=np.pi)] * 3
    found = designed_shares(turn, angles, log2_points=12, rng=np.random.default_rng(3))
    assert found.total == pytest.approx(TURNING_TOTAL, abs=0.02)


@pytest.mark.slow
def test_two_ways_to_shares_agree() -> None:
    angles = [Uniform(low=-np.pi, high=np.pi)] * 3
    found = designed_shares(turn, angles, log2_points=12, rng=np.random.default_rng(3))
    assert found.first_order == pytest.approx(TURNING_ALONE, abs=0.03)


@given(exponents=EXPONENTS)
def test_shares_of_a_product_are_those_of_its_squared_exponents(exponents: np.ndarray) -> None:
    inputs = np.exp(SCORES)
    found = first_order_shares(inputs, np.prod(inputs**exponents, axis=1), scale="log")
    assert found.first_order == pytest.approx(exponents**2 / (exponents**2).sum(), abs=0.02)


@given(exponents=EXPONENTS)
def test_without_correlation_fair_shares_are_the_first_order_ones(exponents: np.ndarray) -> None:
    output = SCORES @ exponents
    fair, alone = shapley_shares(SCORES, output), first_order_shares(SCORES, output)
    assert fair.shapley == pytest.approx(alone.first_order, abs=0.02)


@given(exponents=EXPONENTS, factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_a_change_of_unit_changes_no_share(exponents: np.ndarray, factor: float, shift: float) -> None:
    output = SCORES @ exponents
    changed = first_order_shares(SCORES, shift + factor * output)
    assert changed.first_order == pytest.approx(first_order_shares(SCORES, output).first_order, abs=1e-6)


@given(order=st.permutations(range(3)), exponents=EXPONENTS)
def test_the_order_of_inputs_does_not_matter(order: list[int], exponents: np.ndarray) -> None:
    mixed = SCORES @ np.array([[1.0, 0.5, 0.2], [0.0, 1.0, 0.4], [0.0, 0.0, 1.0]])
    output = mixed @ exponents
    shuffled = shapley_shares(mixed[:, order], output)
    assert shuffled.shapley == pytest.approx(shapley_shares(mixed, output).shapley[order], abs=1e-9)
