"""Is a smooth function learnt from noisy draws, and its doubt told?"""

import numpy as np
import pytest

from tocsin.methods.decide.low_rank import SmoothFit, fit_smooth

RNG = np.random.default_rng(4)
INPUT = RNG.uniform(-2, 2, (800, 1))
TRUTH = np.sin(3 * INPUT)


def find_doubt(fit: SmoothFit) -> np.ndarray:
    return np.sqrt(fit.features**2 @ fit.spread**2 * np.diagonal(fit.residual))


def test_a_wave_is_learnt_from_noise() -> None:
    fit = fit_smooth(INPUT, TRUTH + RNG.normal(size=TRUTH.shape))
    assert np.sqrt(((fit.fitted - TRUTH) ** 2).mean()) < 0.2


def test_without_noise_the_function_comes_out() -> None:
    left = fit_smooth(INPUT, TRUTH).fitted - TRUTH  # small, not nothing: ranks of random inputs are not evenly spaced
    assert np.sqrt((left**2).mean()) < 0.03


def test_doubt_is_as_large_as_what_is_missed() -> None:
    fit = fit_smooth(INPUT, TRUTH + RNG.normal(size=TRUTH.shape))
    missed = np.sqrt(((fit.fitted - TRUTH) ** 2).mean())
    assert 0.5 * missed < find_doubt(fit).mean() < 2 * missed


def test_noise_of_two_outputs_keeps_its_correlation() -> None:
    shared = RNG.normal(size=(800, 1))
    fit = fit_smooth(INPUT, np.concatenate([shared, TRUTH - shared], axis=1))
    assert fit.residual[0, 1] / np.sqrt(fit.residual[0, 0] * fit.residual[1, 1]) < -0.95


def test_mean_of_the_fit_is_the_mean_of_the_output() -> None:
    output = TRUTH + RNG.normal(size=TRUTH.shape) + 7
    assert fit_smooth(INPUT, output).fitted.mean() == pytest.approx(output.mean())


def test_two_distinct_inputs_are_two_means() -> None:
    side = np.repeat([[0.0], [1.0]], 400, axis=0)
    fit = fit_smooth(side, 5 * side + RNG.normal(size=side.shape))
    assert len(np.unique(fit.fitted.round(9))) == 2
