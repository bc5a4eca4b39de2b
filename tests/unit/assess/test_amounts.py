import numpy as np
import pytest

from tests.support.threats import make_estimate
from tocsin.assess.amounts import find_unfit, score_amounts
from tocsin.assess.errors import UnfitAmountError, ValueFunctionError
from tocsin.dossier.records.framework import Criterion
from tocsin.terms.unit import is_compatible, parse_unit


@pytest.fixture(scope="module", autouse=True)
def _units() -> None:
    """Load the registry of units once, outside the tests."""
    is_compatible(parse_unit("kg"), parse_unit("t"))


def make_criterion(**value: object) -> Criterion:
    fields = {
        "kind": "logarithmic",
        "least_at": 1e6,
        "worst_at": 1e10,
        "unit": "USD/year",
        "reason": "invented",
        **value,
    }
    return Criterion.model_validate(
        {"key": "c", "title": "Money", "axis": "a", "question": "?", "anchors": {0: "none"}, "value": fields}
    )


def score_one(amount: float, *, given: str = "USD/year", period: str = "2020", **value: object) -> float:
    draws = np.array([amount])
    estimate = make_estimate(draws, unit=given, period=period)
    return float(score_amounts(draws, estimate=estimate, criterion=make_criterion(**value))[0])


def test_a_tenfold_rise_is_an_even_step() -> None:
    assert score_one(1e8) == pytest.approx(0.5)


def test_an_amount_of_one_year_is_read_per_year() -> None:
    assert score_one(1e8, given="USD") == pytest.approx(0.5)


def test_an_amount_of_two_years_is_halved() -> None:
    assert score_one(2e8, given="USD", period="2019/2020") == pytest.approx(0.5)


def test_a_price_year_is_taken_as_it_stands_where_none_is_asked_for() -> None:
    assert score_one(1e8, given="USD 2019/year") == pytest.approx(0.5)


def test_units_are_converted() -> None:
    assert score_one(50, given="km2", kind="linear", least_at=0, worst_at=10_000, unit="hectare") == pytest.approx(0.5)


def test_amounts_off_the_scale_stay_at_its_end() -> None:
    assert score_one(1e12) == 1.0


def test_nothing_scores_at_the_foot_of_the_scale() -> None:
    assert score_one(0) == 0.0


def test_a_concave_scale_reaches_half_a_quarter_of_the_way() -> None:
    assert score_one(25, given="share", kind="concave", least_at=0, worst_at=100, unit="share") == pytest.approx(0.5)


def test_steps_are_scores_on_the_scale_of_the_criterion() -> None:
    steps = ((10, 2.5), (100, 10))
    assert score_one(50, given="share", kind="stepwise", least_at=0, worst_at=100, steps=steps, unit="share") == 0.25


def test_steps_that_are_worse_the_less_there_is_start_at_the_top() -> None:
    steps = ((10, 7.5), (40, 2.5))
    scored = [
        score_one(amount, given="share", kind="stepwise", least_at=100, worst_at=0, steps=steps, unit="share")
        for amount in (5, 20, 50)
    ]
    assert scored == [1.0, 0.75, 0.25]


def test_a_value_function_that_makes_no_scale_is_refused_with_the_criterion() -> None:
    with pytest.raises(ValueFunctionError, match="criterion c makes no scale"):
        score_one(5, least_at=0)


def test_a_figure_that_measures_something_else_is_unfit() -> None:
    estimate = make_estimate(np.array([1.0]), unit="victim")
    assert "the figure is in victim" in find_unfit(estimate, make_criterion())


def test_a_criterion_without_value_function_reads_no_amount() -> None:
    bare = make_criterion().model_copy(update={"value": None})
    assert "no value function" in find_unfit(make_estimate(np.array([1.0])), bare)


def test_an_unfit_amount_is_refused() -> None:
    with pytest.raises(UnfitAmountError, match="the figure is in victim"):
        score_one(1, given="victim")
