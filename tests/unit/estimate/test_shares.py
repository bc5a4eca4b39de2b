"""Is the variance of a figure shared out between its drivers?"""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from tocsin.estimate.shares import Shares, share_variance
from tocsin.methods.draws.points import Points

POINTS = Points(seed=3, randomisations=4, log2_points=9)


@dataclass(frozen=True)
class Drawn:
    key: str
    draws: NDArray[np.float64]
    title: str = "T"


A, B = (Drawn(key, np.exp(scale * POINTS.normals(at))) for at, (key, scale) in enumerate((("m.a", 2.0), ("m.b", 1.0))))
FIXED = Drawn("m.c", np.full(POINTS.draws, 3.0))


def share(*drivers: Drawn, output: NDArray[np.float64], is_correlated: bool = False, blocks: int = 4) -> Shares:
    return share_variance(drivers, output=output, blocks=blocks, is_correlated=is_correlated)


def test_a_product_is_shared_on_logarithms() -> None:
    assert share(A, B, output=A.draws * B.draws).shares == pytest.approx([0.8, 0.2], abs=0.02)


def test_a_figure_that_can_be_negative_is_shared_as_it_is() -> None:
    x, y = Drawn("x", POINTS.normals(0)), Drawn("y", 2 * POINTS.normals(1))
    assert share(x, y, output=x.draws + y.draws).shares == pytest.approx([0.2, 0.8], abs=0.02)


def test_a_fixed_driver_carries_nothing() -> None:
    found = share(A, FIXED, output=A.draws * FIXED.draws)
    assert found.shares == pytest.approx([1.0, 0.0], abs=0.01)


@pytest.mark.parametrize("output", [np.full(POINTS.draws, 2.0), A.draws / A.draws, A.draws * 0.1 / A.draws * 30])
def test_a_figure_that_does_not_vary_has_no_shares(output: NDArray[np.float64]) -> None:
    found = share(A, B, output=output)
    assert (found.shares.tolist(), found.interactions) == ([0.0, 0.0], 0.0)


def test_what_only_combinations_explain_is_interaction() -> None:
    x, y = Drawn("x", POINTS.normals(0)), Drawn("y", POINTS.normals(1))
    assert share(x, y, output=x.draws * y.draws).interactions > 0.8


def test_correlated_drivers_share_alike_and_leave_nothing() -> None:
    twin = Drawn("m.twin", A.draws)
    found = share(A, twin, output=A.draws * twin.draws, is_correlated=True)
    assert found.shares == pytest.approx([0.5, 0.5], abs=1e-6)
    assert found.interactions == pytest.approx(0, abs=1e-6)


def test_too_few_draws_in_each_run_are_joined_into_two() -> None:
    found = share(A, B, output=A.draws * B.draws, is_correlated=True, blocks=32)
    assert found.shares == pytest.approx([0.8, 0.2], abs=0.02)


def test_far_too_few_draws_still_give_shares() -> None:
    few = Points(seed=1, randomisations=2, log2_points=6)
    drivers = [Drawn(f"m.{at}", np.exp(few.normals(at))) for at in range(2)]
    found = share(*drivers, output=drivers[0].draws * drivers[1].draws, is_correlated=True, blocks=2)
    assert found.shares.sum() == pytest.approx(1, abs=0.2)


def test_shares_are_told_largest_first() -> None:
    told = share(B, A, output=A.draws * B.draws).told([B, A])
    assert [each.key for each in told] == ["m.a", "m.b"]


def test_shares_survive_a_store() -> None:
    found = share(A, B, output=A.draws * B.draws)
    kept = Shares.from_arrays(found.arrays())
    assert (kept.shares.tolist(), kept.interactions) == (found.shares.tolist(), found.interactions)


def test_no_driver_means_no_share() -> None:
    assert share(output=np.full(POINTS.draws, 1.0)).shares.size == 0
