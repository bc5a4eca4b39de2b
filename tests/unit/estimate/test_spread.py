"""Which distribution do ranges, table totals and plausible ranges have?"""

import numpy as np
import pytest

from tests.support.synthetic import make_model
from tocsin.dossier.records.model import Bounds, Driver, Scale
from tocsin.estimate.errors import DriverRangeError
from tocsin.estimate.spread import (
    Component,
    measured_distribution,
    mix_components,
    plausible_distribution,
    set_distribution,
)
from tocsin.estimate.tables import TableReading
from tocsin.methods.draws.distributions import Constant, Mixture, Uniform

ENDS = [0.05, 0.5, 0.95]


def driver(**fields: object) -> Driver:
    return make_model({"d": {"title": "D", "unit": "share", **fields}}, {}).drivers["d"]


def given(scale: str = "log", **fields: object) -> list[float]:
    found = set_distribution(driver(scale=scale, range={"reason": "r", **fields}))
    return [float(value) for value in found.quantile(ENDS)]


def test_a_fixed_value_is_certain() -> None:
    assert set_distribution(driver(fixed=0)) == Constant(0.0)


def test_three_quantiles_are_met() -> None:
    assert given(low=2, best=3, high=9) == pytest.approx([2, 3, 9])


@pytest.mark.parametrize(("scale", "middle"), [("log", 4.0), ("linear", 8.5)])
def test_two_ends_meet_in_the_middle_of_the_scale(scale: str, middle: float) -> None:
    assert given(scale, low=1, high=16)[1] == pytest.approx(middle)


@pytest.mark.parametrize("kind", ["lognormal", "normal", "beta", "uniform"])
def test_two_ends_are_met_by_every_kind(kind: str) -> None:
    low, _, high = given(distribution=kind, low=0.2, high=0.6)
    assert (low, high) == pytest.approx((0.2, 0.6))


@pytest.mark.parametrize("kind", ["pert", "triangular"])
def test_two_ends_and_a_mode_are_met(kind: str) -> None:
    low, _, high = given(distribution=kind, low=2, best=3, high=9)
    assert (low, high) == pytest.approx((2, 9))


def test_listed_values_are_equally_likely_unless_said() -> None:
    assert given(values=[1, 2, 3, 4]) == [1, 2, 4]


def test_listed_values_have_their_probabilities() -> None:
    assert given(values=[1, 2], probabilities=[0.9, 0.1]) == [1, 1, 2]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"best": 3}, "names no `low` or no `high`"),
        ({"distribution": "normal", "low": 1}, "needs both `low` and `high`"),
        ({"distribution": "pert", "low": 1, "high": 2}, "needs `best`"),
    ],
)
def test_a_range_that_lacks_a_number_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(DriverRangeError, match=why):
        given(**fields)  # type: ignore[arg-type]  # a table of fields, each of its own type


def test_everything_plausible_is_even_on_the_scale() -> None:
    found = plausible_distribution(Bounds(low=1, high=10_000), Scale.LOG)
    assert found.quantile([0.25, 0.5]) == pytest.approx([10, 100])


@pytest.mark.parametrize(("scale", "low", "high"), [(Scale.LOG, 0, 1), (Scale.LOGIT, 0, 1), (Scale.LOGIT, 0.5, 2)])
def test_a_plausible_range_beyond_the_scale_is_refused(scale: Scale, low: float, high: float) -> None:
    with pytest.raises(DriverRangeError, match=r"an end that a log.* scale never reaches"):
        plausible_distribution(Bounds(low=low, high=high), scale)


def read(value: float, low: float, high: float, *, scale: Scale = Scale.LOG, error: float = 0.1) -> list[float]:
    found = measured_distribution(TableReading(value, low, high), relative_error=error, scale=scale)
    return [float(end) for end in found.quantile(ENDS)]


def test_a_total_has_the_declared_error() -> None:
    low, middle, high = read(100, 100, 100)
    assert middle == pytest.approx(100)
    assert np.log(high / low) / (2 * 1.6449) == pytest.approx(0.1, rel=0.01)


def test_censored_cells_widen_a_total() -> None:
    assert read(100, 80, 120)[2] > read(100, 100, 100)[2]


def test_censored_cells_that_may_all_be_nothing_widen_and_stay_positive() -> None:
    low, _, high = read(10, 0, 20)
    assert 0 < low < 1 < high


def test_a_share_from_a_table_stays_a_share() -> None:
    assert read(0.9, 0.9, 0.9, scale=Scale.LOGIT, error=0.5)[2] < 1


def test_a_balance_below_zero_has_an_error_too() -> None:
    low, middle, high = read(-50, -50, -50, scale=Scale.LINEAR)
    assert low < middle < high < 0


def test_nothing_found_is_the_range_of_its_censored_cells() -> None:
    found = measured_distribution(TableReading(0, 0, 4), relative_error=0.1, scale=Scale.LOG)
    assert found == Uniform(0, 4)


def test_a_plain_zero_is_certain() -> None:
    assert measured_distribution(TableReading(0, 0, 0), relative_error=0.1, scale=Scale.LOG) == Constant(0)


def test_one_component_stands_for_itself() -> None:
    assert mix_components([Component(1.0, Constant(2.0), ("a",))]) == Constant(2.0)


def test_several_components_are_mixed_by_weight() -> None:
    parts = [Component(0.25, Constant(1.0), ("a",)), Component(0.75, Constant(2.0), ())]
    assert mix_components(parts) == Mixture([Constant(1.0), Constant(2.0)], [0.25, 0.75])
