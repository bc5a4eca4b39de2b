"""What holds for every evaluation of an effect, and how often do intervals and tests keep their word?"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.methods.effect.displacement import displacement_quotient
from tocsin.methods.effect.group_summary import summarise_groups
from tocsin.methods.effect.group_time import group_time_effects
from tocsin.methods.effect.interrupted import Errors, interrupted_series
from tocsin.methods.effect.interrupted_counts import interrupted_counts
from tocsin.methods.effect.placebo import leave_one_out, placebo_test
from tocsin.methods.effect.synthetic import synthetic_control

SEEDS = st.integers(0, 2**32 - 1)
SHIFTS = st.floats(-1e3, 1e3)
SCALES = st.floats(0.01, 100)
ADOPTED = np.array([3.0] * 6 + [5.0] * 6 + [np.nan] * 12)


def draw_series(seed: int, *, effect: float = 0.0, follows: float = 0.4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    errors = rng.normal(size=48)
    for at in range(1, 48):
        errors[at] += follows * errors[at - 1]
    return 20 + 0.1 * np.arange(48) + errors + effect * (np.arange(48) >= 24)


def draw_panel(seed: int, *, effect: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(24, 1)) + rng.normal(size=8) + np.cumsum(rng.normal(0, 0.5, (24, 8)), axis=1)
    return values + effect * (np.arange(8) >= np.nan_to_num(ADOPTED, nan=99)[:, None])


def draw_outcomes(seed: int, *, units: int = 10, effect: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = np.cumsum(rng.normal(size=(18, 2)), axis=0) @ rng.normal(size=(2, units)) + rng.normal(0, 0.5, (18, units))
    values[12:, 0] += effect
    return values


@given(SEEDS, SHIFTS)
def test_a_constant_added_moves_no_effect_of_an_interruption(seed: int, shift: float) -> None:
    plain, moved = (interrupted_series(draw_series(seed) + by, starts=[24]) for by in (0.0, shift))
    assert (moved.effect, moved.effect_error) == pytest.approx((plain.effect, plain.effect_error), rel=1e-5, abs=1e-6)


@given(SEEDS, SCALES, st.sampled_from(["integrated", "ar1", "newey-west"]))
def test_the_effect_of_an_interruption_has_the_unit_of_the_values(seed: int, scale: float, errors: Errors) -> None:
    plain, scaled = (interrupted_series(draw_series(seed) * by, starts=[24], errors=errors) for by in (1.0, scale))
    assert (scaled.effect, scaled.effect_low) == pytest.approx(
        (plain.effect * scale, plain.effect_low * scale), rel=1e-6
    )


@given(SEEDS, SHIFTS)
def test_a_planted_step_moves_the_effect_by_itself(seed: int, effect: float) -> None:
    plain, moved = (
        interrupted_series(draw_series(seed, effect=by), starts=[24], errors="newey-west") for by in (0.0, effect)
    )
    assert moved.effect - plain.effect == pytest.approx(effect, abs=1e-8)


@given(SEEDS, st.integers(2, 9))
def test_counts_and_exposure_times_a_number_give_the_same_ratio(seed: int, factor: int) -> None:
    counts = np.random.default_rng(seed).poisson(60, 36)
    plain = interrupted_counts(counts, starts=[18])
    more = interrupted_counts(counts, starts=[18], exposure=np.full(36, float(factor)))
    assert (more.ratio, more.ratio_low) == pytest.approx((plain.ratio, plain.ratio_low), rel=1e-6)


@given(SEEDS, SHIFTS)
def test_a_shock_that_all_units_share_moves_no_group_effect(seed: int, shock: float) -> None:
    values = draw_panel(seed)
    plain, moved = (group_time_effects(values + by * (np.arange(8) == 4), ADOPTED) for by in (0.0, shock))
    assert moved.effects == pytest.approx(plain.effects, abs=1e-8)


@given(SEEDS, SCALES)
def test_group_effects_have_the_unit_of_the_values(seed: int, scale: float) -> None:
    plain, scaled = (group_time_effects(draw_panel(seed) * by, ADOPTED) for by in (1.0, scale))
    assert (scaled.effects / scale, scaled.errors / scale) == (
        pytest.approx(plain.effects),
        pytest.approx(plain.errors),
    )


@given(SEEDS)
def test_units_in_another_order_have_the_same_group_effects(seed: int) -> None:
    values, order = draw_panel(seed), np.random.default_rng(seed).permutation(24)
    plain, shuffled = group_time_effects(values, ADOPTED), group_time_effects(values[order], ADOPTED[order])
    assert (shuffled.effects, shuffled.errors) == (pytest.approx(plain.effects), pytest.approx(plain.errors))


@given(SEEDS)
def test_the_mean_over_groups_lies_among_them(seed: int) -> None:
    found = summarise_groups(
        group_time_effects(draw_panel(seed), ADOPTED), kind="group", replicates=100, rng=np.random.default_rng(seed)
    )
    assert found.step_effects.min() - 1e-12 <= found.effect <= found.step_effects.max() + 1e-12


@given(SEEDS, SHIFTS, SCALES)
def test_a_synthetic_control_moves_with_the_unit_of_measure(seed: int, shift: float, scale: float) -> None:
    outcomes = draw_outcomes(seed)
    plain = synthetic_control(outcomes[:, 0], outcomes[:, 1:], start=12)
    moved = synthetic_control(outcomes[:, 0] * scale + shift, outcomes[:, 1:] * scale + shift, start=12)
    assert moved.effect == pytest.approx(plain.effect * scale, rel=1e-4, abs=1e-6 * scale)


@given(SEEDS)
def test_donors_in_another_order_make_the_same_synthetic_control(seed: int) -> None:
    outcomes, order = draw_outcomes(seed), np.random.default_rng(seed).permutation(9) + 1
    plain = synthetic_control(outcomes[:, 0], outcomes[:, 1:], start=12)
    shuffled = synthetic_control(outcomes[:, 0], outcomes[:, order], start=12)
    assert shuffled.weights == pytest.approx(plain.weights[order - 1], abs=1e-8)


@given(SEEDS, st.floats(-50, 50))
def test_a_planted_effect_moves_the_interval_of_placebos_by_itself(seed: int, effect: float) -> None:
    plain, moved = (placebo_test(draw_outcomes(seed, effect=by), treated=0, start=12) for by in (0.0, effect))
    assert (moved.effect_low - plain.effect_low, moved.effect_high - plain.effect_high) == pytest.approx(
        (effect, effect)
    )


@given(SEEDS)
def test_a_p_value_of_placebos_is_a_share_of_units(seed: int) -> None:
    found = placebo_test(draw_outcomes(seed), treated=0, start=12)
    assert found.p_value * 10 == pytest.approx(round(found.p_value * 10))


@given(SEEDS)
def test_without_a_donor_the_fit_before_is_never_better(seed: int) -> None:
    outcomes = draw_outcomes(seed)
    whole = synthetic_control(outcomes[:, 0], outcomes[:, 1:], start=12)
    for unit in leave_one_out(outcomes, treated=0, start=12).left_out:
        rest = np.delete(outcomes, [0, unit], axis=1)
        assert synthetic_control(outcomes[:, 0], rest, start=12).mspe_before >= whole.mspe_before * (1 - 1e-9)


@given(SEEDS, SCALES)
def test_a_displacement_quotient_has_no_unit(seed: int, scale: float) -> None:
    areas = np.random.default_rng(seed).poisson([[60.0], [60.0], [90.0]], (3, 30)) + 1.0
    areas[0, 15:] /= 4
    plain, scaled = (
        displacement_quotient(
            areas[0] * by, areas[1] * by, controls=areas[2] * by, start=15, replicates=100, rng=np.random.default_rng(1)
        )
        for by in (1.0, scale)
    )
    assert (scaled.quotient, scaled.quotient_low) == pytest.approx((plain.quotient, plain.quotient_low))


def count_share(is_met: Callable[[int], bool], *, seeds: int) -> float:
    return float(np.mean([is_met(seed) for seed in range(seeds)]))


@pytest.mark.slow
def test_intervals_of_interruptions_hold_about_as_often_as_they_say() -> None:
    def holds(seed: int) -> bool:
        found = interrupted_series(draw_series(seed, effect=-3.0), starts=[24])
        return found.effect_low <= -3 <= found.effect_high

    assert count_share(holds, seeds=300) == pytest.approx(0.90, abs=0.05)


@pytest.mark.slow
def test_intervals_of_staggered_adoption_hold_about_as_often_as_they_say() -> None:
    def holds(seed: int) -> bool:
        result = group_time_effects(draw_panel(seed, effect=-1.0), ADOPTED)
        found = summarise_groups(result, replicates=200, rng=np.random.default_rng(seed))
        return found.effect_low <= -1 <= found.effect_high

    assert count_share(holds, seeds=300) == pytest.approx(0.94, abs=0.05)


@pytest.mark.slow
def test_trends_alike_before_are_doubted_no_more_often_than_stated() -> None:
    def is_doubted(seed: int) -> bool:
        return group_time_effects(draw_panel(seed), ADOPTED).pretrend_p_small < 0.1

    assert 0.01 < count_share(is_doubted, seeds=300) <= 0.13


@pytest.mark.slow
def test_a_placebo_finds_an_effect_no_more_often_than_stated() -> None:
    def is_found(seed: int) -> bool:
        return placebo_test(draw_outcomes(seed), treated=0, start=12).p_value <= 0.1

    assert count_share(is_found, seeds=300) <= 0.15
