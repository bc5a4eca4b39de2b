"""Is disagreement between chains seen, and slow chains counted for less?"""

import numpy as np
import pytest

from tocsin.methods.hidden.convergence import check_chains
from tocsin.methods.hidden.settings import HiddenSettingError

INDEPENDENT = np.random.default_rng(2).normal(size=(4, 1_000))


def make_slow(persistence: float) -> np.ndarray:
    noise = np.random.default_rng(4).normal(size=(4, 5_000))
    chain = noise.copy()
    for step in range(1, noise.shape[1]):
        chain[:, step] = persistence * chain[:, step - 1] + np.sqrt(1 - persistence**2) * noise[:, step]
    return chain


def test_independent_draws_agree() -> None:
    assert check_chains(INDEPENDENT).r_hat == pytest.approx(1.0, abs=0.01)


def test_independent_draws_are_worth_themselves() -> None:
    assert check_chains(INDEPENDENT).bulk_draws == pytest.approx(4_000, rel=0.15)


def test_slow_chains_are_worth_what_theory_says() -> None:
    assert check_chains(make_slow(0.8)).bulk_draws == pytest.approx(20_000 * 0.2 / 1.8, rel=0.2)


def test_a_chain_that_stands_elsewhere_is_seen() -> None:
    moved = INDEPENDENT + np.array([0.0, 0.0, 0.0, 3.0])[:, None]
    assert not check_chains(moved).has_converged


def test_chains_of_another_spread_are_seen() -> None:
    assert check_chains(INDEPENDENT * np.array([1.0, 1.0, 1.0, 8.0])[:, None]).r_hat > 1.05


def test_a_drift_within_chains_is_seen() -> None:
    assert check_chains(INDEPENDENT + np.linspace(0, 4, 1_000)).r_hat > 1.05


def test_equal_draws_agree() -> None:
    assert check_chains(np.ones((2, 10))).has_converged is False
    assert check_chains(np.ones((2, 10))).r_hat == 1.0


def test_chains_that_never_move_do_not_agree() -> None:
    assert check_chains(np.repeat([[1.0], [2.0]], 100, axis=1)).r_hat == np.inf


@pytest.mark.parametrize("chains", [np.ones((1, 100)), np.ones((2, 7)), np.full((2, 100), np.nan)])
def test_what_cannot_be_compared_is_refused(chains: np.ndarray) -> None:
    with pytest.raises(HiddenSettingError, match="cannot be compared"):
        check_chains(chains)
