"""Do least squares know how errors follow one another?"""

import numpy as np
import pytest

from tocsin.methods.effect.least_squares import (
    LinearFit,
    choose_lags,
    find_autocorrelation,
    fit_integrated,
    fit_newey_west,
    fit_prais_winsten,
    sum_lagged,
)


def make_series(rho: float, *, periods: int = 400) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    errors = np.zeros(periods)
    for at, shock in enumerate(rng.normal(size=periods)):
        errors[at] = (rho * errors[at - 1] if at else 0.0) + shock
    columns = np.column_stack([np.ones(periods), np.arange(periods) / periods])
    return columns, columns @ [1.0, 2.0] + errors


def make_fit(mean: float = 2.0, spread: float = 0.25) -> LinearFit:
    each = np.array([[mean, 4.0]])
    return LinearFit(np.ones(1), each, np.eye(2)[None] * spread, np.zeros(3), 0.0, 1_000_000, True)


def test_without_lags_the_covariance_is_that_of_uneven_errors() -> None:
    columns, values = make_series(0.0)
    fit = fit_newey_west(columns, values, lags=0)
    scores = columns * fit.residuals[:, None]
    bread = np.linalg.inv(columns.T @ columns)
    assert np.allclose(fit.covariance, bread @ scores.T @ scores @ bread * 400 / 398)


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.6])
def test_prais_winsten_finds_how_errors_follow(rho: float) -> None:
    assert fit_prais_winsten(*make_series(rho)).autocorrelation == pytest.approx(rho, abs=0.1)


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.6])
def test_the_integrated_fit_finds_how_errors_follow(rho: float) -> None:
    assert fit_integrated(*make_series(rho)).autocorrelation == pytest.approx(rho, abs=0.1)


def test_not_knowing_the_process_widens_a_short_series() -> None:
    columns, values = make_series(0.6, periods=20)
    known, integrated = fit_prais_winsten(columns, values), fit_integrated(columns, values)
    assert integrated.covariance[1, 1] > known.covariance[1, 1]


def test_a_single_fit_has_the_interval_of_the_textbook() -> None:
    found = make_fit().find_interval(np.array([1.0, 0.0]), level=0.90)
    assert found == pytest.approx((2 - 1.644854 * 0.5, 2 + 1.644854 * 0.5), abs=1e-4)


def test_a_ratio_has_the_interval_of_fieller() -> None:
    ratio, low, high = make_fit().find_ratio(np.array([1.0, 0.0]), np.array([0.0, 1.0]), level=0.90)
    share = (1.644854 * 0.5 / 4) ** 2
    half = 1.644854 * 0.5 / 4 * np.sqrt(1 + 0.25 - share) / (1 - share)
    assert (ratio, low, high) == pytest.approx((0.5, 0.5 / (1 - share) - half, 0.5 / (1 - share) + half), abs=1e-4)


def test_a_ratio_to_what_may_be_nothing_is_unbounded() -> None:
    assert make_fit(spread=25.0).find_ratio(np.array([1.0, 0.0]), np.array([0.0, 1.0]), level=0.90)[1:] == (
        -np.inf,
        np.inf,
    )


def test_lagged_sums_fall_with_the_lag() -> None:
    scores = np.array([[1.0], [2.0], [3.0]])
    assert sum_lagged(scores, lags=1)[0, 0] == 14 + 0.5 * 2 * (2 + 6)


def test_lags_grow_with_the_series() -> None:
    assert [choose_lags(periods) for periods in (20, 100, 400)] == [2, 4, 5]


def test_no_residuals_follow_nothing() -> None:
    assert find_autocorrelation(np.zeros(5)) == 0.0


def test_all_orders_at_once_are_each_order_alone() -> None:
    columns, values = make_series(0.3, periods=30)
    fit = fit_integrated(columns, values + 1e6)
    alone = fit_prais_winsten(columns, values + 1e6)
    near = np.abs(fit.each - alone.coefficients).sum(axis=1).argmin()
    assert np.sqrt(np.diag(fit.spreads[near])) == pytest.approx(np.sqrt(np.diag(alone.covariance)), rel=0.05)
