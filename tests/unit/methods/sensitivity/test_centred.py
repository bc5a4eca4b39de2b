"""Do groups of inputs get the shares of variance that they have by construction?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.sensitivity.centred import CentredShares, centred_shares
from tocsin.methods.sensitivity.errors import SampleShapeError

# Exact shares of the Ishigami function with a = 7, b = 0.1 (ishigami1990).
FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])


def ishigami(x: np.ndarray) -> np.ndarray:
    values: np.ndarray = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return values[:, None]


def share_out(function: Callable[[np.ndarray], np.ndarray], *, draws: int, seed: int = 5) -> CentredShares:
    rng = np.random.default_rng(seed)
    base, other = rng.uniform(-np.pi, np.pi, (2, draws, 3))
    mixed = []
    for column in range(3):
        inputs = base.copy()
        inputs[:, column] = other[:, column]
        mixed.append(function(inputs))
    return centred_shares(function(base), function(other), mixed=np.array(mixed), rng=rng)


def test_shares_of_a_known_function_come_out() -> None:
    found = share_out(ishigami, draws=4_000)
    assert found.first[:, 0] == pytest.approx(FIRST, abs=0.04)
    assert found.total[:, 0] == pytest.approx(TOTAL, abs=0.04)


def test_intervals_are_narrow_enough_to_mean_something() -> None:
    found = share_out(ishigami, draws=4_000)
    assert (found.total_high - found.total_low).max() < 0.1


def test_a_group_that_changes_nothing_has_exactly_no_share() -> None:
    found = share_out(lambda x: x[:, :1], draws=100)
    assert found.total[1:, 0].tolist() == found.first[1:, 0].tolist() == [0.0, 0.0]


def test_a_mean_far_from_zero_changes_nothing() -> None:
    near, far = share_out(ishigami, draws=500), share_out(lambda x: ishigami(x) + 1e6, draws=500)
    assert far.first == pytest.approx(near.first, abs=1e-6)


def test_each_output_has_its_own_shares() -> None:
    found = share_out(lambda x: np.column_stack([x[:, 0], x[:, 1]]), draws=2_000)
    assert found.total[:2].round(1).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_an_output_that_never_varies_has_no_shares() -> None:
    found = share_out(lambda x: np.column_stack([x[:, 0], np.full(len(x), 3.0)]), draws=100)
    assert (np.isnan(found.total[:, 1]).all(), np.isnan(found.total[:, 0]).any()) == (True, False)


@pytest.mark.slow
def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    found = [share_out(ishigami, draws=500, seed=seed) for seed in range(150)]
    held = np.mean([(f.total_low[:, 0] <= TOTAL) & (f.total_high[:, 0] >= TOTAL) for f in found], axis=0)
    assert 0.82 < held.min() <= held.max() < 0.97


@pytest.mark.parametrize(
    ("shape", "mixed", "words"),
    [((60,), (2, 60), "not one design"), ((60, 2), (2, 60, 3), "not one design"), ((20, 2), (3, 20, 2), "too few")],
)
def test_outputs_that_make_no_design_are_refused(shape: tuple[int, ...], mixed: tuple[int, ...], words: str) -> None:
    with pytest.raises(SampleShapeError, match=words):
        centred_shares(np.ones(shape), np.ones(shape), mixed=np.ones(mixed), rng=np.random.default_rng(1))


def test_a_missing_output_is_refused() -> None:
    broken = np.ones((60, 1))
    broken[3] = np.nan
    with pytest.raises(SampleShapeError, match="missing or infinite"):
        centred_shares(broken, np.ones((60, 1)), mixed=np.ones((1, 60, 1)), rng=np.random.default_rng(1))


def test_a_level_that_holds_all_is_refused() -> None:
    with pytest.raises(SampleShapeError, match="holds nothing or all"):
        centred_shares(
            np.ones((60, 1)), np.ones((60, 1)), mixed=np.ones((1, 60, 1)), rng=np.random.default_rng(1), level=1.0
        )
