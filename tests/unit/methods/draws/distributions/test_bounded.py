"""Do the bounded distributions keep to their ends and have their textbook quantiles?"""

import numpy as np
import pytest
from scipy.special import betaincinv, ndtr

from tocsin.methods.draws.distributions import Beta, Pert, Triangular, Uniform
from tocsin.methods.draws.errors import DistributionParameterError
from tocsin.methods.draws.points import Points

UNIFORMS = Points(seed=5, randomisations=4, log2_points=8).uniforms(0)


@pytest.mark.parametrize(
    ("spread", "mean"),
    [
        (Uniform(low=2.0, high=6.0), 4.0),
        (Triangular(low=0.0, mode=1.0, high=5.0), 2.0),
        (Beta(alpha=2.0, beta=6.0), 0.25),
        (Pert(low=0.0, mode=1.0, high=5.0), 1.5),
        (Pert(low=0.0, mode=1.0, high=5.0, weight=2.0), 1.75),
    ],
)
def test_draws_have_the_textbook_mean(spread: Uniform, mean: float) -> None:
    assert spread.quantile(UNIFORMS).mean() == pytest.approx(mean, rel=1e-4)


@pytest.mark.parametrize("mode", [1.0, 2.5, 4.0])
def test_a_triangular_inverts_itself_with_its_mode_anywhere(mode: float) -> None:
    spread = Triangular(low=1.0, mode=mode, high=4.0)
    assert np.allclose(spread.cdf(spread.quantile(UNIFORMS)), UNIFORMS, rtol=1e-12)


def test_a_side_as_narrow_as_numbers_can_be_does_not_overflow() -> None:
    spread = Triangular(low=0.0, mode=2.2250738585072014e-308, high=47.0)
    assert np.allclose(spread.cdf(spread.quantile(UNIFORMS)), UNIFORMS, rtol=1e-12)


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 5.0), (0.5, 0.5), (1.0, 1.0), (300.0, 40.0), (0.1, 0.1)])
def test_tabulated_beta_quantiles_agree_with_those_found_one_by_one(alpha: float, beta: float) -> None:
    z = np.linspace(-4.5, 4.5, 501)
    one_by_one = betaincinv(alpha, beta, ndtr(z))
    assert np.allclose(Beta(alpha=alpha, beta=beta).at_normals(z), one_by_one, rtol=1e-9, atol=1e-300)


def test_beta_quantiles_beyond_the_table_are_found_one_by_one() -> None:
    assert Beta(alpha=2.0, beta=5.0).at_normals([-7.0]) == pytest.approx(betaincinv(2.0, 5.0, ndtr(-7.0)), rel=1e-9)


def test_shapes_too_extreme_for_a_table_still_have_quantiles() -> None:
    assert Beta(alpha=1e-4, beta=1e-4).quantile([0.25, 0.75]).round(6).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("kind", [Triangular, Pert])
def test_a_mode_outside_the_ends_is_refused(kind: type[Triangular] | type[Pert]) -> None:
    with pytest.raises(DistributionParameterError, match="do not rise"):
        kind(low=0.0, mode=9.0, high=5.0)


def test_a_uniform_without_width_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="use Constant"):
        Uniform(low=3.0, high=3.0)


def test_a_beta_with_an_empty_shape_is_refused() -> None:
    with pytest.raises(DistributionParameterError, match="alpha is 0"):
        Beta(alpha=0.0, beta=1.0)


@pytest.mark.parametrize("unit", [1e-300, 1e300])
def test_the_unit_of_a_triangular_quantity_does_not_matter(unit: float) -> None:
    plain, scaled = (Triangular(low=0.0, mode=u, high=3.0 * u).quantile([0.1, 0.5, 0.9]) / u for u in (1.0, unit))
    assert scaled == pytest.approx(plain, rel=1e-12)
