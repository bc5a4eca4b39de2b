"""Does the regression on counts find a change of rate, whatever the scatter?"""

import numpy as np
import pytest

from tocsin.methods.effect.errors import EffectSettingError, EffectShapeError, NoVariationError
from tocsin.methods.effect.interrupted_counts import CountErrors, Family, interrupted_counts

FAMILIES: tuple[Family, ...] = ("quasi-poisson", "negative-binomial")


def make_counts(*, ratio: float = 0.7, extra: float = 0.0, mean: float = 80.0) -> np.ndarray:
    rng = np.random.default_rng(5)
    rates = mean * np.where(np.arange(48) < 24, 1.0, ratio)
    return rng.poisson(rates * (rng.gamma(1 / extra, extra, 48) if extra else 1.0)).astype(float)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("errors", ["model", "newey-west"])
def test_a_planted_ratio_lies_in_the_interval(family: Family, errors: CountErrors) -> None:
    found = interrupted_counts(make_counts(), starts=[24], slopes=False, family=family, errors=errors)
    assert found.ratio_low < 0.7 < found.ratio_high < 1


@pytest.mark.parametrize("family", FAMILIES)
def test_the_fit_settles(family: Family) -> None:
    assert interrupted_counts(make_counts(extra=0.1), starts=[24], family=family).has_converged


def test_scatter_beyond_poisson_widens_the_interval() -> None:
    even, uneven = (
        interrupted_counts(make_counts(extra=extra), starts=[24], slopes=False, errors="model") for extra in (0.0, 0.2)
    )
    assert uneven.ratio_high / uneven.ratio_low > 1.5 * even.ratio_high / even.ratio_low


def test_a_negative_binomial_takes_up_the_scatter() -> None:
    found = interrupted_counts(make_counts(extra=0.2), starts=[24], family="negative-binomial")
    assert 0.6 < found.dispersion < 1.6


def test_without_scatter_a_negative_binomial_is_poisson() -> None:
    regular = np.where(np.arange(48) < 24, 100, 70) + np.tile([1.0, -1.0], 24)
    plain, extra = (interrupted_counts(regular, starts=[24], family=family) for family in FAMILIES)
    assert extra.ratio == plain.ratio


def test_exposure_that_doubles_explains_counts_that_double() -> None:
    exposure = np.where(np.arange(48) < 24, 1.0, 2.0)
    found = interrupted_counts(make_counts(ratio=1.0) * exposure, starts=[24], exposure=exposure, slopes=False)
    assert found.ratio_low < 1 < found.ratio_high


def test_effect_and_ratio_have_the_same_sign() -> None:
    found = interrupted_counts(make_counts(), starts=[24], slopes=False)
    assert found.effect_low < found.effect < found.effect_high < 0
    assert found.ratio_high < 1


def test_a_zero_count_is_allowed() -> None:
    counts = make_counts(mean=4.0)
    counts[3] = 0.0
    assert interrupted_counts(counts, starts=[24]).has_converged


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(EffectShapeError, match="the least -1"):
        interrupted_counts(np.append(make_counts(), -1.0), starts=[24])


def test_exposure_of_nobody_is_refused() -> None:
    with pytest.raises(EffectShapeError, match="exposures above 0"):
        interrupted_counts(make_counts(), starts=[24], exposure=np.zeros(48))


def test_counts_that_never_change_are_refused() -> None:
    with pytest.raises(NoVariationError, match="all 7"):
        interrupted_counts(np.full(48, 7.0), starts=[24])


def test_nothing_at_all_on_one_side_is_refused() -> None:
    with pytest.raises(EffectSettingError, match="no logarithm"):
        interrupted_counts(np.where(np.arange(48) < 24, make_counts(), 0.0), starts=[24])


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(EffectSettingError, match="'gamma'"):
        interrupted_counts(make_counts(), starts=[24], family="gamma")  # type: ignore[arg-type]
