"""Do fitted distributions meet whatever figures were stated?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.draws.intervals import (
    beta_from_interval,
    lognormal_from_interval,
    normal_from_interval,
    pert_from_interval,
    quantile_fit,
    triangular_from_interval,
    uniform_from_interval,
)

LEVELS = st.floats(0.1, 0.99)
RATIOS = st.floats(1.01, 1000)


@given(low=st.floats(1e-6, 1e12), below=RATIOS, above=RATIOS, level=LEVELS)
def test_amounts_meet_all_three_figures(low: float, below: float, above: float, level: float) -> None:
    figures = [low, low * below, low * below * above]
    fitted = quantile_fit(low=figures[0], best=figures[1], high=figures[2], level=level)
    assert fitted.quantile([(1 - level) / 2, 0.5, (1 + level) / 2]) == pytest.approx(figures, rel=1e-9)


@given(low=st.floats(1e-6, 1e12), ratio=RATIOS, level=LEVELS)
def test_a_lognormal_has_the_geometric_mean_in_the_middle(low: float, ratio: float, level: float) -> None:
    fitted = lognormal_from_interval(low, low * ratio, level=level)
    assert fitted.quantile([0.5]) == pytest.approx([low * np.sqrt(ratio)], rel=1e-9)


@given(low=st.floats(-1e6, 1e6), width=st.floats(0.1, 1e6), level=LEVELS)
def test_a_wider_level_makes_a_narrower_spread(low: float, width: float, level: float) -> None:
    wide, narrow = (normal_from_interval(low, low + width, level=held).sd for held in (level, level + 0.005))
    assert narrow < wide


@given(ends=st.tuples(st.floats(1e-4, 0.999), st.floats(1e-4, 0.999)).filter(lambda e: e[1] - e[0] > 1e-3))
def test_shares_meet_both_ends(ends: tuple[float, float]) -> None:
    assert beta_from_interval(*ends).quantile([0.05, 0.95]) == pytest.approx(ends, rel=1e-6)


@given(low=st.floats(-100, 100), width=st.floats(0.1, 100), at=st.floats(0, 1), level=LEVELS)
def test_fits_with_a_mode_meet_both_ends(low: float, width: float, at: float, level: float) -> None:
    high, tails = low + width, [(1 - level) / 2, (1 + level) / 2]
    mode = min(low + at * width, high)
    for fitted in (
        pert_from_interval(low, high, mode=mode, level=level),
        triangular_from_interval(low, high, mode=mode, level=level),
        uniform_from_interval(low, high, level=level),
    ):
        assert fitted.quantile(tails) == pytest.approx([low, high], abs=1e-7 * width)
