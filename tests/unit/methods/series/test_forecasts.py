"""Are forecasts scored as the definitions say?"""

import numpy as np
import pytest

from tocsin.methods.series.errors import SeriesSettingError, SeriesShapeError, SeriesValueError
from tocsin.methods.series.forecasts import score_forecasts

RNG = np.random.default_rng(5)


def test_the_ranked_score_is_that_of_draws() -> None:
    draws = RNG.negative_binomial(20 / 2, 1 / 3, (2, 400_000))
    by_draws = np.abs(draws[0] - 31).mean() - np.abs(draws[0] - draws[1]).mean() / 2
    assert score_forecasts([31], [20.0], dispersion=3.0).crps == pytest.approx(by_draws, rel=0.01)


def test_large_counts_are_scored_over_a_grid_to_half_a_percent() -> None:
    draws = RNG.poisson(90_000, (2, 200_000)).astype(float)
    by_draws = np.abs(draws[0] - 90_400).mean() - np.abs(draws[0] - draws[1]).mean() / 2
    assert score_forecasts([90_400], [90_000.0]).crps == pytest.approx(by_draws, rel=0.05)


def test_true_forecasts_cover_what_they_say() -> None:
    counts = RNG.poisson(30, 2000)
    score = score_forecasts(counts, np.full(2000, 30.0))
    assert score.coverage_low <= 0.93
    assert score.coverage >= 0.9


def test_a_count_outside_costs_more_than_one_inside() -> None:
    inside, outside = (score_forecasts([seen], [20.0]).interval_score for seen in (20, 60))
    assert outside > inside


def test_the_interval_score_is_width_plus_penalty() -> None:
    score = score_forecasts([60], [20.0], level=0.9)
    assert score.interval_score == pytest.approx(score.high[0] - score.low[0] + 20 * (60 - score.high[0]))


@pytest.mark.parametrize(("seen", "mean"), [([], []), ([1, 2], [1.0]), ([[1]], [[1.0]])])
def test_arrays_that_do_not_fit_are_refused(seen: list[int], mean: list[float]) -> None:
    with pytest.raises(SeriesShapeError):
        score_forecasts(seen, mean)


@pytest.mark.parametrize(("seen", "mean", "phi"), [(-1, 1.0, 1.0), (1, 0.0, 1.0), (1, 1.0, 0.5), (np.nan, 1.0, 1.0)])
def test_values_without_a_meaning_are_refused(seen: float, mean: float, phi: float) -> None:
    with pytest.raises(SeriesValueError):
        score_forecasts([seen], [mean], dispersion=phi)


def test_a_level_of_1_is_refused() -> None:
    with pytest.raises(SeriesSettingError):
        score_forecasts([1], [1.0], level=1.0)
