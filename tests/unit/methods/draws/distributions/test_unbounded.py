"""Do the unbounded distributions have their textbook quantiles and refuse the rest?"""

import numpy as np
import pytest

from tocsin.methods.draws.distributions import Lognormal, Normal, TwoPiece
from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.scales import ScaleName

Z95 = 1.6448536269514722


def test_a_normal_has_its_textbook_quantile() -> None:
    assert Normal(mean=10.0, sd=2.0).quantile(0.95) == pytest.approx(10.0 + 2.0 * Z95, rel=1e-14)


def test_a_lognormal_is_the_exponential_of_a_normal() -> None:
    assert Lognormal(log_mean=1.0, log_sd=0.5).quantile(0.95) == pytest.approx(np.exp(1.0 + 0.5 * Z95), rel=1e-14)


def test_nothing_of_a_lognormal_lies_below_zero() -> None:
    assert Lognormal(log_mean=0.0, log_sd=1.0).cdf([-1.0, 0.0]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("scale", "median"), [("log", 20.0), ("logit", 0.2), ("linear", -3.0)])
def test_half_of_a_two_piece_lies_below_its_median(scale: ScaleName, median: float) -> None:
    spread = TwoPiece(median=median, spread_below=0.3, spread_above=1.4, scale=scale)
    assert spread.cdf(median) == pytest.approx(0.5, abs=1e-15)


@pytest.mark.parametrize(("scale", "median"), [("log", 20.0), ("logit", 0.2)])
def test_a_two_piece_never_leaves_its_scale(scale: ScaleName, median: float) -> None:
    spread = TwoPiece(median=median, spread_below=2.0, spread_above=2.0, scale=scale)
    low, high = spread.support
    drawn = spread.quantile([1e-9, 1 - 1e-9])
    assert low < drawn[0] < drawn[1] < high


def test_a_two_piece_holds_all_of_its_support() -> None:
    spread = TwoPiece(median=0.2, spread_below=1.0, spread_above=2.0, scale="logit")
    assert spread.cdf([-5.0, 0.0, 1.0, 5.0]).tolist() == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("sd", [0.0, -1.0, np.nan, np.inf])
def test_a_normal_without_spread_is_refused(sd: float) -> None:
    with pytest.raises(DistributionParameterError, match="sd is"):
        Normal(mean=0.0, sd=sd)


def test_a_median_off_the_scale_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="does not lie between"):
        TwoPiece(median=-1.0, spread_below=1.0, spread_above=1.0, scale="log")


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="'cubic' is not known"):
        TwoPiece(median=1.0, spread_below=1.0, spread_above=1.0, scale="cubic")  # type: ignore[arg-type]  # the wrong one


def test_a_lognormal_beyond_the_greatest_number_is_infinite() -> None:
    assert Lognormal(log_mean=0.0, log_sd=1000.0).at_normals([1.0]).tolist() == [np.inf]
