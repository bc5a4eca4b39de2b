"""Does an effect begin, grow and wear off when it is said to?"""

import numpy as np
import pytest

from tocsin.methods.decide.portfolio_effects import phase_left
from tocsin.methods.decide.portfolio_problem import PortfolioInputError, TotalRemovalError


def find_years(
    effect: float, *, onset: float = 0.0, ramp: float = 0.0, decay: float = 0.0, years: int = 3
) -> list[float]:
    left = phase_left([[[effect]]], onset_years=[onset], ramp_years=[ramp], decay_share=[decay], years=years)
    return left.ravel().tolist()


def test_effect_without_phases_is_full_in_every_year() -> None:
    assert find_years(0.25) == pytest.approx([0.75, 0.75, 0.75])


def test_nothing_happens_before_the_onset() -> None:
    assert find_years(0.5, onset=2.0) == pytest.approx([1.0, 1.0, 0.5])


def test_year_in_which_the_effect_begins_counts_in_part() -> None:
    assert find_years(0.5, onset=0.5) == pytest.approx([0.75, 0.5, 0.5])


def test_ramp_is_straight() -> None:
    assert find_years(0.4, ramp=2.0) == pytest.approx([1 - 0.4 * 0.25, 1 - 0.4 * 0.75, 0.6])


def test_share_is_lost_in_each_year_after_the_full_effect() -> None:
    first, second, third = (1 - left for left in find_years(0.5, decay=0.2))
    assert [second / first, third / second] == pytest.approx([0.8, 0.8])


def test_decay_within_a_year_is_averaged() -> None:
    assert 1 - find_years(1 - 1e-9, decay=0.2, years=1)[0] == pytest.approx(0.2 / -np.log(0.8), rel=1e-5)


def test_effect_that_wears_off_at_once_lasts_for_the_ramp_alone() -> None:
    assert find_years(0.5, ramp=1.0, decay=1.0) == pytest.approx([0.75, 1.0, 1.0])


def test_harm_pushed_elsewhere_grows_there() -> None:
    assert find_years(-0.1, years=1) == pytest.approx([1.1])


def test_each_measure_has_its_own_phases() -> None:
    left = phase_left([[[0.5], [0.5]]], onset_years=[0.0, 1.0], ramp_years=[0.0, 0.0], decay_share=[0.0, 0.0], years=1)
    assert left.ravel().tolist() == pytest.approx([0.5, 1.0])


@pytest.mark.parametrize("effect", [1.0, 1.5])
def test_total_removal_is_refused(effect: float) -> None:
    with pytest.raises(TotalRemovalError, match="after total removal"):
        find_years(effect)


@pytest.mark.parametrize(("name", "value"), [("onset", -1.0), ("ramp", np.nan), ("decay", 1.1), ("onset", np.inf)])
def test_impossible_phase_is_refused(name: str, value: float) -> None:
    phases = {"onset": [0.0], "ramp": [0.0], "decay": [0.0], name: [value]}
    with pytest.raises(PortfolioInputError, match=f"the {name} of 1 measures"):
        phase_left(
            [[[0.5]]],
            onset_years=phases["onset"],
            ramp_years=phases["ramp"],
            decay_share=phases["decay"],
            years=1,
        )


def test_missing_effect_is_refused() -> None:
    with pytest.raises(PortfolioInputError, match="are missing"):
        find_years(np.nan)


def test_horizon_without_years_is_refused() -> None:
    with pytest.raises(PortfolioInputError, match="over 0 years"):
        find_years(0.5, years=0)
