"""Has each fitted distribution the interval that was stated, and is an impossible one refused?"""

from collections.abc import Callable

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Distribution
from tocsin.methods.draws.errors import ImpossibleIntervalError, ProbabilityRangeError
from tocsin.methods.draws.intervals import (
    beta_from_interval,
    lognormal_from_interval,
    normal_from_interval,
    pert_from_interval,
    quantile_fit,
    triangular_from_interval,
    uniform_from_interval,
)
from tocsin.methods.draws.scales import ScaleName

TWO_ENDS: list[Callable[..., Distribution]] = [
    lognormal_from_interval,
    normal_from_interval,
    uniform_from_interval,
    beta_from_interval,
]
WITH_MODE: list[Callable[..., Distribution]] = [pert_from_interval, triangular_from_interval]


@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
@pytest.mark.parametrize("fit", TWO_ENDS)
def test_the_interval_is_met(fit: Callable[..., Distribution], level: float) -> None:
    ends = fit(0.1, 0.3, level=level).quantile([(1 - level) / 2, (1 + level) / 2])
    assert ends == pytest.approx([0.1, 0.3], rel=1e-9)


@pytest.mark.parametrize("mode", [2.0, 3.0, 7.0])
@pytest.mark.parametrize("fit", WITH_MODE)
def test_the_interval_is_met_whatever_the_mode(fit: Callable[..., Distribution], mode: float) -> None:
    assert fit(2.0, 7.0, mode=mode).quantile([0.05, 0.95]) == pytest.approx([2.0, 7.0], rel=1e-9)


@pytest.mark.parametrize("fit", WITH_MODE)
def test_at_level_one_the_ends_are_least_and_greatest(fit: Callable[..., Distribution]) -> None:
    assert fit(2.0, 7.0, mode=3.0, level=1.0).support == (2.0, 7.0)


@pytest.mark.parametrize(("low", "high"), [(1e-6, 0.9), (0.2, 0.2001), (0.97, 0.9999), (1e-5, 1e-4)])
def test_extreme_shares_are_met(low: float, high: float) -> None:
    assert beta_from_interval(low, high).quantile([0.05, 0.95]) == pytest.approx([low, high], rel=1e-6)


@pytest.mark.parametrize(
    ("scale", "figures"), [("log", (20.0, 50.0, 400.0)), ("logit", (0.01, 0.5, 0.6)), ("linear", (-5.0, -4.0, 9.0))]
)
def test_all_three_quantiles_are_met(scale: ScaleName, figures: tuple[float, float, float]) -> None:
    low, best, high = figures
    fitted = quantile_fit(low=low, best=best, high=high, level=0.8, scale=scale)
    assert fitted.quantile([0.1, 0.5, 0.9]) == pytest.approx(figures, rel=1e-12)


@pytest.mark.parametrize("fit", TWO_ENDS)
@pytest.mark.parametrize(("low", "high"), [(0.3, 0.1), (0.2, 0.2), (np.nan, 0.2), (0.1, np.inf)])
def test_ends_that_do_not_rise_are_refused(fit: Callable[..., Distribution], low: float, high: float) -> None:
    with pytest.raises(ImpossibleIntervalError, match="rising order"):
        fit(low, high)


@pytest.mark.parametrize("low", [0.0, -1.0])
def test_an_amount_of_zero_or_less_has_no_logarithm(low: float) -> None:
    with pytest.raises(ImpossibleIntervalError, match="positive quantity on the log scale"):
        lognormal_from_interval(low, 5.0)


def test_a_percentage_is_not_taken_for_a_share() -> None:
    with pytest.raises(ImpossibleIntervalError, match=r"a share is 0\.25, not 25"):
        beta_from_interval(0.1, 25.0)


@pytest.mark.parametrize("best", [1.0, 9.0, 0.5, 10.0, np.nan])
def test_a_best_figure_outside_or_at_an_end_is_refused(best: float) -> None:
    with pytest.raises(ImpossibleIntervalError, match="do not rise"):
        quantile_fit(low=1.0, best=best, high=9.0)


@pytest.mark.parametrize("fit", WITH_MODE)
def test_a_mode_outside_the_interval_is_refused(fit: Callable[..., Distribution]) -> None:
    with pytest.raises(ImpossibleIntervalError, match="not between"):
        fit(2.0, 7.0, mode=8.0)


@pytest.mark.parametrize("level", [0.0, 1.0, 90.0])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ProbabilityRangeError, match=r"Write 0\.9 for 90 %"):
        lognormal_from_interval(1.0, 2.0, level=level)


def test_a_level_above_one_is_refused_also_where_one_is_allowed() -> None:
    with pytest.raises(ProbabilityRangeError, match="above 0 and at most 1"):
        uniform_from_interval(1.0, 2.0, level=90.0)


def test_an_interval_that_no_beta_can_hold_is_refused() -> None:
    with pytest.raises(ImpossibleIntervalError, match="no distribution of this kind"):
        beta_from_interval(1e-300, 1.0 - 1e-16, level=0.01)


@pytest.mark.parametrize("fit", WITH_MODE)
def test_an_interval_far_from_zero_is_met(fit: Callable[..., Distribution]) -> None:
    fitted = fit(1e9, 1e9 + 1.0, mode=1e9 + 0.5)
    assert fitted.quantile([0.05, 0.95]) == pytest.approx([1e9, 1e9 + 1.0], abs=1e-6)
