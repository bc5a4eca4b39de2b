"""Are outliers drawn in as far as allowed, and no further?"""

import numpy as np
import pytest

from tocsin.methods.score.errors import IndicatorError, TreatmentLimitError
from tocsin.methods.score.moments import skewness
from tocsin.methods.score.treatment import treat_outliers

PLAIN = np.arange(20.0)
HIGH = np.append(PLAIN, [300.0, 200.0])
SPREAD = np.concatenate([PLAIN, 10.0 ** np.arange(2, 9)])  # seven outliers, each ten times the one before


def treat(values: np.ndarray, **limits: float) -> np.ndarray:
    return treat_outliers(values[:, None], **limits).values[:, 0]  # type: ignore[arg-type]  # limits by name


def test_values_without_outliers_stay_as_they_are() -> None:
    assert (treat(PLAIN) == PLAIN).all()


def test_high_outliers_become_the_next_value() -> None:
    assert treat(HIGH)[-2:].tolist() == [19.0, 19.0]


def test_low_outliers_become_the_next_value() -> None:
    assert treat(-HIGH)[-2:].tolist() == [-19.0, -19.0]


def test_values_drawn_in_are_counted() -> None:
    assert treat_outliers(HIGH[:, None]).moved.tolist() == [2]


def test_logarithm_is_taken_of_untouched_values_where_points_run_out() -> None:
    expected = np.log(HIGH - HIGH.min() + 0.01 * (HIGH.max() - HIGH.min()))
    assert treat(HIGH, most_points=1) == pytest.approx(expected)


def test_logarithm_counts_no_values_as_drawn_in() -> None:
    found = treat_outliers(SPREAD[:, None], most_points=2)
    assert (found.is_logged.tolist(), found.moved.tolist()) == ([True], [0])


def test_an_indicator_is_never_made_constant() -> None:
    rare = np.array([0.0] * 30 + [1.0])
    found = treat_outliers(rare[:, None])
    assert (len(np.unique(found.values)), found.is_outlying.tolist()) == (2, [True])


def test_unknown_values_stay_unknown_and_change_nothing() -> None:
    assert treat(np.append(HIGH, np.nan))[:-1] == pytest.approx(treat(HIGH))


def test_values_given_are_not_changed_in_place() -> None:
    given = HIGH[:, None].copy()
    treat_outliers(given)
    assert (given[:, 0] == HIGH).all()


@pytest.mark.parametrize("unit", [1e-200, 1e200])
def test_unit_does_not_matter_however_large_or_small(unit: float) -> None:
    assert treat(HIGH * unit) / unit == pytest.approx(treat(HIGH))


@pytest.mark.parametrize("points", [-1, 1.5])
def test_a_number_of_points_that_is_none_is_refused(points: float) -> None:
    with pytest.raises(TreatmentLimitError, match="Give 0 or more"):
        treat(HIGH, most_points=points)


@pytest.mark.parametrize("limit", [-1.0, np.nan])
def test_limits_that_mean_nothing_are_refused(limit: float) -> None:
    with pytest.raises(TreatmentLimitError, match=r"such as 2 and 3\.5"):
        treat(HIGH, skew_limit=limit)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1.0, 2.0], "cannot be told apart"),
        ([[1.0], [np.inf], [2.0]], "indicator 0 of alternative 1 is infinite"),
        ([[1.0], [np.nan], [2.0]], "known for 2 alternatives"),
        ([[4.0], [4.0], [4.0]], "same value"),
    ],
)
def test_indicators_that_cannot_be_compared_are_refused(values: list[object], words: str) -> None:
    with pytest.raises(IndicatorError, match=words):
        treat_outliers(values)  # type: ignore[arg-type]  # lists of floats


def test_a_long_low_tail_is_drawn_in_and_not_stretched() -> None:
    values = np.concatenate([np.linspace(9.0, 11.0, 45), np.linspace(0.0, 3.0, 6)])
    found = treat_outliers(values[:, None], most_points=0, kurtosis_limit=1.0, skew_limit=1.0)
    assert found.is_logged.tolist() == [True]
    assert abs(skewness(found.values[:, 0])) < abs(skewness(values))
