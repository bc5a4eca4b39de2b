"""What holds for shares of variance of every design?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.sensitivity.centred import CentredShares, centred_shares

SEEDS = st.integers(0, 2**32 - 1)


def share_out(seed: int, *, factor: float = 1.0, order: tuple[int, ...] = (0, 1, 2)) -> CentredShares:
    rng = np.random.default_rng(seed)
    slopes = rng.normal(size=(3, 2))
    base, other = rng.normal(size=(2, 120, 3))
    mixed = []
    for column in order:
        inputs = base.copy()
        inputs[:, column] = other[:, column]
        mixed.append(np.exp(inputs @ slopes) * factor)
    function = [np.exp(inputs @ slopes) * factor for inputs in (base, other)]
    return centred_shares(function[0], function[1], mixed=np.array(mixed), rng=np.random.default_rng(seed))


@given(SEEDS)
def test_totals_are_never_negative(seed: int) -> None:
    assert (share_out(seed).total >= 0).all()


@given(SEEDS, st.floats(1e-100, 1e100))
def test_unit_of_the_outputs_does_not_matter(seed: int, factor: float) -> None:
    assert share_out(seed, factor=factor).total == pytest.approx(share_out(seed).total, rel=1e-9)


@given(SEEDS)
def test_relabelled_groups_have_the_same_shares(seed: int) -> None:
    assert share_out(seed, order=(2, 0, 1)).first == pytest.approx(share_out(seed).first[[2, 0, 1]])


@given(SEEDS)
def test_low_is_never_above_high(seed: int) -> None:
    found = share_out(seed)
    assert ((found.first_low <= found.first_high) & (found.total_low <= found.total_high)).all()
