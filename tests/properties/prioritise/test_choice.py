"""Do two ways to value information agree?"""

import numpy as np
import pytest

from tocsin.methods.decide.voi import evpi, evppi
from tocsin.prioritise.choice import value_of_settling, value_of_shift

RUNS = 8


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("top", [1, 3])
def test_a_shift_of_one_option_is_worth_what_the_regression_finds(seed: int, top: int) -> None:
    rng = np.random.default_rng(seed)
    totals = rng.normal(np.linspace(0, 0.5, 6), 0.3, (8_192, 6))
    part = rng.normal(0, 0.3, 8_192)
    totals[:, 2] += part
    shift = value_of_shift(totals, part, option=2, top=top, randomisations=RUNS)
    found = evppi(totals, part, choose=top, randomisations=RUNS)
    assert abs(shift.value - found.value) < 3 * (shift.error + found.error)


@pytest.mark.parametrize("top", [1, 2, 4])
def test_full_information_is_worth_the_same_in_both(top: int) -> None:
    totals = np.random.default_rng(1).random((4_096, 5))
    ours = value_of_settling(totals, top=top, randomisations=RUNS).value
    assert ours == pytest.approx(evpi(totals, choose=top, randomisations=RUNS).value)
