"""Do fitted families come near what was stated, and say how near?"""

import numpy as np
import pytest

from tocsin.methods.judgement.errors import ElicitationScaleError, ElicitationSettingError, QuantileOrderError
from tocsin.methods.judgement.fits import FAMILIES, Family, Fitted, fit_families

MADE = {
    "normal": Fitted("normal", 10.0, 2.0),
    "t": Fitted("t", 10.0, 2.0),
    "lognormal": Fitted("lognormal", 1.0, 0.5),
    "log-t": Fitted("log-t", 1.0, 0.5),
    "gamma": Fitted("gamma", 3.0, 2.0),
    "beta": Fitted("beta", 2.0, 5.0, 0.0, 1.0),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_finds_its_own_quantiles(family: Family) -> None:
    values = MADE[family].quantile([0.05, 0.5, 0.95])
    greatest = 1.0 if family == "beta" else None
    table = fit_families(values, families=[family], greatest=greatest)
    assert table.fits[0].quantiles == pytest.approx(values, rel=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_quantile_and_distribution_function_are_inverse(family: Family) -> None:
    levels = np.array([0.01, 0.3, 0.9])
    assert MADE[family].cdf(MADE[family].quantile(levels)) == pytest.approx(levels)


def test_fits_stand_in_the_order_of_their_misfit() -> None:
    misfits = [fit.misfit for fit in fit_families([10.0, 20.0, 70.0]).fits]
    assert misfits == sorted(misfits)


def test_a_skewed_answer_has_a_misfit_under_the_normal() -> None:
    assert fit_families([10.0, 11.0, 70.0], families=["normal"]).fits[0].misfit > 0.01


def test_families_that_cannot_hold_the_values_are_left_out() -> None:
    assert {fit.distribution.family for fit in fit_families([-5.0, 0.0, 5.0]).fits} == {"normal", "t"}


def test_support_begins_at_the_stated_end() -> None:
    fit = fit_families([12.0, 15.0, 20.0], least=10.0, greatest=30.0, families=["beta"]).fits[0]
    assert fit.distribution.support == (10.0, 30.0)


def test_values_that_do_not_rise_are_refused() -> None:
    with pytest.raises(QuantileOrderError, match="do not both rise"):
        fit_families([1.0, 1.0, 2.0])


def test_values_outside_the_ends_are_refused() -> None:
    with pytest.raises(ElicitationScaleError, match="outside the ends"):
        fit_families([1.0, 2.0, 3.0], least=1.5)


@pytest.mark.parametrize("families", [["cauchy"], ["gamma"]])
def test_families_that_are_unknown_or_cannot_hold_any_value_are_refused(families: list[Family]) -> None:
    with pytest.raises(ElicitationSettingError, match="normal and t hold any values"):
        fit_families([-3.0, -2.0, -1.0], families=families)


@pytest.mark.parametrize("second", [0.0, np.nan])
def test_a_spread_of_nothing_is_refused(second: float) -> None:
    with pytest.raises(ElicitationSettingError, match="is no distribution"):
        Fitted("normal", 0.0, second)


def test_families_that_fit_alike_stand_in_their_usual_order() -> None:
    found = [fit.distribution.family for fit in fit_families([10.0, 30.0, 90.0]).fits]
    assert found[:2] == ["lognormal", "log-t"]
