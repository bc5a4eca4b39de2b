"""Is an effect judged by what untreated units show, and by each donor left out?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoControlsError
from tocsin.methods.effect.placebo import leave_one_out, placebo_test


def make_outcomes(*, units: int = 12, effect: float = -4.0) -> np.ndarray:
    rng = np.random.default_rng(1)
    values = np.cumsum(rng.normal(size=(20, 1)), axis=0) + rng.normal(0, 0.3, (20, units))
    values[12:, 0] += effect
    return values


def test_a_large_effect_is_found_in_no_placebo() -> None:
    assert placebo_test(make_outcomes(), treated=0, start=12).p_value == pytest.approx(1 / 12)


def test_the_interval_holds_the_planted_effect_and_not_nothing() -> None:
    found = placebo_test(make_outcomes(), treated=0, start=12)
    assert found.effect_low < -4 < found.effect_high < 0


def test_gaps_are_those_of_every_unit() -> None:
    found = placebo_test(make_outcomes(), treated=0, start=12)
    assert (found.gaps.shape, found.gaps[:, 0].tolist()) == ((20, 12), found.fit.gap.tolist())


def test_ratios_are_after_over_before() -> None:
    found = placebo_test(make_outcomes(), treated=0, start=12)
    assert found.ratios == pytest.approx(found.mspe_after / found.mspe_before)


def test_the_treated_unit_is_no_donor_of_a_placebo() -> None:
    plain, shifted = (
        placebo_test(make_outcomes(effect=effect), treated=0, start=12).ratios[1:] for effect in (-4.0, 900.0)
    )
    assert plain == pytest.approx(shifted)


def test_with_few_units_no_interval_is_bounded() -> None:
    found = placebo_test(make_outcomes(units=6), treated=0, start=12)
    assert (found.effect_low, found.effect_high) == (-np.inf, np.inf)


def test_the_interval_says_what_its_ends_are_worth() -> None:
    assert placebo_test(make_outcomes(), treated=0, start=12).interval_p == pytest.approx(1 / 12)


def test_three_units_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="at least 4"):
        placebo_test(make_outcomes(units=3), treated=0, start=12)


def test_a_treated_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(EffectShapeError, match="unit 12"):
        placebo_test(make_outcomes(), treated=12, start=12)


def test_predictors_of_other_units_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="one column per unit"):
        placebo_test(make_outcomes(), treated=0, start=12, predictors=np.ones((1, 3)))


def test_only_donors_with_weight_are_left_out() -> None:
    outcomes = make_outcomes()
    found = leave_one_out(outcomes, treated=0, start=12)
    used = np.flatnonzero(placebo_test(outcomes, treated=0, start=12).fit.weights >= 1e-3) + 1
    assert found.left_out.tolist() == used.tolist()


def test_an_effect_that_stays_without_each_donor_is_sound() -> None:
    assert (leave_one_out(make_outcomes(), treated=0, start=12).effects < -3).all()


def test_leaving_one_of_two_donors_out_is_refused() -> None:
    with pytest.raises(NoControlsError, match="at least 4"):
        leave_one_out(make_outcomes(units=3), treated=0, start=12)


def test_leaving_out_beside_a_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(EffectSettingError, match="no unit 40"):
        leave_one_out(make_outcomes(), treated=40, start=12)
