"""Is a synthetic control the mix that was nearest before?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import (
    EffectSettingError,
    EffectShapeError,
    NoControlsError,
    NoVariationError,
    TooShortError,
)
from tocsin.methods.effect.synthetic import synthetic_control


def make_donors(*, periods: int = 14, units: int = 4) -> np.ndarray:
    return np.cumsum(np.random.default_rng(3).normal(size=(periods, units)), axis=0) + 10 * np.arange(units)


def test_a_treated_unit_that_is_a_mix_gets_its_weights() -> None:
    donors = make_donors()
    assert synthetic_control(donors @ [0.5, 0, 0.5, 0], donors, start=8).weights.tolist() == pytest.approx(
        [0.5, 0, 0.5, 0]
    )


def test_a_planted_effect_is_the_mean_gap() -> None:
    donors = make_donors()
    treated = donors @ [0.5, 0, 0.5, 0] + 3.0 * (np.arange(14) >= 8)
    assert synthetic_control(treated, donors, start=8).effect == pytest.approx(3.0)


def test_predictors_that_hold_the_mix_lead_to_it() -> None:
    donors = make_donors()
    predictors = np.random.default_rng(1).normal(size=(6, 4))
    mix = np.array([0.2, 0.3, 0.5, 0.0])
    found = synthetic_control(
        donors @ mix, donors, start=8, treated_predictors=predictors @ mix, donor_predictors=predictors
    )
    assert found.weights == pytest.approx(mix, abs=1e-3)


def test_the_unit_of_a_predictor_does_not_matter() -> None:
    donors, rng = make_donors(), np.random.default_rng(1)
    predictors, own = rng.normal(size=(3, 4)), rng.normal(size=3)
    scales = np.array([1.0, 1000.0, 0.001])
    plain, scaled = (
        synthetic_control(
            donors[:, 0] + 1, donors, start=8, treated_predictors=own * by, donor_predictors=predictors * by[:, None]
        )
        for by in (np.ones(3), scales)
    )
    assert scaled.weights == pytest.approx(plain.weights, abs=1e-6)


def test_no_loss_is_below_the_least_possible() -> None:
    donors = make_donors()
    rng = np.random.default_rng(2)
    found = synthetic_control(
        donors[:, 1] + rng.normal(size=14), donors, start=8,
        treated_predictors=rng.normal(size=2), donor_predictors=rng.normal(size=(2, 4)),
    )  # fmt: skip
    assert found.loss_outcome >= found.loss_possible


def test_a_unit_above_all_donors_lies_outside() -> None:
    donors = make_donors()
    assert synthetic_control(donors.max(axis=1) + 5, donors, start=8).outside_share == 1.0


def test_only_the_periods_named_are_fitted() -> None:
    donors = make_donors()
    treated = donors @ [0.5, 0, 0.5, 0]
    treated[:3] += 50
    found = synthetic_control(treated, donors, start=8, fit_periods=range(3, 8))
    assert found.weights.tolist() == pytest.approx([0.5, 0, 0.5, 0])


def test_a_perfect_fit_has_an_infinite_ratio() -> None:
    donors = np.array([[1.0, 3.0], [2.0, 4.0], [1.0, 5.0], [2.0, 6.0], [3.0, 7.0], [1.0, 5.0]])
    assert synthetic_control(donors[:, 0], donors, start=5).ratio == np.inf


def test_a_single_donor_is_refused() -> None:
    with pytest.raises(NoControlsError, match="only one donor"):
        synthetic_control(make_donors()[:, 0], make_donors()[:, :1], start=8)


def test_other_periods_of_the_donors_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="14 periods and the donors 10"):
        synthetic_control(make_donors()[:, 0], make_donors(periods=10), start=8)


def test_too_few_periods_before_are_refused() -> None:
    with pytest.raises(TooShortError, match="at least 5"):
        synthetic_control(make_donors()[:, 0], make_donors(), start=4)


def test_periods_after_the_start_are_never_fitted() -> None:
    with pytest.raises(EffectSettingError, match="what comes after it"):
        synthetic_control(make_donors()[:, 0], make_donors(), start=8, fit_periods=[7, 8])


def test_predictors_on_one_side_only_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="one side only"):
        synthetic_control(make_donors()[:, 0], make_donors(), start=8, treated_predictors=[1.0])


def test_predictors_of_other_donors_are_refused() -> None:
    with pytest.raises(EffectShapeError, match=r"must be \(1, 4\)"):
        synthetic_control(
            make_donors()[:, 0], make_donors(), start=8, treated_predictors=[1.0], donor_predictors=np.ones((1, 3))
        )


def test_a_predictor_that_is_the_same_everywhere_is_refused() -> None:
    with pytest.raises(NoVariationError, match="predictor 0"):
        synthetic_control(
            make_donors()[:, 0], make_donors(), start=8, treated_predictors=[1.0], donor_predictors=np.ones((1, 4))
        )
