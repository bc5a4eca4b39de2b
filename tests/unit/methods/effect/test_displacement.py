"""Does the quotient tell what moved from what was gained?"""

import numpy as np
import pytest

from tocsin.methods.effect.displacement import DisplacementResult, displacement_quotient
from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoVariationError, TooShortError


def make_area(before: float, after: float, *, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).poisson(np.repeat([before, after], 24)).astype(float)


def measure(
    treated: float = 70.0, neighbours: float = 100.0, *, controls: np.ndarray | None = None
) -> DisplacementResult:
    return displacement_quotient(
        make_area(100, treated, seed=1),
        make_area(100, neighbours, seed=2),
        controls=make_area(500, 500, seed=3) if controls is None else controls,
        start=24,
        replicates=300,
        rng=np.random.default_rng(1),
    )


def test_what_moved_next_door_is_below_nothing() -> None:
    found = measure(70, 120)
    assert found.quotient_low < -20 / 30 < found.quotient_high < 0


def test_neighbours_that_gain_too_are_above_nothing() -> None:
    found = measure(60, 80)
    assert 0 < found.quotient_low < 0.5 < found.quotient_high


def test_neighbours_that_stay_hold_nothing() -> None:
    found = measure(60, 100)
    assert found.quotient_low < 0 < found.quotient_high


def test_without_a_gain_there_is_nothing_to_move() -> None:
    found = measure(100, 130)
    assert (found.is_defined, bool(np.isnan(found.quotient))) == (False, True)


def test_what_was_averted_counts_both_areas() -> None:
    found = measure(70, 110)
    assert found.net_low < 20 < found.net_high


def test_controls_that_fall_as_much_leave_nothing() -> None:
    assert not measure(70, 70, controls=make_area(500, 350, seed=3)).is_defined


def test_intervals_of_few_periods_hold_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        areas = [np.append(rng.poisson(a, 4), rng.poisson(b, 4)) for a, b in ((100, 70), (100, 110), (400, 400))]
        found = displacement_quotient(areas[0], areas[1], controls=areas[2], start=4, replicates=300, rng=rng)
        held += found.net_low <= 20 <= found.net_high
    assert held >= 160


def test_too_few_periods_are_refused() -> None:
    with pytest.raises(TooShortError, match="at least 4"):
        displacement_quotient([3.0, 1, 2, 1, 2], [1.0] * 5, controls=[1.0] * 5, start=3, rng=np.random.default_rng(1))


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="0 or more"):
        measure(controls=np.full(48, -1.0))


def test_areas_of_different_length_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="48, 48, 40 periods"):
        measure(controls=np.ones(40))


def test_controls_without_anything_are_refused() -> None:
    with pytest.raises(EffectShapeError, match="controls are all 0"):
        measure(controls=np.repeat([1.0, 0.0], 24))


def test_a_treated_area_that_never_changes_is_refused() -> None:
    with pytest.raises(NoVariationError, match="treated amounts"):
        displacement_quotient(np.ones(48), np.ones(48), controls=np.ones(48), start=24, rng=np.random.default_rng(1))


@pytest.mark.parametrize(("block", "replicates"), [(25, 300), (24, 300), (-1, 300), (2, 10)])
def test_blocks_that_do_not_fit_are_refused(block: int, replicates: int) -> None:
    with pytest.raises(EffectSettingError, match="runs of"):
        displacement_quotient(
            make_area(9, 5, seed=1), make_area(9, 9, seed=2), controls=make_area(9, 9, seed=3), start=24,
            block=block, replicates=replicates, rng=np.random.default_rng(1),
        )  # fmt: skip
