"""What holds for the worth of every piece of information?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.decide.voi import evpi, evppi

SEEDS = st.integers(0, 2**32 - 1)


def draw_case(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    known = rng.standard_normal(400)
    benefit = rng.normal(size=3) * known[:, None] + rng.normal(size=3) + rng.normal(size=(400, 3))
    return benefit, known


@given(SEEDS)
def test_full_information_is_never_worth_less_than_nothing(seed: int) -> None:
    assert evpi(draw_case(seed)[0]).value >= 0


@given(SEEDS)
def test_one_input_is_never_worth_clearly_more_than_all(seed: int) -> None:
    benefit, known = draw_case(seed)
    part, whole = evppi(benefit, known), evpi(benefit)
    assert part.value <= whole.value + 3 * (part.error + whole.error)


@given(SEEDS, st.floats(0.001, 1000))
def test_worth_has_the_unit_of_the_net_benefit(seed: int, factor: float) -> None:
    benefit, known = draw_case(seed)
    assert evppi(benefit * factor, known).value == pytest.approx(
        evppi(benefit, known).value * factor, abs=1e-9 * factor
    )


@given(SEEDS)
def test_permuted_options_are_worth_the_same(seed: int) -> None:
    benefit, known = draw_case(seed)
    assert evppi(benefit[:, [2, 0, 1]], known).value == pytest.approx(evppi(benefit, known).value, abs=1e-9)


@given(SEEDS)
def test_errors_are_known_and_never_negative(seed: int) -> None:
    benefit, known = draw_case(seed)
    assert evppi(benefit, known).error >= 0


@given(SEEDS)
def test_reversed_input_tells_the_same(seed: int) -> None:
    benefit, known = draw_case(seed)
    assert evppi(benefit, -known).value == pytest.approx(
        evppi(benefit, known).value, abs=2 * evppi(benefit, known).error
    )
