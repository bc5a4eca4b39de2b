"""Which claims speak of a quantity, and are their three figures read as they were meant?"""

from collections.abc import Mapping

import numpy as np
import pytest

from tests.support.synthetic import claimed, make_dossier, make_model, say
from tocsin.dossier.records.evidence import Claim
from tocsin.estimate.claims import (
    Factor,
    Statement,
    find_claims,
    list_differences,
    state_claim,
    state_converted,
    state_matching,
)
from tocsin.estimate.errors import ClaimScaleError
from tocsin.estimate.quantity import Quantity, quantity_of
from tocsin.methods.draws.distributions import Constant, Uniform
from tocsin.methods.draws.intervals import lognormal_from_interval
from tocsin.terms.unit import UnitText

Interval = tuple[float | None, float | None, float | None]


def ask(fields: Mapping[str, object] | None = None, *, unit: str = "ha") -> Quantity:
    model = make_model({"area": claimed(unit=unit) | dict(fields or {})}, {})
    return quantity_of(make_dossier(model), model=model, driver=model.drivers["area"])


def claim(interval: Interval = (80.0, 100.0, 125.0), **fields: object) -> Claim:
    return say("c", interval, fields=fields).claim


def state(interval: Interval, quantity: Quantity | None = None, **fields: object) -> Statement:
    return state_claim(claim(interval, **fields), quantity=quantity or ask(), bare_factor=1.5)


def told(statement: Statement) -> list[float]:
    return [statement.low, statement.best, statement.high]


def test_a_claim_in_the_same_sense_matches() -> None:
    assert find_claims([claim()], ask()).matching == ((claim(), None),)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"scope": "net"}, "scope net where none is asked for"),
        ({"basis": "pure"}, "basis pure where none is asked for"),
        ({"concept": "stock"}, "concept stock where none is asked for"),
        ({"price_year": 2019}, "price year 2019 where none is asked for"),
    ],
)
def test_a_claim_in_another_sense_differs_and_says_in_what(fields: dict[str, object], said: str) -> None:
    other = claim(**fields)
    assert find_claims([other], ask()).differing == (other,)
    assert list_differences(other, ask()) == (said,)


@pytest.mark.parametrize("fields", [{"period": "2019"}, {"place": "PER"}])
def test_a_claim_on_another_place_or_period_is_elsewhere(fields: dict[str, object]) -> None:
    other = claim(**fields)
    assert find_claims([other], ask()).elsewhere == (other,)


@pytest.mark.parametrize("fields", [{"subject": "heroin"}, {"variable": "price"}])
def test_a_claim_on_another_variable_is_not_found(fields: dict[str, object]) -> None:
    found = find_claims([claim(**fields)], ask())
    assert (found.matching, found.differing, found.elsewhere) == ((), (), ())


def test_a_declared_conversion_joins_a_claim() -> None:
    conversion = {"basis": "as seized", "multiply_by": "purity", "reason": "r"}
    found = find_claims([claim(basis="as seized")], ask({"conversions": [conversion]}))
    assert [each.multiply_by for _, each in found.matching if each] == ["purity"]


def test_a_conversion_does_not_join_what_differs_otherwise_too() -> None:
    conversion = {"basis": "as seized", "multiply_by": "purity", "reason": "r"}
    other = claim(basis="as seized", scope="net")
    assert find_claims([other], ask({"conversions": [conversion]})).differing == (other,)


def test_three_figures_are_kept_as_they_are() -> None:
    assert told(state((80.0, 100.0, 150.0))) == [80.0, 100.0, 150.0]


def test_figures_are_brought_to_the_unit_of_the_quantity() -> None:
    found = state((1.0, 2.0, 3.0), ask(unit="kg"), unit="tonne")
    assert told(found) == pytest.approx([1000.0, 2000.0, 3000.0])


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ((25.0, None, 100.0), [25.0, 50.0, 100.0]),
        ((None, 50.0, 100.0), [25.0, 50.0, 100.0]),
        ((25.0, 50.0, None), [25.0, 50.0, 100.0]),
        ((None, 90.0, None), [60.0, 90.0, 135.0]),
        ((100.0, None, None), [100.0, 1e4, 1e6]),
        ((None, None, 100.0), [1.0, 10.0, 100.0]),
    ],
)
def test_what_is_left_open_is_filled_in_on_the_natural_scale(interval: Interval, expected: list[float]) -> None:
    assert told(state(interval)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("interval", "is_bare"),
    [
        ((80.0, 90.0, 99.0), False),
        ((25.0, None, 100.0), False),
        ((None, 50.0, 100.0), False),
        ((None, 50.0, None), True),
        ((50.0, None, None), True),
    ],
)
def test_a_claim_is_bare_only_without_an_interval(interval: Interval, is_bare: bool) -> None:
    assert state(interval).is_bare is is_bare


def test_a_lone_share_is_widened_on_its_odds() -> None:
    quantity = ask({"scale": "logit", "plausible": {"low": 0.01, "high": 0.99}}, unit="share")
    assert told(state((None, 0.5, None), quantity, unit="share")) == pytest.approx([0.4, 0.5, 0.6])


def test_a_lone_figure_on_a_linear_scale_is_widened_by_its_size() -> None:
    assert told(state((None, -10.0, None), ask({"scale": "linear"}))) == pytest.approx([-15.0, -10.0, -5.0])


def test_a_mode_in_the_middle_is_the_median() -> None:
    assert state((25.0, 50.0, 100.0), best_is="mode").best == pytest.approx(50.0)


@pytest.mark.parametrize("interval", [(25.0, 30.0, 100.0), (25.0, 80.0, 100.0), (1.0, 1.1, 1000.0)])
def test_a_mode_off_the_middle_leaves_the_median_between_it_and_the_far_end(
    interval: tuple[float, float, float],
) -> None:
    low, mode, high = interval
    found = state(interval, best_is="mode").best
    far = high if mode < np.sqrt(low * high) else low
    assert min(mode, far) < found < max(mode, far)


def test_the_median_of_a_mode_halves_the_two_piece_distribution() -> None:
    from scipy.stats import norm

    mode, below, above = 0.0, 1.0, 3.0  # spreads on the natural scale; the mass below the mode is 1/4
    low = mode + below * norm.ppf(0.05 / (2 * 0.25))
    high = mode + above * norm.ppf(1 - 0.05 / (2 * 0.75))
    median = mode + above * norm.ppf(1 - 0.5 / (2 * 0.75))
    found = state((low, mode, high), ask({"scale": "linear"}), best_is="mode")
    assert found.best == pytest.approx(median)


@pytest.mark.parametrize(
    ("interval", "fields", "why"),
    [
        ((0.0, 5.0, 10.0), {}, "not strictly between"),
        ((10.0, 10.0, 10.0), {}, "as if there were no error at all"),
        ((5.0, 5.0, 10.0), {}, "do not rise"),
        ((5.0, 5.0, 10.0), {"best_is": "mode"}, "strictly between low and high"),
        ((1.0, 2.0, 3.0), {"unit": "kg"}, "a unit that does not fit"),
    ],
)
def test_a_claim_that_cannot_be_read_is_refused_by_name(
    interval: Interval, fields: dict[str, object], why: str
) -> None:
    with pytest.raises(ClaimScaleError, match=why) as refused:
        state(interval, **fields)
    assert "Claim c" in str(refused.value)


def convert(interval: Interval, factor: Factor, *, unit: str, quantity_unit: str = "kg_pure") -> Statement:
    quantity = ask(unit=quantity_unit)
    return state_converted(claim(interval, unit=unit), quantity=quantity, bare_factor=1.5, factor=factor)


PURITY = Factor(lognormal_from_interval(0.4, 0.9), UnitText.parse("kg_pure/kg"))


def test_a_certain_factor_multiplies_all_three() -> None:
    half = Factor(Constant(0.5), UnitText.parse("kg_pure/kg"))
    assert told(convert((80.0, 100.0, 125.0), half, unit="kg")) == pytest.approx([40.0, 50.0, 62.5])


def test_units_of_a_conversion_are_brought_together() -> None:
    half = Factor(Constant(50.0), UnitText.parse("percent"))
    assert told(convert((1.0, 2.0, 4.0), half, unit="tonne", quantity_unit="kg")) == pytest.approx([500, 1000, 2000])


def test_an_uncertain_factor_widens_the_claim() -> None:
    found = convert((80.0, 100.0, 125.0), PURITY, unit="kg")
    assert found.best == pytest.approx(60.0)
    assert np.log(found.high / found.best) == pytest.approx(np.hypot(np.log(1.25), np.log(1.5)))


def test_a_lone_bound_reaches_to_the_plausible_end_before_the_factor() -> None:
    half = Factor(Constant(0.5), UnitText.parse("kg_pure/kg"))
    assert convert((100.0, None, None), half, unit="kg").high == pytest.approx(1e6)


def test_a_lone_bound_reaches_to_the_plausible_end_in_any_unit() -> None:
    half = Factor(Constant(50.0), UnitText.parse("percent"))
    assert convert((1.0, None, None), half, unit="tonne", quantity_unit="kg").high == pytest.approx(1e6)


def test_a_factor_that_can_be_zero_is_refused() -> None:
    with pytest.raises(ClaimScaleError, match="a factor above zero"):
        convert((80.0, 100.0, 125.0), Factor(Uniform(-1.0, 1.0), PURITY.unit), unit="kg")


def test_a_conversion_of_the_wrong_unit_is_refused() -> None:
    with pytest.raises(ClaimScaleError, match="a unit that does not fit"):
        convert((80.0, 100.0, 125.0), PURITY, unit="kg_pure")


def test_a_claim_whose_factor_is_not_at_hand_says_nothing() -> None:
    quantity = ask({"conversions": [{"basis": "as seized", "multiply_by": "purity", "reason": "r"}]})
    assert state_matching(claim(), quantity.conversions[0], quantity=quantity, factors={}, bare_factor=1.5) is None
