"""Does the batched regression find what a plain one finds?"""

import numpy as np
import pytest

from tocsin.methods.series.loglinear import Design, fit_loglinear

RNG = np.random.default_rng(3)
DESIGN = Design(np.arange(-24.0, 0.0), np.tile([0, 1, 2, 2], 6).astype(np.intp))
COUNTS = RNG.poisson(np.exp(2 + 0.03 * DESIGN.time + np.array([0.0, 0.5, -0.4])[DESIGN.levels]), (5, 24)).astype(float)
PRIOR = RNG.uniform(0.5, 1.5, (5, 24))


def fit_by_newton(counts: np.ndarray, prior: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (levels, then slope) and their covariance, by a dense regression run to its end."""
    matrix = np.column_stack([DESIGN.indicators, DESIGN.time])
    beta = np.array([np.log(counts.mean())] * 3 + [0.0])
    for _ in range(60):
        mean = np.exp(matrix @ beta)
        information = matrix.T @ ((prior * mean)[:, None] * matrix)
        beta = beta + np.linalg.solve(information, matrix.T @ (prior * (counts - mean)))
    return beta, np.linalg.inv(information)


def test_expectations_are_those_of_a_dense_regression() -> None:
    fit = fit_loglinear(COUNTS, DESIGN, prior=PRIOR, has_trend=True)
    dense = [np.exp(fit_by_newton(y, p)[0][0]) for y, p in zip(COUNTS, PRIOR, strict=True)]
    assert fit.expected == pytest.approx(dense, rel=1e-6)


def test_variances_are_those_of_a_dense_regression() -> None:
    fit = fit_loglinear(COUNTS, DESIGN, prior=PRIOR, has_trend=True)
    dense = [fit_by_newton(y, p)[1][0, 0] for y, p in zip(COUNTS, PRIOR, strict=True)]
    assert fit.log_variance == pytest.approx(dense, rel=1e-3)


def test_leverages_add_up_to_the_number_of_parameters() -> None:
    fit = fit_loglinear(COUNTS, DESIGN, prior=PRIOR, has_trend=True)
    assert fit.leverage.sum(axis=1) == pytest.approx([4.0] * 5)


def test_without_a_trend_levels_are_weighted_means() -> None:
    fit = fit_loglinear(COUNTS, DESIGN, prior=PRIOR, has_trend=False)
    first = DESIGN.levels == 0
    means = (COUNTS * PRIOR)[:, first].sum(axis=1) / PRIOR[:, first].sum(axis=1)
    assert fit.expected == pytest.approx(means, rel=1e-6)


def test_a_period_of_weight_0_changes_nothing() -> None:
    prior = np.ones((1, 24))
    prior[0, 5] = 0.0
    wild = COUNTS[:1].copy()
    wild[0, 5] = 999.0
    fits = [fit_loglinear(counts, DESIGN, prior=prior, has_trend=True) for counts in (COUNTS[:1], wild)]
    assert fits[0].expected == pytest.approx(fits[1].expected, rel=1e-5)


def test_a_regression_without_an_end_is_told() -> None:
    counts = np.zeros((1, 24))
    counts[0, -1] = 40.0
    assert not fit_loglinear(counts, DESIGN, prior=np.ones((1, 24)), has_trend=True).converged[0]
