"""Do predictor weights lead to the mix that follows the outcome?"""

import numpy as np
import pytest

from tocsin.methods.effect.predictor_weights import _Problem, fit_nested


def make_gaps() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    return rng.normal(size=(5, 8)), rng.normal(size=(12, 8)) + 0.2


def test_slopes_are_those_of_small_steps() -> None:
    problem = _Problem(*make_gaps())
    here = np.array([0.3, 0.1, 0.2, 0.25, 0.15])
    loss, slope = problem.measure(here)
    steps = [(problem.measure(here + 1e-6 * step)[0] - loss) / 1e-6 for step in np.eye(5)]
    assert slope == pytest.approx(steps, rel=1e-3, abs=1e-6)


def test_the_loss_is_that_of_the_mix() -> None:
    predictors, outcomes = make_gaps()
    fit = fit_nested(predictors, outcomes)
    assert fit.loss == pytest.approx(float(((outcomes @ fit.donor_weights) ** 2).mean()), rel=1e-6)


def test_weights_add_up_to_one() -> None:
    fit = fit_nested(*make_gaps())
    assert (fit.predictor_weights.sum(), fit.donor_weights.sum()) == (pytest.approx(1.0), pytest.approx(1.0))


def test_no_random_weights_do_much_better() -> None:
    problem = _Problem(*make_gaps())
    rng = np.random.default_rng(0)
    losses = [problem.measure(weights)[0] for weights in rng.dirichlet(np.ones(5), 300)]
    assert fit_nested(*make_gaps()).loss <= min(losses) * 1.001


def test_a_predictor_of_nothing_gets_no_say() -> None:
    rng = np.random.default_rng(6)
    outcomes = rng.normal(size=(10, 6)) + np.array([1.0, -1.0, 2.0, -2.0, 3.0, -3.0])
    predictors = np.vstack([outcomes.mean(axis=0), rng.normal(size=6)])
    plain = _Problem(predictors, outcomes).measure(np.array([1.0, 1.0]))[0]
    assert fit_nested(predictors, outcomes).loss <= plain
