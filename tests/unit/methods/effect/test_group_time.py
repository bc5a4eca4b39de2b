"""Are effects by group and period those of a difference in differences?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import (
    EffectSettingError,
    EffectShapeError,
    NoControlsError,
    NoVariationError,
    TooFewTreatedError,
    TooShortError,
)
from tocsin.methods.effect.group_time import group_time_effects

NEVER = np.nan


def make_panel(*, units: int = 40, periods: int = 6, effect: float = -2.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    adopted = np.array([2.0] * 10 + [4.0] * 10 + [NEVER] * (units - 20))
    values = rng.normal(size=(units, 1)) + np.arange(periods) + rng.normal(0, 0.2, (units, periods))
    values += effect * (np.arange(periods) >= np.nan_to_num(adopted, nan=99.0)[:, None])
    return values, adopted


def test_two_groups_and_two_periods_are_the_plain_difference() -> None:
    values = np.array([[1.0, 5.0], [2.0, 6.5], [0.0, 1.0], [1.0, 2.5]])
    found = group_time_effects(values, [1, 1, NEVER, NEVER])
    assert found.effects.tolist() == pytest.approx([4.25 - 1.25])


def test_its_error_is_that_of_two_means() -> None:
    values = np.array([[1.0, 5.0], [2.0, 6.5], [0.0, 1.0], [1.0, 2.5]])
    found = group_time_effects(values, [1, 1, NEVER, NEVER])
    assert found.errors[0] == pytest.approx(np.sqrt(0.25**2 / 2 + 0.25**2 / 2))


def test_a_planted_effect_is_found_in_every_group_and_period() -> None:
    found = group_time_effects(*make_panel())
    assert np.abs(found.effects[found.is_after] + 2).max() < 0.3


def test_before_adoption_there_is_nothing() -> None:
    found = group_time_effects(*make_panel())
    assert np.abs(found.effects[~found.is_after]).max() < 0.3


def test_those_not_treated_yet_join_the_controls() -> None:
    plain, joined = (group_time_effects(*make_panel(), controls=kind).control_counts for kind in ("never", "not-yet"))
    assert (plain.max(), joined.max()) == (20, 30)


def test_what_would_have_been_is_what_was_less_the_effect() -> None:
    values, adopted = make_panel()
    found = group_time_effects(values, adopted)
    seen = [values[adopted == group, period].mean() for group, period in zip(found.groups, found.periods, strict=True)]
    assert found.expected == pytest.approx(np.array(seen) - found.effects)


def test_trends_that_differ_before_are_seen() -> None:
    values, adopted = make_panel()
    values[adopted == 4] += 0.8 * np.arange(6)
    assert group_time_effects(values, adopted).pretrend_p < 0.001


def test_allowing_for_few_units_is_more_careful() -> None:
    found = group_time_effects(*make_panel())
    assert found.pretrend_p_small > found.pretrend_p


def test_without_periods_before_there_is_no_test() -> None:
    values, adopted = make_panel()
    found = group_time_effects(values[:, 1:3], np.where(adopted == 2, 1.0, NEVER))
    assert np.isnan([found.pretrend_p, found.pretrend_p_small]).all()


def test_periods_without_anybody_left_are_left_out() -> None:
    values, adopted = make_panel(units=20)
    found = group_time_effects(values, adopted, controls="not-yet")
    assert found.periods[found.is_after].tolist() == [2, 3]


def test_nobody_treated_is_refused() -> None:
    with pytest.raises(NoControlsError, match="no unit adopts"):
        group_time_effects(make_panel()[0], np.full(40, NEVER))


def test_nobody_ever_left_to_compare_with_is_refused() -> None:
    values, _ = make_panel()
    with pytest.raises(NoControlsError, match="left to compare"):
        group_time_effects(values, np.full(40, 3.0), controls="not-yet")


def test_a_group_of_one_is_refused() -> None:
    values, adopted = make_panel()
    adopted[0] = 3.0
    with pytest.raises(TooFewTreatedError, match="only one unit"):
        group_time_effects(values, adopted)


def test_a_single_control_is_refused() -> None:
    values, adopted = make_panel(units=21)
    with pytest.raises(TooFewTreatedError, match=r"1 unit\(s\)"):
        group_time_effects(values, adopted)


@pytest.mark.parametrize("time", [0.0, 6.0, 2.5])
def test_adoption_outside_the_periods_is_refused(time: float) -> None:
    values, adopted = make_panel()
    with pytest.raises(TooShortError, match="from 1 to 5"):
        group_time_effects(values, np.where(adopted == 2, time, adopted))


def test_times_that_do_not_fit_the_units_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="40 units"):
        group_time_effects(make_panel()[0], [2.0, 2.0])


def test_values_that_never_change_are_refused() -> None:
    with pytest.raises(NoVariationError, match="all 1"):
        group_time_effects(np.ones((40, 6)), make_panel()[1])


def test_unknown_controls_are_refused() -> None:
    with pytest.raises(EffectSettingError, match="'nobody'"):
        group_time_effects(*make_panel(), controls="nobody")  # type: ignore[arg-type]
