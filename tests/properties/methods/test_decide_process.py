"""What holds for the worth of information by a smooth process?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.methods.decide.low_rank import fit_smooth
from tocsin.methods.decide.process import evppi_gp
from tocsin.methods.decide.voi import evpi

SEEDS = st.integers(0, 2**32 - 1)


def draw_case(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    known = rng.standard_normal(200)
    benefit = rng.normal(size=3) * known[:, None] + rng.normal(size=3) + rng.normal(size=(200, 3))
    return benefit, known


@settings(max_examples=10)
@given(SEEDS)
def test_worth_is_never_below_nothing_nor_clearly_above_full_information(seed: int) -> None:
    benefit, known = draw_case(seed)
    part, whole = evppi_gp(benefit, known), evpi(benefit)
    assert 0 <= part.value <= whole.value + 2 * (part.error + whole.error)


@settings(max_examples=10)
@given(SEEDS)
def test_permuted_options_are_worth_the_same(seed: int) -> None:
    benefit, known = draw_case(seed)
    assert evppi_gp(benefit[:, [2, 0, 1]], known).value == pytest.approx(evppi_gp(benefit, known).value, abs=1e-6)


@settings(max_examples=10)
@given(SEEDS)
def test_any_rising_function_of_an_input_tells_the_same(seed: int) -> None:
    benefit, known = draw_case(seed)
    assert evppi_gp(benefit, np.exp(3 * known)).value == pytest.approx(evppi_gp(benefit, known).value, abs=1e-9)


@settings(max_examples=10)
@given(SEEDS, st.floats(0.001, 1000))
def test_worth_has_the_unit_of_the_net_benefit(seed: int, factor: float) -> None:
    benefit, known = draw_case(seed)
    assert evppi_gp(benefit * factor, known).value == pytest.approx(
        evppi_gp(benefit, known).value * factor, rel=1e-6, abs=1e-9 * factor
    )


@settings(max_examples=10)
@given(SEEDS)
def test_fit_is_linear_in_a_shift_of_the_output(seed: int) -> None:
    benefit, known = draw_case(seed)
    plain, moved = fit_smooth(known[:, None], benefit), fit_smooth(known[:, None], benefit + 5.0)
    assert moved.fitted == pytest.approx(plain.fitted + 5.0, abs=1e-6)
